#include "platform/code/eye_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace platform {
namespace {

const CameraView kView{{3, 2, {0, 50, 100, 150, 200, 250}}, {{{{0, 0}, {2, 0}, {2, 1}, {0, 1}}}}};
const std::vector<EyeNews> kNews = {CodeEvent(CameraState::live),
                                    CodeEvent(CodeSeen{"厦门 1"}),
                                    kView,
                                    PhotographNews{1280, 720, PictureQuality::blurred},
                                    CodeEvent(UnusableCode{}),
                                    PhotographNews{},
                                    CodeEvent(CameraState::no_camera),
                                    CodeEvent(CodeSeen{std::string(kCodeTextLimit, 'x')})};

Bytes stream_of(const std::vector<EyeNews>& news) {
    Bytes stream;
    for (const EyeNews& one : news) append(stream, encode_news(one));
    return stream;
}

/// A view that says it has this size and so many outlines, with the given content behind.
Bytes view_saying(std::uint32_t width, std::uint32_t height, std::uint32_t outlines, const Bytes& rest) {
    Bytes body{4};
    append_u32(body, width);
    append_u32(body, height);
    append_u32(body, outlines);
    append(body, rest);
    Bytes frame;
    append_u32(frame, static_cast<std::uint32_t>(body.size()));
    append(frame, body);
    return frame;
}

TEST(EyeEvents, RoundTripInOnePiece) {
    EXPECT_THAT(EyeEventParser().feed(stream_of(kNews)), ::testing::Optional(kNews));
}

TEST(EyeEvents, RoundTripByteByByte) {
    EyeEventParser parser;
    std::vector<EyeNews> seen;
    for (const std::uint8_t byte : stream_of(kNews)) {
        const auto events = parser.feed({&byte, 1});
        ASSERT_TRUE(events);
        seen.insert(seen.end(), events->begin(), events->end());
    }
    EXPECT_EQ(seen, kNews);
}

TEST(EyeEvents, ABrokenStreamStaysBroken) {
    const std::vector<std::pair<std::string, Bytes>> streams = {
        {"empty frame", {0, 0, 0, 0}},
        {"too long", {0, 0, 2, 0}},
        {"a code too long", stream_of({CodeEvent(CodeSeen{std::string(kCodeTextLimit + 1, 'x')})})},
        {"view without a picture", view_saying(0, 0, 0, {})},
        {"view cut short", view_saying(2, 2, 0, {1, 2, 3})},
        {"view with too much", view_saying(1, 1, 0, {1, 2})},
        {"view too wide", view_saying(kCameraViewSide + 1, 1, 0, Bytes(kCameraViewSide + 1))},
        {"view with an outline outside", view_saying(1, 1, 1, Bytes(33, 1))},
        {"view with too many outlines", view_saying(1, 1, 9, Bytes(9 * 32 + 1))},
        {"unknown kind", {1, 0, 0, 0, 7}},
        {"unknown state", {2, 0, 0, 0, 1, 8}},
        {"state without value", {1, 0, 0, 0, 1}},
        {"empty code", {1, 0, 0, 0, 2}},
        {"code with control characters", {2, 0, 0, 0, 2, 0x1b}},
        {"unusable code with content", {2, 0, 0, 0, 3, 'x'}},
        {"photograph without a height", encode_photograph({5, 0, {}})},
        {"photograph too wide", encode_photograph({kMaxPictureSide + 1, 1, {}})},
        {"photograph of no quality", encode_photograph({1, 1, static_cast<PictureQuality>(3)})},
        {"photograph cut short", {2, 0, 0, 0, 5, 1}},
        {"words", {'h', 'e', 'l', 'l', 'o'}},
    };
    for (const auto& [name, stream] : streams) {
        EyeEventParser parser;
        EXPECT_FALSE(parser.feed(stream)) << name;
        EXPECT_FALSE(parser.feed(encode_event(CameraState::live))) << name;
    }
}

}  // namespace
}  // namespace platform
