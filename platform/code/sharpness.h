// Whether codes can be read in what the camera gives: too dark, or nothing sharp in it. Pure; any thread.
// The limits are drawn from generated pictures (tests/platform/code/sharpness_test.cpp): no real lens has
// been in front of them.
#pragma once

#include <cstdint>

#include "platform/clock/clock.h"
#include "platform/code/qr.h"

namespace platform {

enum class PictureQuality : std::uint8_t {
    good,     ///< also a plain wall: nothing there is no fault of the camera
    dark,     ///< nearly nothing brighter than a dark grey: no light, or something lies over the lens
    blurred,  ///< there is contrast, but no edge is sharp: too near, moving, or a dirty lens
};

/// The figures behind the judgement.
struct PictureFigures {
    int dark = 0;    ///< the 5th percentile of grey
    int bright = 0;  ///< the 95th
    /// Variance of the Laplacian over the variance of grey, both at half size after smoothing: falls with
    /// the fourth power of the blur, whatever the contrast; noise hardly moves it.
    double sharpness = 0;
};
PictureFigures measure(const GrayView& picture);
PictureQuality judge(const PictureFigures& figures);

/// Keeps the message still: a trouble is shown once it has lasted, and goes at once when a code is read.
class SteadyQuality {
  public:
    static constexpr BootMs kTroubleAfterMs = 1200;
    static constexpr BootMs kGoodAfterMs = 400;

    /// What to show now that a picture has been judged so.
    PictureQuality judged(PictureQuality quality, BootMs now);
    void code_was_read() { shown_ = seen_ = PictureQuality::good; }

  private:
    PictureQuality shown_ = PictureQuality::good;
    PictureQuality seen_ = PictureQuality::good;
    BootMs since_ = 0;
};

}  // namespace platform
