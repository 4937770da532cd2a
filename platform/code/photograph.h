// A photograph of a paper on its way from kiosk-eye to the terminal. It is plain: it lives in memory only.
// Values.
//
// The pixels go through the memory that EyeProcess shares with its child (shared_frame.h, descriptor 3 of the
// child), the rest as news (eye_events.h). The child writes them before it tells the news; the parent takes
// them out and overwrites them.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "platform/code/gray.h"
#include "platform/code/sharpness.h"

namespace platform {

struct Photograph {
    GrayPicture picture;  ///< at the camera's full size
    PictureQuality quality{};
};

/// What the child tells: the size of the picture that lies in the shared memory, 0 x 0 when there is none.
struct PhotographNews {
    int width = 0;
    int height = 0;
    PictureQuality quality{};
    bool operator==(const PhotographNews&) const = default;
};

/// Called on the source's thread with the number that the photograph was asked for with; nothing when the
/// camera gave none.
using PhotographSink = std::function<void(std::uint64_t number, std::optional<Photograph>)>;

/// False when the memory cannot be written, or the picture is larger than it.
bool put_photograph(int shared_frame, const GrayView& picture);
/// Takes the pixels out of the shared memory, and overwrites them there. Nothing when they cannot be read or
/// the size is none.
std::optional<GrayPicture> take_photograph(int shared_frame, const PhotographNews& news);

}  // namespace platform
