#include "sync/center/working_set.h"

#include <atomic>

#include "center_fixture.h"

namespace syncing::center {
namespace {

class WorkingSets : public CenterFixture {
  protected:
    WorkingSets() {
        person.fill(7);
        record.fill(1);
        other.fill(2);
    }
    EnrollmentRow row_of(const RecordId& id, std::int64_t decided = 1) const {
        EnrollmentRow row;
        row.record = id;
        row.station = "SM03";
        row.person = person;
        row.plan = "mutual-aid";
        row.period = "2026";
        row.state = "accepted";
        row.decided_ms = decided;
        row.version = 1;
        row.box = {1};
        return row;
    }
    Piece piece(std::uint8_t text) const { return {"SM03", platform::hash(record), {text}}; }

    WorkingSet set{*judges, 2};
    PersonTag person{};
    RecordId record{};
    RecordId other{};
};

TEST_F(WorkingSets, answers_know_what_the_same_unit_wrote_foreseen_or_not) {
    for (const bool foreseen : {false, true}) {
        const auto unit = set.begin();
        if (foreseen) {
            ASSERT_TRUE(set.foresee_records({record, other}, {record, other}));
            ASSERT_TRUE(set.foresee_people({person}));
        }
        ASSERT_TRUE(set.put_enrollment(row_of(record, 5)));
        ASSERT_TRUE(set.put_enrollment(row_of(other, 3)));
        ASSERT_TRUE(set.hold_period({person, "mutual-aid", "2026", record}));
        const auto rows = set.enrollments_of(person);
        ASSERT_EQ(rows->size(), 2U);
        EXPECT_EQ(rows->front().record, other) << "decided first";
        EXPECT_EQ(**set.holder_of_period(person, "mutual-aid", "2026"), record);
        EXPECT_EQ((*set.enrollment(record))->decided_ms, 5);
    }
}

TEST_F(WorkingSets, without_a_commit_nothing_is_written) {
    {
        const auto unit = set.begin();
        ASSERT_TRUE(set.put_enrollment(row_of(record)));
        ASSERT_TRUE(set.enrollments_of(person));  // what was not foreseen makes it write what waits
    }
    EXPECT_FALSE(*judges->enrollment(record));
    const auto unit = set.begin();
    EXPECT_FALSE(*set.enrollment(record));
}

TEST_F(WorkingSets, a_period_given_up_can_be_taken_in_the_same_unit) {
    auto unit = set.begin();
    ASSERT_TRUE(set.put_enrollment(row_of(record)));
    ASSERT_TRUE(set.put_enrollment(row_of(other)));
    ASSERT_TRUE(set.hold_period({person, "mutual-aid", "2026", record}));
    EXPECT_EQ(set.hold_period({person, "mutual-aid", "2026", other}).error(), StoreError::conflict);
    ASSERT_TRUE((*unit)->commit());
    unit->reset();
    unit = set.begin();
    ASSERT_TRUE(set.foresee_people({person}));
    set.release_period(record);
    ASSERT_TRUE(set.hold_period({person, "mutual-aid", "2026", other}));
    ASSERT_TRUE((*unit)->commit());
    const auto held = judges->periods_of({&person, 1});
    ASSERT_EQ(held->size(), 1U);
    EXPECT_EQ(held->front().enrollment, other);
}

TEST_F(WorkingSets, of_one_slot_only_the_last_piece_is_made_and_in_its_place) {
    Piece another = piece(9);
    another.slot = platform::hash(other);
    auto unit = set.begin();
    std::atomic<int> made = 0;
    const auto publish = [&](const Piece& what) {
        set.publish(what.slot, [&made, what] {
            ++made;
            return what;
        });
    };
    publish(piece(1));
    publish(another);
    publish(piece(2));
    ASSERT_TRUE((*unit)->commit());
    EXPECT_EQ(made, 2);
    const auto pieces = store->pieces("SM03", 0, 100);
    ASSERT_GE(pieces->size(), 2U);
    EXPECT_EQ((*pieces)[pieces->size() - 2].update, another.update);
    EXPECT_EQ(pieces->back().update, piece(2).update);
}

}  // namespace
}  // namespace syncing::center
