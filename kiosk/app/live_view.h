// The newest view of the camera on its way to the main thread: one that comes before the last was drawn
// takes its place, so a slow screen never has more than one waiting. Any thread may put; the main thread
// takes.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <utility>

#include "platform/code/camera_view.h"

namespace kiosk {

class LiveView {
  public:
    /// `wake` ends the main thread's sleep; any thread may call it.
    explicit LiveView(std::function<void()> wake) : wake_(std::move(wake)) {}

    void put(platform::CameraView view) {
        {
            const std::lock_guard lock(mutex_);
            newest_ = std::move(view);
        }
        wake_();
    }
    std::optional<platform::CameraView> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(newest_, std::nullopt);
    }

  private:
    std::mutex mutex_;
    std::optional<platform::CameraView> newest_;
    std::function<void()> wake_;
};

}  // namespace kiosk
