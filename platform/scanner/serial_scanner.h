// The real scanner: a 2D engine on a serial port (UART, or USB set to a CDC virtual port), driven on its own
// thread as a second source of codes. It is only listened to: nothing is ever sent, and nothing that it reads
// while no screen scans is kept. A port that goes away is opened again by its path within 3 s of its return.
// Engines that type like a keyboard are not supported: docs/devices.md says why.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "platform/code/code_source.h"
#include "platform/device/health.h"

namespace platform {

struct ScannerOptions {
    std::filesystem::path port{};  // e.g. /dev/mutual-aid/scanner
    unsigned baud = 9600;          // the engines' factory setting; a CDC port does not care
    std::chrono::milliseconds reopen_period{500};
    /// A line that has begun is over when nothing more comes for so long: its end was lost, or the engine is
    /// not set to send one. It counts as an unusable code.
    std::chrono::milliseconds line_gap{500};
};

class SerialScanner final : public CodeSource {
  public:
    /// The sink is called on a thread of this object until the destructor has returned.
    /// CameraState::no_camera stands for no scanner.
    SerialScanner(ScannerOptions options, Sink sink);
    ~SerialScanner() override;
    void start() override;
    void stop() override;
    /// Any thread. Successes are codes passed on, failures lines that were none.
    DeviceHealth health() const;

  private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace platform
