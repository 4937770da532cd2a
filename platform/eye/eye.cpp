#include "platform/eye/eye.h"

#include <utility>

#include "platform/log/log.h"

namespace platform {
namespace {

using std::chrono::milliseconds;

constexpr BootMs kSignOfLifeMs = 1000;
constexpr BootMs kFrameDroughtMs = 5000;
constexpr milliseconds kFrameWait{100};
constexpr BootMs kRestMs = 2000;
// Enough to steer a hand by; each costs the screen a frame.
constexpr BootMs kViewEveryMs = 80;
// A code is not found in every frame: its outline stays a little, so that it does not flicker.
constexpr BootMs kOutlineMs = 300;
// A hostile picture held up, or a machine that refuses the sandbox: not thirty fresh children a second.
constexpr int kFaultsBeforeRest = 5;

CameraState state_of(CaptureFault fault) {
    switch (fault) {
        case CaptureFault::no_camera:
            return CameraState::no_camera;
        case CaptureFault::busy:
            return CameraState::busy;
        case CaptureFault::failed:
            return CameraState::failed;
    }
    return CameraState::failed;
}

CameraState state_of(PictureQuality quality) {
    switch (quality) {
        case PictureQuality::good:
            return CameraState::live;
        case PictureQuality::dark:
            return CameraState::dark;
        case PictureQuality::blurred:
            return CameraState::blurred;
    }
    return CameraState::live;
}

const char* name_of(DecodeFault fault) {
    switch (fault) {
        case DecodeFault::cannot_start:
            return "cannot be started";
        case DecodeFault::crashed:
            return "crashed";
        case DecodeFault::timed_out:
            return "hung";
        case DecodeFault::too_large:
            return "was given too large a frame";
        case DecodeFault::unreadable_picture:
            return "could not read a picture";
    }
    return "failed";
}

}  // namespace

Eye::Eye(CaptureOptions capture, DecoderOptions decoder, const Clock& clock, EyeOutlet& outlet)
    : capture_(std::move(capture)), decoder_(std::move(decoder)), clock_(clock), outlet_(outlet) {}

void Eye::run() {
    show(CameraState::starting);
    decoder_.warm_up();
    for (;;) {
        auto capture = Capture::open(capture_);
        const auto fault = capture ? watch(**capture) : capture.error();
        if (!fault) return;
        end_shot();
        show(state_of(*fault));
        capture = fail(*fault);  // lets go of the device while resting
        if (!rest()) return;
    }
}

std::optional<CaptureFault> Eye::watch(Capture& capture) {
    BootMs last_frame = clock_.boot();
    while (true) {
        const auto parent = outlet_.listen(milliseconds(0));
        if (parent == EyeOutlet::Parent::gone) return std::nullopt;
        if (parent == EyeOutlet::Parent::asks_photograph) shot_.emplace(clock_.boot());
        bool readable = true;
        const auto taken =
            capture.next(kFrameWait, [&](const GrayView& frame) { readable = look_at(frame); });
        if (!taken) return taken.error();
        if (!readable) return CaptureFault::failed;
        if (*taken) last_frame = clock_.boot();
        if (clock_.boot() - last_frame > kFrameDroughtMs) return CaptureFault::failed;
        if (shot_ && shot_->over(clock_.boot())) end_shot();
        show(shown_);
    }
}

bool Eye::look_at(const GrayView& frame) {
    // Turn by turn, so that a sharp code is never kept waiting by what a poor one needs.
    const Effort effort = frames_++ % 2 == 0 ? Effort::quick : Effort::closer;
    const auto codes = decoder_.decode(frame, effort);
    if (!codes) {
        // One line however many frames in a row it dies of.
        if (decoder_faults_ == 0) log::warning("the code decoder {}", name_of(codes.error()));
        return ++decoder_faults_ % kFaultsBeforeRest != 0;
    }
    decoder_faults_ = 0;
    tell_news(*codes);
    show_view(frame);
    if (shot_ && shot_->look(frame, clock_.boot())) end_shot();
    return true;
}

void Eye::end_shot() {
    if (!shot_) return;
    outlet_.give(shot_->best() ? &*shot_->best() : nullptr);
    shot_.reset();
}

void Eye::tell_news(const Decoder::Codes& codes) {
    if (!gives_pictures(shown_)) show(CameraState::live);
    if (codes.empty()) return;
    quality_.code_was_read();
    outlines_.clear();
    outlined_at_ = clock_.boot();
    for (const DecodedCode& code : codes) {
        outlines_.push_back(code.outline);
        if (!repeats_.is_news(code.raw, clock_.boot())) continue;
        const bool usable = code.is_text && code.text.size() <= kCodeTextLimit;
        outlet_.tell(usable ? CodeEvent(CodeSeen{code.text}) : CodeEvent(UnusableCode{}));
    }
}

void Eye::show_view(const GrayView& frame) {
    const BootMs now = clock_.boot();
    if (now - viewed_at_ < kViewEveryMs) return;
    viewed_at_ = now;
    if (now - outlined_at_ > kOutlineMs) outlines_.clear();
    const bool reading = !outlines_.empty();
    show(state_of(reading ? PictureQuality::good : quality_.judged(judge(measure(frame)), now)));
    outlet_.show(camera_view_of(frame, outlines_));
}

void Eye::show(CameraState state) {
    const BootMs now = clock_.boot();
    if (state == shown_ && now - shown_at_ < kSignOfLifeMs) return;
    shown_ = state;
    shown_at_ = now;
    outlet_.tell(state);
}

bool Eye::rest() {
    const BootMs until = clock_.boot() + kRestMs;
    while (clock_.boot() < until) {
        const auto parent = outlet_.listen(milliseconds(500));
        if (parent == EyeOutlet::Parent::gone) return false;
        if (parent == EyeOutlet::Parent::asks_photograph) outlet_.give(nullptr);
        show(shown_);
    }
    return true;
}

}  // namespace platform
