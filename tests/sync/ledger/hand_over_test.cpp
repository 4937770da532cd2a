// A closed ledger and its successor in one file.
#include <gtest/gtest.h>

#include "sync/ledger/ledger.h"
#include "sync/seal/seal.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/temporary_folder.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;
using tests::MadeUpEnrollment;
using tests::MadeUpPayment;

class LedgerHandOver : public testing::Test {
  protected:
    RecordId enroll() {
        MadeUpEnrollment one;
        one.append.time = {1000, 2000, TimeBasis::signed_time};
        EXPECT_TRUE(ledger_.append(std::span(&one.append, 1), to_center_, to_desk_));
        return one.append.record_id;
    }
    void pay(const RecordId& enrollment) {
        MadeUpPayment one(enrollment);
        EXPECT_TRUE(ledger_.append(std::span(&one.append, 1), to_center_, to_desk_));
    }
    OwnLedger hand_over(std::uint64_t common_seq, char letter = 'B') {
        const auto next = ledger_.successor().value();
        wire::Body statement;
        statement.mutable_hand_over();
        EXPECT_TRUE(ledger_.hand_over(
            {next.id, letter, common_seq, {3000, 4000, TimeBasis::signed_time}, &statement}, to_center_));
        return next;
    }
    std::vector<RangeEntry> entries() { return ledger_.entries(1, 100, 1 << 20).value(); }

    tests::TemporaryFolder folder_;
    platform::SealingKeyPair center_ = platform::new_sealing_key();
    SealTo to_center_{11, center_.public_key};
    std::optional<SealTo> to_desk_ = SealTo{22, platform::new_sealing_key().public_key};
    Ledger ledger_ = std::move(Ledger::open(folder_ / "ledger.db", {{1}, "JL03", 'A'}).value());
};

TEST_F(LedgerHandOver, appends_again_what_the_center_lacks_under_the_same_record_ids_and_times) {
    enroll();
    const RecordId second = enroll();
    const RecordId third = enroll();
    const auto before = entries();
    const auto next = hand_over(1);
    const auto after = entries();
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(after[0].header.record_class, RecordClass::hand_over);
    EXPECT_EQ(after[0].header.ledger_id, next.id);
    EXPECT_EQ(after[1].header.record_id, second);
    EXPECT_EQ(after[2].header.record_id, third);
    EXPECT_EQ(after[2].header.time, before[2].header.time);
    EXPECT_EQ(after[2].sealed_body, before[2].sealed_body);
    EXPECT_FALSE(ledger_.verify().value());
}

TEST_F(LedgerHandOver, the_statement_opens_at_the_center_as_the_first_record_of_the_new_ledger) {
    enroll();
    const auto next = hand_over(1);
    const auto first = entries().front();
    wire::Body opened;
    ASSERT_TRUE(open_body(center_, first.sealed_body, next.id, first.header.record_id, opened));
    EXPECT_TRUE(opened.has_hand_over());
}

TEST_F(LedgerHandOver, new_slip_numbers_carry_the_letter_and_old_ones_stay) {
    const RecordId old = enroll();
    hand_over(0);
    const RecordId fresh = enroll();
    EXPECT_EQ(to_text(ledger_.enrollment(old).value()->number), "JL03-000001");
    EXPECT_EQ(to_text(ledger_.enrollment(fresh).value()->number), "JL03-B000002");
}

TEST_F(LedgerHandOver, an_enrollment_keeps_its_payment_across_ledgers) {
    const RecordId paid_before = enroll();
    pay(paid_before);
    const RecordId paid_after = enroll();
    hand_over(1);
    pay(paid_after);
    EXPECT_TRUE(ledger_.enrollment(paid_before).value()->paid);
    EXPECT_TRUE(ledger_.unpaid().value().empty());
}

TEST_F(LedgerHandOver, says_where_an_enrollment_stands_in_the_ledger_that_is_written) {
    const RecordId held = enroll();
    const RecordId lacking = enroll();
    hand_over(1);
    EXPECT_EQ(ledger_.enrollment(held).value()->seq, 0U) << "the center holds it in the closed ledger";
    EXPECT_EQ(ledger_.enrollment(lacking).value()->seq, 2U);
}

TEST_F(LedgerHandOver, the_successor_stays_the_same_until_it_is_used) {
    const auto first = ledger_.successor().value();
    EXPECT_EQ(ledger_.successor()->id, first.id);
    EXPECT_EQ(ledger_.ledgers()->size(), 1U) << "it is not a ledger yet";
    hand_over(0);
    EXPECT_EQ(ledger_.ledgers()->back().id, first.id);
    EXPECT_NE(ledger_.successor()->id, first.id);
}

TEST_F(LedgerHandOver, another_process_goes_on_in_the_new_ledger) {
    Ledger terminal = std::move(Ledger::open(folder_ / "ledger.db", {{1}, "JL03", 'A'}).value());
    enroll();
    const auto next = hand_over(1);
    MadeUpEnrollment one;
    const auto appended = terminal.append(std::span(&one.append, 1), to_center_, to_desk_);
    ASSERT_TRUE(appended);
    EXPECT_EQ(appended->front().ledger, next.id);
    EXPECT_EQ(appended->front().seq, 2U);
}

TEST_F(LedgerHandOver, a_center_that_lost_more_gets_more_and_nothing_twice) {
    const RecordId first = enroll();
    enroll();
    hand_over(1);
    ASSERT_TRUE(ledger_.append_again(LedgerId{1}, 0));
    ASSERT_TRUE(ledger_.append_again(LedgerId{1}, 0));
    const auto after = entries();
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(after[2].header.record_id, first);
    EXPECT_FALSE(ledger_.verify().value());
}

TEST_F(LedgerHandOver, can_happen_again) {
    const RecordId one = enroll();
    hand_over(0, 'B');
    const RecordId two = enroll();
    const auto third = hand_over(0, 'C');
    const auto after = entries();
    ASSERT_EQ(after.size(), 3U);
    EXPECT_EQ(after[0].header.ledger_id, third.id);
    EXPECT_EQ(after[1].header.record_id, one);
    EXPECT_EQ(after[2].header.record_id, two);
    EXPECT_EQ(to_text(ledger_.enrollment(enroll()).value()->number), "JL03-C000003");
    EXPECT_FALSE(ledger_.verify().value());
}

TEST_F(LedgerHandOver, places_reach_from_the_head_to_the_first_entry) {
    for (int i = 0; i < 100; ++i) enroll();
    const auto places = ledger_.places(LedgerId{1}).value();
    ASSERT_FALSE(places.empty());
    EXPECT_LE(places.size(), kMaxPlaces);
    EXPECT_EQ(places.front().seq, 100U);
    EXPECT_EQ(places[1].seq, 99U);
    EXPECT_EQ(places.back().seq, 1U);
    for (const ChainPlace& place : places) EXPECT_EQ(place.hash, ledger_.hash_at(place.seq).value());
}

}  // namespace
}  // namespace syncing
