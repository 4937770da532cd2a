#include "platform/code/code_sources.h"

#include <algorithm>

#include "platform/base/check.h"

namespace platform {

namespace {

int usefulness(CameraState state) {
    switch (state) {
        case CameraState::live:
            return 6;
        case CameraState::dark:
        case CameraState::blurred:
            return 5;
        case CameraState::starting:
            return 4;
        case CameraState::busy:
            return 3;
        case CameraState::failed:
            return 2;
        case CameraState::no_camera:
            return 1;
        case CameraState::off:
            return 0;
    }
    check(false, "closed enum");
    return 0;
}

}  // namespace

CodeSource::Sink CodeSources::input() {
    const std::lock_guard lock(mutex_);
    states_.push_back(CameraState::off);
    return [this, from = states_.size() - 1](CodeEvent event) { take(from, std::move(event)); };
}

void CodeSources::start() {
    for (CodeSource* source : sources_) source->start();
}

void CodeSources::stop() {
    for (CodeSource* source : sources_) source->stop();
}

void CodeSources::take(std::size_t from, CodeEvent event) {
    const std::lock_guard lock(mutex_);
    const auto* state = std::get_if<CameraState>(&event);
    if (state == nullptr) return sink_(std::move(event));
    states_[from] = *state;
    const CameraState best =
        *std::max_element(states_.begin(), states_.end(),
                          [](CameraState a, CameraState b) { return usefulness(a) < usefulness(b); });
    if (std::exchange(shown_, best) != best) sink_(best);
}

}  // namespace platform
