// Several code sources as one: a camera and a scanner at the same terminal. What they see comes through one
// sink; the state told is the best of theirs, because one that works is enough. Beside it CodeDevices tell
// which there are and which work, so that nobody is sent to the one that does not: when first started, and
// when that changes.
#pragma once

#include <mutex>
#include <optional>
#include <vector>

#include "platform/code/code_source.h"
#include "platform/device/health.h"

namespace platform {

class CodeSources final : public CodeSource {
  public:
    /// `sink` is called on the sources' threads, never twice at the same time.
    explicit CodeSources(Sink sink) : sink_(std::move(sink)) {}

    /// The sink to make the next source with, a camera or a scanner. Once each; this must outlive the source.
    Sink input(DeviceKind kind);
    /// The source made with it. The three below belong to one thread.
    void add(CodeSource& source) { sources_.push_back(&source); }
    void start() override;
    void stop() override;

  private:
    struct Source {
        DeviceKind kind{};
        CameraState state = CameraState::off;
        bool broken = false;  // as it last said; being switched off says nothing
    };
    void take(std::size_t from, CodeEvent event);
    void tell_devices();

    const Sink sink_;
    std::vector<CodeSource*> sources_;
    std::mutex mutex_;
    std::vector<Source> told_;
    CameraState shown_ = CameraState::off;
    std::optional<CodeDevices> devices_;  // as last told
};

}  // namespace platform
