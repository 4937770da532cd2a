#include "platform/code/decoder_protocol.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

constexpr auto kFrame = DecodeKind::quick_frame;

TEST(DecoderProtocol, RequestsThatStayInsideTheSharedMemoryRoundTrip) {
    for (const DecodeRequest& request :
         {DecodeRequest{kFrame, 1280, 720, 1280}, DecodeRequest{DecodeKind::thorough_frame, 8192, 8192, 8192},
          DecodeRequest{DecodeKind::picture, 64U << 20, 0, 0}}) {
        EXPECT_EQ(parse_request(encode_request(request)), request);
    }
}

TEST(DecoderProtocol, RequestsThatReachOutsideAreRefused) {
    for (const DecodeRequest& request :
         {DecodeRequest{kFrame, 0, 720, 1280}, DecodeRequest{kFrame, 1280, 720, 1279},
          DecodeRequest{kFrame, 8193, 1, 8193}, DecodeRequest{kFrame, 8192, 8192, 8193},
          DecodeRequest{kFrame, 1, 2, 0xffffffff}, DecodeRequest{DecodeKind::picture, (64U << 20) + 1, 0, 0},
          DecodeRequest{DecodeKind::picture, 0, 0, 0}, DecodeRequest{static_cast<DecodeKind>(9), 1, 1, 1}}) {
        EXPECT_FALSE(parse_request(encode_request(request)));
    }
    EXPECT_FALSE(parse_request(Bytes(15)));
}

TEST(DecoderProtocol, CodesRoundTrip) {
    const std::vector<DecodedCode> codes = {
        {{'a'}, "a", true, {{{1, 2}, {3, 4}, {5, 6}, {kMaxPictureSide, 0}}}}, {{0xff, 0x00}, "", false}};
    const Bytes answer = encode_answer(DecodeStatus::ok, codes);
    const auto header = parse_answer_header(ByteView(answer).first(kAnswerHeaderSize));
    ASSERT_TRUE(header);
    EXPECT_EQ(header->length, answer.size() - kAnswerHeaderSize);
    EXPECT_EQ(parse_codes(ByteView(answer).subspan(kAnswerHeaderSize)), codes);
}

TEST(DecoderProtocol, ALyingAnswerIsRefused) {
    const Bytes answer = encode_answer(DecodeStatus::ok, {{{'a'}, "a", true}});
    const Bytes body(answer.begin() + kAnswerHeaderSize, answer.end());
    for (std::size_t length = 1; length < body.size(); ++length) {
        EXPECT_FALSE(parse_codes(ByteView(body).first(length))) << length;
    }
    EXPECT_FALSE(parse_codes(ByteView(encode_answer(DecodeStatus::ok, {{{}, "\x1b[2J", true}})).subspan(8)));
    EXPECT_FALSE(parse_codes(ByteView(encode_answer(DecodeStatus::ok, {{{}, "text", false}})).subspan(8)));
    DecodedCode outside{{'a'}, "a", true};
    outside.outline[3].y = kMaxPictureSide + 1;
    EXPECT_FALSE(parse_codes(ByteView(encode_answer(DecodeStatus::ok, {outside})).subspan(8)));
    Bytes header;
    append_u32(header, 3);
    append_u32(header, 0);
    EXPECT_FALSE(parse_answer_header(header));
    header.clear();
    append_u32(header, 0);
    append_u32(header, kAnswerLimit + 1);
    EXPECT_FALSE(parse_answer_header(header));
}

}  // namespace
}  // namespace platform
