#include "platform/eye/shot.h"

namespace platform {

namespace {

GrayPicture copy_of(const GrayView& frame) {
    return shrunk(frame, 1);
}

}  // namespace

bool Shot::look(const GrayView& frame, BootMs now) {
    const PictureFigures figures = measure(frame);
    const PictureQuality quality = judge(figures);
    const bool good = quality == PictureQuality::good;
    if (!best_ || good || figures.sharpness > sharpness_) {
        best_ = Photograph{copy_of(frame), quality};
        sharpness_ = figures.sharpness;
    }
    return good || over(now);
}

}  // namespace platform
