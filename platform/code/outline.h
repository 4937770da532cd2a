// Where a code lies in a picture: its four corners in pixels, in order round it. Values.
#pragma once

#include <array>

namespace platform {

struct PicturePoint {
    int x = 0;
    int y = 0;
    bool operator==(const PicturePoint&) const = default;
};
using Outline = std::array<PicturePoint, 4>;

}  // namespace platform
