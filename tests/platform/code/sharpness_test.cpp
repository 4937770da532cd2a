#include "platform/code/sharpness.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/platform/code/drawing.h"

namespace platform {
namespace {

using testing::draw_code;
using testing::photograph;
using testing::Spoil;

constexpr const char* kText = "MA1:ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

GrayPicture scene(Spoil spoil) {
    spoil.width = 1280;
    spoil.height = 720;
    return photograph(draw_code(kText, 8), spoil);
}

PictureQuality quality_of(const GrayPicture& picture) {
    return judge(measure(picture.view()));
}

GrayPicture scaled(GrayPicture picture, double factor) {
    for (std::uint8_t& pixel : picture.pixels) pixel = static_cast<std::uint8_t>(pixel * factor);
    return picture;
}

TEST(Sharpness, WhatTheCameraGivesIsJudgedAsASeeingPersonWould) {
    struct Case {
        const char* name;
        GrayPicture picture;
        PictureQuality quality;
    };
    const GrayPicture wall{1280, 720, std::vector<std::uint8_t>(1280 * 720, 128)};
    const std::vector<Case> cases = {
        {"a sharp code", scene({}), PictureQuality::good},
        {"a sharp code in noise", scene({.noise = 12}), PictureQuality::good},
        {"a sharp code of little contrast", scene({.contrast = 0.35}), PictureQuality::good},
        {"a code half in shadow", scene({.turn_degrees = 20, .shadow = 0.7}), PictureQuality::good},
        {"a small code", scene({.fill = 0.3}), PictureQuality::good},
        {"a wall", wall, PictureQuality::good},
        {"a code out of focus", scene({.blur = 10}), PictureQuality::blurred},
        {"a code out of focus in noise", scene({.blur = 12, .noise = 8}), PictureQuality::blurred},
        {"a faded code out of focus", scene({.blur = 10, .contrast = 0.5}), PictureQuality::blurred},
        {"a sharp code at night", scaled(scene({}), 0.15), PictureQuality::dark},
        {"a covered lens", scaled(wall, 0.1), PictureQuality::dark},
        {"noise of a covered lens", scaled(scene({.noise = 20, .contrast = 0}), 0.2), PictureQuality::dark},
    };
    for (const Case& c : cases) {
        const PictureFigures figures = measure(c.picture.view());
        EXPECT_EQ(judge(figures), c.quality) << c.name << ": " << figures.dark << " to " << figures.bright
                                             << ", sharpness " << figures.sharpness;
    }
}

TEST(Sharpness, APictureOfAFewPixelsIsJudged) {
    for (const int side : {1, 2, 7, 8, 21}) {
        const GrayPicture white{side, side,
                                std::vector<std::uint8_t>(static_cast<std::size_t>(side * side), 255)};
        EXPECT_NE(quality_of(white), PictureQuality::blurred) << side;
    }
}

TEST(SteadyQuality, ATroubleIsShownOnceItHasLasted) {
    SteadyQuality steady;
    EXPECT_EQ(steady.judged(PictureQuality::blurred, 10'000), PictureQuality::good);
    EXPECT_EQ(steady.judged(PictureQuality::blurred, 11'199), PictureQuality::good);
    EXPECT_EQ(steady.judged(PictureQuality::blurred, 11'200), PictureQuality::blurred);
}

TEST(SteadyQuality, AFlickerChangesNothing) {
    SteadyQuality steady;
    for (BootMs now = 0; now < 10'000; now += 80) {
        const auto quality = now / 80 % 10 == 9 ? PictureQuality::good : PictureQuality::dark;
        EXPECT_EQ(steady.judged(quality, now), PictureQuality::good) << now;
    }
    steady.judged(PictureQuality::dark, 20'000);
    EXPECT_EQ(steady.judged(PictureQuality::dark, 22'000), PictureQuality::dark);
    EXPECT_EQ(steady.judged(PictureQuality::good, 22'080), PictureQuality::dark);
    EXPECT_EQ(steady.judged(PictureQuality::good, 22'480), PictureQuality::good);
}

TEST(SteadyQuality, ACodeThatIsReadEndsTheTroubleAtOnce) {
    SteadyQuality steady;
    steady.judged(PictureQuality::blurred, 1000);
    EXPECT_EQ(steady.judged(PictureQuality::blurred, 3000), PictureQuality::blurred);
    steady.code_was_read();
    EXPECT_EQ(steady.judged(PictureQuality::blurred, 3080), PictureQuality::good);
}

}  // namespace
}  // namespace platform
