#include "sync/center/adjudicate.h"

#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "platform/log/log.h"
#include "sync/center/adjudicator.h"
#include "sync/center/desk_socket.h"
#include "sync/center/filter_pass.h"
#include "sync/center/judge_desk.h"
#include "sync/center/orphan_pass.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

namespace log = platform::log;

constexpr int kIdlePeriodMs = 5000;
/// Between two units of work, terminals that wait to write get in.
constexpr std::chrono::milliseconds kGap{3};
constexpr unsigned kThreads = 8;

/// The next thing to do; false when standard input, where it is listened to, has ended. `input` may be -1,
/// and so may the desk's descriptor.
bool wait_for_work(int input, const platform::UniqueFd& desk, const std::function<void()>& serve) {
    pollfd sources[]{{input, POLLIN, 0}, {desk.get(), POLLIN, 0}};
    if (::poll(sources, 2, kIdlePeriodMs) <= 0) return true;
    if (sources[1].revents != 0) serve();
    if (sources[0].revents == 0) return true;
    char wakes[256];
    return ::read(input, wakes, sizeof wakes) > 0 || errno == EINTR;
}

}  // namespace

int adjudicate(const CenterFolder& folder, const platform::Clock& clock, Until until) {
    // A terminal's Ctrl-C reaches the whole group: the parent ends us in order, through the pipe.
    if (until == Until::input_ends) std::signal(SIGINT, SIG_IGN);
    // Its parent started it as /proc/self/exe.
    ::prctl(PR_SET_NAME, "adjudicate");
    const auto keys = folder.judge_keys();
    if (!keys) {
        log::error("{}", error_text(keys.error()));
        return 1;
    }
    const auto store = open_judge_store(folder.database());
    if (!store) {
        log::error("the center's database: {}", name_of(store.error()));
        return 1;
    }
    const auto admin = open_admin_store(folder.database());
    if (!admin) {
        log::error("the center's database: {}", name_of(admin.error()));
        return 1;
    }
    const auto standing = open_filter_store(folder.database());
    if (!standing) {
        log::error("the center's database: {}", name_of(standing.error()));
        return 1;
    }
    JudgeDesk desk(**store, **admin, folder, *keys, clock);
    // A run that ends by itself does not take the desk away from the one that stays.
    const platform::UniqueFd listening =
        until == Until::nothing_waits ? platform::UniqueFd() : listen_at_desk(folder.path());
    if (until != Until::nothing_waits && !listening) log::error("operators' pages cannot be answered");
    const auto serve = [&] {
        if (listening) serve_desk(listening, [&](const auto& question) { return desk.answer(question); });
    };
    const auto between_units = [&] {
        serve();
        std::this_thread::sleep_for(kGap);
    };
    Adjudicator adjudicator(**store, *keys, clock, between_units,
                            std::min(kThreads, std::thread::hardware_concurrency()));
    FilterPass filter(**standing, *keys, clock, between_units);
    OrphanPass orphans(**admin, clock, between_units);
    while (true) {
        const Done done = adjudicator.run().and_then([&] { return filter.run_when_due(); }).and_then([&] {
            return orphans.run_when_due();
        });
        if (!done) log::error("judging stopped: {}; tried again later", name_of(done.error()));
        if (until == Until::nothing_waits) return done ? 0 : 1;
        // SIGTERM ends the process between two units of work or rolls one back: nothing is half done.
        if (!wait_for_work(until == Until::terminated ? -1 : STDIN_FILENO, listening, serve)) return 0;
    }
}

}  // namespace syncing::center
