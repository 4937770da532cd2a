// The real code source: runs `kiosk-eye` as a child while the terminal is on a screen that scans, and turns
// what the child writes into events (eye_events.h). The child is killed on stop(); one that crashes, hangs or
// writes nonsense is killed and started again, after 0.25 s, then twice as long each time up to 8 s.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "platform/code/camera_view.h"
#include "platform/code/code_source.h"
#include "platform/code/photograph.h"
#include "platform/device/health.h"

namespace platform {

struct EyeOptions {
    std::filesystem::path program{};     ///< kiosk-eye
    std::string device = "/dev/video0";  ///< V4L2 device, when `pictures` is empty
    std::filesystem::path pictures{};    ///< a folder whose *.png are shown as frames: demo and tests
    int width = 1280;                    ///< pixels asked of the device
    int height = 720;
    int fps = 30;
    /// A child silent for this long is taken for hung: it gives a sign of life every second, and its decoder
    /// may take two for one frame.
    std::chrono::milliseconds silence_limit{6000};
};

class EyeProcess final : public CodeSource {
  public:
    /// The sinks are called on a thread of this object until the destructor has returned; `views` never
    /// between the return of stop() and the next start().
    EyeProcess(EyeOptions options, Sink sink, CameraViewSink views = {}, PhotographSink photographs = {});
    ~EyeProcess() override;
    void start() override;
    void stop() override;
    /// Takes a photograph: the next sharp picture, or the sharpest of a second and a half. Between start()
    /// and stop(), on their thread; returns at once. `photographs` gets it, or nothing where no picture
    /// comes, with this number; a stop() before that ends the matter. Another one takes the place of one
    /// still awaited.
    void photograph(std::uint64_t number);
    /// Any thread. Successes are codes passed on, failures codes that were none of text.
    DeviceHealth health() const;

  private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

/// The command line of kiosk-eye for these options, without the program itself.
std::vector<std::string> eye_arguments(const EyeOptions& options);

}  // namespace platform
