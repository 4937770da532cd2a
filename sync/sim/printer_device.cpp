#include "sync/sim/printer_device.h"

#include <charconv>
#include <cstdio>
#include <iostream>

#include "platform/base/file.h"
#include "platform/code/picture.h"

namespace syncing::sim {

std::vector<Act> PrinterDevice::power_up() {
    cable_out_ = false;
    bytes_to_unplug_.reset();
    return {};
}

std::vector<Act> PrinterDevice::take(platform::ByteView bytes) {
    if (cable_out_) return {};
    const bool unplugs = bytes_to_unplug_ && *bytes_to_unplug_ <= bytes.size();
    if (unplugs) bytes = bytes.first(*bytes_to_unplug_);
    if (bytes_to_unplug_) *bytes_to_unplug_ -= bytes.size();
    std::vector<Act> acts = acts_of(machine_.take(bytes));
    keep_tickets();
    if (unplugs) {
        bytes_to_unplug_.reset();
        cable_out_ = true;
        acts.push_back({.cable = Cable::pulled});
    }
    return acts;
}

std::optional<Obeyed> PrinterDevice::obey(std::string_view verb, const std::string& rest) {
    if (verb == "fault") {
        const auto fault = printer_fault_named(rest);
        if (!fault) {
            return Obeyed{"error: no fault \"" + rest +
                          "\"; there are none near_end paper_out cover_open offline jam silent"};
        }
        Obeyed obeyed{.acts = acts_of(machine_.set_fault(*fault))};
        keep_tickets();
        return obeyed;
    }
    if (verb == "power_cycle" && rest.empty()) {
        machine_.power_cycle();
        return Obeyed{};
    }
    int number = -1;
    const auto [end, failed] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    const bool is_number = failed == std::errc() && end == rest.data() + rest.size() && number >= 0;
    if (is_number && obey_number(verb, number)) return Obeyed{};
    return std::nullopt;
}

bool PrinterDevice::obey_number(std::string_view verb, int number) {
    if (verb == "paper_ends_after") {
        machine_.end_paper_after(number);
    } else if (verb == "unplug_at") {
        bytes_to_unplug_ = static_cast<std::size_t>(number);
    } else if (verb == "slow") {
        rows_a_second_ = number;
    } else {
        return false;
    }
    return true;
}

std::vector<Act> PrinterDevice::acts_of(std::vector<EscposMachine::Answer> answers) {
    std::vector<Act> acts;
    for (EscposMachine::Answer& answer : answers) {
        Act act{.bytes = std::move(answer.bytes)};
        if (rows_a_second_ > 0)
            act.pause = std::chrono::microseconds(1'000'000LL * answer.rows / rows_a_second_);
        acts.push_back(std::move(act));
    }
    return acts;
}

void PrinterDevice::keep_tickets() {
    for (const platform::Raster& ticket : machine_.take_tickets()) {
        char name[32];
        std::snprintf(name, sizeof name, "ticket_%03d.png", ++kept_);
        std::error_code ignored;
        std::filesystem::create_directories(folder_, ignored);
        const auto png = platform::write_png(ticket.picture().view());
        if (!png || !platform::write_file(folder_ / name, *png, 0644))
            std::cerr << "kiosk-sim: cannot write " << (folder_ / name).string() << '\n';
    }
}

}  // namespace syncing::sim
