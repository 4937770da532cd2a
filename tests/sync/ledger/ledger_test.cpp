#include "sync/ledger/ledger.h"

#include <gtest/gtest.h>

#include "sync/seal/seal.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/temporary_folder.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;
using tests::MadeUpClaim;
using tests::MadeUpEnrollment;
using tests::MadeUpPayment;

class LedgerTest : public testing::Test {
  protected:
    Ledger open(std::int64_t max_pages = 0) {
        return std::move(Ledger::open(file_, name_, max_pages).value());
    }
    platform::Result<std::vector<Appended>, LedgerError> append(Ledger& ledger, const LedgerAppend& record) {
        return ledger.append(std::span(&record, 1), to_center_, to_desk_);
    }
    /// What an intruder or a failing disk might do.
    void tamper(std::string_view statement) {
        constexpr std::string_view kSameVersion[] = {"", ""};
        auto database = platform::Database::open(file_, {.schema = kSameVersion});
        ASSERT_TRUE(database);
        ASSERT_TRUE(database->run("PRAGMA foreign_keys = OFF"));
        ASSERT_TRUE(database->run(statement));
    }

    tests::TemporaryFolder folder_;
    std::filesystem::path file_ = folder_ / "ledger.db";
    LedgerName name_{{1}, "JL03", 'A'};
    platform::SealingKeyPair center_ = platform::new_sealing_key();
    platform::SealingKeyPair desk_ = platform::new_sealing_key();
    SealTo to_center_{11, center_.public_key};
    std::optional<SealTo> to_desk_ = SealTo{22, desk_.public_key};
};

TEST_F(LedgerTest, appends_a_chain_from_seq_1_with_growing_slip_numbers) {
    Ledger ledger = open();
    EXPECT_EQ(ledger.head().value(), LedgerHead{});
    MadeUpEnrollment first;
    MadeUpPayment payment(first.append.record_id);
    MadeUpEnrollment second;
    EXPECT_EQ(to_text(*append(ledger, first.append)->front().slip_number), "JL03-000001");
    EXPECT_FALSE(append(ledger, payment.append)->front().slip_number);
    EXPECT_EQ(to_text(*append(ledger, second.append)->front().slip_number), "JL03-000002");
    const auto entries = ledger.entries(1, 10, 1 << 20).value();
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].header.previous, platform::Hash{});
    EXPECT_EQ(entries[1].header.previous, entries[0].hash);
    EXPECT_EQ(entries[2].header.previous, entries[1].hash);
    EXPECT_EQ(ledger.head()->hash, entries[2].hash);
    EXPECT_EQ(ledger.hash_at(2).value(), entries[1].hash);
    EXPECT_EQ(ledger.hash_at(0).value(), platform::Hash{});
    EXPECT_FALSE(ledger.hash_at(4).value());
    EXPECT_FALSE(ledger.verify().value());
}

TEST_F(LedgerTest, writes_a_body_that_only_the_center_opens_with_its_slip_number_inside) {
    Ledger ledger = open();
    MadeUpEnrollment enrollment;
    ASSERT_TRUE(append(ledger, enrollment.append));
    const auto entry = ledger.entries(1, 1, 0).value().front();
    EXPECT_EQ(entry.header.sealing_key_id, 11U);
    EXPECT_EQ(entry.sealed_body.size(), 512 + platform::kSealOverhead);
    wire::Body opened;
    ASSERT_TRUE(open_body(center_, entry.sealed_body, name_.id, enrollment.append.record_id, opened));
    EXPECT_EQ(opened.enrollment().slip_number(), "JL03-000001");
}

TEST_F(LedgerTest, leaves_nothing_personal_readable_in_its_file) {
    Ledger ledger = open();
    MadeUpEnrollment enrollment;
    enrollment.append.person = person_tag(platform::SymmetricKey(), "350299199001010018");
    enrollment.append.readers = {platform::new_sealing_key().public_key};
    ASSERT_TRUE(append(ledger, enrollment.append));
    std::string content(std::filesystem::file_size(file_), '\0');
    FILE* file = fopen(file_.c_str(), "rb");
    ASSERT_EQ(fread(content.data(), 1, content.size(), file), content.size());
    fclose(file);
    for (const char* personal : {"林测强", "林*强", "350299199001010018", "JL03"})
        EXPECT_EQ(content.find(personal), std::string::npos) << personal;
}

