// The thread that owns the Store. Requests are handled in order; answers and reports go to the inbox.
// Destruction finishes what is queued first: a submit that was accepted is committed.
#pragma once

#include <optional>
#include <thread>
#include <vector>

#include "kiosk/app/inbox.h"
#include "kiosk/app/store.h"
#include "platform/base/bounded_queue.h"

namespace kiosk {

/// Read status and time again, keep a checkpoint and how the devices do.
struct Refresh {
    bool sync_running = false;
    std::optional<std::vector<platform::DeviceHealth>> devices{};  // when they were looked at
};

class StoreThread {
  public:
    StoreThread(Store store, Inbox& inbox);
    ~StoreThread();

    /// Any thread; never blocks.
    void request(StoreRequest request);
    void refresh(Refresh refresh);

  private:
    using Work = std::variant<StoreRequest, Refresh>;
    void run(const std::stop_token& stop);
    void work(Work& work);
    void report();

    static constexpr std::size_t kCapacity = 256;
    platform::BoundedQueue<Work> queue_{kCapacity};
    Store store_;
    Inbox& inbox_;
    bool sync_running_ = false;
    std::uint64_t held_before_ = 0;  // when the sync that runs began
    std::jthread thread_;
};

}  // namespace kiosk
