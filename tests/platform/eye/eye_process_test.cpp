// The real programs: EyeProcess starts kiosk-eye, which starts kiosk-decoder; pictures come from a folder.
#include "platform/code/eye_process.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <cmath>
#include <future>

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

/// Print on paper, as large as a camera's frame.
GrayPicture page(int block) {
    GrayPicture page{1280, 720, std::vector<std::uint8_t>(1280UL * 720, 220)};
    for (int y = 40; y < 680; ++y) {
        for (int x = 40; x < 1240; ++x) {
            if (y % 32 < 16 && (x / block + y / 32 * 7) % 5 < 2)
                page.pixels[static_cast<std::size_t>(y * page.width + x)] = 40;
        }
    }
    return page;
}

/// Waits for the answer to a photograph.
class Darkroom {
  public:
    PhotographSink sink() {
        return [this](std::uint64_t number, std::optional<Photograph> photograph) {
            answer_.set_value({number, std::move(photograph)});
        };
    }
    std::pair<std::uint64_t, std::optional<Photograph>> develop() {
        auto answer = answer_.get_future();
        if (answer.wait_for(std::chrono::seconds(30)) != std::future_status::ready) return {0, std::nullopt};
        auto developed = answer.get();
        answer_ = {};
        return developed;
    }

  private:
    std::promise<std::pair<std::uint64_t, std::optional<Photograph>>> answer_;
};

TEST(EyeProcess, TakesAPhotographAtTheCamerasFullSize) {
    Folder folder;
    folder.put("1.png", write_png(page(4).view()).value());
    Inbox inbox;
    Darkroom darkroom;
    EyeProcess eye(options(folder), inbox.sink(), {}, darkroom.sink());
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::live));
    for (const std::uint64_t number : {7U, 8U}) {
        eye.photograph(number);
        const auto [answered, photograph] = darkroom.develop();
        EXPECT_EQ(answered, number);
        ASSERT_TRUE(photograph);
        EXPECT_EQ(photograph->picture, page(4));
        EXPECT_EQ(photograph->quality, PictureQuality::good);
    }
}

TEST(EyeProcess, TakesABlurredPhotographForWantOfABetterOneAndSaysSo) {
    Folder folder;
    GrayPicture soft{1280, 720, std::vector<std::uint8_t>(1280UL * 720)};
    for (std::size_t at = 0; at < soft.pixels.size(); ++at) {
        const double turn = static_cast<double>(at % 1280) / 40;  // no edge anywhere
        soft.pixels[at] = static_cast<std::uint8_t>(128 + 90 * std::cos(turn));
    }
    folder.put("1.png", write_png(soft.view()).value());
    Inbox inbox;
    Darkroom darkroom;
    EyeProcess eye(options(folder), inbox.sink(), {}, darkroom.sink());
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::live));
    eye.photograph(1);
    const auto photograph = darkroom.develop().second;
    ASSERT_TRUE(photograph);
    EXPECT_EQ(photograph->quality, PictureQuality::blurred);
}

TEST(EyeProcess, ACameraThatIsGoneGivesNoPhotographAndSaysSoAtOnce) {
    Folder folder;
    Inbox inbox;
    Darkroom darkroom;
    auto missing = options(folder);
    missing.pictures = folder.path() / "none";
    EyeProcess eye(missing, inbox.sink(), {}, darkroom.sink());
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::no_camera));
    eye.photograph(1);
    EXPECT_FALSE(darkroom.develop().second);
}

TEST(EyeProcess, AnEyeThatIsKilledGivesNoPhotograph) {
    Folder folder;
    Inbox inbox;
    Darkroom darkroom;
    EyeProcess eye(options(folder), inbox.sink(), {}, darkroom.sink());
    eye.start();
    ASSERT_TRUE(inbox.comes(CameraState::live));
    const pid_t child = children_of(::getpid()).at(0);
    ::kill(child, SIGSTOP);
    eye.photograph(9);
    ::kill(child, SIGKILL);
    const auto [number, photograph] = darkroom.develop();
    EXPECT_EQ(number, 9U);
    EXPECT_FALSE(photograph);
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
