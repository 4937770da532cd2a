// What a reader said, for tests that wait for it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include "platform/idcard/reader.h"

namespace tests {

/// "online", "offline", "out of service", "read 林测强", "failed timeout", "removed".
inline std::string words(const platform::ReaderEvent& event) {
    using platform::ReaderState;
    if (const auto* state = std::get_if<ReaderState>(&event)) {
        return *state == ReaderState::online    ? "online"
               : *state == ReaderState::offline ? "offline"
                                                : "out of service";
    }
    if (const auto* read = std::get_if<platform::CardRead>(&event)) return "read " + read->card.name;
    if (const auto* failed = std::get_if<platform::CardFailed>(&event)) {
        return "failed " + std::string(platform::name_of(failed->error));
    }
    return "removed";
}

class Events {
  public:
    void push(platform::ReaderEvent event) {
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
        came_.notify_one();
    }
    std::optional<platform::ReaderEvent> take(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        if (!came_.wait_for(lock, patience, [&] { return !events_.empty(); })) return std::nullopt;
        platform::ReaderEvent first = std::move(events_.front());
        events_.pop_front();
        return first;
    }
    std::string next(std::chrono::milliseconds patience = std::chrono::seconds(8)) {
        const auto event = take(patience);
        return event ? words(*event) : "nothing";
    }

  private:
    std::mutex mutex_;
    std::condition_variable came_;
    std::deque<platform::ReaderEvent> events_;
};

}  // namespace tests
