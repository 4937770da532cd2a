// kioskctl packet: sync by stick, for a station without a network.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "platform/base/file.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "sync/ctl/commands.h"
#include "sync/station/instance_lock.h"
#include "sync/station/packet.h"
#include "sync/wire/packet_file.h"

namespace syncing::ctl {

namespace {

struct PacketOptions {
    std::string state;
    std::string file;
};

[[noreturn]] void fail_with(std::string_view error, std::string_view advice) {
    std::cout << nlohmann::json{{"error", error}}.dump() << '\n';
    std::cerr << advice << '\n';
    throw CLI::RuntimeError(1);
}

std::string_view advice(StickError error) {
    switch (error) {
        case StickError::store:
            return "the state folder cannot be read or written, or its disk is full";
        case StickError::not_ours:
            return "this is not the answer to the packet that was exported last; export again and let the "
                   "center "
                   "answer that";
        case StickError::no_packet:
            return "nothing was exported from here yet: kioskctl packet export";
        case StickError::too_large:
            return "too much for one packet; bring the terminal to a network";
    }
    return "";
}

/// Holds what a sync holds, so that the two never run together.
struct Station {
    explicit Station(const std::string& folder) : state(folder) {
        platform::init_crypto();
        auto loaded = state.load();
        if (!loaded) fail_with(name_of(loaded.error()), "this is not a provisioned terminal's state folder");
        terminal = std::move(*loaded);
        lock = lock_instance(state.sync_lock());
        if (!lock) fail_with("busy", "a sync is running; try again in a minute");
        auto opened = Ledger::open(state.ledger_db(), terminal.identity.ledger);
        if (!opened) fail_with(name_of(opened.error()), "ledger.db cannot be opened");
        ledger = std::make_unique<Ledger>(std::move(*opened));
        auto answers = Cache::open(state.cache_db());
        if (!answers) fail_with(platform::name_of(answers.error()), "cache.db cannot be opened");
        cache = std::make_unique<Cache>(std::move(*answers));
    }
    StateFolder state;
    Terminal terminal;
    std::optional<platform::UniqueFd> lock;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Cache> cache;
};

void export_to(const PacketOptions& options) {
    Station station(options.state);
    const auto packet = export_packet(station.terminal, *station.ledger, *station.cache);
    if (!packet) fail_with(name_of(packet.error()), advice(packet.error()));
    const auto written = platform::write_file(options.file, *packet);
    if (!written) fail_with(platform::name_of(written.error()), "the stick cannot be written");
    std::cout << nlohmann::json{{"bytes", packet->size()}}.dump() << '\n';
}

void import_from(const PacketOptions& options) {
    Station station(options.state);
    const auto file = platform::read_file(options.file, kMaxPacketBytes);
    if (!file) fail_with(platform::name_of(file.error()), "the file cannot be read");
    const platform::SystemClock clock;
    const auto report = import_packet(*file, station.terminal, *station.ledger, *station.cache, clock);
    if (!report) fail_with(name_of(report.error()), advice(report.error()));
    std::cout << nlohmann::json{{"outcome", name_of(report->outcome)},
                                {"detail", report->detail},
                                {"written", report->written},
                                {"held", report->held},
                                {"updates", report->updates},
                                {"ledger", std::string(1, report->ledger)}}
                     .dump()
              << '\n';
    if (report->outcome != SyncOutcome::ok) throw CLI::RuntimeError(2);
}

}  // namespace

void add_packet_commands(CLI::App& app) {
    auto options = std::make_shared<PacketOptions>();
    CLI::App* group = app.add_subcommand("packet", "sync by stick: export, let the center answer, import");
    group->require_subcommand(1);
    group->add_option("--state", options->state, "state folder of the terminal")->required();
    CLI::App* out = group->add_subcommand("export", "write what the center does not hold yet");
    out->add_option("FILE", options->file)->required();
    out->callback([options] { export_to(*options); });
    CLI::App* in =
        group->add_subcommand("import", "take the center's answer; exit 2 when an operator must look");
    in->add_option("FILE", options->file)->required();
    in->callback([options] { import_from(*options); });
}

}  // namespace syncing::ctl
