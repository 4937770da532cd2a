// kiosk-sync: brings a terminal's ledger to its center and the center's answers back.
#include <CLI/CLI.hpp>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "config/settings/settings.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"
#include "platform/private_memory/private_memory.h"
#include "sync/station/instance_lock.h"
#include "sync/station/session.h"

namespace {

namespace log = platform::log;
using syncing::SyncOutcome;

/// Exit codes, for the service manager and the terminal.
enum Exit {
    kOk = 0,
    kTryLater = 1,
    kNeedsOperator = 2,
    kCannotStart = 3,  // not provisioned, or the state folder is unusable
    kRunningAlready = 4
};

struct Options {
    std::string settings;
    std::string state;
    std::string clock;
    bool once = false;
    bool accept_time_jump = false;
    std::int64_t bodies_kept_ms = syncing::kBodiesKeptMs;
};

int exit_code(SyncOutcome outcome) {
    switch (outcome) {
        case SyncOutcome::ok:
            return kOk;
        case SyncOutcome::no_network:
        case SyncOutcome::center_unreachable:
        case SyncOutcome::answer_not_from_center:
        case SyncOutcome::center_busy:
        case SyncOutcome::store_failed:
            return kTryLater;
        case SyncOutcome::center_refused:
        case SyncOutcome::records_disagree:
        case SyncOutcome::clock_jumped:
        case SyncOutcome::center_outdated:
        case SyncOutcome::terminal_outdated:
            return kNeedsOperator;
    }
    return kTryLater;
}

std::string json_line(const syncing::SyncReport& report) {
    return nlohmann::json{{"outcome", syncing::name_of(report.outcome)},
                          {"detail", report.detail},
                          {"written", report.written},
                          {"held", report.held},
                          {"as_of_ms", report.as_of_ms},
                          {"pushed", report.pushed},
                          {"updates", report.updates},
                          {"ledger", std::string(1, report.ledger)}}
        .dump();
}

void wait(std::chrono::milliseconds time, std::stop_token stop) {
    std::mutex mutex;
    std::condition_variable_any stopped;
    std::unique_lock lock(mutex);
    stopped.wait_for(lock, std::move(stop), time, [] { return false; });
}

/// SIGINT and SIGTERM, taken by a thread of their own, become a stop request.
class StopOnSignal {
  public:
    StopOnSignal() {
        sigemptyset(&signals_);
        for (const int signal : {SIGINT, SIGTERM, SIGUSR2}) sigaddset(&signals_, signal);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
        waiter_ = std::jthread([this] {
            int signal = 0;
            sigwait(&signals_, &signal);
            stop_.request_stop();
        });
    }
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;
    ~StopOnSignal() { pthread_kill(waiter_.native_handle(), SIGUSR2); }
    std::stop_token token() { return stop_.get_token(); }

