// kiosk-eye: watches the camera for codes while its parent lives, and tells it on standard output
// (eye_events.h).
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "platform/code/child_process.h"
#include "platform/code/eye_events.h"
#include "platform/eye/eye.h"
#include "platform/log/log.h"
#include "platform/private_memory/private_memory.h"

namespace platform {
namespace {

/// The memory shared with the parent (photograph.h).
constexpr int kSharedFrame = 3;

/// Standard input and output; end of file is the parent's death.
class StandardStreams final : public EyeOutlet {
  public:
    void tell(const CodeEvent& event) override { write(encode_event(event)); }
    void show(const CameraView& view) override { write(encode_view(view)); }

    void give(const Photograph* photograph) override {
        PhotographNews news;
        if (photograph != nullptr && put_photograph(kSharedFrame, photograph->picture.view()))
            news = {photograph->picture.width, photograph->picture.height, photograph->quality};
        write(encode_photograph(news));
    }

    Parent listen(std::chrono::milliseconds patience) override {
        pollfd entry{STDIN_FILENO, POLLIN, 0};
        if (::poll(&entry, 1, static_cast<int>(patience.count())) <= 0) return Parent::silent;
        std::uint8_t said = 0;
        if (::read(STDIN_FILENO, &said, sizeof said) <= 0) return Parent::gone;
        return said == kAskPhotograph ? Parent::asks_photograph : Parent::silent;
    }

  private:
    static void write(const Bytes& bytes) {
        for (std::size_t at = 0; at < bytes.size();) {
            const ssize_t put = ::write(STDOUT_FILENO, bytes.data() + at, bytes.size() - at);
            if (put < 0 && errno == EINTR) continue;
            if (put <= 0) std::exit(0);  // the parent is gone
            at += static_cast<std::size_t>(put);
        }
    }
};

/// A camera's data is a stranger's too: what takes more than this is broken, and the terminal starts it
/// again.
bool limit_resources() {
    constexpr rlim_t kAddressSpace = rlim_t{1}
                                     << 30;     // GStreamer, its plugins, frames and the decoder's share
    constexpr rlim_t kProcessorSeconds = 3600;  // at 40 % of a core, two and a half hours of scanning
    constexpr rlim_t kDescriptors = 64;
    const auto limit = [](auto resource, rlim_t value) {
        const rlimit both{value, value};
        return ::setrlimit(resource, &both) == 0;
    };
    return limit(RLIMIT_AS, kAddressSpace) && limit(RLIMIT_CPU, kProcessorSeconds) &&
           limit(RLIMIT_NOFILE, kDescriptors) && limit(RLIMIT_CORE, 0);
}

}  // namespace
}  // namespace platform

int main(int argc, char** argv) {
    platform::keep_memory_private();
    platform::CaptureOptions capture;
    CLI::App app(
        "Watches a camera for QR codes; started by the terminal. Ends when its standard input ends.");
    auto* device = app.add_option("--device", capture.device, "V4L2 device, for example /dev/video0");
    app.add_option("--pictures", capture.pictures, "show the *.png of this folder instead of a camera")
        ->excludes(device);
    app.add_option("--width", capture.width, "pixels asked of the device")->check(CLI::Range(64, 8192));
    app.add_option("--height", capture.height, "pixels asked of the device")->check(CLI::Range(64, 8192));
    app.add_option("--fps", capture.fps, "frames a second")->check(CLI::Range(1, 120));
    CLI11_PARSE(app, argc, argv);
    if (capture.device.empty() && capture.pictures.empty()) capture.device = "/dev/video0";

    platform::die_with_parent();
    ::fcntl(platform::kSharedFrame, F_SETFD, FD_CLOEXEC);  // not the decoder's
    if (!platform::limit_resources()) {
        std::fputs("kiosk-eye: the limits of memory and processor time cannot be set\n", stderr);
        return 3;
    }
    platform::log::set_program("kiosk-eye");
    const platform::SystemClock clock;
    platform::StandardStreams streams;
    platform::Eye(capture, {}, clock, streams).run();
    return 0;
}
