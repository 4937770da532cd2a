#include "platform/eye/eye.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

#include "tests/platform/eye/folder.h"

namespace platform {
namespace {

using testing::Folder;

/// A parent that listens until it has heard what it waits for.
class Listener final : public EyeOutlet {
  public:
    explicit Listener(CodeEvent last) : last_(std::move(last)) {}
    void tell(const CodeEvent& event) override { heard.push_back(event); }
    void show(const CameraView&) override {}
    void give(const Photograph*) override {}
    Parent listen(std::chrono::milliseconds patience) override {
        std::this_thread::sleep_for(std::min(patience, std::chrono::milliseconds(1)));
        return std::find(heard.begin(), heard.end(), last_) == heard.end() ? Parent::silent : Parent::gone;
    }
    std::vector<CodeEvent> heard;

  private:
    CodeEvent last_;
};

TEST(Eye, TellsOfTheCameraThenOfTheCode) {
    Folder folder;
    folder.show("1.png", "SLIP");
    Listener listener(CodeSeen{"SLIP"});
    const SystemClock clock;
    Eye({.pictures = folder.path()}, {.program = PROGRAM_DIR "/kiosk-decoder"}, clock, listener).run();
    EXPECT_EQ(listener.heard,
              (std::vector<CodeEvent>{CameraState::starting, CameraState::live, CodeSeen{"SLIP"}}));
}

TEST(Eye, ADecoderThatNeverWorksIsAFailure) {
    const Folder folder;
    const SystemClock clock;
    for (const char* program : {"/nonexistent/kiosk-decoder", "/bin/false"}) {
        Listener listener(CameraState::failed);
        Eye({.pictures = folder.path()}, {.program = program}, clock, listener).run();
        EXPECT_EQ(listener.heard, (std::vector<CodeEvent>{CameraState::starting, CameraState::failed}))
            << program;
    }
}

/// Plugs the camera in once the eye has missed it.
class Plugger final : public EyeOutlet {
  public:
    explicit Plugger(std::filesystem::path camera) : camera_(std::move(camera)) {}
    void tell(const CodeEvent& event) override {
        heard.push_back(event);
        if (event == CodeEvent(CameraState::no_camera)) std::filesystem::create_directory(camera_);
    }
    void show(const CameraView&) override {}
    void give(const Photograph*) override {}
    Parent listen(std::chrono::milliseconds patience) override {
        std::this_thread::sleep_for(patience);
        return heard.back() != CodeEvent(CameraState::live) ? Parent::silent : Parent::gone;
    }
    std::vector<CodeEvent> heard;

  private:
    std::filesystem::path camera_;
};

TEST(Eye, AMissingCameraIsLookedForAgain) {
    const Folder folder;
    Plugger plugger(folder.path() / "later");
    const SystemClock clock;
    Eye({.pictures = folder.path() / "later"}, {.program = PROGRAM_DIR "/kiosk-decoder"}, clock, plugger)
        .run();
    EXPECT_EQ(plugger.heard[1], CodeEvent(CameraState::no_camera));
    EXPECT_EQ(plugger.heard.back(), CodeEvent(CameraState::live));
}

}  // namespace
}  // namespace platform
