#include "platform/photo/jpeg.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "platform/code/picture.h"
#include "tests/support/campaign.h"

namespace platform {
namespace {

constexpr std::size_t kPlenty = 3UL * 1024 * 1024;

/// Light paper with dark lines of type across it.
GrayPicture paper(int width, int height) {
    GrayPicture picture{width, height,
                        std::vector<std::uint8_t>(static_cast<std::size_t>(width * height), 225)};
    for (int y = 20; y + 20 < height; ++y) {
        for (int x = 20; x + 20 < width; ++x) {
            const bool ink = y % 24 < 12 && (x / 3 + y / 24 * 7) % 5 < 2;
            if (ink) picture.pixels[static_cast<std::size_t>(y * width + x)] = 35;
        }
    }
    return picture;
}

double mean_difference(const GrayPicture& a, const GrayPicture& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
    return sum / static_cast<double>(a.pixels.size());
}

TEST(Jpeg, IsThePictureWithinAFewShades) {
    const GrayPicture before = paper(1280, 720);
    const auto file = write_jpeg(before.view(), kPlenty);
    ASSERT_TRUE(file);
    const auto after = read_picture(*file);
    ASSERT_TRUE(after);
    ASSERT_EQ(after->width, before.width);
    ASSERT_EQ(after->height, before.height);
    EXPECT_LT(mean_difference(before, *after), 3);
}

TEST(Jpeg, TakesRowsWithRoomBetweenThem) {
    const GrayPicture whole = paper(400, 300);
    const GrayView left{whole.pixels.data(), 200, 300, 400};
    const auto file = write_jpeg(left, kPlenty);
    ASSERT_TRUE(file);
    const auto after = read_picture(*file);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->width, 200);
    EXPECT_NEAR(after->pixels[150U * 200 + 10], 225, 12);
}

TEST(Jpeg, StaysBelowTheLimitWhateverThePicture) {
    std::mt19937 random = tests::seeded();
    GrayPicture noise{1600, 1200, std::vector<std::uint8_t>(1600UL * 1200)};
    for (auto& pixel : noise.pixels) pixel = static_cast<std::uint8_t>(random());
    for (const std::size_t limit : {2'000'000UL, 700'000UL, 100'000UL}) {
        const auto file = write_jpeg(noise.view(), limit);
        ASSERT_TRUE(file) << limit;
        EXPECT_LE(file->size(), limit);
        EXPECT_TRUE(read_picture(*file)) << limit;
    }
    EXPECT_FALSE(write_jpeg(noise.view(), 100)) << "nothing legible is that small";
}

}  // namespace
}  // namespace platform
