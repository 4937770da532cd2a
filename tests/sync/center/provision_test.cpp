#include "sync/center/provision.h"

#include "center_fixture.h"

namespace syncing::center {
namespace {

class Provision : public CenterFixture {
  protected:
    platform::Result<platform::Bytes, ProvisionError> redeem(TestTerminal& made,
                                                             const ProvisioningCode& code) {
        return redeem_code(*store, serve_keys, "集美区", made.provision_request(code.secret), clock.wall_ms);
    }
    TestTerminal second;
};

TEST_F(Provision, the_same_code_and_keys_get_the_same_certificate_again) {
    const auto code = new_code("SM03", 2, "JL13");
    const auto first = redeem(second, code);
    clock.advance(60'000);
    const auto again = redeem(second, code);
    ASSERT_TRUE(first && again);
    EXPECT_EQ(*first, *again);
}

TEST_F(Provision, the_same_code_with_another_key_is_refused) {
    const auto code = new_code("SM03", 2, "JL13");
    ASSERT_TRUE(redeem(second, code));
    TestTerminal thief;
    EXPECT_EQ(redeem(thief, code).error(), ProvisionError::used_code);
    TestTerminal other_ledger = second;
    other_ledger.ledger = platform::random_array<16>();
    EXPECT_EQ(redeem(other_ledger, code).error(), ProvisionError::used_code);
}

TEST_F(Provision, a_code_lasts_a_week) {
    const auto code = new_code("SM03", 2, "JL13");
    clock.advance(7LL * 24 * 3600 * 1000 + 1);
    EXPECT_EQ(redeem(second, code).error(), ProvisionError::expired_code);
}

TEST_F(Provision, a_new_code_replaces_one_that_was_not_used) {
    const auto lost = new_code("SM03", 2, "JL13");
    const auto code = new_code("SM03", 2, "JL13");
    EXPECT_EQ(redeem(second, lost).error(), ProvisionError::unknown_code);
    EXPECT_TRUE(redeem(second, code));
}

TEST_F(Provision, an_unknown_code_and_a_broken_request_are_told_apart) {
    EXPECT_EQ(redeem(second, ProvisioningCode{}).error(), ProvisionError::unknown_code);
    auto request = second.provision_request(platform::random_array<16>());
    request.set_csr_der("nonsense");
    EXPECT_EQ(redeem_code(*store, serve_keys, "", request, clock.wall_ms).error(), ProvisionError::malformed);
}

TEST_F(Provision, a_revoked_terminal_gets_nothing) {
    const auto code = new_code("SM03", 2, "JL13");
    ASSERT_TRUE(revoke_terminal(*admin, "SM03", 2));
    EXPECT_EQ(redeem(second, code).error(), ProvisionError::revoked);
}

TEST_F(Provision, the_answer_names_the_place_and_carries_a_certificate_of_our_authority) {
    const auto answer = redeem(second, new_code("SM03", 2, "JL13"));
    mutual_aid::v1::ProvisionAnswer message;
    ASSERT_TRUE(message.ParseFromArray(answer->data(), static_cast<int>(answer->size())));
    EXPECT_EQ(message.station_code(), "SM03");
    EXPECT_EQ(message.terminal_number(), 2U);
    EXPECT_EQ(message.slip_prefix(), "JL13");
    EXPECT_EQ(platform::to_hex(*platform::terminal_id_of(platform::view_of(message.certificate_der()))),
              platform::to_hex(platform::view_of(message.terminal_id())));
}

TEST_F(Provision, registering_says_what_is_wrong) {
    const auto attempt = [&](Registration registration) {
        return register_terminal(*admin, folder, registration, clock.wall_ms).error();
    };
    EXPECT_EQ(attempt({"sm", 1, "JL", "https://a"}), OperateError::bad_station);
    EXPECT_EQ(attempt({"SM05", 0, "JL", "https://a"}), OperateError::bad_number);
    EXPECT_EQ(attempt({"SM05", 1, "toolong", "https://a"}), OperateError::bad_prefix);
    EXPECT_EQ(attempt({"SM05", 1, "JL05", "http://a"}), OperateError::bad_url);
    EXPECT_EQ(attempt({"SM05", 1, "JL05", ""}), OperateError::bad_url);
    EXPECT_EQ(attempt({"SM05", 1, "JL03", "https://a"}), OperateError::prefix_taken);
    EXPECT_EQ(attempt({"SM03", 1, "JL03", "https://a"}), OperateError::provisioned);
}

}  // namespace
}  // namespace syncing::center
