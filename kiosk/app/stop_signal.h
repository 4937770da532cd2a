// SIGTERM and SIGINT end the terminal in order. They are blocked first in main(), so that every later thread
// (also those of the graphics driver) inherits that and only the waiting thread here takes them.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace kiosk {

/// Call before any thread is made.
void block_stop_signals();

class StopSignal {
  public:
    /// `wake` is called on the waiting thread after stopped() became true.
    explicit StopSignal(std::function<void()> wake);
    ~StopSignal();

    const std::atomic<bool>& stopped() const { return stopped_; }

  private:
    std::atomic<bool> stopped_ = false;
    std::function<void()> wake_;
    std::thread thread_;
};

}  // namespace kiosk
