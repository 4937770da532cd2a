#include "kiosk/app/sync_runner.h"

#include <poll.h>
#include <signal.h>

#include <utility>

#include "platform/base/unique_fd.h"
#include "platform/code/child_process.h"
#include "platform/log/log.h"

namespace kiosk {

namespace log = platform::log;

namespace {

/// How often what a long run has reached is shown.
constexpr int kProgressMs = 1000;

}  // namespace

SyncRunner::SyncRunner(SyncProgram program, std::function<void(bool)> changed)
    : program_(std::move(program)),
      changed_(std::move(changed)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

SyncRunner::~SyncRunner() = default;

void SyncRunner::request() {
    {
        const std::lock_guard lock(mutex_);
        requested_ = true;
    }
    wanted_.notify_one();
}

void SyncRunner::run(const std::stop_token& stop) {
    while (true) {
        {
            std::unique_lock lock(mutex_);
            wanted_.wait_for(lock, stop, program_.pause(), [this] { return requested_; });
            if (stop.stop_requested()) return;
            requested_ = false;
        }
        changed_(true);
        run_once(stop);
        changed_(false);
    }
}

void SyncRunner::run_once(const std::stop_token& stop) const {
    const auto child = platform::ChildProcess::spawn(program_.program, program_.arguments());
    if (!child) {
        log::error("{} cannot be started", program_.program.filename().string());
        return;
    }
    // The program commits what it holds and ends on SIGTERM; its end is the channel's end of file.
    const std::stop_callback end(stop, [&child] { ::kill(child->pid(), SIGTERM); });
    while (true) {
        pollfd channel{child->channel(), POLLIN, 0};
        const int ready = ::poll(&channel, 1, kProgressMs);
        if (ready == 0) changed_(true);
        if (ready <= 0) continue;
        if (!child->read_some()) return;
    }
}

}  // namespace kiosk
