#include "platform/printer/raster.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

TEST(Raster, Keeps_each_dot_in_its_place) {
    Raster page(16, 2);
    page.darken(0, 0);
    page.darken(9, 1);
    EXPECT_TRUE(page.dark(0, 0));
    EXPECT_FALSE(page.dark(1, 0));
    EXPECT_EQ(to_hex(page.rows(0, 2)), "80000040");
}

TEST(Raster, Nothing_can_be_darkened_outside) {
    Raster page(8, 1);
    page.darken(-1, 0);
    page.darken(8, 0);
    page.darken(0, -1, 1, 1);
    page.darken(0, 1);
    EXPECT_EQ(to_hex(page.rows(0, 1)), "00");
    EXPECT_FALSE(page.dark(8, 0));
}

TEST(Raster, Grows_with_white_and_shrinks_from_the_foot) {
    Raster page(8, 1);
    page.darken(0, 0, 8, 1);
    page.set_height(3);
    EXPECT_EQ(to_hex(page.rows(0, 3)), "ff0000");
    page.set_height(1);
    EXPECT_EQ(to_hex(page.rows(0, 1)), "ff");
}

TEST(Raster, A_code_drawn_on_it_can_be_read) {
    Raster page(384, 200);
    page.draw_code(*qr_encode("350299"), 100, 40, 4);
    const auto picture = page.picture();
    const auto codes = decode_gray(picture.view(), Effort::quick);
    ASSERT_EQ(codes.size(), 1U);
    EXPECT_EQ(codes[0].text, "350299");
}

}  // namespace
}  // namespace platform
