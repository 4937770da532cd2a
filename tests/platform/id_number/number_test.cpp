#include "platform/id_number/number.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace {

using platform::is_citizen_number;

TEST(CitizenNumber, published_samples_hold) {
    for (const char* number :
         {"11010519491231002X", "932682198501010017", "911124198108030024", "911398199012310021"}) {
        EXPECT_TRUE(is_citizen_number(number)) << number;
    }
}

TEST(CitizenNumber, wrong_ones_do_not) {
    for (const char* number : {"110105194912310021", "11010519491231002x", "1101051949123100", "",
                               "11010519491231002XX", "X1010519491231002X", "１10105194912310"}) {
        EXPECT_FALSE(is_citizen_number(number)) << number;
    }
}

TEST(CitizenNumber, every_changed_digit_and_swapped_neighbours_are_caught) {
    const std::string number = "350299198807151010";
    ASSERT_TRUE(is_citizen_number(number));
    for (std::size_t i = 0; i < number.size(); ++i) {
        for (char digit = '0'; digit <= '9'; ++digit) {
            std::string changed = number;
            changed[i] = digit;
            EXPECT_EQ(is_citizen_number(changed), changed == number) << changed;
        }
        std::string swapped = number;
        if (i > 0) std::swap(swapped[i - 1], swapped[i]);
        EXPECT_EQ(is_citizen_number(swapped), swapped == number) << swapped;
    }
}

TEST(Foreigner2017Number, checks_with_weights_7_3_1) {
    EXPECT_TRUE(platform::is_foreigner_2017_number("KAZ110090123105"));
    EXPECT_FALSE(platform::is_foreigner_2017_number("KAZ110090123104"));
    EXPECT_FALSE(platform::is_foreigner_2017_number("KA1110090123105"));
    EXPECT_FALSE(platform::is_foreigner_2017_number("KAZ1100901231055"));
    EXPECT_FALSE(platform::is_foreigner_2017_number(""));
}

}  // namespace
