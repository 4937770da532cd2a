#include "platform/display/glyph_atlas.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace platform {
namespace {

std::unique_ptr<GlyphAtlas> open_atlas() {
    auto atlas = GlyphAtlas::open(FontFiles::installed());
    EXPECT_TRUE(atlas.has_value());
    return std::move(*atlas);
}

bool has_ink(const GlyphAtlas::Patch& patch) {
    return std::ranges::any_of(patch.alpha, [](std::uint8_t alpha) { return alpha > 128; });
}

TEST(GlyphAtlas, Names_outside_the_basic_plane_are_drawn) {
    const auto atlas = open_atlas();
    atlas->take_patches();
    for (const char32_t c : {U'𬭎', U'𫍯', U'𠀀'}) {
        const Glyph& glyph = atlas->glyph(Face::bold, 84, c);
        EXPECT_GT(glyph.x1, glyph.x0);
        const auto patches = atlas->take_patches();
        ASSERT_EQ(patches.size(), 1U);
        EXPECT_TRUE(has_ink(patches[0]));
    }
    EXPECT_TRUE(atlas->has(Face::regular, U'𬭎'));
    EXPECT_TRUE(atlas->has(Face::bold, U'𫍯'));
}

TEST(GlyphAtlas, A_character_no_font_has_becomes_the_printers_mark) {
    const auto atlas = open_atlas();
    const char32_t private_use = 0xF8F0;
    ASSERT_FALSE(atlas->has(Face::regular, private_use));
    const Glyph missing = atlas->glyph(Face::regular, 40, private_use);
    const Glyph mark = atlas->glyph(Face::regular, 40, U'〓');
    EXPECT_EQ(missing.x1 - missing.x0, mark.x1 - mark.x0);
    EXPECT_EQ(missing.y1 - missing.y0, mark.y1 - mark.y0);
    EXPECT_GT(missing.x1, missing.x0);
}

TEST(GlyphAtlas, Digits_are_all_equally_wide) {
    const auto atlas = open_atlas();
    const float width = atlas->glyph(Face::bold, 150, U'0').advance;
    for (char32_t c = U'1'; c <= U'9'; ++c) EXPECT_FLOAT_EQ(atlas->glyph(Face::bold, 150, c).advance, width);
}

TEST(GlyphAtlas, A_character_is_drawn_once) {
    const auto atlas = open_atlas();
    atlas->glyph(Face::regular, 32, U'互');
    atlas->take_patches();
    atlas->glyph(Face::regular, 32, U'互');
    EXPECT_TRUE(atlas->take_patches().empty());
}

TEST(GlyphAtlas, Pictures_never_overlap) {
    const auto atlas = open_atlas();
    atlas->take_patches();
    for (char32_t c = U'一'; c < U'一' + 600; ++c) atlas->glyph(Face::regular, c % 2 == 0 ? 32 : 64, c);
    std::vector<std::uint8_t> taken(std::size_t{GlyphAtlas::kSide} * GlyphAtlas::kSide);
    for (const GlyphAtlas::Patch& patch : atlas->take_patches()) {
        for (int y = patch.y; y < patch.y + patch.height; ++y) {
            for (int x = patch.x; x < patch.x + patch.width; ++x) {
                ASSERT_EQ(taken[static_cast<std::size_t>(y * GlyphAtlas::kSide + x)]++, 0);
            }
        }
    }
}

TEST(GlyphAtlas, A_full_texture_says_so_and_starts_anew_blank) {
    const auto atlas = open_atlas();
    for (char32_t c = U'一'; !atlas->full() && c < U'一' + 2000; ++c) atlas->glyph(Face::regular, 150, c);
    ASSERT_TRUE(atlas->full());
    atlas->clear();
    EXPECT_FALSE(atlas->full());
    const auto patches = atlas->take_patches();
    ASSERT_EQ(patches.size(), 1U);
    EXPECT_EQ(patches[0].width, GlyphAtlas::kSide);
    EXPECT_EQ(std::ranges::count(patches[0].alpha, 0xFF), 16) << "only the white block is left";
}

TEST(GlyphAtlas, Missing_font_files_are_an_error) {
    FontFiles files = FontFiles::installed();
    files.bold = "/nowhere/font.ttc";
    EXPECT_EQ(GlyphAtlas::open(files).error(), FontError::no_text_font);
    files = FontFiles::installed();
    files.icons = "/nowhere/icons.ttf";
    EXPECT_EQ(GlyphAtlas::open(files).error(), FontError::no_icon_font);
}

}  // namespace
}  // namespace platform
