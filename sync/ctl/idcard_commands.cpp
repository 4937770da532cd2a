// kioskctl idcard read --port PATH [--baud N] [--timeout S]: the card on the reader as one JSON object.
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
    if (card.unusual_prefix) json["warnings"] = {"unusual_prefix"};
    return json;
}

void read_card(const platform::SamReaderOptions& options, double seconds) {
    const auto patience = std::chrono::milliseconds(std::llround(seconds * 1000));
    const auto card = platform::read_one_card(options, patience);
    if (card) {
        std::cout << describe(*card).dump() << std::endl;
        return;
    }
    std::cout << ordered_json{{"error", platform::name_of(card.error())}}.dump() << std::endl;
    throw CLI::RuntimeError(1);
}

}  // namespace

void add_idcard_commands(CLI::App& app) {
    struct Arguments {
        platform::SamReaderOptions options;
        double seconds = 10;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* idcard = app.add_subcommand("idcard", "the identity-card reader");
    idcard->require_subcommand(1);
    auto* read = idcard->add_subcommand("read", "read one card and print it as JSON");
    read->add_option("--port", arguments->options.port, "serial port, e.g. /dev/kiosk-idcard")->required();
    read->add_option("--baud", arguments->options.baud, "speed of the line")->capture_default_str();
    read->add_option("--timeout", arguments->seconds, "how long to wait for a card, in seconds")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 86400.0));
    read->callback([arguments] { read_card(arguments->options, arguments->seconds); });
}

}  // namespace syncing::ctl
