#include "platform/code/eye_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace platform {
namespace {

const std::vector<CodeEvent> kEvents = {CameraState::live, CodeSeen{"厦门 1"}, UnusableCode{},
                                        CameraState::no_camera, CodeSeen{std::string(kCodeTextLimit, 'x')}};

Bytes stream_of(const std::vector<CodeEvent>& events) {
    Bytes stream;
    for (const CodeEvent& event : events) append(stream, encode_event(event));
    return stream;
}

TEST(EyeEvents, RoundTripInOnePiece) {
    EXPECT_THAT(EyeEventParser().feed(stream_of(kEvents)), ::testing::Optional(kEvents));
}

TEST(EyeEvents, RoundTripByteByByte) {
    EyeEventParser parser;
    std::vector<CodeEvent> seen;
    for (const std::uint8_t byte : stream_of(kEvents)) {
        const auto events = parser.feed({&byte, 1});
        ASSERT_TRUE(events);
        seen.insert(seen.end(), events->begin(), events->end());
    }
    EXPECT_EQ(seen, kEvents);
}

TEST(EyeEvents, ABrokenStreamStaysBroken) {
    const std::vector<std::pair<std::string, Bytes>> streams = {
        {"empty frame", {0, 0, 0, 0}},
        {"too long", {0x02, 0x10, 0, 0}},
        {"unknown kind", {1, 0, 0, 0, 7}},
        {"unknown state", {2, 0, 0, 0, 1, 6}},
        {"state without value", {1, 0, 0, 0, 1}},
        {"empty code", {1, 0, 0, 0, 2}},
        {"code with control characters", {2, 0, 0, 0, 2, 0x1b}},
        {"unusable code with content", {2, 0, 0, 0, 3, 'x'}},
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
