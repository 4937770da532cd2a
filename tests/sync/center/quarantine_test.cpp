// What a revoked terminal's disk still holds: stored, asked about, and counted only when a person says so.
#include <sstream>

#include "center_fixture.h"
#include "sync/center/adjudicator.h"
#include "sync/center/api.h"
#include "sync/center/backup.h"
#include "sync/center/origin.h"
#include "sync/center/packet.h"
#include "sync/center/review.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet_file.h"

namespace syncing::center {
namespace {

namespace fs = std::filesystem;
namespace wire = mutual_aid::v1;
using platform::string_of;

class QuarantineImport : public CenterFixture {
  protected:
    QuarantineImport() : api(stores(), serve_keys, "集美区", clock, [] {}) {}

    std::vector<std::unique_ptr<ServeStore>> stores() const {
        std::vector<std::unique_ptr<ServeStore>> made;
        made.push_back(std::move(*open_serve_store(folder.database())));
        return made;
    }
    void revoke() { ASSERT_TRUE(revoke_terminal(*admin, "SM03", 1)); }
    /// Before the revocation, over HTTPS.
    void push() {
        ASSERT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall_ms));
        judge();
    }
    platform::Bytes packet(std::size_t first) const {
        wire::PacketHead head;
        head.set_terminal_id(string_of(terminal_id));
        head.set_ledger_id(string_of(terminal.ledger));
        head.set_nonce(std::string(16, 'n'));
        head.set_answer_key(string_of(platform::new_sealing_key().public_key));
        head.set_requests(1);
        wire::SignedPacketHead envelope;
        envelope.set_head_bytes(head.SerializeAsString());
        envelope.set_signature(
            string_of(platform::sign(terminal.ledger_key.secret_key, platform::Purpose::packet,
                                     {platform::view_of(envelope.head_bytes())})));
        wire::PacketRequest request;
        request.set_path("/v1/ranges");
        request.set_body(string_of(terminal.range_bytes(first, terminal.entries.size())));
        platform::Bytes file = new_packet_file(kPacketOut);
        append_frame(file, platform::view_of(envelope.SerializeAsString()));
        append_frame(file, platform::view_of(request.SerializeAsString()));
        return file;
    }
    platform::Result<PacketTaken, PacketFault> import(std::size_t first = 1,
                                                      Intake intake = Intake::quarantine) {
        std::istringstream file(string_of(packet(first)));
        auto taken = take_packet(file, *store, intake, [&](const platform::HttpRequest& request) {
            return intake == Intake::trusted ? api.handle(request) : api.handle_in_quarantine(request);
        });
        judge();
        return taken;
    }
    void say(const RecordId& record, bool accept) {
        ASSERT_TRUE(decide_review(*admin, folder, {record, accept, "", "", "li"}, clock.wall_ms));
        judge();
    }
    std::size_t keys_of(const RecordId& record) {
        return judges->person_keys(*(*judges->enrollment(record))->person)->size();
    }

    Api api;
};

