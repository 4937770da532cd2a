#include "platform/base/utf8.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

TEST(NextCharacter, Reads_characters_of_every_plane) {
    const std::string_view text = "a互𬭎";
    std::size_t at = 0;
    EXPECT_EQ(next_character(text, at), U'a');
    EXPECT_EQ(next_character(text, at), U'互');
    EXPECT_EQ(next_character(text, at), U'𬭎');
    EXPECT_EQ(at, text.size());
}

TEST(NextCharacter, Steps_over_broken_bytes_one_by_one) {
    for (const std::string_view text : {"\xE4\xBA", "\xFF\x41", "\x80", "\xF0\x41\x41\x41"}) {
        std::size_t at = 0;
        EXPECT_EQ(next_character(text, at), 0xFFFDU);
        EXPECT_EQ(at, 1U);
    }
}

}  // namespace
}  // namespace platform
