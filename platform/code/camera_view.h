// What the camera sees, small and grey, for the screen that scans: it may show somebody's papers, so it is
// kept nowhere and dropped with the next one. Values.
#pragma once

#include <functional>
#include <vector>

#include "platform/code/gray.h"
#include "platform/code/outline.h"

namespace platform {

constexpr int kCameraViewSide = 320;            ///< pixels, the longer side at most
constexpr std::size_t kCameraViewOutlines = 8;  ///< codes outlined at most

struct CameraView {
    GrayPicture picture;              ///< at least 1 x 1
    std::vector<Outline> outlines{};  ///< of the codes found, in its pixels
    bool operator==(const CameraView&) const = default;
};

/// Called on the source's thread, some twelve times a second while a camera gives pictures.
using CameraViewSink = std::function<void(CameraView)>;

/// Small enough for a view; `outlines` are in the frame's pixels.
CameraView camera_view_of(const GrayView& frame, const std::vector<Outline>& outlines);

}  // namespace platform
