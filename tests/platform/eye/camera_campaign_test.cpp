// The camera is lost in every way that can be played here: kiosk-eye killed, its decoder killed, the camera
// pulled out and plugged in again. Codes are seen again every time and nothing is left behind.
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <optional>

#include "tests/platform/eye/folder.h"
#include "tests/platform/eye/inbox.h"
#include "tests/support/campaign.h"
#include "tests/support/footprint.h"

namespace platform {
namespace {

namespace fs = std::filesystem;
using testing::children_of;

class Camera {
  public:
    Camera() : plugged_(home_.path() / "camera"), pulled_(home_.path() / "pulled") {
        fs::create_directory(plugged_);
        eye_.emplace(EyeOptions{.program = PROGRAM_DIR "/kiosk-eye", .pictures = plugged_, .fps = 60},
                     inbox_.sink());
        eye_->start();
    }
    bool works(int number) {
        const std::string text = "CODE " + std::to_string(number);
        home_.show("next.png", text);
        fs::rename(home_.path() / "next.png", plugged_ / "shown.png");
        return inbox_.comes(CodeSeen{text});
    }
    void kill_eye() {
        for (const pid_t eye : children_of(::getpid())) ::kill(eye, SIGKILL);
    }
    void kill_decoder() {
        for (const pid_t eye : children_of(::getpid())) {
            for (const pid_t decoder : children_of(eye)) ::kill(decoder, SIGKILL);
        }
    }
    /// False when the eye does not notice.
    bool pull_and_plug() {
        fs::rename(plugged_, pulled_);
        const bool noticed = inbox_.comes(CameraState::no_camera);
        fs::rename(pulled_, plugged_);
        return noticed;
    }

  private:
    testing::Folder home_;
    testing::Inbox inbox_;
    fs::path plugged_;
    fs::path pulled_;
    std::optional<EyeProcess> eye_;
};

TEST(CameraCampaign, EveryLostCameraComesBack) {
    std::mt19937 random = tests::seeded();
    const std::size_t before = tests::open_descriptors();
    const int rounds = tests::rounds(6, 1000);
    std::array<int, 3> losses{};
    {
        Camera camera;
        ASSERT_TRUE(camera.works(0));
        const std::size_t running = tests::open_descriptors();
        for (int round = 1; round <= rounds; ++round) {
            // Rarest what takes seconds: a camera that is gone is looked for every two.
            const int kind = round % 20 == 3 ? 2 : tests::below(random, 2);
            ++losses[static_cast<std::size_t>(kind)];
            if (kind == 0) camera.kill_eye();
            if (kind == 1) camera.kill_decoder();
            if (kind == 2) {
                ASSERT_TRUE(camera.pull_and_plug()) << round;
            }
            ASSERT_TRUE(camera.works(round)) << round << " kind " << kind;
            ASSERT_EQ(tests::open_descriptors(), running) << round;
        }
    }
    EXPECT_EQ(tests::open_descriptors(), before);
    EXPECT_TRUE(children_of(::getpid()).empty());
    std::printf("back after %d lost eyes, %d lost decoders, %d pulled cameras\n", losses[0], losses[1],
                losses[2]);
}

}  // namespace
}  // namespace platform