TEST_F(QuarantineImport, waits_for_a_person_and_is_then_judged_like_any_other) {
    const RecordId record = terminal.enroll(made_up_enrollment());
    terminal.pay(record);
    revoke();
    const auto taken = import();
    ASSERT_TRUE(taken) << error_text(taken.error());
    EXPECT_EQ(taken->refused, 0U);
    EXPECT_EQ(taken->pages, 0U) << "a revoked terminal gets no updates";
    EXPECT_EQ(state_of(record), "in_review quarantine");
    say(record, true);
    EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(QuarantineImport, refused_counts_for_nothing) {
    const RecordId record = terminal.enroll(made_up_enrollment());
    terminal.pay(record);
    revoke();
    ASSERT_TRUE(import());
    say(record, false);
    EXPECT_EQ(state_of(record), "refused review_refused");
}

TEST_F(QuarantineImport, the_next_question_comes_after_it) {
    const RecordId record = terminal.enroll(made_up_enrollment());
    terminal.pay(record, 3000);
    revoke();
    ASSERT_TRUE(import());
    say(record, true);
    EXPECT_EQ(state_of(record), "in_review paid_differs");
}

TEST_F(QuarantineImport, twice_is_as_once_and_what_was_pushed_before_stays_as_it_was) {
    const RecordId before = terminal.enroll(made_up_enrollment());
    terminal.pay(before);
    push();
    const RecordId after = terminal.enroll(made_up_enrollment(made_up_number("19900101", 1)));
    revoke();
    ASSERT_TRUE(import());
    ASSERT_TRUE(import());
    EXPECT_EQ(admin->status()->entries, 3);
    EXPECT_EQ(state_of(before), "accepted ");
    EXPECT_EQ(state_of(after), "in_review quarantine");
}

TEST_F(QuarantineImport, a_payment_counts_only_once_a_person_says_so) {
    const RecordId record = terminal.enroll(made_up_enrollment());
    const RecordId other = terminal.enroll(made_up_enrollment(made_up_number("19900101", 1)));
    push();
    terminal.pay(record);
    terminal.pay(other, 3600, true, "R-2");
    revoke();
    ASSERT_TRUE(import());
    EXPECT_EQ(state_of(record), "in_review quarantine");
    say(record, true);
    EXPECT_EQ(state_of(record), "accepted ");
    say(other, false);
    EXPECT_EQ(state_of(other), "awaiting_payment ") << "judged on without it";
}

TEST_F(QuarantineImport, an_acceptance_of_good_standing_is_not_withdrawn_by_it) {
    const RecordId record = terminal.enroll(made_up_enrollment());
    terminal.pay(record);
    push();
    terminal.withdraw(record);
    revoke();
    ASSERT_TRUE(import());
    EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(QuarantineImport, more_from_the_disk_asks_anew) {
    const RecordId record = terminal.enroll(made_up_enrollment());
    const RecordId gone = terminal.enroll(made_up_enrollment(made_up_number("19900101", 1)));
    revoke();
    ASSERT_TRUE(import());
    say(record, true);
    say(gone, false);
    EXPECT_EQ(state_of(record), "awaiting_payment ");
    terminal.pay(record);
    terminal.pay(gone, 3600, true, "R-2");
    ASSERT_TRUE(import(3));
    EXPECT_EQ(state_of(record), "in_review quarantine");
    EXPECT_EQ(state_of(gone), "in_review quarantine");
    say(record, true);
    EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(QuarantineImport, no_key_of_a_stolen_disk_opens_a_persons_rows) {
    const RecordId known = terminal.enroll(made_up_enrollment());
    push();
    wire::Enrollment forged = made_up_enrollment();
    forged.set_slip_public_key(string_of(platform::new_sealing_key().public_key));
    forged.mutable_card_key()->set_public_key(string_of(platform::new_sealing_key().public_key));
    const RecordId record = terminal.enroll(forged);
    wire::Body seen;
    seen.mutable_card_key_seen()->set_number("350299198807150018");
    *seen.mutable_card_key_seen()->mutable_card_key() = forged.card_key();
    terminal.write(RecordClass::card_key_seen, seen);
    revoke();
    ASSERT_TRUE(import());
    EXPECT_EQ(keys_of(known), 0U);
    say(record, true);
    EXPECT_EQ(keys_of(record), 2U) << "its own, once it counts";
}

TEST_F(QuarantineImport, is_for_revoked_terminals_and_they_have_no_other_way) {
    terminal.enroll(made_up_enrollment());
    EXPECT_EQ(import(1).error(), PacketFault::not_revoked);
    revoke();
    EXPECT_EQ(import(1, Intake::trusted).error(), PacketFault::revoked);
    EXPECT_EQ(api.handle_in_quarantine({"GET", "/v1/updates", {}, "", {}, certificate}).status, 403);
    EXPECT_EQ(admin->status()->entries, 0);
}

TEST_F(QuarantineImport, a_damaged_range_stores_nothing) {
    terminal.enroll(made_up_enrollment());
    terminal.enroll(made_up_enrollment());
    revoke();
    auto file = packet(1);
    file[file.size() - 100] ^= 1;
    std::istringstream stick(string_of(file));
    const auto taken = take_packet(stick, *store, Intake::quarantine,
                                   [&](const auto& request) { return api.handle_in_quarantine(request); });
    EXPECT_TRUE(!taken || taken->refused == 1);
    EXPECT_EQ(admin->status()->entries, 0);
}

TEST_F(QuarantineImport, comes_back_from_the_archive_with_what_was_decided) {
    const fs::path archive = temporary.path() / "archive";
    ASSERT_TRUE(back_up(*admin, folder, temporary.path() / "backup", clock.wall_ms));
    const RecordId record = terminal.enroll(made_up_enrollment());
    const RecordId waiting = terminal.enroll(made_up_enrollment(made_up_number("19900101", 1)));
    terminal.pay(record);
    revoke();
    ASSERT_TRUE(import());
    ASSERT_TRUE(import());
    say(record, true);
    ASSERT_TRUE(OriginArchive::open(archive)->take(*admin));
    clock.advance(60'000);
    const auto report = put_back("backup", "restored", "archive");
    ASSERT_TRUE(report) << error_text(report.error());
    const CenterFolder again(temporary.path() / "restored");
    const auto judge2 = std::move(*open_judge_store(again.database()));
    const auto admin2 = std::move(*open_admin_store(again.database()));
    EXPECT_EQ(admin2->status()->entries, 3);
    ASSERT_TRUE(Adjudicator(*judge2, judge_keys, clock).run());
    EXPECT_EQ(state_of(record, *judge2), "accepted ");
    EXPECT_EQ(state_of(waiting, *judge2), "in_review quarantine");
    EXPECT_TRUE(OriginArchive::open(archive)->take(*admin2)) << "the archive goes on";
}

}  // namespace
}  // namespace syncing::center
