// The one way values cross threads: a bounded queue. Any thread may call any function.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace platform {

template <class T>
class BoundedQueue {
  public:
    explicit BoundedQueue(std::size_t capacity) : capacity_(capacity) {}

    /// Never blocks; false when full (the value is left alone).
    bool try_push(T& value) {
        {
            const std::lock_guard lock(mutex_);
            if (items_.size() >= capacity_) return false;
            items_.push_back(std::move(value));
        }
        changed_.notify_one();
        return true;
    }
    bool try_push(T&& value) { return try_push(value); }

    std::optional<T> try_pop() {
        const std::lock_guard lock(mutex_);
        return take();
    }

    /// Waits for a value; nothing once `stop` is requested and the queue is empty.
    std::optional<T> pop(std::stop_token stop) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [&] { return !items_.empty(); });
        return take();
    }

  private:
    std::optional<T> take() {
        if (items_.empty()) return std::nullopt;
        std::optional<T> value(std::move(items_.front()));
        items_.pop_front();
        return value;
    }

    const std::size_t capacity_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::list<T> items_;  // a value that is taken gives its block back, and so is overwritten
};

}  // namespace platform
