// The one door into the main thread: devices, store and sync put events here, and the window's sleep ends.
// Any thread may call post(); only the main thread takes.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "kiosk/flow/event.h"
#include "platform/base/bounded_queue.h"
#include "platform/base/check.h"

namespace kiosk {

class Inbox {
  public:
    /// `wake` ends the main thread's sleep; any thread may call it.
    explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}

    void post(Event event) {
        // Senders answer questions or report changes, so thousands waiting mean a main thread that hangs.
        platform::check(queue_.try_push(std::move(event)), "the terminal's inbox is full");
        wake_();
    }
    std::optional<Event> take() { return queue_.try_pop(); }

  private:
    static constexpr std::size_t kCapacity = 4096;
    platform::BoundedQueue<Event> queue_{kCapacity};
    std::function<void()> wake_;
};

}  // namespace kiosk
