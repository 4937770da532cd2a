#include "platform/display/picture.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

Picture grey(int width, int height, std::uint8_t value) {
    return {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height * 3), value)};
}

TEST(Picture, Halving_takes_the_mean_of_four) {
    Picture picture = grey(2, 2, 0);
    picture.rgb[0] = 200;
    EXPECT_EQ(halved(picture), (Picture{1, 1, {50, 0, 0}}));
}

TEST(Picture, Difference_is_the_share_of_pixels_beyond_the_tolerance) {
    const Picture a = grey(10, 10, 100);
    Picture b = a;
    EXPECT_EQ(difference(a, b, 0), 0);
    b.rgb[3] = 120;
    EXPECT_DOUBLE_EQ(difference(a, b, 10), 0.01);
    EXPECT_EQ(difference(a, b, 20), 0);
    EXPECT_EQ(difference(a, grey(5, 20, 100), 255), 1);
}

TEST(Picture, What_is_written_is_read_back) {
    const auto folder = std::filesystem::temp_directory_path() / "picture_test";
    std::filesystem::create_directories(folder);
    Picture picture = grey(3, 2, 9);
    picture.rgb[4] = 77;
    ASSERT_TRUE(write_png(folder / "a.png", picture));
    EXPECT_EQ(read_png(folder / "a.png"), picture);
    EXPECT_EQ(read_png(folder / "missing.png"), std::nullopt);
    EXPECT_FALSE(write_png(folder / "missing" / "a.png", picture));
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace platform
