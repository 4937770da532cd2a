// The work of kiosk-eye: take frames, have them read, tell the news, take a photograph when asked. Runs until
// its parent is gone.
#pragma once

#include <chrono>
#include <optional>

#include "platform/clock/clock.h"
#include "platform/code/camera_view.h"
#include "platform/code/code_source.h"
#include "platform/code/decoder.h"
#include "platform/code/repeat_filter.h"
#include "platform/code/sharpness.h"
#include "platform/eye/capture.h"
#include "platform/eye/shot.h"

namespace platform {

/// How the eye speaks to its parent.
class EyeOutlet {
  public:
    virtual ~EyeOutlet() = default;
    virtual void tell(const CodeEvent& event) = 0;
    virtual void show(const CameraView& view) = 0;
    /// The photograph that was asked for; null when the camera gave none.
    virtual void give(const Photograph* photograph) = 0;
    enum class Parent { silent, asks_photograph, gone };
    /// Sleeps up to `patience`.
    virtual Parent listen(std::chrono::milliseconds patience) = 0;
};

class Eye {
  public:
    Eye(CaptureOptions capture, DecoderOptions decoder, const Clock& clock, EyeOutlet& outlet);
    void run();

  private:
    /// Frames until a fault; nothing when the parent is gone.
    std::optional<CaptureFault> watch(Capture& capture);
    /// False when the decoder fails again and again.
    bool look_at(const GrayView& frame);
    void tell_news(const Decoder::Codes& codes);
    /// Some twelve times a second: the view, and whether the picture is good enough.
    void show_view(const GrayView& frame);
    /// Says the state when it changed, and once a second anyway: the sign of life.
    void show(CameraState state);
    /// Gives the photograph that is asked for, if one is, as far as it has come.
    void end_shot();
    bool rest();

    CaptureOptions capture_;
    Decoder decoder_;
    const Clock& clock_;
    EyeOutlet& outlet_;
    std::optional<Shot> shot_;  // asked for and not given yet
    RepeatFilter repeats_;
    SteadyQuality quality_;
    std::vector<Outline> outlines_;  // of the codes found last
    BootMs outlined_at_ = 0;
    BootMs viewed_at_ = 0;
    CameraState shown_ = CameraState::off;
    BootMs shown_at_ = 0;
    int decoder_faults_ = 0;  // in a row
    unsigned frames_ = 0;
};

}  // namespace platform
