#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "platform/base/file.h"
#include "platform/log/log.h"
#include "sync/center/commands.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

struct Options {
    NewStaff staff;
    StaffRemoval removal;
    std::string pin_file;
};

std::optional<std::string> pin_from(const std::string& pin, const std::string& file) {
    if (file.empty()) return pin;
    const auto content = platform::read_file(file, 64);
    if (!content) return std::nullopt;
    std::string text = platform::string_of(*content);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

int add_person(const Common& common, Options options) {
    const auto text = pin_from(options.staff.pin, options.pin_file);
    if (!text) return refuse("the PIN file cannot be read");
    options.staff.pin = *text;
    return with_store(common, [&](AdminStore& store) {
        const auto code = add_staff(store, common.folder(), options.staff);
        if (!code) return refuse(error_text(code.error()));
        std::printf("%s\n", code->c_str());
        return 0;
    });
}

int remove_person(const Common& common, const StaffRemoval& removal) {
    return with_store(common, [&](AdminStore& store) {
        const auto removed = remove_staff(store, common.folder(), removal);
        if (!removed) return refuse(error_text(removed.error()));
        if (!removed->done) {
            return refuse(
                fmt::format("nobody was removed: {} had a badge before staff had keys of their own and would "
                            "need a new one (`staff add`); --new-badges goes on with that",
                            fmt::join(removed->need_new_badge, ", ")));
        }
        platform::log::info("a person was removed from the desk of {}; it has a new key", removal.station);
        std::printf("%s\n", nlohmann::ordered_json{{"removed", removal.id},
                                                   {"need_new_badge", removed->need_new_badge}}
                                .dump()
                                .c_str());
        return 0;
    });
}

int list_people(const Common& common, const std::string& station) {
    return with_store(common, [&](AdminStore& store) {
        const auto rows = store.staff_of(station);
        if (!rows) return refuse(error_text(operate_error(rows.error())));
        for (const StaffRow& row : *rows) {
            mutual_aid::v1::Staff entry;
            entry.ParseFromArray(row.entry.data(), static_cast<int>(row.entry.size()));
            std::printf("%s\t%s\n", row.id.c_str(), entry.masked_name().c_str());
        }
        return 0;
    });
}

}  // namespace

void add_staff_commands(CLI::App& app, const Common& common, const AddCommand& add) {
    const auto options = std::make_shared<Options>();
    CLI::App* group = app.add_subcommand("staff", "the people of a station's desk");
    group->require_subcommand(1);
    CLI::App* made = add(*group, "add", "add a person or give them a new badge; prints the badge's code",
                         [options, &common] { return add_person(common, *options); });
    made->add_option("--station", options->staff.station)->required();
    made->add_option("--id", options->staff.id)->required();
    made->add_option("--name", options->staff.name)->required();
    CLI::Option* pin =
        made->add_option("--pin", options->staff.pin, "4 to 12 digits (seen by others in the process list)");
    made->add_option("--pin-file", options->pin_file, "file with the PIN in its first line")->excludes(pin);
    made = add(*group, "remove", "take a person off the desk; the station gets a new desk key",
               [options, &common] { return remove_person(common, options->removal); });
    made->add_option("--station", options->removal.station)->required();
    made->add_option("--id", options->removal.id)->required();
    made->add_flag("--new-badges", options->removal.new_badges,
                   "also if somebody who stays needs a new badge after it");
    made = add(*group, "list", "id and masked name, one a line",
               [options, &common] { return list_people(common, options->removal.station); });
    made->add_option("--station", options->removal.station)->required();
}

}  // namespace syncing::center
