#include "platform/compress/compress.h"

#include <gtest/gtest.h>

namespace {

using platform::Bytes;
using platform::ByteView;

Bytes text(std::size_t lines) {
    Bytes out;
    for (std::size_t i = 0; i < lines; ++i) platform::append(out, platform::view_of("fee_fen = 3600\n"));
    return out;
}

TEST(Compress, comes_back_and_is_smaller) {
    const Bytes packed = platform::compress(text(1000));
    EXPECT_LT(packed.size(), 100U);
    EXPECT_EQ(platform::decompress(packed, 15000), text(1000));
    EXPECT_EQ(platform::decompress(platform::compress({}), 0), Bytes{});
}

TEST(Decompress, refuses_what_would_be_larger_than_the_limit) {
    EXPECT_FALSE(platform::decompress(platform::compress(text(1000)), 14999));
}

TEST(Decompress, refuses_anything_but_one_whole_frame) {
    const Bytes packed = platform::compress(text(10));
    for (std::size_t size = 0; size < packed.size(); ++size)
        EXPECT_FALSE(platform::decompress(ByteView(packed).first(size), 1000)) << size;
    Bytes longer = packed;
    longer.push_back(0);
    EXPECT_FALSE(platform::decompress(longer, 1000));
    Bytes twice = packed;
    platform::append(twice, packed);
    EXPECT_FALSE(platform::decompress(twice, 1000));
    EXPECT_FALSE(platform::decompress(text(3), 1000));
}

}  // namespace
