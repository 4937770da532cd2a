// What the terminal's queue would get from an EyeProcess, and a look at the processes and descriptors behind
// it.
#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/code/eye_process.h"

namespace platform::testing {

class Inbox {
  public:
    CodeSource::Sink sink() {
        return [this](CodeEvent event) {
            const std::lock_guard lock(mutex_);
            events_.push_back(std::move(event));
            changed_.notify_all();
        };
    }
    /// Waits for the event, dropping others before it.
    bool comes(const CodeEvent& wanted, std::chrono::seconds patience = std::chrono::seconds(30)) {
        const auto until = std::chrono::steady_clock::now() + patience;
        while (const auto event = next(until)) {
            if (*event == wanted) return true;
        }
        return false;
    }
    /// Waits for the next event that is no camera state.
    std::optional<CodeEvent> next_code() {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (auto event = next(until)) {
            if (!std::holds_alternative<CameraState>(*event)) return event;
        }
        return std::nullopt;
    }

  private:
    std::optional<CodeEvent> next(std::chrono::steady_clock::time_point until) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_until(lock, until, [&] { return !events_.empty(); })) return std::nullopt;
        CodeEvent event = events_.front();
        events_.pop_front();
        return event;
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<CodeEvent> events_;
};

/// The process ids of a process's children, found by reading every process's parent.
inline std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream status(entry.path() / "stat");
        std::string line;
        if (!std::getline(status, line)) continue;
        const std::size_t after_name = line.rfind(')');
        if (after_name == std::string::npos) continue;
        char state = 0;
        pid_t of = 0;
        if (std::sscanf(line.c_str() + after_name + 1, " %c %d", &state, &of) == 2 && of == parent) {
            found.push_back(std::stoi(line));
        }
    }
    return found;
}

}  // namespace platform::testing