  private:
    sigset_t signals_{};
    std::stop_source stop_;
    std::jthread waiter_;
};

std::unique_ptr<platform::Clock> make_clock(const std::string& simulated) {
    if (simulated.empty()) return std::make_unique<platform::SystemClock>();
    const auto start = platform::parse_civil_time(simulated);
    if (!start) return nullptr;
    return std::make_unique<platform::SimulatedClock>(*start);
}

int sync_until_done(const Options& options, const syncing::StateFolder& state,
                    const syncing::Terminal& terminal, syncing::Ledger& ledger, syncing::Cache& cache,
                    syncing::Attachments& attachments, const platform::Clock& clock) {
    const auto connect = [&](const platform::Bytes& certificate) {
        return platform::HttpClient({.base_url = terminal.identity.center_url,
                                     .ca_der = terminal.credentials.ca_der,
                                     .client_key_pem = terminal.keys.tls_key_pem,
                                     .client_certificate_der = certificate});
    };
    platform::HttpClient client = connect(terminal.credentials.certificate_der);
    const auto take_certificate = [&](const platform::Bytes& certificate) {
        const auto saved = state.save_certificate(certificate);
        if (!saved) log::error("the new certificate cannot be saved: {}", name_of(saved.error()));
        if (saved) client = connect(certificate);
        return saved.has_value();
    };
    syncing::SyncSession session(
        terminal, ledger, cache, clock,
        [&](const platform::HttpCall& call, std::stop_token stop) {
            return client.call(call, std::move(stop));
        },
        wait,
        {.accept_time_jump = options.accept_time_jump,
         .bodies_kept_ms = options.bodies_kept_ms,
         .software_version = SOFTWARE_VERSION,
         .take_certificate = take_certificate},
        &attachments);
    StopOnSignal signals;
    for (int attempt = 0;; ++attempt) {
        const syncing::SyncReport report = session.run(signals.token());
        std::cout << json_line(report) << std::endl;
        log::info("{} {}: {} written, {} held", syncing::name_of(report.outcome), report.detail,
                  report.written, report.held);
        if (report.outcome == SyncOutcome::center_outdated) {
            log::warning(
                "the center's software must be updated first: it does not take some records yet; {} wait "
                "here",
                report.written - report.held);
        }
        if (report.outcome == SyncOutcome::terminal_outdated)
            log::warning(
                "this terminal's software must be updated: the center no longer takes what it speaks");
        const int code = exit_code(report.outcome);
        if (options.once || code != kTryLater || signals.token().stop_requested()) return code;
        wait(5 * syncing::wait_before_retry(attempt, 0.5), signals.token());
    }
}

/// From the settings, if they are given: also how long bodies stay.
std::optional<std::filesystem::path> state_path(Options& options) {
    if (!options.state.empty()) return options.state;
    if (options.settings.empty()) {
        log::error("--settings FILE or --state DIR is needed");
        return std::nullopt;
    }
    const auto settings = config::load_station_settings(options.settings);
    if (settings) {
        options.bodies_kept_ms = settings->sync.retention_nights * (syncing::kBodiesKeptMs / 7);
        return settings->state;
    }
    log::error("{}", config::describe(settings.error()));
    return std::nullopt;
}

int run(Options& options) {
    const auto clock = make_clock(options.clock);
    if (!clock) {
        log::error("--clock takes a time like 2026-06-15T09:00");
        return kCannotStart;
    }
    const auto folder = state_path(options);
    if (!folder) return kCannotStart;
    const syncing::StateFolder state(*folder);
    const auto terminal = state.load();
    if (!terminal) {
        log::error("state folder: {}; a terminal is provisioned with: kioskctl provision",
                   name_of(terminal.error()));
        return kCannotStart;
    }
    const auto lock = syncing::lock_instance(state.sync_lock());
    if (!lock) {
        log::warning("another kiosk-sync is running");
        return kRunningAlready;
    }
    auto ledger = syncing::Ledger::open(state.ledger_db(), terminal->identity.ledger);
    if (!ledger) {
        log::error("ledger.db: {}", syncing::name_of(ledger.error()));
        return kCannotStart;
    }
    auto cache = syncing::Cache::open(state.cache_db());
    if (!cache) {
        log::error("cache.db: {}", platform::name_of(cache.error()));
        return kCannotStart;
    }
    auto attachments = syncing::Attachments::open(state.attachments_db());
    if (!attachments) {
        log::error("attachments.db: {}", platform::name_of(attachments.error()));
        return kCannotStart;
    }
    return sync_until_done(options, state, *terminal, *ledger, *cache, *attachments, *clock);
}

}  // namespace

int main(int argc, char** argv) try {
    platform::keep_memory_private();
    log::set_program("kiosk-sync");
    platform::init_crypto();
    Options options;
    CLI::App app(
        "Sends this terminal's records to the center and fetches its answers.\n"
        "Exit codes: 0 done, 1 try later, 2 an operator must look, 3 cannot start, 4 running already.");
    auto* settings = app.add_option("--settings", options.settings, "settings of the terminal, station.toml");
    app.add_option("--state", options.state, "state folder of the terminal, in place of --settings")
        ->excludes(settings);
    app.add_option("--clock", options.clock, "simulated clock for demo and tests, e.g. 2026-06-15T09:00");
    app.add_flag("--once", options.once, "one run; otherwise again and again until one ends well");
    app.add_flag("--accept-time-jump", options.accept_time_jump,
                 "an operator has looked: take the center's time although it contradicts what is known here");
    CLI11_PARSE(app, argc, argv);
    return run(options);
} catch (const std::exception&) {
    // Its own words may quote what it was reading.
    std::fputs("kiosk-sync: no memory, or a defect of this program; what was not sent is sent another time\n",
               stderr);
    return kTryLater;
}
