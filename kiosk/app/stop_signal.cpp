#include "kiosk/app/stop_signal.h"

#include <pthread.h>
#include <signal.h>

#include <utility>

namespace kiosk {

namespace {

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    return set;
}

}  // namespace

void block_stop_signals() {
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

StopSignal::StopSignal(std::function<void()> wake) : wake_(std::move(wake)) {
    thread_ = std::thread([this, set = stop_signals()] {
        int signal = 0;
        sigwait(&set, &signal);
        stopped_ = true;
        wake_();
    });
}

StopSignal::~StopSignal() {
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
}

}  // namespace kiosk
