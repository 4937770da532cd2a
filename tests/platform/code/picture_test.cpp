#include "platform/code/picture.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace platform {
namespace {

Bytes contents(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Picture, EveryFormatOfTheSamplesIsRead) {
    int samples = 0;
    for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/samples/codes")) {
        if (entry.path().extension() == ".md") continue;
        ++samples;
        const auto picture = read_picture(contents(entry.path()));
        ASSERT_TRUE(picture.has_value()) << entry.path();
        const auto codes = decode_gray(picture->view(), Effort::quick);
        ASSERT_EQ(codes.size(), 1U) << entry.path();
        EXPECT_EQ(codes[0].text, "SAMPLE CODE") << entry.path();
    }
    EXPECT_EQ(samples, 11);
}

TEST(Picture, WhatIsTransparentIsPaper) {
    const auto picture = read_picture(contents(SOURCE_DIR "/tests/samples/codes/transparent.png"));
    ASSERT_TRUE(picture.has_value());
    EXPECT_EQ(picture->pixels.front(), 255);
}

TEST(Picture, EveryCutOfAPictureIsReadOrRefused) {
    const Bytes whole = contents(SOURCE_DIR "/tests/samples/codes/palette.png");
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto picture = read_picture(ByteView(whole).first(length));
        EXPECT_TRUE(picture || picture.error() == PictureError::unreadable) << length;
    }
}

TEST(Picture, APngIsReadBackAsWritten) {
    const GrayPicture picture{3, 2, {0, 50, 100, 150, 200, 255}};
    const auto again = read_picture(write_png(picture.view()).value());
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->width, 3);
    EXPECT_EQ(again->pixels, picture.pixels);
}

}  // namespace
}  // namespace platform
