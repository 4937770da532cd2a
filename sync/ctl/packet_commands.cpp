// kioskctl packet: sync by stick, for a station without a network.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "platform/base/file.h"
#include "platform/base/new_file.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "sync/ctl/commands.h"
#include "sync/station/instance_lock.h"
#include "sync/station/packet.h"
#include "sync/wire/packet_file.h"

namespace syncing::ctl {

namespace {

/// Stays free for the center's answer, on a small stick less.
constexpr std::uint64_t kForAnswer = 16UL * 1024 * 1024;

struct PacketOptions {
    std::string state;
    std::string file;
    std::uint64_t most_mib = 0;  // 0: what the stick has free
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
        case StickError::stick_full:
            return "there is no room for the records: nothing was written; free some of the stick, take "
                   "another, or allow more (--most)";
        case StickError::stick_unwritable:
            return "the stick cannot be written: it is gone, write-protected, or that folder is not there";
    }
    return "";
}

/// Of what the center answered; "" when there is nothing to do.
std::string advice(const SyncReport& report) {
    switch (report.outcome) {
        case SyncOutcome::ok:
            return "";
        case SyncOutcome::terminal_outdated:
            return "this terminal's software must be updated: the center no longer takes what it speaks; its "
                   "records stay here. Update it, then export again";
        case SyncOutcome::center_outdated:
            return "the center's software must be updated first: it does not take some records yet; " +
                   std::to_string(report.written - report.held) +
                   " wait here. Once it is, export again and import its answer";
        case SyncOutcome::center_refused:
            return "the center refused something (" + report.detail +
                   "): what was damaged on the stick goes with the next export; if it is refused again, an "
                   "operator must look";
        case SyncOutcome::records_disagree:
            return report.detail == "export_again" ? "this disk was restored or copied; export again, the "
                                                     "center's answer to that mends it"
                                                   : "this terminal and the center disagree (" +
                                                         report.detail + "); an operator must look";
        case SyncOutcome::center_busy:
            return "the center could not store it (" + report.detail +
                   "): let it answer the same packet again";
        case SyncOutcome::store_failed:
            return "the state folder cannot be written, or its disk is full; import again";
        case SyncOutcome::no_network:
        case SyncOutcome::center_unreachable:
        case SyncOutcome::answer_not_from_center:
        case SyncOutcome::clock_jumped:
            return "part of the answer is not to be believed (" + report.detail +
                   "); export again and let the center answer that";
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
        auto papers = Attachments::open(state.attachments_db());
        if (!papers) fail_with(platform::name_of(papers.error()), "attachments.db cannot be opened");
        attachments = std::make_unique<Attachments>(std::move(*papers));
    }
    StateFolder state;
    Terminal terminal;
    std::optional<platform::UniqueFd> lock;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<Cache> cache;
    std::unique_ptr<Attachments> attachments;
};

/// Bytes that may be written there.
std::uint64_t room_at(const PacketOptions& options) {
    if (options.most_mib > 0) return options.most_mib * 1024 * 1024;
    std::error_code error;
    const auto folder = std::filesystem::absolute(options.file, error).parent_path();
    const auto space = std::filesystem::space(folder, error);
    if (error) fail_with("unwritable", advice(StickError::stick_unwritable));
    return space.available - std::min(kForAnswer, std::uint64_t{space.available} / 4);
}

void say_what_stayed(const PacketExported& packet) {
    if (packet.records_left > 0)
        std::cerr << packet.records_left
                  << " records stay behind: this terminal's software is newer than what the center last said "
                     "that it takes. Import its answer, then export again\n";
    if (packet.papers_left > 0)
        std::cerr << packet.papers_left << " photographed papers ("
                  << (packet.papers_left_bytes + 1024 * 1024 - 1) / (1024 * 1024)
                  << " MiB) stay behind: there is no room for them. Import the center's answer, then export "
                     "again: that goes on where this one ended\n";
}

void export_to(const PacketOptions& options) {
    Station station(options.state);
    const std::uint64_t room = room_at(options);
    auto file = platform::NewFile::create(options.file);
    if (!file) {
        const bool full = file.error() == platform::FileError::full;
        fail_with(platform::name_of(file.error()),
                  advice(full ? StickError::stick_full : StickError::stick_unwritable));
    }
    const auto packet =
        export_packet(station.terminal, *station.ledger, *station.cache, *station.attachments, room, *file);
    if (!packet) fail_with(name_of(packet.error()), advice(packet.error()));
    std::cout << nlohmann::json{{"bytes", packet->bytes},
                                {"records_left", packet->records_left},
                                {"papers", packet->papers},
                                {"papers_left", packet->papers_left}}
                     .dump()
              << '\n';
    say_what_stayed(*packet);
}

void import_from(const PacketOptions& options) {
    Station station(options.state);
    const auto file = platform::read_file(options.file, kMaxPacketBytes);
    if (!file) fail_with(platform::name_of(file.error()), "the file cannot be read");
    const platform::SystemClock clock;
    const auto report =
        import_packet(*file, station.terminal, *station.ledger, *station.cache, *station.attachments, clock);
    if (!report) fail_with(name_of(report.error()), advice(report.error()));
    const auto waiting = station.attachments->waiting();
    if (!waiting) fail_with(platform::name_of(waiting.error()), advice(StickError::store));
    std::cout << nlohmann::json{{"outcome", name_of(report->outcome)},
                                {"detail", report->detail},
                                {"written", report->written},
                                {"held", report->held},
                                {"updates", report->updates},
                                {"papers_waiting", *waiting},
                                {"ledger", std::string(1, report->ledger)}}
                     .dump()
              << '\n';
    if (report->outcome != SyncOutcome::ok) {
        std::cerr << advice(*report) << '\n';
        throw CLI::RuntimeError(2);
    }
}

}  // namespace

void add_packet_commands(CLI::App& app) {
    auto options = std::make_shared<PacketOptions>();
    CLI::App* group = app.add_subcommand("packet", "sync by stick: export, let the center answer, import");
    group->require_subcommand(1);
    group->add_option("--state", options->state, "state folder of the terminal")->required();
    CLI::App* out = group->add_subcommand("export", "write what the center does not hold yet");
    out->add_option("FILE", options->file)->required();
    out->add_option("--most", options->most_mib, "MiB at most; what the stick has free when left out")
        ->check(CLI::PositiveNumber);
    out->callback([options] { export_to(*options); });
    CLI::App* in =
        group->add_subcommand("import", "take the center's answer; exit 2 when an operator must look");
    in->add_option("FILE", options->file)->required();
    in->callback([options] { import_from(*options); });
}

}  // namespace syncing::ctl
