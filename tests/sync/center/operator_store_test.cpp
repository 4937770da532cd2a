#include "center_fixture.h"
#include "sync/center/ingest.h"

namespace syncing::center {
namespace {

class OperatorStoreTest : public CenterFixture {
  protected:
    OperatorStoreTest() {
        operators = std::move(*open_operator_store(folder.database()));
        EXPECT_TRUE(operators->put_operator({"chen", "陈测", Role::district, "", "hash", 0, 0}));
    }
    void push(std::size_t enrollments) {
        const std::size_t first = terminal.entries.size() + 1;
        for (std::size_t i = 0; i < enrollments; ++i) terminal.enroll(made_up_enrollment());
        EXPECT_TRUE(ingest(*store, terminal_id,
                           *decode_range(terminal.range_bytes(first, terminal.entries.size())),
                           clock.wall_ms));
    }

    std::unique_ptr<OperatorStore> operators;
};

TEST_F(OperatorStoreTest, What_came_is_counted_by_the_hour_and_by_the_day_of_shanghai) {
    clock.wall_ms = at("2026-06-15T23:30");
    push(3);
    clock.wall_ms = at("2026-06-16T00:10");
    push(2);
    ASSERT_TRUE(store->heartbeat(terminal_id, platform::Bytes{1}, clock.wall_ms));
    ASSERT_TRUE(store->heartbeat(terminal_id, platform::Bytes{2}, clock.wall_ms));
    const std::int64_t hour = at("2026-06-15T23:00") / 3'600'000;
    const auto hours = operators->arrivals_by_hour(hour);
    ASSERT_TRUE(hours);
    ASSERT_EQ(hours->size(), 2U);
    EXPECT_EQ((*hours)[0].when, hour);
    EXPECT_EQ((*hours)[0].enrollments, 3);
    EXPECT_EQ((*hours)[1].enrollments, 2);
    EXPECT_EQ((*hours)[1].contacts, 2);
    const std::int64_t day =
        std::chrono::sys_days(platform::shanghai_date(clock.wall_ms)).time_since_epoch().count();
    const auto days = operators->arrivals_by_day(day - 14, day);
    ASSERT_TRUE(days);
    ASSERT_EQ(days->size(), 1U);
    EXPECT_EQ((*days)[0].when, day - 1);
    EXPECT_EQ((*days)[0].entries, 3);
}

TEST_F(OperatorStoreTest, The_fleet_names_every_terminal_with_what_is_held_of_it) {
    new_code("SM04", 1, "KY04");
    push(4);
    ASSERT_TRUE(store->heartbeat(terminal_id, platform::Bytes{7}, clock.wall_ms));
    const auto fleet = operators->fleet();
    ASSERT_TRUE(fleet);
    ASSERT_EQ(fleet->size(), 2U);
    EXPECT_EQ((*fleet)[0].terminal.station, "SM03");
    EXPECT_EQ((*fleet)[0].held_seq, 4U);
    EXPECT_EQ((*fleet)[0].seen, clock.wall_ms);
    EXPECT_EQ((*fleet)[0].heartbeat, platform::Bytes{7});
    EXPECT_FALSE((*fleet)[1].seen);
    EXPECT_FALSE((*fleet)[1].has_ledger);
}

TEST_F(OperatorStoreTest, A_session_lives_until_it_is_ended_or_too_old) {
    const platform::Hash one{1};
    const platform::Hash two{2};
    ASSERT_TRUE(operators->add_session({one, "chen", 1000, 1000}));
    ASSERT_TRUE(operators->add_session({two, "chen", 1000, 1000}));
    ASSERT_TRUE(operators->touch_session(two, 5000));
    ASSERT_TRUE(operators->end_old_sessions(500, 2000));
    EXPECT_FALSE(*operators->session(one));
    ASSERT_TRUE(*operators->session(two));
    EXPECT_EQ((**operators->session(two)).seen, 5000);
    ASSERT_TRUE(operators->end_sessions_of("chen"));
    EXPECT_FALSE(*operators->session(two));
}

TEST_F(OperatorStoreTest, What_operators_did_is_read_newest_first_page_by_page) {
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(operators->add_audit({0, i, "chen", "signed_in", std::to_string(i), "127.0.0.1"}));
    }
    const auto first = operators->audit(0, 3);
    ASSERT_TRUE(first);
    ASSERT_EQ(first->size(), 3U);
    EXPECT_EQ(first->front().subject, "4");
    const auto rest = operators->audit(first->back().id, 3);
    ASSERT_EQ(rest->size(), 2U);
    EXPECT_EQ(rest->back().subject, "0");
}

TEST_F(OperatorStoreTest, An_account_keeps_its_role_and_station) {
    ASSERT_TRUE(operators->put_operator({"li", "李测", Role::station, "SM03", "hash", 2, 77}));
    const auto found = operators->find_operator("li");
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->role, Role::station);
    EXPECT_EQ((*found)->station, "SM03");
    EXPECT_EQ((*found)->failures, 2);
    EXPECT_EQ(operators->operators()->size(), 2U);
}

}  // namespace
}  // namespace syncing::center
