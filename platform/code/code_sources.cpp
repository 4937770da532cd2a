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

CodeSource::Sink CodeSources::input(DeviceKind kind) {
    const std::lock_guard lock(mutex_);
    told_.push_back({kind});
    return [this, from = told_.size() - 1](CodeEvent event) { take(from, std::move(event)); };
}

void CodeSources::start() {
    {
        const std::lock_guard lock(mutex_);
        tell_devices();
    }
    for (CodeSource* source : sources_) source->start();
}

void CodeSources::stop() {
    for (CodeSource* source : sources_) source->stop();
}

void CodeSources::take(std::size_t from, CodeEvent event) {
    const std::lock_guard lock(mutex_);
    const auto* state = std::get_if<CameraState>(&event);
    if (state == nullptr) return sink_(std::move(event));
    told_[from].state = *state;
    if (*state != CameraState::off && *state != CameraState::starting)
        told_[from].broken = !gives_pictures(*state);
    const CameraState best =
        std::max_element(told_.begin(), told_.end(), [](const Source& a, const Source& b) {
            return usefulness(a.state) < usefulness(b.state);
        })->state;
    if (std::exchange(shown_, best) != best) sink_(best);
    tell_devices();
}

void CodeSources::tell_devices() {
    CodeDevices devices{CodeDevice::none, CodeDevice::none};
    for (const Source& source : told_) {
        auto& device = source.kind == DeviceKind::scanner ? devices.scanner : devices.camera;
        device = source.broken ? CodeDevice::broken : CodeDevice::works;
    }
    if (devices_ == devices) return;
    devices_ = devices;
    sink_(devices);
}

}  // namespace platform
