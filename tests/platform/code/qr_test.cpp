#include "platform/code/qr.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "platform/code/gray.h"
#include "tests/platform/code/drawing.h"

namespace platform {
namespace {

using testing::draw_code;
using testing::photograph;
using testing::Spoil;
using testing::turned_quarter;

std::vector<std::string> texts_in(const GrayPicture& picture, Effort effort = Effort::quick) {
    std::vector<std::string> texts;
    for (const DecodedCode& code : decode_gray(picture.view(), effort)) texts.push_back(code.text);
    return texts;
}

/// A slip's payload: 124 bytes in base32.
std::string slip_text() {
    Bytes payload;
    for (int i = 0; i < 124; ++i) payload.push_back(static_cast<std::uint8_t>(i * 37 + 11));
    return to_base32(payload);
}

TEST(Qr, EveryKindOfTextIsReadBackAsWritten) {
    const std::vector<std::string> texts = {
        "A",
        "HELLO WORLD 0123 $%*+-./:",
        slip_text(),
        "https://example.org/a?b=c&d=%20",
        "厦门市总工会 医疗互助 𬭎",
        "lower case\tand tab\r\n",
        std::string(2300, '7'),
        std::string(1800, 'x'),
    };
    for (const std::string& text : texts) {
        EXPECT_THAT(texts_in(draw_code(text, 4)), ::testing::ElementsAre(text)) << text.substr(0, 40);
    }
}

TEST(Qr, ASlipFitsVersionEightBecauseItIsAlphanumericAtLevelM) {
    const auto matrix = qr_encode(slip_text());
    ASSERT_TRUE(matrix.has_value());
    EXPECT_EQ(matrix->size, 49);
    EXPECT_EQ(matrix->dark.size(), 49U * 49U);
}

TEST(Qr, RefusesWhatCannotBeEncoded) {
    EXPECT_EQ(qr_encode("").error(), QrError::empty);
    EXPECT_EQ(qr_encode("\xff\xfe").error(), QrError::not_utf8);
    EXPECT_EQ(qr_encode(std::string(4000, 'x')).error(), QrError::too_long);
}

TEST(Qr, IsReadAtAnyQuarterTurn) {
    GrayPicture picture = draw_code(slip_text(), 3);
    for (int turn = 0; turn < 4; ++turn) {
        EXPECT_THAT(texts_in(picture), ::testing::ElementsAre(slip_text())) << turn;
        picture = turned_quarter(picture);
    }
}

TEST(Qr, IsReadAtAnyAngle) {
    for (int angle = 0; angle < 360; angle += 15) {
        Spoil spoil{.turn_degrees = static_cast<double>(angle)};
        EXPECT_THAT(texts_in(photograph(draw_code("STATION 12", 8), spoil)),
                    ::testing::ElementsAre("STATION 12"))
            << angle;
    }
}

TEST(Qr, LightOnDarkIsReadAtACloserLook) {
    const GrayPicture negative = inverted(draw_code(slip_text(), 4).view());
    for (const Effort effort : {Effort::closer, Effort::thorough}) {
        EXPECT_THAT(texts_in(negative, effort), ::testing::ElementsAre(slip_text()));
    }
}

TEST(Qr, LowContrastIsReadAtACloserLook) {
    const GrayPicture faded = draw_code(slip_text(), 4, 110, 140);
    for (const Effort effort : {Effort::closer, Effort::thorough}) {
        EXPECT_THAT(texts_in(faded, effort), ::testing::ElementsAre(slip_text()));
    }
}

/// How far the outline's corners lie from those of the code in the middle of the picture, in pixels.
int off_by(const Outline& outline, int middle, int half) {
    int worst = 0;
    for (const PicturePoint& point : outline) {
        worst = std::max({worst, std::abs(std::abs(point.x - middle) - half),
                          std::abs(std::abs(point.y - middle) - half)});
    }
    return worst;
}

TEST(Qr, ItsOutlineIsKnownWhicheverLookFoundIt) {
    const GrayPicture code = draw_code(slip_text(), 4);  // 49 modules of 4 pixels
    const GrayPicture faded = draw_code(slip_text(), 4, 110, 140);
    const GrayPicture tiny = draw_code(slip_text(), 1);
    const GrayPicture blurred = photograph(draw_code("STATION 12", 8), {.blur = 4, .noise = 20});
    EXPECT_LE(off_by(decode_gray(code.view(), Effort::quick).at(0).outline, code.width / 2, 98), 4);
    EXPECT_LE(off_by(decode_gray(faded.view(), Effort::closer).at(0).outline, faded.width / 2, 98), 6);
    for (const DecodedCode& found : decode_gray(tiny.view(), Effort::thorough))
        EXPECT_LE(off_by(found.outline, tiny.width / 2, 24), 3);
    for (const DecodedCode& found : decode_gray(blurred.view(), Effort::quick)) {
        for (const PicturePoint& point : found.outline) {
            EXPECT_NEAR(point.x, 320, 160);
            EXPECT_NEAR(point.y, 240, 160);
        }
    }
}

TEST(Qr, RowsMayBePadded) {
    const GrayPicture code = draw_code("PADDED", 4);
    const int stride = code.width + 13;
    std::vector<std::uint8_t> padded(static_cast<std::size_t>(stride * code.height), 0);
    for (int y = 0; y < code.height; ++y) {
        std::copy_n(code.pixels.begin() + y * code.width, code.width, padded.begin() + y * stride);
    }
    const auto codes = decode_gray({padded.data(), code.width, code.height, stride}, Effort::quick);
    ASSERT_EQ(codes.size(), 1U);
    EXPECT_EQ(codes[0].text, "PADDED");
}

TEST(Qr, APictureWithoutACodeHasNone) {
    const GrayPicture grey{640, 480, std::vector<std::uint8_t>(640 * 480, 128)};
    EXPECT_TRUE(decode_gray(grey.view(), Effort::thorough).empty());
}

TEST(Qr, ImpossibleShapesHaveNone) {
    const std::vector<std::uint8_t> pixels(100 * 100);
    for (const GrayView& view :
         {GrayView{nullptr, 100, 100, 100}, GrayView{pixels.data(), 20, 100, 100},
          GrayView{pixels.data(), 100, 0, 100}, GrayView{pixels.data(), -5, 100, 100},
          GrayView{pixels.data(), 100, 100, 99}, GrayView{pixels.data(), 100, 9000, 100}}) {
        EXPECT_TRUE(decode_gray(view, Effort::thorough).empty());
    }
}

TEST(PlainText, IsUtf8WithoutControls) {
    struct Case {
        std::string_view text;
        bool plain;
    };
    const std::vector<Case> cases = {
        {"A", true},
        {"厦门", true},
        {"\xf0\xac\xad\x8e", true},
        {"a\tb\r\nc\x1d", true},
        {"", false},
        {{"a\0b", 3}, false},
        {"\x1b[2J", false},
        {"\x7f", false},
        {"\xff", false},
        {"\xc0\xaf", false},
        {"\xed\xa0\x80", false},
        {"\xe4\xb8", false},
        {"\xf4\x90\x80\x80", false},
        {"\xe0\x80\xaf", false},
    };
    for (const Case& c : cases) EXPECT_EQ(is_plain_text(c.text), c.plain) << to_hex(view_of(c.text));
}

}  // namespace
}  // namespace platform
