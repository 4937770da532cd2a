// The simulated camera by the clock, seen by the real eye.
#include "sync/sim/camera_player.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <string>
#include <thread>

#include "platform/base/file.h"
#include "tests/platform/eye/folder.h"
#include "tests/platform/eye/inbox.h"

namespace syncing::sim {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using platform::CameraState;
using platform::CodeSeen;

class CameraPlayer : public testing::Test {
  protected:
    CameraPlayer() {
        home_.show("one.png", "ONE");
        home_.show("two.png", "TWO");
    }
    fs::path script(const std::string& lines) {
        std::ofstream(home_.path() / "script") << lines;
        return home_.path() / "script";
    }
    void watch() {
        fs::create_directories(shown_);
        eye_.emplace(platform::EyeOptions{.program = PROGRAM_DIR "/kiosk-eye", .pictures = shown_, .fps = 60},
                     inbox_.sink());
        eye_->start();
        ASSERT_TRUE(inbox_.comes(CameraState::live));
    }

    platform::testing::Folder home_;
    fs::path shown_ = home_.path() / "camera";
    CameraFolder camera_{shown_};
    platform::testing::Inbox inbox_;
    std::optional<platform::EyeProcess> eye_;
};

TEST_F(CameraPlayer, plays_a_script_that_the_eye_follows) {
    watch();
    const auto file = script("show one.png   # beside the script\nwait 400\nunplug\n\nwait 200\nreplug\n");
    std::string answer;
    std::jthread player([&] { answer = play_camera_script(camera_, file); });
    EXPECT_TRUE(inbox_.comes(CodeSeen{"ONE"}));
    player.join();
    EXPECT_EQ(answer, "ok");
    ASSERT_EQ(play_camera_script(camera_, script("show two.png\n")), "ok");
    EXPECT_TRUE(inbox_.comes(CodeSeen{"TWO"}));
}

TEST_F(CameraPlayer, takes_the_camera_away_and_brings_it_back) {
    watch();
    ASSERT_EQ(camera_.obey("unplug"), "ok");
    EXPECT_TRUE(inbox_.comes(CameraState::no_camera));
    EXPECT_EQ(camera_.obey("show " + (home_.path() / "one.png").string()), "ok") << "while it is out";
    ASSERT_EQ(camera_.obey("replug"), "ok");
    EXPECT_TRUE(inbox_.comes(CodeSeen{"ONE"}));
}

TEST_F(CameraPlayer, replays_what_it_recorded) {
    const fs::path session = home_.path() / "session";
    camera_.obey("show " + (home_.path() / "one.png").string());
    ASSERT_EQ(record_camera({.pictures = shown_}, session, 300ms), "ok");
    EXPECT_FALSE(fs::is_empty(session));
    EXPECT_NE(record_camera({.pictures = shown_}, session, 300ms), "ok") << "nothing is overwritten";
    camera_.obey("clear");
    watch();
    std::jthread player([&] { EXPECT_EQ(replay_camera(camera_, session), "ok"); });
    EXPECT_TRUE(inbox_.comes(CodeSeen{"ONE"}));
    player.join();
    EXPECT_TRUE(fs::is_empty(shown_)) << "nothing is in front of it afterwards";
}

TEST_F(CameraPlayer, says_what_is_wrong) {
    fs::create_directories(shown_);
    for (const char* line : {"dance\n", "show nothing.png\n", "wait x\n", "replug\n"}) {
        EXPECT_NE(play_camera_script(camera_, script(line)).find("error: "), std::string::npos) << line;
    }
    EXPECT_NE(play_camera_script(camera_, "/nonexistent"), "ok");
    EXPECT_NE(replay_camera(camera_, home_.path() / "empty"), "ok");
    EXPECT_NE(record_camera({.pictures = home_.path() / "nowhere"}, home_.path() / "session", 1ms), "ok");
}

}  // namespace
}  // namespace syncing::sim
