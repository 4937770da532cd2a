// The real programs: EyeProcess starts kiosk-eye, which starts kiosk-decoder; pictures come from a folder.
#include "platform/code/eye_process.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "tests/platform/eye/folder.h"
#include "tests/platform/eye/inbox.h"
#include "tests/support/footprint.h"

namespace platform {
namespace {

using testing::children_of;
using testing::Folder;
using testing::Inbox;
using tests::open_descriptors;

EyeOptions options(const Folder& folder) {
    return {.program = PROGRAM_DIR "/kiosk-eye", .pictures = folder.path(), .fps = 60};
}

TEST(EyeProcess, ACodeHeldUpIsSeenOnce) {
    Folder folder;
    Inbox inbox;
    EyeProcess eye(options(folder), inbox.sink());
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::live));
    folder.show("1.png", "FIRST");
    EXPECT_EQ(inbox.next_code(), CodeEvent(CodeSeen{"FIRST"}));
    folder.show("1.png", "SECOND");
    EXPECT_EQ(inbox.next_code(), CodeEvent(CodeSeen{"SECOND"}));
}

TEST(EyeProcess, ACodeIsSeenAgainAfterAFreshStart) {
    Folder folder;
    folder.show("1.png", "SLIP");
    Inbox inbox;
    EyeProcess eye(options(folder), inbox.sink());
    for (int round = 0; round < 3; ++round) {
        eye.start();
        EXPECT_EQ(inbox.next_code(), CodeEvent(CodeSeen{"SLIP"})) << round;
        eye.stop();
        EXPECT_TRUE(inbox.comes(CameraState::off));
    }
}

TEST(EyeProcess, WhatStrangersHoldUpComesThroughAsTextOrAsAFlag) {
    struct Case {
        std::string name;
        std::string text;
        CodeEvent event;
    };
    const std::string four_kilobytes(3391, 'A');
    const std::vector<Case> cases = {
        {"web link", "https://example.org/?q=1", CodeSeen{"https://example.org/?q=1"}},
        {"the longest letters", four_kilobytes, CodeSeen{four_kilobytes}},
        {"Chinese", "厦门市总工会", CodeSeen{"厦门市总工会"}},
        {"over the limit", std::string(5000, '7'), UnusableCode{}},
        {"binary", std::string("\x01\x00\x02\x7f", 4), UnusableCode{}},
        {"terminal escape", "\x1b[2Jhello", UnusableCode{}},
    };
    Folder folder;
    Inbox inbox;
    EyeProcess eye(options(folder), inbox.sink());
    eye.start();
    for (const Case& c : cases) {
        folder.show("1.png", c.text);
        EXPECT_EQ(inbox.next_code(), c.event) << c.name;
    }
}

TEST(EyeProcess, AKilledDecoderIsReplaced) {
    Folder folder;
    Inbox inbox;
    EyeProcess eye(options(folder), inbox.sink());
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::live));
    const auto eyes = children_of(::getpid());
    ASSERT_EQ(eyes.size(), 1U);
    const auto decoders = children_of(eyes[0]);
    ASSERT_EQ(decoders.size(), 1U);
    ::kill(decoders[0], SIGKILL);
    folder.show("1.png", "AFTER");
    EXPECT_EQ(inbox.next_code(), CodeEvent(CodeSeen{"AFTER"}));
    EXPECT_EQ(children_of(::getpid()), eyes);
}

TEST(EyeProcess, AKilledEyeIsStartedAgain) {
    Folder folder;
    Inbox inbox;
    EyeProcess eye(options(folder), inbox.sink());
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::live));
    ::kill(children_of(::getpid()).at(0), SIGKILL);
    EXPECT_TRUE(inbox.comes(CameraState::failed));
    EXPECT_TRUE(inbox.comes(CameraState::live));
}

TEST(EyeProcess, SaysHowTheCameraDoes) {
    Folder folder;
    Inbox inbox;
    EyeProcess eye(options(folder), inbox.sink());
    EXPECT_EQ(eye.health(), DeviceHealth{DeviceKind::camera});
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::live));
    folder.show("1.png", "SLIP");
    EXPECT_EQ(inbox.next_code(), CodeEvent(CodeSeen{"SLIP"}));
    EXPECT_EQ(eye.health().state, DeviceState::ready);
    EXPECT_EQ(eye.health().successes, 1U);
    ::kill(children_of(::getpid()).at(0), SIGKILL);
    EXPECT_TRUE(inbox.comes(CameraState::failed));
    EXPECT_TRUE(inbox.comes(CameraState::live));
    EXPECT_EQ(eye.health().trouble, "camera_failed");
    eye.stop();
    EXPECT_TRUE(inbox.comes(CameraState::off));
    EXPECT_EQ(eye.health().state, DeviceState::off);
}

TEST(EyeProcess, AHungEyeIsStartedAgain) {
    Folder folder;
    Inbox inbox;
    auto impatient = options(folder);
    impatient.silence_limit = std::chrono::milliseconds(2500);
    EyeProcess eye(impatient, inbox.sink());
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::live));
    ::kill(children_of(::getpid()).at(0), SIGSTOP);
    EXPECT_TRUE(inbox.comes(CameraState::failed));
    EXPECT_TRUE(inbox.comes(CameraState::live));
}

TEST(EyeProcess, AMissingFolderIsNoCamera) {
    const Folder folder;
    Inbox inbox;
    EyeProcess eye({.program = PROGRAM_DIR "/kiosk-eye", .pictures = folder.path() / "none"}, inbox.sink());
    eye.start();
    EXPECT_TRUE(inbox.comes(CameraState::no_camera));
}

TEST(EyeProcess, AMissingDeviceIsNoCamera) {
    Inbox inbox;
    EyeProcess eye({.program = PROGRAM_DIR "/kiosk-eye", .device = "/nonexistent/video"}, inbox.sink());
    eye.start();
    EXPECT_TRUE(inbox.comes(CameraState::no_camera));
}

TEST(EyeProcess, AMissingProgramIsAFailure) {
    Inbox inbox;
    EyeProcess eye({.program = "/nonexistent/kiosk-eye"}, inbox.sink());
    eye.start();
    EXPECT_TRUE(inbox.comes(CameraState::failed));
}

TEST(EyeProcess, AProgramThatSpeaksNonsenseIsAFailure) {
    Inbox inbox;
    EyeProcess eye({.program = "/bin/echo"}, inbox.sink());
    eye.start();
    EXPECT_TRUE(inbox.comes(CameraState::failed));
}

TEST(EyeProcess, FiftyStartsAndStopsLeaveNothingBehind) {
    Folder folder;
    Inbox inbox;
    const std::size_t before = open_descriptors();
    {
        EyeProcess eye(options(folder), inbox.sink());
        for (int i = 0; i < 50; ++i) {
            eye.start();
            ASSERT_TRUE(inbox.comes(CameraState::live)) << i;
            eye.stop();
            ASSERT_TRUE(inbox.comes(CameraState::off)) << i;
        }
        EXPECT_TRUE(children_of(::getpid()).empty());
    }
    EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace platform
