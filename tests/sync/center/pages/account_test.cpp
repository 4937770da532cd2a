#include "sync/center/pages/account.h"

#include <gtest/gtest.h>

namespace syncing::center {
namespace {

TEST(Account, Every_role_may_look_and_only_the_district_may_change) {
    for (const Role role : {Role::station, Role::district, Role::city}) {
        EXPECT_TRUE(may(role, Act::see_fleet));
        for (const Act change : {Act::decide, Act::provision, Act::import_claims}) {
            EXPECT_EQ(may(role, change), role == Role::district) << name_of(change);
        }
    }
    EXPECT_TRUE(may(Role::station, Act::open_enrollment));
    EXPECT_FALSE(may(Role::city, Act::open_enrollment));
    EXPECT_FALSE(may(Role::station, Act::see_audit));
}

TEST(Account, Wrong_passwords_make_one_wait_longer_each_time) {
    EXPECT_EQ(wait_after(0), 0);
    EXPECT_EQ(wait_after(2), 0);
    EXPECT_EQ(wait_after(3), 5'000);
    EXPECT_EQ(wait_after(4), 10'000);
    EXPECT_EQ(wait_after(10), 640'000);
    EXPECT_EQ(wait_after(11), 900'000);
    EXPECT_EQ(wait_after(1'000'000), 900'000);
}

TEST(Account, A_session_ends_by_idling_and_by_age) {
    const platform::UtcMs began = 1'000'000'000;
    EXPECT_TRUE(session_lives({{}, "chen", began, began}, began + kSessionIdle));
    EXPECT_FALSE(session_lives({{}, "chen", began, began}, began + kSessionIdle + 1));
    const platform::UtcMs late = began + kSessionLife + 1;
    EXPECT_FALSE(session_lives({{}, "chen", began, late}, late));
}

TEST(Account, Ids_are_plain_words) {
    EXPECT_TRUE(valid_operator_id("chen.li-2_x"));
    EXPECT_FALSE(valid_operator_id(""));
    EXPECT_FALSE(valid_operator_id("Chen"));
    EXPECT_FALSE(valid_operator_id("chen li"));
    EXPECT_FALSE(valid_operator_id(std::string(41, 'a')));
}

}  // namespace
}  // namespace syncing::center
