// How many of a fixed set of badly photographed codes are read. The counts are pinned: a change that reads
// fewer fails here, a change that reads more raises them.
#include <gtest/gtest.h>

#include <random>

#include "platform/code/picture.h"
#include "tests/platform/code/drawing.h"

namespace platform {
namespace {

using testing::draw_code;
using testing::photograph;
using testing::Spoil;

constexpr int kPictures = 60;

struct Shot {
    std::string text;
    GrayPicture picture;
};

/// Slips, web links and letters at any angle; blurred, noisy, tilted, half in shadow, up to beyond what can
/// be read.
Shot shot(int number) {
    std::mt19937 random(static_cast<unsigned>(number) * 7919U + 1U);
    const auto between = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
    };
    std::string text = "https://example.org/s/" + std::to_string(random());
    if (number % 3 == 0) {
        text.clear();
        for (int i = 0; i < 199; ++i) text += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[random() % 32];
    } else if (number % 3 == 1) {
        text.clear();
        for (int i = 0; i < 120; ++i) text += static_cast<char>('a' + random() % 26);
    }
    const GrayPicture code = draw_code(text, 8);
    Spoil spoil{.seed = static_cast<unsigned>(random()), .width = 640, .height = 480};
    spoil.fill = between(0.3, 0.9);
    const double pixels_a_module = spoil.fill * spoil.height * 8 / code.width;
    spoil.turn_degrees = between(0, 360);
    spoil.tilt = between(0, 0.4);
    spoil.blur = between(0, 0.6) * pixels_a_module;
    spoil.noise = between(0, 18);
    spoil.shadow = between(0, 0.8);
    spoil.contrast = between(0.3, 1);
    return {text, photograph(code, spoil)};
}

struct Counts {
    int quick = 0;
    int live = 0;  // quick or closer: what a camera reads from two frames
    int thorough = 0;
    int wrong = 0;
};

Counts count() {
    Counts counts;
    for (int number = 0; number < kPictures; ++number) {
        const Shot one = shot(number);
        const auto reads = [&](Effort effort) {
            const auto codes = decode_gray(one.picture.view(), effort);
            for (const DecodedCode& code : codes) counts.wrong += code.text != one.text ? 1 : 0;
            return !codes.empty();
        };
        const bool quick = reads(Effort::quick);
        counts.quick += quick ? 1 : 0;
        counts.live += quick || reads(Effort::closer) ? 1 : 0;
        counts.thorough += reads(Effort::thorough) ? 1 : 0;
    }
    return counts;
}

TEST(Recognition, ReadsAtLeastAsManySpoiltCodesAsBefore) {
    const Counts counts = count();
    EXPECT_GE(counts.quick, 36);
    EXPECT_GE(counts.live, 43);
    EXPECT_GE(counts.thorough, 45);
    EXPECT_EQ(counts.wrong, 0);
}

}  // namespace
}  // namespace platform
