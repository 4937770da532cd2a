#include "sync/record/mask.h"

#include <gtest/gtest.h>

namespace syncing {
namespace {

struct Case {
    const char* plain;
    const char* masked;
};

TEST(MaskName, keeps_the_family_name_and_the_last_character) {
    for (const Case& c :
         {Case{"林测强", "林*强"}, Case{"周测", "周*"}, Case{"欧阳测试", "欧**试"}, Case{"测", "*"},
          Case{"", ""}, Case{"𬭎测𬭎", "𬭎*𬭎"}, Case{"阿卜杜·测试", "阿****试"}})
        EXPECT_EQ(mask_name(c.plain), c.masked) << c.plain;
}

TEST(MaskName, keeps_the_first_word_of_a_latin_name) {
    for (const Case& c : {Case{"TEST, ALICE MAY", "TEST, A."}, Case{"MARIE TEST", "MARIE T."},
                          Case{"CHER", "C***"}, Case{"TEST ", "TEST"}})
        EXPECT_EQ(mask_name(c.plain), c.masked) << c.plain;
}

TEST(MaskName, takes_broken_text_without_reading_past_its_end) {
    EXPECT_EQ(mask_name("\xE6\x9E"), "*");
}

TEST(MaskNumber, keeps_four_at_each_end_of_a_resident_number) {
    EXPECT_EQ(mask_number("350299199001010018"), "3502** ******** 0018");
    EXPECT_EQ(mask_number("KAZ110090123105"), "K**********3105");
    EXPECT_EQ(mask_number("H1234"), "*****");
}

TEST(NumberTail, is_the_last_four_characters) {
    EXPECT_EQ(number_tail("35029919900101001X"), "001X");
    EXPECT_EQ(number_tail("12"), "12");
}

TEST(MaskPhone, hides_the_middle) {
    EXPECT_EQ(mask_phone("13800001234"), "138 **** 1234");
    EXPECT_EQ(mask_phone("1380"), "****");
}

}  // namespace
}  // namespace syncing