TEST_F(LedgerTest, survives_being_opened_again) {
    {
        Ledger ledger = open();
        MadeUpEnrollment one;
        ASSERT_TRUE(append(ledger, one.append));
    }
    Ledger ledger = open();
    MadeUpEnrollment two;
    const auto appended = append(ledger, two.append);
    EXPECT_EQ(appended->front().seq, 2U);
    EXPECT_EQ(appended->front().slip_number->counter, 2U);
}

TEST_F(LedgerTest, refuses_a_file_of_another_ledger) {
    { const Ledger ledger = open(); }
    EXPECT_EQ(Ledger::open(file_, {{2}, "JL03", 'A'}).error(), LedgerError::other_ledger);
}

TEST_F(LedgerTest, takes_a_record_id_once) {
    Ledger ledger = open();
    MadeUpEnrollment one;
    ASSERT_TRUE(append(ledger, one.append));
    EXPECT_EQ(append(ledger, one.append).error(), LedgerError::already_there);
    EXPECT_EQ(ledger.head()->seq, 1U);
}

TEST_F(LedgerTest, appends_several_records_together_or_none) {
    Ledger ledger = open();
    MadeUpEnrollment one;
    MadeUpEnrollment two;
    ASSERT_TRUE(append(ledger, one.append));
    MadeUpPayment pays_one(one.append.record_id);
    MadeUpPayment pays_two(two.append.record_id);
    const LedgerAppend clashing[] = {pays_one.append, two.append, one.append};
    EXPECT_EQ(ledger.append(clashing, to_center_, to_desk_).error(), LedgerError::already_there);
    EXPECT_EQ(ledger.head()->seq, 1U);
    const LedgerAppend good[] = {pays_one.append, two.append, pays_two.append};
    EXPECT_EQ(ledger.append(good, to_center_, to_desk_)->back().seq, 4U);
    EXPECT_TRUE(ledger.unpaid()->empty());
}

