#include "platform/code/decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include "platform/code/picture.h"
#include "tests/platform/code/drawing.h"
#include "tests/support/footprint.h"

namespace platform {
namespace {

using testing::draw_code;
using tests::open_descriptors;

DecoderOptions options() {
    return {.program = PROGRAM_DIR "/kiosk-decoder"};
}

std::string only_text(const Result<Decoder::Codes, DecodeFault>& codes) {
    return codes && codes->size() == 1 ? codes->front().text : "none";
}

Bytes png_of(const GrayPicture& picture) {
    return write_png(picture.view()).value();
}

TEST(Decoder, ReadsFramesAndPictureFilesInItsChild) {
    Decoder decoder(options());
    EXPECT_EQ(only_text(decoder.decode(draw_code("FRAME", 4).view(), Effort::quick)), "FRAME");
    EXPECT_EQ(only_text(decoder.decode_picture(png_of(draw_code("FILE", 4)))), "FILE");
    EXPECT_GT(decoder.child_pid(), 0);
}

TEST(Decoder, AnEmptyFrameHasNoCodes) {
    Decoder decoder(options());
    const GrayPicture grey{320, 240, std::vector<std::uint8_t>(320 * 240, 90)};
    const auto codes = decoder.decode(grey.view(), Effort::quick);
    ASSERT_TRUE(codes.has_value());
    EXPECT_TRUE(codes->empty());
}

TEST(Decoder, AKilledChildCostsOneFault) {
    Decoder decoder(options());
    ASSERT_TRUE(decoder.warm_up());
    ::kill(decoder.child_pid(), SIGKILL);
    EXPECT_EQ(decoder.decode(draw_code("A", 4).view(), Effort::quick).error(), DecodeFault::crashed);
    EXPECT_EQ(only_text(decoder.decode(draw_code("B", 4).view(), Effort::quick)), "B");
}

TEST(Decoder, AHungChildIsKilledAtTheTimeLimit) {
    auto quick = options();
    quick.time_limit = std::chrono::milliseconds(100);
    Decoder decoder(quick);
    ASSERT_TRUE(decoder.warm_up());
    ::kill(decoder.child_pid(), SIGSTOP);
    EXPECT_EQ(decoder.decode(draw_code("A", 4).view(), Effort::quick).error(), DecodeFault::timed_out);
    EXPECT_EQ(decoder.child_pid(), 0);
}

TEST(Decoder, WhatIsNoPictureIsUnreadable) {
    Decoder decoder(options());
    Bytes cut = png_of(draw_code("CUT", 4));
    cut.resize(60);
    EXPECT_EQ(decoder.decode_picture({}).error(), DecodeFault::unreadable_picture);
    EXPECT_EQ(decoder.decode_picture(view_of("<html>not a picture</html>")).error(),
              DecodeFault::unreadable_picture);
    EXPECT_EQ(decoder.decode_picture(cut).error(), DecodeFault::unreadable_picture);
    EXPECT_EQ(only_text(decoder.decode_picture(png_of(draw_code("STILL THERE", 4)))), "STILL THERE");
}

TEST(Decoder, TooLargePicturesAreRefusedBeforeTheyAreUnpacked) {
    Decoder decoder(options());
    const std::string header = "P5 9000 9000 255\n";
    EXPECT_EQ(decoder.decode_picture(view_of(header)).error(), DecodeFault::too_large);
    EXPECT_EQ(decoder.decode({Bytes(9000).data(), 9000, 1, 9000}, Effort::quick).error(),
              DecodeFault::too_large);
    EXPECT_EQ(decoder.decode_picture(Bytes(kPictureBytesLimit + 1)).error(), DecodeFault::too_large);
}

TEST(Decoder, APictureThatNeedsMoreMemoryThanAllowedIsOneFault) {
    auto small = options();
    small.memory_limit = std::size_t{128} << 20;
    Decoder decoder(small);
    const std::string header = "P5 8000 8000 255\n";
    Bytes file(header.begin(), header.end());
    file.resize(header.size() + 6'000'000, 200);
    const auto codes = decoder.decode_picture(file);
    EXPECT_FALSE(codes.has_value());
    EXPECT_EQ(only_text(decoder.decode(draw_code("NEXT", 4).view(), Effort::quick)), "NEXT");
}

TEST(Decoder, AMissingProgramIsSaid) {
    Decoder decoder({.program = "/nonexistent/kiosk-decoder"});
    EXPECT_EQ(decoder.decode(draw_code("A", 4).view(), Effort::quick).error(), DecodeFault::cannot_start);
}

TEST(Decoder, FiftyStartsLeaveNoDescriptorBehind) {
    const std::size_t before = open_descriptors();
    for (int i = 0; i < 50; ++i) {
        Decoder decoder(options());
        ASSERT_TRUE(decoder.warm_up());
    }
    EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace platform
