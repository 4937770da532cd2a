#include "sync/station/session.h"

#include <gtest/gtest.h>

#include <memory>

#include "sync/station/instance_lock.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/station/fake_center.h"

namespace syncing {
namespace {

using Fault = tests::FakeCenter::Fault;

/// Stands still, but is no simulated clock: what it says is taken for this machine's.
struct MachineClock final : platform::Clock {
    platform::UtcMs wall_ms = 0;
    platform::BootMs boot_ms = 0;
    platform::UtcMs wall() const override { return wall_ms; }
    platform::BootMs boot() const override { return boot_ms; }
    std::string boot_id() const override { return "boot"; }
    bool simulated() const override { return false; }
};

class SessionTest : public testing::Test {
  protected:
    SessionTest() {
        terminal_.identity.terminal_id = center_.terminal = {4};
        terminal_.identity.ledger = {{1}, "JL03", 'A'};
        terminal_.keys.ledger = platform::new_signing_key();
        use_key_list(center_);
        clock_.boot_ms = 50'000;
        clock_.wall_ms = 0;  // 1970: the battery clock is dead
    }

    void use_key_list(const tests::FakeCenter& center) {
        const std::string list = center.key_list();
        terminal_.credentials.signed_key_list.assign(list.begin(), list.end());
        terminal_.credentials.root = center.root();
    }
    void write(std::size_t count, RecordClass record_class = RecordClass::enrollment) {
        std::vector<std::unique_ptr<tests::MadeUpEnrollment>> records;
        std::vector<LedgerAppend> appends;
        while (records.size() < count) {
            records.push_back(std::make_unique<tests::MadeUpEnrollment>());
            appends.push_back(records.back()->append);
            appends.back().record_class = record_class;
        }
        ASSERT_TRUE(ledger_.append(appends, {1, sealing_}, {}));
    }
    SyncReport run(const SyncPolicy& policy = SyncPolicy()) {
        SyncSession session(
            terminal_, ledger_, cache_, clock_, center_.transport(),
            [this](std::chrono::milliseconds time, std::stop_token) { waited_.push_back(time); }, policy);
        return session.run({});
    }
    bool center_holds_each_once() {
        for (std::size_t i = 0; i < center_.held.size(); ++i)
            if (center_.held[i].hash != ledger_.hash_at(i + 1).value()) return false;
        return center_.held.size() == ledger_.head()->seq;
    }