TEST_F(LedgerTest, a_body_that_fits_no_size_class_is_refused_whole) {
    Ledger ledger = open();
    MadeUpEnrollment one;
    one.body.mutable_enrollment()->set_workplace(std::string(100'000, 'x'));
    EXPECT_EQ(append(ledger, one.append).error(), LedgerError::cannot_seal);
    EXPECT_EQ(ledger.head()->seq, 0U);
    MadeUpEnrollment two;
    EXPECT_EQ(append(ledger, two.append)->front().slip_number->counter, 1U);
}

TEST_F(LedgerTest, a_full_disk_is_an_error_and_nothing_is_half_written) {
    Ledger ledger = open(40);
    std::uint64_t written = 0;
    platform::Result<std::vector<Appended>, LedgerError> last;
    do {
        MadeUpEnrollment one;
        one.append.readers = {platform::new_sealing_key().public_key};
        last = append(ledger, one.append);
        if (last) ++written;
    } while (last && written < 1000);
    ASSERT_FALSE(last);
    EXPECT_EQ(last.error(), LedgerError::disk_full);
    EXPECT_GT(written, 5U);
    EXPECT_EQ(ledger.head()->seq, written);
    EXPECT_EQ(ledger.enrollments_between(0, 1)->size(), written);
    EXPECT_FALSE(ledger.verify().value());
    Ledger with_space = open();
    MadeUpEnrollment next;
    EXPECT_EQ(append(with_space, next.append)->front().slip_number->counter, written + 1)
        << "no slip number is lost";
}

struct Tampering {
    const char* what;
    const char* statement;
    std::uint64_t first_wrong;
};

TEST_F(LedgerTest, verify_finds_the_first_entry_that_was_tampered_with) {
    for (const Tampering& t :
         {Tampering{"changed body", "UPDATE entries SET sealed = zeroblob(length(sealed)) WHERE place = 3",
                    3},
          Tampering{"cut body", "UPDATE entries SET sealed = substr(sealed, 2) WHERE place = 3", 3},
          Tampering{"missing entry", "DELETE FROM entries WHERE place = 2", 3},
          Tampering{"missing start", "DELETE FROM entries WHERE place = 1", 2},
          Tampering{"changed hash", "UPDATE entries SET hash = zeroblob(32) WHERE place = 4", 4},
          Tampering{
              "swapped headers",
              "UPDATE entries SET header = (SELECT header FROM entries WHERE place = 2) WHERE place = 3",
              3}}) {
        std::filesystem::remove(file_);
        {
            Ledger ledger = open();
            for (int i = 0; i < 5; ++i) {
                MadeUpEnrollment one;
                ASSERT_TRUE(append(ledger, one.append));
            }
        }
        tamper(t.statement);
        EXPECT_EQ(open().verify().value(), (WrongEntry{'A', t.first_wrong})) << t.what;
    }
}

TEST_F(LedgerTest, gives_ranges_limited_by_count_and_bytes) {
    Ledger ledger = open();
    for (int i = 0; i < 5; ++i) {
        MadeUpEnrollment one;
        ASSERT_TRUE(append(ledger, one.append));
    }
    const std::size_t body = 512 + platform::kSealOverhead;
    EXPECT_EQ(ledger.entries(2, 2, 1 << 20)->size(), 2U);
    EXPECT_EQ(ledger.entries(4, 10, 1 << 20)->size(), 2U);
    EXPECT_EQ(ledger.entries(1, 10, 3 * body)->size(), 3U);
    EXPECT_EQ(ledger.entries(1, 10, 3 * body - 1)->size(), 2U);
    EXPECT_EQ(ledger.entries(1, 10, 1)->size(), 1U) << "one at least";
    EXPECT_TRUE(ledger.entries(6, 10, 1 << 20)->empty());
}

TEST_F(LedgerTest, shows_the_desk_what_is_unpaid_paid_and_withdrawn) {
    Ledger ledger = open();
    MadeUpEnrollment paid;
    MadeUpEnrollment unpaid;
    MadeUpEnrollment withdrawn;
    paid.append.wall_ms = 100;
    unpaid.append.wall_ms = 200;
    withdrawn.append.wall_ms = 300;
    for (const auto* one : {&paid, &unpaid, &withdrawn}) ASSERT_TRUE(append(ledger, one->append));
    MadeUpPayment payment(paid.append.record_id);
    ASSERT_TRUE(append(ledger, payment.append));
    MadeUpPayment withdrawal(withdrawn.append.record_id);
    withdrawal.append.record_class = RecordClass::withdrawal;
    ASSERT_TRUE(append(ledger, withdrawal.append));

    ASSERT_EQ(ledger.unpaid()->size(), 1U);
    EXPECT_EQ(ledger.unpaid()->front().record_id, unpaid.append.record_id);
    EXPECT_TRUE(ledger.enrollment(paid.append.record_id).value()->paid);
    EXPECT_TRUE(ledger.enrollment(withdrawn.append.record_id).value()->withdrawn);
    EXPECT_FALSE(ledger.enrollment(RecordId{}).value());
    const auto day = ledger.enrollments_between(100, 300).value();
    ASSERT_EQ(day.size(), 2U);
    EXPECT_EQ(to_text(day[1].number), "JL03-000002");
}

TEST_F(LedgerTest, keeps_index_rows_for_the_desk_key_and_replaces_them) {
    Ledger ledger = open();
    MadeUpEnrollment enrollment;
    ASSERT_TRUE(append(ledger, enrollment.append));
    wire::IndexRow row;
    ASSERT_TRUE(open_message(desk_, ledger.enrollment(enrollment.append.record_id).value()->index_row, row));
    EXPECT_EQ(row.slip_number(), "JL03-000001");
    EXPECT_EQ(row.masked_name(), "林*强");

    MadeUpPayment payment(enrollment.append.record_id);
    row.set_receipt_number("R-1");
    payment.append.index_row = &row;
    ASSERT_TRUE(append(ledger, payment.append));
    wire::IndexRow replaced;
    ASSERT_TRUE(
        open_message(desk_, ledger.enrollment(enrollment.append.record_id).value()->index_row, replaced));
    EXPECT_EQ(replaced.receipt_number(), "R-1");
}

TEST_F(LedgerTest, has_no_index_row_before_the_station_has_a_desk_key) {
    to_desk_.reset();
    Ledger ledger = open();
    MadeUpEnrollment enrollment;
    ASSERT_TRUE(append(ledger, enrollment.append));
    EXPECT_TRUE(ledger.enrollment(enrollment.append.record_id).value()->index_row.empty());
}

TEST_F(LedgerTest, finds_earlier_enrollments_of_a_person_by_tag) {
    Ledger ledger = open();
    const platform::SymmetricKey local(platform::hash(platform::view_of("local")));
    MadeUpEnrollment enrollment;
    enrollment.append.person = person_tag(local, "350299199001010018");
    ASSERT_TRUE(append(ledger, enrollment.append));
    EXPECT_EQ(ledger.enrollments_of(person_tag(local, "350299199001010018"))->size(), 1U);
    EXPECT_TRUE(ledger.enrollments_of(person_tag(local, "350299199001010026"))->empty());
    EXPECT_TRUE(ledger.enrollments_of(person_tag(platform::SymmetricKey(), "350299199001010018"))->empty());
}

TEST_F(LedgerTest, keeps_a_view_for_each_of_the_persons_keys) {
    Ledger ledger = open();
    const auto card = platform::new_sealing_key();
    const auto slip = platform::new_sealing_key();
    MadeUpEnrollment enrollment;
    enrollment.append.readers = {card.public_key, slip.public_key};
    ASSERT_TRUE(append(ledger, enrollment.append));
    for (const auto& key : {card, slip}) {
        const auto views = ledger.views_for(recipient_tag(key.public_key)).value();
        ASSERT_EQ(views.size(), 1U);
        wire::PersonView view;
        ASSERT_TRUE(open_message(key, views.front(), view));
        EXPECT_EQ(view.enrollment().state(), "stored_here");
        EXPECT_EQ(view.enrollment().slip_number(), "JL03-000001");
    }
    EXPECT_TRUE(ledger.views_for(Tag{})->empty());
}

TEST_F(LedgerTest, a_claim_has_a_slip_in_the_same_sequence_and_its_number_is_the_slips) {
    Ledger ledger = open();
    MadeUpEnrollment enrollment;
    MadeUpClaim claim;
    MadeUpEnrollment next;
    ASSERT_TRUE(append(ledger, enrollment.append));
    const auto filed = append(ledger, claim.append);
    ASSERT_TRUE(filed);
    EXPECT_EQ(to_text(*filed->front().slip_number), "JL03-000002");
    EXPECT_EQ(to_text(*append(ledger, next.append)->front().slip_number), "JL03-000003");
    const auto entry = ledger.entries(2, 1, 0)->front();
    EXPECT_EQ(entry.header.record_class, RecordClass::claim_filed);
    wire::Body opened;
    ASSERT_TRUE(open_body(center_, entry.sealed_body, name_.id, claim.append.record_id, opened));
    EXPECT_EQ(opened.claim_filed().claim_number(), "JL03-000002");
}

TEST_F(LedgerTest, a_claim_shows_as_filed_to_its_readers_and_is_no_enrollment) {
    Ledger ledger = open();
    const auto person = person_tag({}, "350299199001010018");
    const auto slip = platform::new_sealing_key();
    MadeUpClaim claim;
    claim.append.person = person;
    claim.append.readers = {slip.public_key};
    ASSERT_TRUE(append(ledger, claim.append));
    const auto views = ledger.views_for(recipient_tag(slip.public_key)).value();
    ASSERT_EQ(views.size(), 1U);
    wire::PersonView view;
    ASSERT_TRUE(open_message(slip, views.front(), view));
    EXPECT_EQ(view.claim().claim_number(), "JL03-000001");
    EXPECT_EQ(view.claim().masked_name(), "林*强");
    ASSERT_EQ(view.claim().steps_size(), 1);
    EXPECT_EQ(view.claim().steps(0).step(), "filed");
    EXPECT_EQ(view.claim().steps(0).on(), "2026-09-02");
    EXPECT_TRUE(ledger.enrollments_of(person)->empty());
    EXPECT_TRUE(ledger.unpaid()->empty());
    EXPECT_FALSE(ledger.enrollment(claim.append.record_id).value());
    EXPECT_TRUE(ledger.has(claim.append.record_id).value());
    EXPECT_FALSE(ledger.has(RecordId{9}).value());
}

TEST_F(LedgerTest, a_file_from_before_there_were_claims_goes_on) {
    const auto slip = platform::new_sealing_key();
    {
        Ledger ledger = open();
        MadeUpEnrollment enrollment;
        enrollment.append.readers = {slip.public_key};
        ASSERT_TRUE(append(ledger, enrollment.append));
    }
    tamper("ALTER TABLE slips DROP COLUMN class");
    tamper("ALTER TABLE slips RENAME TO enrollments");
    tamper("PRAGMA user_version = 1");
    Ledger ledger = open();
    EXPECT_EQ(ledger.unpaid()->size(), 1U);
    EXPECT_EQ(ledger.views_for(recipient_tag(slip.public_key))->size(), 1U);
    MadeUpClaim claim;
    claim.append.readers = {slip.public_key};
    EXPECT_EQ(to_text(*append(ledger, claim.append)->front().slip_number), "JL03-000002");
    EXPECT_EQ(ledger.views_for(recipient_tag(slip.public_key))->size(), 2U);
}

TEST_F(LedgerTest, the_desk_finds_a_claim_by_record_and_by_person) {
    Ledger ledger = open();
    const auto person = person_tag({}, "350299199001010018");
    MadeUpClaim claim;
    claim.append.person = person;
    ASSERT_TRUE(append(ledger, claim.append));
    const auto found = ledger.claim(claim.append.record_id).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->saved_ms, claim.append.wall_ms);
    wire::IndexRow row;
    ASSERT_TRUE(open_message(desk_, found->index_row, row));
    EXPECT_EQ(row.slip_number(), "JL03-000001");
    EXPECT_EQ(row.claim_kind(), "hospitalization");
    EXPECT_EQ(ledger.claims_of(person)->size(), 1U);
    EXPECT_EQ(found->seq, 1U);
}

TEST_F(LedgerTest, the_desk_lists_claims_by_time_and_knows_which_were_filed_again) {
    Ledger ledger = open();
    MadeUpClaim first;
    first.append.person = person_tag({}, "350299199001010018");
    MadeUpClaim other;
    other.append.person = person_tag({}, "350299198807150018");
    other.append.wall_ms += 1;
    MadeUpClaim again;
    again.append.person = first.append.person;
    again.append.wall_ms += 2;
    MadeUpEnrollment enrollment;
    enrollment.append.wall_ms = first.append.wall_ms;
    enrollment.append.person = other.append.person;
    for (const LedgerAppend* record : {&first.append, &other.append, &again.append, &enrollment.append})
        ASSERT_TRUE(append(ledger, *record));
    const auto all = ledger.claims_between(first.append.wall_ms, first.append.wall_ms + 3).value();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].record_id, first.append.record_id);
    EXPECT_TRUE(all[0].filed_again);
    EXPECT_FALSE(all[1].filed_again) << "an enrollment is no claim";
    EXPECT_FALSE(all[2].filed_again);
    EXPECT_EQ(ledger.claims_between(first.append.wall_ms + 1, first.append.wall_ms + 2)->size(), 1U);
}

TEST_F(LedgerTest, keeps_the_last_checkpoint_of_time) {
    Ledger ledger = open();
    EXPECT_FALSE(ledger.checkpoint().value());
    const TimeCheckpoint first{{1, 2, TimeBasis::signed_time}, "boot", 3, 4};
    const TimeCheckpoint second{{5, INT64_MAX, TimeBasis::unknown}, "other", 6, 7};
    ASSERT_TRUE(ledger.save_checkpoint(first));
    EXPECT_EQ(ledger.checkpoint().value(), first);
    ASSERT_TRUE(ledger.save_checkpoint(second));
    EXPECT_EQ(ledger.checkpoint().value(), second);
}

}  // namespace
}  // namespace syncing
