// kioskctl ledger: looks at a terminal's ledger without changing it. Nothing here can open a body.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "platform/crypto/crypto.h"
#include "sync/ctl/commands.h"
#include "sync/ledger/cache.h"
#include "sync/ledger/state_folder.h"

namespace syncing::ctl {

namespace {

[[noreturn]] void fail_with(std::string_view what, std::string_view error) {
    std::cout << nlohmann::json{{"error", error}, {"file", what}}.dump() << '\n';
    throw CLI::RuntimeError(1);
}

struct Opened {
    Ledger ledger;
    Cache cache;
};

Opened open(const std::string& folder) {
    platform::init_crypto();
    const StateFolder state(folder);
    const auto terminal = state.load();
    if (!terminal) fail_with(folder, name_of(terminal.error()));
    auto ledger = Ledger::open(state.ledger_db(), terminal->identity.ledger);
    if (!ledger) fail_with("ledger.db", name_of(ledger.error()));
    auto cache = Cache::open(state.cache_db());
    if (!cache) fail_with("cache.db", platform::name_of(cache.error()));
    return {std::move(*ledger), std::move(*cache)};
}

void status(const std::string& folder) {
    Opened opened = open(folder);
    const auto head = opened.ledger.head();
    if (!head) fail_with("ledger.db", name_of(head.error()));
    const auto held = opened.cache.acknowledgement();
    if (!held) fail_with("cache.db", platform::name_of(held.error()));
    const auto last = opened.cache.last_run();
    if (!last) fail_with("cache.db", platform::name_of(last.error()));
    std::cout << nlohmann::json{{"written", head->seq},
                                {"held", held->seq},
                                {"as_of_ms", held->center_ms},
                                {"center_epoch", held->epoch},
                                {"last_run", *last ? name_of((*last)->outcome) : "never"}}
                     .dump()
              << '\n';
}

void verify(const std::string& folder) {
    Opened opened = open(folder);
    const auto wrong = opened.ledger.verify();
    if (!wrong) fail_with("ledger.db", name_of(wrong.error()));
    const auto head = opened.ledger.head();
    if (!head) fail_with("ledger.db", name_of(head.error()));
    const auto purged = opened.ledger.purged();
    if (!purged) fail_with("ledger.db", name_of(purged.error()));
    nlohmann::json line{{"entries", head->seq}, {"whole", !wrong->has_value()}, {"purged_bodies", *purged}};
    if (*wrong) {
        line["first_wrong_seq"] = (*wrong)->seq;
        line["in_ledger"] = std::string(1, (*wrong)->letter);
    }
    std::cout << line.dump() << '\n';
    if (*wrong) throw CLI::RuntimeError(1);
}

}  // namespace

void add_ledger_commands(CLI::App& app) {
    auto folder = std::make_shared<std::string>();
    CLI::App* group = app.add_subcommand("ledger", "look at this terminal's ledger");
    group->require_subcommand(1);
    group->add_option("--state", *folder, "state folder of the terminal")->required();
    group->add_subcommand("status", "what is written and what the center holds")->callback([folder] {
        status(*folder);
    });
    group->add_subcommand("verify", "check the whole hash chain and every sealed body that is still here")
        ->callback([folder] { verify(*folder); });
}

}  // namespace syncing::ctl
