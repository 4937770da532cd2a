#include "platform/code/camera_view.h"

#include <algorithm>

namespace platform {

CameraView camera_view_of(const GrayView& frame, const std::vector<Outline>& outlines) {
    const int longer = std::max(frame.width, frame.height);
    const int factor = (longer + kCameraViewSide - 1) / kCameraViewSide;
    CameraView view{shrunk(frame, factor)};
    const auto inside = [&](int at, int size) { return std::clamp(at / factor, 0, size - 1); };
    for (const Outline& outline : outlines) {
        if (view.outlines.size() == kCameraViewOutlines) break;
        Outline& small = view.outlines.emplace_back(outline);
        for (PicturePoint& point : small)
            point = {inside(point.x, view.picture.width), inside(point.y, view.picture.height)};
    }
    return view;
}

}  // namespace platform
