// Frames from a camera or, for the demo and tests, from a folder of pictures, as luma, newest first: a frame
// that was not taken before the next one came is dropped. GStreamer stays behind this header. No camera can
// be exercised on the test machines: the V4L2 half is covered only up to "no such device".
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "platform/base/result.h"
#include "platform/code/qr.h"

namespace platform {

struct CaptureOptions {
    std::string device{};  ///< V4L2 device, when `pictures` is empty
    /// A folder of *.png, shown one a frame in order of name; a grey wall when the folder is empty,
    /// no camera when it is gone.
    std::filesystem::path pictures{};
    int width = 1280;  ///< asked of the device, which may offer less
    int height = 720;
    int fps = 30;
};

enum class CaptureFault { no_camera, busy, failed };

/// One thread.
class Capture {
  public:
    static Result<std::unique_ptr<Capture>, CaptureFault> open(const CaptureOptions& options);
    ~Capture();

    /// Hands the newest frame to `use`, waiting for one up to `patience`. False when none came; the view is
    /// valid only inside `use`. After a fault the object is of no more use.
    Result<bool, CaptureFault> next(std::chrono::milliseconds patience,
                                    const std::function<void(const GrayView&)>& use);

  private:
    struct Pipeline;
    explicit Capture(std::unique_ptr<Pipeline> pipeline);
    std::unique_ptr<Pipeline> pipeline_;
};

}  // namespace platform
