// Several code sources as one: a camera and a scanner at the same terminal. What they see comes through one
// sink; the state told is the best of theirs, because one that works is enough.
#pragma once

#include <mutex>
#include <vector>

#include "platform/code/code_source.h"

namespace platform {

class CodeSources final : public CodeSource {
  public:
    /// `sink` is called on the sources' threads, never twice at the same time.
    explicit CodeSources(Sink sink) : sink_(std::move(sink)) {}

    /// The sink to make the next source with. Once each; this must outlive the source.
    Sink input();
    /// The source made with it. The three below belong to one thread.
    void add(CodeSource& source) { sources_.push_back(&source); }
    void start() override;
    void stop() override;

  private:
    void take(std::size_t from, CodeEvent event);

    const Sink sink_;
    std::vector<CodeSource*> sources_;
    std::mutex mutex_;
    std::vector<CameraState> states_;
    CameraState shown_ = CameraState::off;
};

}  // namespace platform
