#include "platform/code/gray.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

using Pixels = std::vector<std::uint8_t>;

TEST(Gray, InvertedAndHalvedRespectTheStride) {
    const Pixels padded = {0, 100, 99, 200, 255, 99};
    const GrayView view{padded.data(), 2, 2, 3};
    EXPECT_EQ(inverted(view).pixels, (Pixels{255, 155, 55, 0}));
    EXPECT_EQ(halved(view).pixels, (Pixels{(0 + 100 + 200 + 255) / 4}));
}

TEST(Gray, AnOddRowOrColumnIsLeftOutWhenHalved) {
    const GrayPicture half = halved(GrayPicture{5, 3, Pixels(15, 7)}.view());
    EXPECT_EQ(half.width, 2);
    EXPECT_EQ(half.height, 1);
    EXPECT_EQ(half.pixels, Pixels(2, 7));
}

TEST(Gray, DoublingRampsBetweenNeighbours) {
    EXPECT_EQ(doubled(GrayPicture{2, 1, {0, 160}}.view()).pixels, (Pixels{0, 40, 120, 160, 0, 40, 120, 160}));
}

TEST(Gray, MeansAreOfWhatLiesInsideThePicture) {
    EXPECT_EQ(smoothed(GrayPicture{3, 1, {0, 30, 90}}.view()).pixels, (Pixels{15, 40, 60}));
    EXPECT_EQ(smoothed(GrayPicture{1, 3, {0, 30, 90}}.view()).pixels, (Pixels{15, 40, 60}));
}

TEST(Gray, AFlatPictureStaysFlatWhateverTheWindow) {
    for (const int side : {1, 2, 3, 7, 20}) {
        const GrayPicture flat{side, side, Pixels(static_cast<std::size_t>(side * side), 77)};
        EXPECT_EQ(smoothed(flat.view()).pixels, flat.pixels);
        for (const int radius : {1, 6, 40}) {
            EXPECT_EQ(sharpened(flat.view(), radius).pixels, flat.pixels) << side << ' ' << radius;
            EXPECT_EQ(thresholded(flat.view(), radius).pixels, Pixels(flat.pixels.size(), 255));
        }
    }
}

TEST(Gray, SharpeningTakesAPixelAwayFromItsSurroundings) {
    const Pixels sharp = sharpened(GrayPicture{3, 1, {100, 130, 100}}.view(), 1).pixels;
    EXPECT_EQ(sharp, (Pixels{70, 170, 70}));
}

}  // namespace
}  // namespace platform