    tests::TemporaryFolder folder_;
    tests::FakeCenter center_;
    Terminal terminal_;
    MachineClock clock_;
    platform::SealingPublicKey sealing_ = platform::new_sealing_key().public_key;
    Ledger ledger_ = std::move(Ledger::open(folder_ / "ledger.db", {{1}, "JL03", 'A'}).value());
    Cache cache_ = std::move(Cache::open(folder_ / "cache.db").value());
    std::vector<std::chrono::milliseconds> waited_;
};

TEST_F(SessionTest, brings_the_whole_ledger_to_the_center) {
    write(5);
    const SyncReport report = run();
    EXPECT_EQ(report.outcome, SyncOutcome::ok) << report.detail;
    EXPECT_EQ(report.written, 5U);
    EXPECT_EQ(report.held, 5U);
    EXPECT_EQ(report.as_of_ms, center_.now_ms);
    EXPECT_TRUE(center_holds_each_once());
    EXPECT_EQ(cache_.acknowledgement()->seq, 5U);
    EXPECT_EQ(cache_.last_run()->value().outcome, SyncOutcome::ok);
}

TEST_F(SessionTest, what_an_older_center_does_not_take_waits_and_follows_when_it_is_updated) {
    write(3);
    write(1, RecordClass::staff_action);
    write(2);
    center_.takes = WireTaken{1, 1, {1, 2, 3}};
    center_.updates.resize(2);
    SyncReport report = run();
    EXPECT_EQ(report.outcome, SyncOutcome::center_outdated);
    EXPECT_EQ(report.held, 3U);
    EXPECT_EQ(report.updates, 2U) << "what it has to say is heard all the same";
    report = run();
    EXPECT_EQ(report.outcome, SyncOutcome::center_outdated);
    EXPECT_EQ(center_.held.size(), 3U);
    center_.takes = wire_taken(kLeastWireVersion);
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_TRUE(center_holds_each_once());
}

TEST_F(SessionTest, a_filed_claim_waits_for_a_center_that_can_open_it) {
    write(1);
    write(1, RecordClass::claim_filed);
    center_.takes = wire_taken(kLeastWireVersion);
    center_.takes->newest = 2;  // names class 5 as well
    EXPECT_EQ(run().outcome, SyncOutcome::center_outdated);
    EXPECT_EQ(center_.held.size(), 1U);
    center_.takes = wire_taken(kLeastWireVersion);
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_TRUE(center_holds_each_once());
}

TEST_F(SessionTest, sends_nothing_when_already_the_first_record_is_not_taken) {
    write(2);
    center_.takes = WireTaken{1, 1, {7}};
    EXPECT_EQ(run().outcome, SyncOutcome::center_outdated);
    EXPECT_TRUE(center_.range_sizes.empty());
}

TEST_F(SessionTest, a_center_that_cannot_say_what_it_takes_gets_everything_of_the_first_version) {
    write(1);
    write(1, RecordClass::hand_over);
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_TRUE(center_holds_each_once());
}

TEST_F(SessionTest, a_terminal_that_is_too_old_says_so_and_keeps_its_records) {
    write(2);
    center_.takes = wire_taken(9);
    center_.faults = {Fault::update_426};
    const SyncReport report = run();
    EXPECT_EQ(report.outcome, SyncOutcome::terminal_outdated);
    EXPECT_EQ(report.held, 0U);
    EXPECT_TRUE(waited_.empty()) << "trying again would not help";
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_TRUE(center_holds_each_once());
}

TEST_F(SessionTest, tells_the_center_which_pack_the_terminal_works_with) {
    run();
    EXPECT_EQ(center_.heartbeat.pack_id(), "") << "the terminal has not started yet";
    ASSERT_TRUE(ledger_.save_pack_in_use({"xiamen", {7}}));
    ASSERT_TRUE(ledger_.save_pack_in_use({"xiamen", {8}}));
    run();
    EXPECT_EQ(center_.heartbeat.pack_id(), "xiamen");
    EXPECT_EQ(center_.heartbeat.pack_hash(), platform::string_of(platform::Hash{8}));
}

TEST_F(SessionTest, tells_the_center_how_the_devices_do) {
    mutual_aid::v1::Heartbeat said;
    said.set_terminal_id("another");  // only the devices are the terminal's to say
    said.set_devices_at_ms(5);
    said.add_devices()->set_device("id_reader");
    ASSERT_TRUE(ledger_.save_telemetry(platform::view_of(said.SerializeAsString())));
    run();
    EXPECT_EQ(center_.heartbeat.terminal_id(), platform::string_of(terminal_.identity.terminal_id));
    EXPECT_EQ(center_.heartbeat.devices_at_ms(), 5);
    ASSERT_EQ(center_.heartbeat.devices_size(), 1);
    EXPECT_EQ(center_.heartbeat.devices(0).device(), "id_reader");
}

TEST_F(SessionTest, leaves_out_a_report_of_the_devices_that_cannot_be_read) {
    ASSERT_TRUE(ledger_.save_telemetry(platform::view_of("\xff\xff\xff")));
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_EQ(center_.heartbeat.devices_size(), 0);
}

TEST_F(SessionTest, has_nothing_to_push_from_an_empty_ledger) {
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_TRUE(center_.range_sizes.empty());
}

TEST_F(SessionTest, with_nothing_new_asks_again_whether_the_last_entry_is_held) {
    write(3);
    run();
    center_.now_ms += 1000;
    const SyncReport again = run();
    EXPECT_EQ(again.outcome, SyncOutcome::ok);
    EXPECT_EQ(again.as_of_ms, center_.now_ms);
    EXPECT_EQ(center_.range_sizes.back(), 1U);
    EXPECT_EQ(center_.held.size(), 3U);
}

struct FaultCase {
    Fault fault;
    SyncOutcome outcome;  // when it persists
    const char* detail;
};

class Faults : public SessionTest, public testing::WithParamInterface<FaultCase> {};

TEST_P(Faults, once_is_overcome_or_named_and_nothing_is_lost_or_doubled) {
    write(3);
    center_.faults = {GetParam().fault};
    run();
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_TRUE(center_holds_each_once());
}

TEST_P(Faults, lasting_are_named_and_believed_in_nothing) {
    write(3);
    run();
    const Acknowledgement believed = cache_.acknowledgement().value();
    write(2);
    center_.faults.assign(100, GetParam().fault);
    const SyncReport report = run();
    EXPECT_EQ(report.outcome, GetParam().outcome);
    EXPECT_EQ(report.detail, GetParam().detail);
    EXPECT_EQ(report.held, 3U);
    EXPECT_EQ(cache_.acknowledgement().value(), believed);
    EXPECT_EQ(cache_.last_run()->value().outcome, GetParam().outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Faults,
    testing::Values(FaultCase{Fault::unreachable, SyncOutcome::center_unreachable, "unreachable"},
                    FaultCase{Fault::cut_before_storing, SyncOutcome::center_unreachable, "cut"},
                    FaultCase{Fault::cut_after_storing, SyncOutcome::center_unreachable, "cut"},
                    FaultCase{Fault::html_with_200, SyncOutcome::answer_not_from_center, "captive_portal"},
                    FaultCase{Fault::redirect, SyncOutcome::answer_not_from_center, "captive_portal"},
                    FaultCase{Fault::busy_503, SyncOutcome::center_busy, "busy"},
                    FaultCase{Fault::too_large_413, SyncOutcome::center_refused, "too-large"},
                    FaultCase{Fault::forged_signature, SyncOutcome::answer_not_from_center, "bad_signature"},
                    FaultCase{Fault::replayed_answer, SyncOutcome::answer_not_from_center, "other_request"},
                    FaultCase{Fault::lower_seq_same_epoch, SyncOutcome::records_disagree, "lower_seq"},
                    FaultCase{Fault::ahead_of_terminal, SyncOutcome::records_disagree, "two-machines"},
                    FaultCase{Fault::fork, SyncOutcome::records_disagree, "two-machines"}));

TEST_F(SessionTest, answers_of_a_center_under_another_root_change_nothing) {
    write(2);
    const tests::FakeCenter other;
    use_key_list(other);
    EXPECT_EQ(run().detail, "bad_signature");
    EXPECT_EQ(cache_.acknowledgement()->seq, 0U);
}

TEST_F(SessionTest, sends_less_at_a_time_after_413_and_more_again_after_success) {
    write(300);
    center_.max_entries = 40;
    EXPECT_EQ(run({.attempts = 3}).outcome, SyncOutcome::ok);
    EXPECT_EQ(center_.held.size(), 300U);
    EXPECT_EQ((std::vector<std::size_t>(center_.range_sizes.begin(), center_.range_sizes.begin() + 4)),
              (std::vector<std::size_t>{128, 64, 32, 64}));
}

TEST_F(SessionTest, a_center_restored_from_backup_gets_again_what_it_lost) {
    write(10);
    run();
    center_.held.resize(4);
    center_.epoch = 2;
    write(2);
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_TRUE(center_holds_each_once());
    EXPECT_EQ(cache_.acknowledgement()->epoch, 2U);
}

TEST_F(SessionTest, a_center_of_an_older_epoch_is_not_believed) {
    write(2);
    center_.epoch = 2;
    run();
    center_.epoch = 1;
    EXPECT_EQ(run().detail, "older_epoch");
    EXPECT_EQ(cache_.acknowledgement()->epoch, 2U);
}

mutual_aid::v1::Update desk_row(std::uint8_t id, std::uint64_t version, const char* sealed) {
    mutual_aid::v1::Update update;
    update.mutable_desk()->set_row_id(platform::string_of(RowId{id}));
    update.mutable_desk()->set_version(version);
    update.mutable_desk()->set_sealed(sealed);
    return update;
}

TEST_F(SessionTest, pulls_all_pages_in_order_once) {
    for (std::uint64_t i = 1; i <= 130; ++i)
        center_.updates.push_back(desk_row(static_cast<std::uint8_t>(i), 1, "a"));
    center_.updates_per_page = 60;
    EXPECT_EQ(run().updates, 130U);
    EXPECT_EQ(cache_.cursor().value(), (Cursor{1, 130}));
    EXPECT_TRUE(cache_.desk_row(RowId{130}).value());
    EXPECT_EQ(run().updates, 0U);
}

TEST_F(SessionTest, a_newer_version_of_a_row_stands_whatever_the_order) {
    center_.updates = {desk_row(1, 2, "newer"), desk_row(1, 1, "older")};
    run();
    EXPECT_EQ(platform::string_of(cache_.desk_row(RowId{1}).value()->sealed), "newer");
}

TEST_F(SessionTest, reads_updates_from_the_start_in_a_newer_epoch) {
    center_.updates = {desk_row(1, 5, "before"), desk_row(2, 5, "before")};
    run();
    center_.epoch = 2;
    center_.updates = {desk_row(1, 1, "after")};
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_EQ(cache_.cursor().value(), (Cursor{2, 1}));
    EXPECT_EQ(platform::string_of(cache_.desk_row(RowId{1}).value()->sealed), "after");
}

TEST_F(SessionTest, takes_no_update_from_a_forged_page) {
    center_.updates = {desk_row(1, 1, "a")};
    center_.faults.assign(10, Fault::forged_signature);
    EXPECT_EQ(run().outcome, SyncOutcome::answer_not_from_center);
    EXPECT_EQ(cache_.cursor().value(), (Cursor{0, 0}));
}

TEST_F(SessionTest, takes_a_key_list_of_the_same_root_only) {
    mutual_aid::v1::Update update;
    update.set_key_list(tests::FakeCenter().key_list(9));
    center_.updates = {update};
    EXPECT_EQ(run().detail, "bad_key_list");
    EXPECT_FALSE(cache_.key_list().value());
    center_.updates.front().set_key_list(center_.key_list(9));
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    EXPECT_TRUE(cache_.key_list().value());
}

TEST_F(SessionTest, learns_the_time_although_its_own_clock_says_1970) {
    write(1);
    EXPECT_EQ(run().outcome, SyncOutcome::ok);
    const auto time = cache_.signed_time().value();
    ASSERT_TRUE(time);
    EXPECT_EQ(time->center_ms, center_.now_ms);
    EXPECT_FALSE(center_.trusted_times.front()) << "no date can be checked before the first signed time";
    run();
    EXPECT_EQ(center_.trusted_times.back(), center_.now_ms - 1);
}

TEST_F(SessionTest, a_center_time_that_jumps_waits_for_an_operator_but_records_still_travel) {
    write(1);
    run();
    const auto before = cache_.signed_time().value();
    center_.now_ms += 2 * 3600 * 1000;
    write(1);
    EXPECT_EQ(run().outcome, SyncOutcome::clock_jumped);
    EXPECT_EQ(cache_.signed_time().value(), before);
    EXPECT_EQ(center_.held.size(), 2U);
    EXPECT_EQ(run({.accept_time_jump = true}).outcome, SyncOutcome::ok);
    EXPECT_EQ(cache_.signed_time().value()->center_ms, center_.now_ms);
}

TEST_F(SessionTest, waits_longer_after_each_failure_and_gives_up_after_its_attempts) {
    write(1);
    center_.faults.assign(100, Fault::unreachable);
    run({.attempts = 4});
    ASSERT_EQ(waited_.size(), 3U);
    for (std::size_t i = 0; i < waited_.size(); ++i) {
        EXPECT_GE(waited_[i].count(), 500 << i);
        EXPECT_LE(waited_[i].count(), 1000 << i);
    }
}

TEST(InstanceLock, is_held_by_one_at_a_time) {
    const tests::TemporaryFolder folder;
    {
        const auto first = lock_instance(folder / "sync.lock");
        EXPECT_TRUE(first);
        EXPECT_FALSE(lock_instance(folder / "sync.lock"));
    }
    EXPECT_TRUE(lock_instance(folder / "sync.lock"));
}

}  // namespace
}  // namespace syncing
