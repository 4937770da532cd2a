// Codes seen by the camera, as the terminal sees them: a source is started on screens that scan and stopped
// everywhere else, so that no picture is taken when nobody asked for one.
// Real: EyeProcess (eye_process.h). Tests: FakeCodeSource.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>

namespace platform {

enum class CameraState : std::uint8_t {
    off,        ///< not wanted, or stopped
    starting,   ///< wanted, no picture yet
    live,       ///< pictures arrive
    no_camera,  ///< nothing at the configured device; it is looked for again every few seconds
    busy,       ///< another program holds the device; tried again
    failed,     ///< the camera or kiosk-eye misbehaves; tried again
    dark,       ///< pictures arrive, too dark to read a code in
    blurred,    ///< pictures arrive, with nothing sharp in them
};

/// Codes can be read, or can as soon as somebody makes light or holds still.
inline bool gives_pictures(CameraState state) {
    return state == CameraState::live || state == CameraState::dark || state == CameraState::blurred;
}

/// The longest text passed on. A QR code holds at most 4296 alphanumeric characters; ours stay below 600.
constexpr std::size_t kCodeTextLimit = 4096;

/// A readable code came into view. `text` is valid UTF-8 without control characters except tab, CR, LF and
/// GS, 1 to kCodeTextLimit bytes. It comes from a stranger and may be personal: judge it, never log it.
struct CodeSeen {
    std::string text;
    bool operator==(const CodeSeen&) const = default;
};

/// A code came into view that cannot be one of ours: too long, empty, or not text. Its content is dropped.
struct UnusableCode {
    bool operator==(const UnusableCode&) const = default;
};

/// What a terminal has to read codes with, and whether it does its work.
enum class CodeDevice : std::uint8_t { none, broken, works };
struct CodeDevices {
    CodeDevice camera = CodeDevice::works;
    CodeDevice scanner = CodeDevice::none;
    bool operator==(const CodeDevices&) const = default;
};

/// CodeDevices come from CodeSources (code_sources.h) only.
using CodeEvent = std::variant<CameraState, CodeSeen, UnusableCode, CodeDevices>;

/// A code that stays in view is reported once; it is reported again after a second out of view, or after a
/// new start().
class CodeSource {
  public:
    /// Called on the source's own thread: hand the value to a queue and return. Must not call the source.
    using Sink = std::function<void(CodeEvent)>;

    virtual ~CodeSource() = default;
    /// Both return at once, may be repeated, and belong to one thread.
    virtual void start() = 0;
    /// Once stop() has returned no code is delivered until the next start(); CameraState::off may follow.
    virtual void stop() = 0;
};

/// A camera for unit tests: delivers what `show` is given, on the caller's thread, while started.
class FakeCodeSource final : public CodeSource {
  public:
    explicit FakeCodeSource(Sink sink) : sink_(std::move(sink)) {}
    void start() override {
        if (started_) return;
        started_ = true;
        sink_(CameraState::live);
    }
    void stop() override {
        if (!started_) return;
        started_ = false;
        sink_(CameraState::off);
    }
    void show(CodeEvent event) {
        if (started_) sink_(std::move(event));
    }
    bool started() const { return started_; }

  private:
    Sink sink_;
    bool started_ = false;
};

}  // namespace platform
