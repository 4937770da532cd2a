// "Sync now": runs the kiosk-sync program once per request, on a thread of its own, so that a slow center
// never touches a frame. One run at a time; a request during a run asks for another one after it. What the
// run did is read from cache.db by the store thread; here only its beginning and end are known. Unasked, it
// runs some time after each run.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kiosk {

struct SyncProgram {
    std::filesystem::path program;
    std::function<std::vector<std::string>()> arguments;  // asked at each run, on the runner's thread
    std::function<std::chrono::milliseconds()> pause;  // until the next run that nobody asked for; the same
};

class SyncRunner {
  public:
    /// `changed(running)` is called on the runner's thread: at the beginning and end of a run, and every few
    /// seconds of a long one, so that its progress can be shown.
    SyncRunner(SyncProgram program, std::function<void(bool)> changed);
    /// Sends a running program SIGTERM, waits for it, joins.
    ~SyncRunner();

    /// Any thread; returns at once.
    void request();

  private:
    void run(const std::stop_token& stop);
    void run_once(const std::stop_token& stop) const;

    SyncProgram program_;
    std::function<void(bool)> changed_;
    std::mutex mutex_;
    std::condition_variable_any wanted_;
    bool requested_ = false;
    std::jthread thread_;
};

}  // namespace kiosk
