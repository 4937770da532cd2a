#include "platform/eye/shot.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace platform {
namespace {

/// Bars without an edge: the longer the wave, the softer.
GrayPicture waves(int length, double brightness = 1) {
    GrayPicture picture{320, 240, std::vector<std::uint8_t>(320UL * 240)};
    for (std::size_t at = 0; at < picture.pixels.size(); ++at) {
        const double turn = 2 * std::numbers::pi * static_cast<double>(at % 320) / length;
        picture.pixels[at] = static_cast<std::uint8_t>(brightness * (128 + 90 * std::cos(turn)));
    }
    return picture;
}

TEST(Shot, TakesTheFirstSharpFrame) {
    Shot shot(1000);
    EXPECT_FALSE(shot.look(waves(120).view(), 1010));
    EXPECT_TRUE(shot.look(waves(20).view(), 1040));
    ASSERT_TRUE(shot.best());
    EXPECT_EQ(shot.best()->picture, waves(20));
    EXPECT_EQ(shot.best()->quality, PictureQuality::good);
}

TEST(Shot, TakesTheSharpestOfThoseThatCameInTimeAndSaysWhatIsWrong) {
    Shot shot(1000);
    EXPECT_FALSE(shot.look(waves(120).view(), 1100));
    EXPECT_FALSE(shot.look(waves(80).view(), 1200));
    EXPECT_TRUE(shot.look(waves(160).view(), 1000 + Shot::kPatienceMs));
    ASSERT_TRUE(shot.best());
    EXPECT_EQ(shot.best()->picture, waves(80));
    EXPECT_EQ(shot.best()->quality, PictureQuality::blurred);
}

TEST(Shot, SaysThatItIsDark) {
    Shot shot(0);
    EXPECT_TRUE(shot.look(waves(20, 0.2).view(), Shot::kPatienceMs));
    EXPECT_EQ(shot.best()->quality, PictureQuality::dark);
}

TEST(Shot, IsOverWithoutAnyFrame) {
    const Shot shot(1000);
    EXPECT_FALSE(shot.over(1000 + Shot::kPatienceMs - 1));
    EXPECT_TRUE(shot.over(1000 + Shot::kPatienceMs));
    EXPECT_FALSE(shot.best());
}

}  // namespace
}  // namespace platform
