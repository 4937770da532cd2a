// Badly photographed codes of every kind met at a counter, the same on every machine: what is read of them is
// pinned in recognition_test.cpp and compared with other readers in tests/bench/recognition_bench.cpp. They
// are drawn, not photographed.
#pragma once

#include <array>
#include <string>

#include "platform/code/gray.h"

namespace platform::testing {

enum class Trouble {
    mixed,  ///< turned, tilted, blurred, noisy, half in shadow
    perspective,
    out_of_focus,
    motion,
    noise,
    glare,
    low_contrast,
    curved,
    small,
    inverted,
    damaged,
    screen,  ///< photographed from a phone's screen
};
constexpr std::array<const char*, 12> kTroubles = {"mixed", "perspective", "out of focus", "motion",
                                                   "noise", "glare",       "low contrast", "curved",
                                                   "small", "inverted",    "damaged",      "screen"};

struct Shot {
    std::string text;
    GrayPicture picture;  ///< 640 x 480
};
/// The shots of one trouble go from easy to beyond what can be read, in no order.
Shot shot(Trouble trouble, int number);

}  // namespace platform::testing
