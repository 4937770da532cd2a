#include "platform/code/picture.h"

#include <gtest/gtest.h>

#include <algorithm>
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

/// Where the first Huffman table's segment begins.
std::size_t first_table(const Bytes& jpeg) {
    const Bytes mark{0xFF, 0xC4};
    return static_cast<std::size_t>(std::search(jpeg.begin(), jpeg.end(), mark.begin(), mark.end()) -
                                    jpeg.begin());
}

TEST(Picture, AJpegWithMoreCodesThanATableHoldsIsRefused) {
    for (const char* name : {"baseline.jpg", "progressive.jpg"}) {
        Bytes jpeg = contents(std::string(SOURCE_DIR "/tests/samples/codes/") + name);
        const std::size_t at = first_table(jpeg);
        // A table of 300 codes, whole and with the length it says.
        Bytes segment{0xFF, 0xC4, 0x01, 0x3F, 0x00, 0, 0, 0, 0, 0, 0, 0, 100, 100, 100, 0, 0, 0, 0, 0, 0};
        segment.resize(segment.size() + 300, 1);
        jpeg.insert(jpeg.begin() + static_cast<std::ptrdiff_t>(at), segment.begin(), segment.end());
        ASSERT_FALSE(read_picture(jpeg).has_value()) << name;
        EXPECT_EQ(read_picture(jpeg).error(), PictureError::unreadable) << name;
    }
}

TEST(Picture, AJpegThatNeverDefinesItsTablesIsReadTheSameEveryTime) {
    Bytes jpeg = contents(SOURCE_DIR "/tests/samples/codes/baseline.jpg");
    for (std::size_t at = first_table(jpeg); at < jpeg.size(); at = first_table(jpeg))
        jpeg[at + 1] = 0xFE;  // a comment
    const auto first = read_picture(jpeg);
    for (int i = 0; i < 3; ++i) {
        const Bytes dirt(200'000, 0xA5);  // what a table would be made of
        const auto again = read_picture(jpeg);
        ASSERT_EQ(first.has_value(), again.has_value());
        if (first) {
            EXPECT_EQ(first->pixels, again->pixels);
        }
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
