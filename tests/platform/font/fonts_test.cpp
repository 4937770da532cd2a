#include "platform/font/fonts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace platform {
namespace {

TEST(Fonts, A_character_moves_the_pen_as_far_drawn_as_not) {
    const auto fonts = *Fonts::open(FontFiles::installed());
    for (const char32_t c : {U'林', U'𬭎', U'A', U' ', U'，'}) {
        EXPECT_EQ(fonts->advance(Face::regular, 26, c), fonts->draw(Face::regular, 26, c).advance);
    }
}

TEST(Fonts, A_name_outside_the_basic_plane_has_a_picture_of_its_own) {
    const auto fonts = *Fonts::open(FontFiles::installed());
    const GlyphPicture rare = fonts->draw(Face::regular, 40, U'𬭎');
    const GlyphPicture mark = fonts->draw(Face::regular, 40, U'〓');
    EXPECT_TRUE(fonts->has(Face::regular, U'𬭎'));
    EXPECT_NE(rare.alpha, mark.alpha);
    EXPECT_TRUE(std::ranges::any_of(rare.alpha, [](std::uint8_t alpha) { return alpha > 128; }));
}

TEST(Fonts, Sizes_do_not_mix) {
    const auto fonts = *Fonts::open(FontFiles::installed());
    const GlyphPicture before = fonts->draw(Face::bold, 30, U'保');
    fonts->draw(Face::bold, 60, U'保');
    EXPECT_EQ(fonts->draw(Face::bold, 30, U'保').alpha, before.alpha);
}

TEST(Fonts, Missing_files_are_named_by_their_kind) {
    FontFiles files = FontFiles::installed();
    files.icons = "/nonexistent";
    EXPECT_EQ(Fonts::open(files).error(), FontError::no_icon_font);
    files.regular = "/nonexistent";
    EXPECT_EQ(Fonts::open(files).error(), FontError::no_text_font);
}

}  // namespace
}  // namespace platform
