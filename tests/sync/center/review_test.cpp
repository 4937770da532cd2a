#include "sync/center/review.h"

#include "center_fixture.h"
#include "sync/center/adjudicator.h"
#include "sync/center/ingest.h"
#include "sync/seal/seal.h"

namespace syncing::center {
namespace {

namespace wire = mutual_aid::v1;
using platform::string_of;

class Review : public CenterFixture {
  protected:
    void push_and_judge() {
        const auto range = decode_range(terminal.whole());
        ASSERT_TRUE(range);
        ASSERT_TRUE(ingest(*store, terminal_id, *range, clock.wall_ms));
        judge();
    }
    RecordId typed_and_paid(const std::string& receipt = "R-1") {
        wire::Enrollment typed = made_up_enrollment();
        typed.set_typed_by("zhou");
        const RecordId record = terminal.enroll(typed);
        terminal.pay(record, 3600, true, receipt);
        push_and_judge();
        return record;
    }
    Operated<void> say(const RecordId& record, bool accept, const std::string& reason = "",
                       const std::string& note = "") {
        auto done = decide_review(*admin, folder, {record, accept, reason, note, "li"}, clock.wall_ms);
        judge();
        return done;
    }
    void correct_workplace(const RecordId& record) {
        wire::Body body;
        body.mutable_correction()->set_enrollment_record(string_of(record));
        body.mutable_correction()->set_workplace("jialian");
        terminal.write(RecordClass::correction, body);
        push_and_judge();
    }
};

TEST_F(Review, a_typed_card_waits_in_the_queue_and_is_accepted_by_a_person) {
    const RecordId record = typed_and_paid();
    const auto queue = admin->review_queue(10);
    ASSERT_EQ(queue->size(), 1U);
    EXPECT_EQ(queue->front().record, record);
    EXPECT_EQ(queue->front().reason, "typed_card");
    EXPECT_NE(review_json(queue->front(), &judge_keys.data).find("JL03-000001"), std::string::npos);
    EXPECT_EQ(review_json(queue->front(), nullptr).find("JL03"), std::string::npos);
    ASSERT_TRUE(say(record, true));
    EXPECT_EQ(state_of(record), "accepted ");
    EXPECT_TRUE(admin->review_queue(10)->empty());
}

TEST_F(Review, a_refusal_reaches_the_desk_with_its_reason_and_note) {
    const RecordId record = typed_and_paid();
    ASSERT_TRUE(say(record, false, "bad_id_number", "请核对证件原件"));
    EXPECT_EQ(state_of(record), "refused bad_id_number");
    EXPECT_EQ(desk_view(record).reason(), "bad_id_number");
    EXPECT_EQ(desk_view(record).note(), "请核对证件原件");
}

TEST_F(Review, a_correction_after_a_refusal_asks_anew) {
    const RecordId record = typed_and_paid();
    ASSERT_TRUE(say(record, false));
    EXPECT_EQ(state_of(record), "refused review_refused");
    correct_workplace(record);
    EXPECT_EQ(state_of(record), "in_review typed_card");
    ASSERT_TRUE(say(record, true));
    EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(Review, only_what_is_in_review_can_be_decided_and_only_with_words_the_terminal_can_say) {
    EXPECT_EQ(say(platform::random_array<16>(), true).error(), OperateError::no_enrollment);
    const RecordId record = typed_and_paid();
    EXPECT_EQ(say(record, false, "because").error(), OperateError::bad_reason);
    EXPECT_EQ(say(record, false, "", "two\nlines").error(), OperateError::bad_note);
    ASSERT_TRUE(say(record, true));
    EXPECT_EQ(say(record, false).error(), OperateError::not_in_review);
}

TEST_F(Review, what_cannot_be_read_can_only_be_refused) {
    const auto own = terminal.center;
    terminal.center = platform::new_sealing_key().public_key;
    const RecordId record = terminal.enroll(made_up_enrollment());
    terminal.center = own;
    push_and_judge();
    EXPECT_EQ(say(record, true).error(), OperateError::not_judgeable);
    ASSERT_TRUE(say(record, false));
    EXPECT_EQ(state_of(record), "refused review_refused");
}

TEST_F(Review, the_same_number_under_another_name_is_for_a_person) {
    const RecordId first = terminal.enroll(made_up_enrollment());
    terminal.pay(first);
    wire::Enrollment other = made_up_enrollment();
    other.mutable_person()->set_name("林测墙");
    const RecordId second = terminal.enroll(other);
    const RecordId third = terminal.enroll(other);
    push_and_judge();
    EXPECT_EQ(state_of(second), "in_review name_differs");
    EXPECT_EQ((*admin->review_row(second))->duplicate_of, first);
    ASSERT_TRUE(say(second, true));  // the same person
    EXPECT_EQ(state_of(second), "duplicate already_enrolled");
    ASSERT_TRUE(say(third, false, "bad_id_number"));
    EXPECT_EQ(state_of(third), "refused bad_id_number");
}

TEST_F(Review, the_finding_itself_rests_unreadable) {
    if (server) GTEST_SKIP() << "reads the file; the rows are the same on a server";
    const RecordId record = typed_and_paid();
    ASSERT_TRUE(decide_review(*admin, folder, {record, false, "", "secret note", "li"}, clock.wall_ms));
    const auto rests = [&] {
        std::ifstream file(folder.database(), std::ios::binary);
        const std::string content(std::istreambuf_iterator<char>(file), {});
        return content.find("secret note") != std::string::npos;
    };
    EXPECT_FALSE(rests());
    judge();
    EXPECT_FALSE(rests());
}

}  // namespace
}  // namespace syncing::center
