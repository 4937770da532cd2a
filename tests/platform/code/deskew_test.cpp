#include "platform/code/deskew.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "platform/code/finder_patterns.h"
#include "tests/platform/code/drawing.h"

namespace platform {
namespace {

using testing::draw_code;
using testing::photograph;

/// The modules of a drawn code; nothing stands for one of another size.
std::vector<std::uint8_t> modules_of(const Deskewed& code, int side) {
    const int pixels = code.picture.width / (side + 2 * kQuietZone);
    std::vector<std::uint8_t> modules;
    if (pixels * (side + 2 * kQuietZone) != code.picture.width) return modules;
    for (int v = 0; v < side; ++v) {
        for (int u = 0; u < side; ++u) {
            const int x = (u + kQuietZone) * pixels + pixels / 2, y = (v + kQuietZone) * pixels + pixels / 2;
            modules.push_back(
                code.picture.pixels[static_cast<std::size_t>(y * code.picture.width + x)] == 0 ? 1 : 0);
        }
    }
    return modules;
}

std::string text_of(std::size_t letters) {
    std::string text = "MADE UP ";
    while (text.size() < letters) text += static_cast<char>('A' + text.size() % 26);
    return text;
}

struct Seen {
    const char* how;
    std::size_t letters;
    double tilt;
    double turn_degrees;
    double curve;
};
void PrintTo(const Seen& seen, std::ostream* out) {
    *out << seen.how;
}

class Slant : public ::testing::TestWithParam<Seen> {};

TEST_P(Slant, EveryModuleIsDrawnWhereItBelongs) {
    const std::string text = text_of(GetParam().letters);
    const QrMatrix matrix = qr_encode(text).value();
    const GrayPicture picture = photograph(draw_code(text, 8), {.width = 960,
                                                                .height = 720,
                                                                .fill = 0.8,
                                                                .turn_degrees = GetParam().turn_degrees,
                                                                .tilt = GetParam().tilt,
                                                                .blur = 0.5,
                                                                .noise = 3,
                                                                .curve = GetParam().curve});
    const auto codes = deskewed(thresholded(smoothed(picture.view()).view(), 120).view());
    ASSERT_FALSE(codes.empty());
    const std::vector<std::uint8_t> modules = modules_of(codes.front(), matrix.size);
    ASSERT_EQ(modules.size(), matrix.dark.size());
    int wrong = 0;
    for (std::size_t i = 0; i < modules.size(); ++i) wrong += modules[i] != matrix.dark[i] ? 1 : 0;
    EXPECT_LE(wrong, std::ssize(modules) / 100);
}
INSTANTIATE_TEST_SUITE_P(Codes, Slant,
                         ::testing::Values(Seen{"flat and upright", 20, 0, 0, 0},
                                           Seen{"turned", 20, 0, 37, 0}, Seen{"on its head", 60, 0, 180, 0},
                                           Seen{"a small code at a slant", 12, 0.6, 10, 0},
                                           Seen{"tilted to another side", 40, 0.6, 100, 0},
                                           Seen{"a slip at a slant", 220, 0.5, 200, 0},
                                           Seen{"far to the side", 60, 0.7, 300, 0},
                                           Seen{"a slip on bent paper", 220, 0, 0, 0.6},
                                           Seen{"a part of a pack", 498, 0.3, 15, 0}));

TEST(Deskew, SaysWhereTheCodeLies) {
    const GrayPicture code = draw_code(text_of(30), 8);
    GrayPicture wall{640, 480, std::vector<std::uint8_t>(640 * 480, 255)};
    for (int y = 0; y < code.height; ++y)
        std::copy_n(code.pixels.begin() + y * code.width, code.width,
                    wall.pixels.begin() + (y + 100) * wall.width + 200);
    const auto found = deskewed(wall.view());
    ASSERT_FALSE(found.empty());
    const int quiet = kQuietZone * 8, side = code.width - 2 * quiet;
    const Outline expected{PicturePoint{200 + quiet, 100 + quiet},
                           {200 + quiet + side, 100 + quiet},
                           {200 + quiet + side, 100 + quiet + side},
                           {200 + quiet, 100 + quiet + side}};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_NEAR(found.front().outline[i].x, expected[i].x, 2);
        EXPECT_NEAR(found.front().outline[i].y, expected[i].y, 2);
    }
}

TEST(Deskew, FindsNothingWhereNothingIs) {
    GrayPicture picture{320, 240, std::vector<std::uint8_t>(320 * 240, 255)};
    EXPECT_TRUE(deskewed(picture.view()).empty());
    std::mt19937 random(7);
    for (auto& pixel : picture.pixels) pixel = random() % 2 == 0 ? 0 : 255;
    EXPECT_TRUE(deskewed(picture.view()).empty());
}

TEST(Deskew, AWallOfFinderPatternsIsLookedAtOnlySoLong) {
    GrayPicture wall{1280, 720, std::vector<std::uint8_t>(1280 * 720, 255)};
    for (int y = 0; y < 720; ++y) {
        for (int x = 0; x < 1280; ++x) {
            const int u = x % 36 / 4, v = y % 36 / 4;  // modules of four pixels, nine to a pattern
            const int ring = std::max(std::abs(u - 4), std::abs(v - 4));
            if (ring == 3 || ring <= 1) wall.pixels[static_cast<std::size_t>(y * 1280 + x)] = 0;
        }
    }
    EXPECT_EQ(finder_patterns(wall.view()).size(), kMostFinderPatterns);
    EXPECT_LE(deskewed(wall.view()).size(), 4U);
}

TEST(Deskew, APatternThatIsCutOffIsNone) {
    const GrayPicture code = draw_code(text_of(20), 8);
    const GrayView half{code.pixels.data(), code.width, 5 * 8, code.width};
    EXPECT_TRUE(finder_patterns(half).empty());
}

}  // namespace
}  // namespace platform
