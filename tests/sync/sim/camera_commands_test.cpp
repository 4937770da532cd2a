#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "platform/code/picture.h"
#include "sync/sim/commands.h"

namespace syncing::sim {
namespace {

namespace fs = std::filesystem;

class Camera : public testing::Test {
  protected:
    Camera() {
        std::string name = (fs::temp_directory_path() / "camera-XXXXXX").string();
        folder_ = ::mkdtemp(name.data());
    }
    ~Camera() override { fs::remove_all(folder_); }

    int run(std::vector<std::string> arguments) {
        CLI::App app;
        add_camera_commands(app);
        std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them last first
        try {
            app.parse(arguments);
        } catch (const CLI::Error& error) {
            return error.get_exit_code();
        }
        return 0;
    }
    std::string text_in(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        const auto picture = platform::read_picture(platform::Bytes{std::istreambuf_iterator<char>(in), {}});
        if (!picture) return "no picture";
        const auto codes = platform::decode_gray(picture->view(), platform::Effort::quick);
        return codes.size() == 1 ? codes[0].text : "no code";
    }

    fs::path folder_;
};

TEST_F(Camera, ShowsAPictureUntilCleared) {
    const std::string code = (folder_ / "code.png").string();
    const std::string shown = (folder_ / "camera").string();
    ASSERT_EQ(run({"qr", "SLIP 厦门", code}), 0);
    ASSERT_EQ(run({"camera", "--dir", shown, "show", code}), 0);
    EXPECT_EQ(text_in(fs::path(shown) / "shown.png"), "SLIP 厦门");
    ASSERT_EQ(run({"camera", "--dir", shown, "clear"}), 0);
    EXPECT_TRUE(fs::is_empty(shown));
    ASSERT_EQ(run({"camera", "--dir", shown, "unplug"}), 0);
    EXPECT_FALSE(fs::exists(shown));
    ASSERT_EQ(run({"camera", "--dir", shown, "replug"}), 0);
    EXPECT_TRUE(fs::exists(shown));
}

TEST_F(Camera, RefusesWhatItCannotDo) {
    EXPECT_NE(run({"camera", "--dir", folder_.string(), "show", "/nonexistent.png"}), 0);
    EXPECT_NE(run({"camera", "--dir", folder_.string()}), 0);
    EXPECT_NE(run({"camera", "clear"}), 0);
    EXPECT_NE(run({"camera", "--record", (folder_ / "session").string()}), 0);
    EXPECT_NE(run({"qr", std::string(4000, 'x'), (folder_ / "x.png").string()}), 0);
    EXPECT_NE(run({"qr", "TEXT", "/nonexistent/x.png"}), 0);
}

}  // namespace
}  // namespace syncing::sim
