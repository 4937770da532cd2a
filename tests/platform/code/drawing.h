// Drawing codes into pictures and spoiling them, the same way every time for the same seed.
#pragma once

#include <cstdint>
#include <string_view>

#include "platform/code/gray.h"

namespace platform::testing {

/// The code with its quiet zone, `scale` pixels a module, `dark` on `light`.
GrayPicture draw_code(std::string_view text, int scale, std::uint8_t dark = 0, std::uint8_t light = 255);

/// A camera's view of a code on paper: a frame of the given size in which the code fills about `fill` of the
/// height, tilted, turned, unevenly lit, blurred and noisy.
struct Spoil {
    unsigned seed = 1;
    int width = 640;
    int height = 480;
    double fill = 0.6;
    double turn_degrees = 0;
    double tilt = 0;      ///< 0 = flat; 0.3 = the far side is 30 % smaller
    double blur = 0;      ///< radius in pixels
    double noise = 0;     ///< standard deviation of grey levels
    double shadow = 0;    ///< 0..1, how much darker the dark side is
    double contrast = 1;  ///< 1 = black on white
    double curve = 0;     ///< how far the paper bends round an upright cylinder, radians to each side
    double motion = 0;    ///< length in pixels of the path the code moved on while the shutter was open
    double glare = 0;     ///< 0..1, how bright a lamp's reflection beside the middle is
    double moire = 0;     ///< 0..1, how strong the grid of a screen shows
    bool inverted = false;
};
GrayPicture photograph(const GrayPicture& code, const Spoil& spoil);

/// The code with so many blots of ink or white upon it.
GrayPicture damaged(GrayPicture code, int blots, unsigned seed);

GrayPicture turned_quarter(const GrayPicture& picture);

}  // namespace platform::testing
