#include "sync/record/person.h"

#include <gtest/gtest.h>

namespace syncing {
namespace {

TEST(PersonNumber, takes_valid_numbers_and_only_those) {
    for (const char* good : {"11010519491231002X", "350299198807150018", "932682198501010017",
                             "911124198108030024", "KAZ110090123105"}) {
        EXPECT_EQ(normalise_number(good), good);
    }
    EXPECT_EQ(normalise_number(" 11010519491231002x "), "11010519491231002X");
    EXPECT_EQ(normalise_number("kaz110090123105"), "KAZ110090123105");
    for (const char* bad :
         {"", "110105194912310021", "35029919900101001", "3502991988071500181", "350299199013010012",
          "KAZ110090123104", "KA1110090123105", "35029919900101001Y"}) {
        EXPECT_EQ(normalise_number(bad), std::nullopt) << bad;
    }
}

TEST(PersonNumber, a_2023_card_with_its_former_number_means_the_holder_of_the_2017_card) {
    EXPECT_EQ(lasting_number("911398199012310021", "KAZ110090123105"), "KAZ110090123105");
    EXPECT_EQ(lasting_number("KAZ110090123105", ""), "KAZ110090123105");
}

TEST(PersonNumber, a_former_number_that_is_none_is_passed_over) {
    EXPECT_EQ(lasting_number("911398199012310021", ""), "911398199012310021");
    EXPECT_EQ(lasting_number("911398199012310021", "KAZ110090123104"), "911398199012310021");
    EXPECT_EQ(lasting_number("911398199012310021", "350299198807150018"), "911398199012310021");
}

TEST(PersonNumber, only_a_foreigners_number_has_a_former_one) {
    EXPECT_EQ(lasting_number("350299198807150018", "KAZ110090123105"), "350299198807150018");
    EXPECT_EQ(lasting_number("nonsense", "KAZ110090123105"), std::nullopt);
}

TEST(PersonNumber, who_has_a_former_number_is_known_by_both) {
    using Numbers = std::vector<std::string>;
    EXPECT_EQ(numbers_of("911398199012310021", "KAZ110090123105"),
              (Numbers{"911398199012310021", "KAZ110090123105"}));
    EXPECT_EQ(numbers_of("911398199012310021", ""), Numbers{"911398199012310021"});
    EXPECT_EQ(numbers_of(" 11010519491231002x", ""), Numbers{"11010519491231002X"});
    EXPECT_EQ(numbers_of("nonsense", "KAZ110090123105"), Numbers{});
}

}  // namespace
}  // namespace syncing
