#include "platform/base/bytes.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

TEST(Integers, are_little_endian) {
    Bytes out;
    append_u16(out, 0x0102);
    append_u32(out, 0x01020304);
    append_u64(out, 0x0102030405060708);
    EXPECT_EQ(to_hex(out),
              "0201"
              "04030201"
              "0807060504030201");
    EXPECT_EQ(read_u16(out, 0), 0x0102);
    EXPECT_EQ(read_u32(out, 2), 0x01020304U);
    EXPECT_EQ(read_u64(out, 6), 0x0102030405060708U);
    EXPECT_DEATH(read_u64(out, 7), "read past the end");
}

TEST(Hex, takes_either_case_and_nothing_else) {
    EXPECT_EQ(from_hex("00fFa1"), (Bytes{0, 255, 0xa1}));
    EXPECT_EQ(from_hex(""), Bytes{});
    for (const char* wrong : {"0", "0g", "00 ", " 00", "0x00"}) EXPECT_FALSE(from_hex(wrong)) << wrong;
}

struct Vector {
    const char* plain;
    const char* base32;
    const char* base64;
};

TEST(Base32AndBase64, agree_with_rfc_4648) {
    for (const Vector& v :
         {Vector{"", "", ""}, Vector{"f", "MY", "Zg=="}, Vector{"fo", "MZXQ", "Zm8="},
          Vector{"foo", "MZXW6", "Zm9v"}, Vector{"foob", "MZXW6YQ", "Zm9vYg=="},
          Vector{"fooba", "MZXW6YTB", "Zm9vYmE="}, Vector{"foobar", "MZXW6YTBOI", "Zm9vYmFy"}}) {
        EXPECT_EQ(to_base32(view_of(v.plain)), v.base32);
        EXPECT_EQ(to_base64(view_of(v.plain)), v.base64);
        EXPECT_EQ(string_of(from_base32(v.base32).value()), v.plain);
        EXPECT_EQ(string_of(from_base64(v.base64).value()), v.plain);
    }
}

TEST(Base32, takes_canonical_text_only) {
    for (const char* wrong : {"my", "MY======", "MZ", "M", "MZXW6YT", "M1", "MY ", "MZXW6YTBO"})
        EXPECT_FALSE(from_base32(wrong)) << wrong;
}

TEST(Base64, takes_padded_text_only) {
    for (const char* wrong : {"Zg", "Zg=", "Z", "Zm9v\n", "Zm9v=", "Zm-v"})
        EXPECT_FALSE(from_base64(wrong)) << wrong;
}

TEST(ArrayOf, wants_exactly_that_many) {
    EXPECT_EQ(array_of<2>(Bytes{1, 2}), (ByteArray<2>{1, 2}));
    EXPECT_FALSE(array_of<2>(Bytes{1}));
    EXPECT_FALSE(array_of<2>(Bytes{1, 2, 3}));
}

}  // namespace
}  // namespace platform
