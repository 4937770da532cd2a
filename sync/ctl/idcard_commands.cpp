// kioskctl idcard read --port PATH [--baud N] [--timeout S]: the card on the reader as one JSON object.
// kioskctl idcard status --port PATH [--baud N] [--timeout S]: {"sam_id","baud"} of the reader; sam_id is ""
// when the module does not tell it.
//   dates are YYYY-MM-DD ("valid_to" may be "长期"), "sex" and "nation" the card's own codes; fields that the
//   kind does not have are left out, the nine of every card never
//   {"error": NAME} and exit code 1 when there is none
#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "platform/idcard/sam_reader.h"
#include "sync/ctl/commands.h"

namespace syncing::ctl {

namespace {

using nlohmann::ordered_json;

std::string text_of(std::chrono::year_month_day date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

ordered_json describe(const platform::Card& card) {
    ordered_json json{{"kind", platform::name_of(card.kind)},
                      {"name", card.name},
                      {"sex", card.sex},
                      {"nation", card.nation},
                      {"birth", text_of(card.birth)},
                      {"address", card.address},
                      {"number", card.number},
                      {"authority", card.authority},
                      {"valid_from", text_of(card.valid_from)},
                      {"valid_to", card.valid_to ? text_of(*card.valid_to) : "长期"}};
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty()) json[key] = value;
    };
    add("english_name", card.english_name);
    add("nationality", card.nationality);
    add("permit_number", card.permit_number);
    add("times_issued", card.times_issued);
    add("card_version", card.card_version);
    add("former_number", card.former_number);
    add("latest_address", card.latest_address);
    if (card.unusual_prefix) json["warnings"] = {"unusual_prefix"};
    return json;
}

struct Arguments {
    platform::SamReaderOptions options{.latest_address = true};
    double seconds = 10;

    std::chrono::milliseconds patience() const {
        return std::chrono::milliseconds(std::llround(seconds * 1000));
    }
};

void answer(const ordered_json& json) {
    std::cout << json.dump() << std::endl;
}

[[noreturn]] void answer(platform::CardError error) {
    answer(ordered_json{{"error", platform::name_of(error)}});
    throw CLI::RuntimeError(1);
}

void read_card(const Arguments& arguments) {
    const auto card = platform::read_one_card(arguments.options, arguments.patience());
    if (!card) answer(card.error());
    answer(describe(*card));
}

void tell_status(const Arguments& arguments) {
    const auto reader = platform::identify_reader(arguments.options, arguments.patience());
    if (!reader) answer(reader.error());
    answer(ordered_json{{"sam_id", reader->sam_id}, {"baud", reader->baud}});
}

}  // namespace

void add_idcard_commands(CLI::App& app) {
    const auto arguments = std::make_shared<Arguments>();
    auto* idcard = app.add_subcommand("idcard", "the identity-card reader");
    idcard->require_subcommand(1);
    const auto add = [&](const char* name, const char* help, const char* waiting,
                         void (*act)(const Arguments&)) {
        auto* command = idcard->add_subcommand(name, help);
        command->add_option("--port", arguments->options.port, "serial port, e.g. /dev/mutual-aid/reader")
            ->required();
        command->add_option("--baud", arguments->options.baud, "speed of the line; without: found out");
        command->add_option("--timeout", arguments->seconds, waiting)
            ->capture_default_str()
            ->check(CLI::Range(0.0, 86400.0));
        command->callback([arguments, act] { act(*arguments); });
    };
    add("read", "read one card and print it as JSON", "how long to wait for a card, in seconds", read_card);
    add("status", "who the reader is and at which speed it answers", "how long to look for it, in seconds",
        tell_status);
}

}  // namespace syncing::ctl
