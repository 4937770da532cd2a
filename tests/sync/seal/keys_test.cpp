#include "sync/seal/keys.h"

#include <gtest/gtest.h>

namespace syncing {
namespace {

const Pepper kPepper{1, platform::SymmetricKey(platform::hash(platform::view_of("pepper")))};

platform::SealingPublicKey card(std::string_view number, std::string_view from, std::string_view authority,
                                const Pepper& pepper = kPepper) {
    return card_key(number, from, authority, pepper).public_key;
}

TEST(CardKey, is_the_same_for_the_same_card_in_every_release) {
    EXPECT_EQ(platform::to_hex(card("350299199001010018", "2020-01-01", "测试分局")),
              "842c2c663dfa457a41296d16119c35fccb3aa92c797829ece8d787d805b2f217");
}

TEST(CardKey, differs_with_every_fact_and_with_the_pepper) {
    const auto key = card("350299199001010018", "2020-01-01", "测试分局");
    EXPECT_NE(key, card("350299199001010019", "2020-01-01", "测试分局"));
    EXPECT_NE(key, card("350299199001010018", "2020-01-02", "测试分局"));
    EXPECT_NE(key, card("350299199001010018", "2020-01-01", "测试局"));
    EXPECT_NE(key, card("350299199001010018", "2020-01-01", "测试分局", {2, kPepper.secret}));
    EXPECT_NE(key, card("350299199001010018", "2020-01-01", "测试分局",
                        {1, platform::SymmetricKey(platform::hash(platform::view_of("other")))}));
}

TEST(SlipKey, is_made_from_the_slip_secret_alone) {
    const SlipSecret secret{1, 2, 3};
    EXPECT_EQ(platform::to_hex(slip_key(secret).public_key),
              "98ad9e9093b09c2d92f353230479a0ccb5595af648fe41156500c5b9d6b0184f");
    EXPECT_NE(slip_key(SlipSecret{1, 2, 4}).public_key, slip_key(secret).public_key);
}

TEST(RecipientTag, is_half_the_hash_of_the_public_key) {
    const auto key = slip_key(SlipSecret{7}).public_key;
    EXPECT_EQ(platform::to_hex(recipient_tag(key)), platform::to_hex(platform::hash(key)).substr(0, 32));
}

TEST(DeskKey, opens_with_badge_and_pin_of_that_person_only) {
    const auto desk = platform::new_sealing_key();
    const BadgeSecret badge{5};
    const platform::ByteArray<16> salt{6};
    const auto wrapped = wrap_desk_key(desk.secret_key, badge, "123456", salt, "zhou");
    const auto opened = unwrap_desk_key(wrapped, badge, "123456", salt, "zhou");
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->public_key, desk.public_key);
    EXPECT_FALSE(unwrap_desk_key(wrapped, badge, "123457", salt, "zhou"));
    EXPECT_FALSE(unwrap_desk_key(wrapped, BadgeSecret{4}, "123456", salt, "zhou"));
    EXPECT_FALSE(unwrap_desk_key(wrapped, badge, "123456", salt, "wang"));
    EXPECT_FALSE(unwrap_desk_key(wrapped, badge, "123456", platform::ByteArray<16>{}, "zhou"));
}

TEST(StaffKey, is_made_from_badge_pin_and_salt_together) {
    const BadgeSecret badge{5};
    const platform::ByteArray<16> salt{6};
    const auto key = staff_key(badge, "123456", salt).public_key;
    EXPECT_EQ(staff_key(badge, "123456", salt).public_key, key);
    EXPECT_NE(staff_key(badge, "123457", salt).public_key, key);
    EXPECT_NE(staff_key(BadgeSecret{4}, "123456", salt).public_key, key);
    EXPECT_NE(staff_key(badge, "123456", platform::ByteArray<16>{}).public_key, key);
}

TEST(BadgeTag, does_not_show_the_secret) {
    EXPECT_NE(badge_tag(BadgeSecret{1}), BadgeSecret{1});
    EXPECT_NE(badge_tag(BadgeSecret{1}), badge_tag(BadgeSecret{2}));
}

}  // namespace
}  // namespace syncing
