// Whole grey pictures and what is done to them before a second look for codes. Pure; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/code/qr.h"

namespace platform {

struct GrayPicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> pixels;  ///< width * height, no padding
    GrayView view() const { return {pixels.data(), width, height, width}; }
    bool operator==(const GrayPicture&) const = default;
};

GrayPicture inverted(const GrayView& picture);
/// Half the size, each pixel the mean of four: takes noise and moire away.
GrayPicture halved(const GrayView& picture);
/// One pixel for `factor` squared (from 1), their mean; what is left over at the edges is dropped, but never
/// all.
GrayPicture shrunk(const GrayView& picture, int factor);
/// Twice the size, bilinear: gives small modules enough pixels to be told apart.
GrayPicture doubled(const GrayView& picture);
/// The mean of 3 x 3.
GrayPicture smoothed(const GrayView& picture);
/// Edges raised against the mean of (2 * radius + 1)²: undoes some blur.
GrayPicture sharpened(const GrayView& picture, int radius);
/// Black below the local mean of (2 * radius + 1)², white above: for shadows and glare.
GrayPicture thresholded(const GrayView& picture, int radius);

}  // namespace platform
