#include "sync/center/adjudicate.h"

#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "platform/log/log.h"
#include "sync/center/adjudicator.h"
#include "sync/center/sql_store.h"

namespace syncing::center {

namespace {

namespace log = platform::log;

constexpr int kIdlePeriodMs = 5000;

/// False when standard input has ended.
bool wait_for_work() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (::poll(&input, 1, kIdlePeriodMs) <= 0) return true;
    char wakes[256];
    return ::read(STDIN_FILENO, wakes, sizeof wakes) > 0 || errno == EINTR;
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
    Adjudicator adjudicator(**store, *keys, clock);
    while (true) {
        const Done done = adjudicator.run();
        if (!done) log::error("judging stopped: {}; tried again later", name_of(done.error()));
        if (until == Until::nothing_waits) return done ? 0 : 1;
        // SIGTERM ends the process between two units of work or rolls one back: nothing is half done.
        if (until == Until::terminated) {
            ::poll(nullptr, 0, kIdlePeriodMs);
        } else if (!wait_for_work()) {
            return 0;
        }
    }
}

}  // namespace syncing::center
