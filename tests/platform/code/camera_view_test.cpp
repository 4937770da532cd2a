#include "platform/code/camera_view.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

GrayPicture plain(int width, int height, std::uint8_t grey) {
    return {
        width, height,
        std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), grey)};
}

TEST(CameraView, IsAsLargeAsAWholeFactorAllows) {
    struct Case {
        int width, height, small_width, small_height;
    };
    for (const Case& c :
         {Case{1280, 720, 320, 180}, Case{640, 480, 320, 240}, Case{320, 240, 320, 240},
          Case{1920, 1080, 320, 180}, Case{720, 1280, 180, 320}, Case{1, 1, 1, 1}, Case{8192, 1, 315, 1}}) {
        const CameraView view = camera_view_of(plain(c.width, c.height, 77).view(), {});
        EXPECT_EQ(view.picture, plain(c.small_width, c.small_height, 77)) << c.width << " x " << c.height;
    }
}

TEST(CameraView, EveryPixelIsTheMeanOfThoseItStandsFor) {
    const GrayPicture picture{4, 2, {0, 100, 10, 10, 200, 100, 10, 30}};
    EXPECT_EQ(shrunk(picture.view(), 2).pixels, (std::vector<std::uint8_t>{100, 15}));
}

TEST(CameraView, OutlinesLieInsideThePicture) {
    const std::vector<Outline> outlines(20, {{{0, 0}, {1279, 4}, {1500, 900}, {8, 719}}});
    const CameraView view = camera_view_of(plain(1280, 720, 0).view(), outlines);
    ASSERT_EQ(view.outlines.size(), kCameraViewOutlines);
    EXPECT_EQ(view.outlines[0], (Outline{{{0, 0}, {319, 1}, {319, 179}, {2, 179}}}));
}

}  // namespace
}  // namespace platform
