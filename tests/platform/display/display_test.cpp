#include "platform/display/display.h"

#include <gtest/gtest.h>
#include <imgui.h>

#include <thread>

#include "tests/support/virtual_display.h"

namespace platform {
namespace {

using namespace std::chrono_literals;

class DisplayTest : public testing::Test {
  protected:
    void SetUp() override {
        ASSERT_TRUE(tests::have_display()) << "install xvfb";
        glyphs_ = *GlyphAtlas::open(FontFiles::installed());
        auto display = Display::open({"test", 640, 480, true, false}, session_);
        ASSERT_TRUE(display.has_value());
        display_ = std::move(*display);
    }
    Picture shown(std::uint32_t background) {
        display_->draw(*glyphs_, background);
        Picture picture = display_->read_pixels();
        display_->show();
        return picture;
    }
    ImguiSession session_;
    std::unique_ptr<GlyphAtlas> glyphs_;
    std::unique_ptr<Display> display_;
};

std::uint32_t pixel(const Picture& picture, int x, int y) {
    const std::size_t at = static_cast<std::size_t>(y * picture.width + x) * 3;
    return static_cast<std::uint32_t>(picture.rgb[at]) << 16 |
           static_cast<std::uint32_t>(picture.rgb[at + 1]) << 8 | picture.rgb[at + 2];
}

TEST_F(DisplayTest, An_empty_frame_is_the_background) {
    display_->begin_frame(*glyphs_);
    const Picture picture = shown(0xF6F3EE);
    ASSERT_EQ(picture.width, 640);
    ASSERT_EQ(picture.height, 480);
    EXPECT_EQ(pixel(picture, 0, 0), 0xF6F3EEU);
    EXPECT_EQ(pixel(picture, 639, 479), 0xF6F3EEU);
}

TEST_F(DisplayTest, Shapes_and_characters_come_from_the_one_texture) {
    const Glyph glyph = glyphs_->glyph(Face::bold, 100, U'互');
    display_->begin_frame(*glyphs_);
    ImDrawList* list = ImGui::GetBackgroundDrawList();
    list->AddRectFilled({10, 10}, {60, 60}, IM_COL32(0xB3, 0x20, 0x2C, 0xFF));
    list->PrimReserve(6, 4);
    list->PrimRectUV({200 + glyph.x0, 200 + glyph.y0}, {200 + glyph.x1, 200 + glyph.y1}, {glyph.u0, glyph.v0},
                     {glyph.u1, glyph.v1}, IM_COL32_BLACK);
    const Picture picture = shown(0xFFFFFF);
    EXPECT_EQ(pixel(picture, 30, 30), 0xB3202CU);
    int dark = 0;
    for (int y = 100; y < 220; ++y) {
        for (int x = 200; x < 310; ++x) dark += pixel(picture, x, y) == 0 ? 1 : 0;
    }
    EXPECT_GT(dark, 500);
    EXPECT_EQ(ImGui::GetDrawData()->CmdLists[0]->CmdBuffer.Size, 1) << "one draw call";
}

TEST_F(DisplayTest, A_wake_from_another_thread_ends_the_wait) {
    display_->wait_events(0ms);
    const std::jthread waker([] { Display::wake(); });
    const auto began = std::chrono::steady_clock::now();
    display_->wait_events(20s);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 10s);
}

}  // namespace
}  // namespace platform
