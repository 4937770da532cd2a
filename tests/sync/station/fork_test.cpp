// Restored and cloned disks, and a center that comes back from its backup.
#include "tests/sync/station/real_center.h"

namespace syncing {
namespace {

TEST_F(Forks, a_restored_disk_goes_on_in_a_new_ledger_and_nothing_is_lost_or_doubled) {
    enroll(2);
    EXPECT_EQ(sync().value("outcome", ""), "ok");
    copy_disk("backup");
    enroll(3);
    EXPECT_EQ(sync().value("held", 0), 5);
    put_back_disk("backup");
    enroll(2);
    const auto report = sync();
    EXPECT_EQ(report.value("outcome", ""), "ok") << report.dump();
    EXPECT_EQ(report.value("ledger", ""), "B");
    EXPECT_EQ(report.value("held", 0), 3) << "the hand-over and the two that the center lacked";
    EXPECT_FALSE(ledger_->verify().value());
    EXPECT_EQ(people_at_the_center(), 7);
    EXPECT_EQ(center_status().value("entries", 0), 8);
}

TEST_F(Forks, a_restored_disk_with_nothing_new_learns_that_the_center_is_ahead) {
    enroll(2);
    sync();
    copy_disk("backup");
    enroll(3);
    sync();
    put_back_disk("backup");
    EXPECT_EQ(sync().value("ledger", ""), "B");
    const RecordId next = enroll_at(folder_ / "terminal");
    EXPECT_EQ(ledger_->enrollment(next).value()->number.letter, 'B');
    EXPECT_EQ(sync().value("outcome", ""), "ok");
    EXPECT_EQ(people_at_the_center(), 6);
}

TEST_F(Forks, two_live_machines_with_one_key_wait_for_an_operator_and_lose_nothing) {
    enroll(2);
    sync();
    copy_disk("clone");
    enroll(1);
    sync();
    enroll_at(folder_ / "clone");
    EXPECT_EQ(sync_at(folder_ / "clone").value("ledger", ""), "B");

    enroll(1);
    const auto original = sync();
    EXPECT_EQ(original.value("outcome", ""), "records_disagree") << original.dump();
    EXPECT_EQ(original.value("detail", ""), "two-machines");
    enroll_at(folder_ / "clone");
    EXPECT_EQ(sync_at(folder_ / "clone").value("detail", ""), "two-machines");
    EXPECT_EQ(center_status().value("disputed", 0), 1);

    Child settled({program("kiosk-center"), "settle", "--state", folder_ / "center", "--station", "SM03",
                   "--number", "1", "--clock", kClock});
    EXPECT_EQ(settled.wait(), 0);
    EXPECT_EQ(sync().value("outcome", ""), "ok");
    EXPECT_EQ(sync_at(folder_ / "clone").value("outcome", ""), "ok");
    EXPECT_EQ(people_at_the_center(), 6);
}

TEST_F(Forks, a_hand_over_killed_at_any_point_ends_with_each_record_held) {
    constexpr int kRounds = 8;
    auto random = seeded();
    std::int64_t people = 0;
    for (int round = 0; round < kRounds; ++round) {
        copy_disk("backup");
        enroll(1);
        EXPECT_EQ(sync().value("outcome", ""), "ok");
        put_back_disk("backup");
        enroll(2);
        people += 3;
        for (int kill = 0; kill < 6; ++kill) {
            const auto child = start_sync();
            let_run(below(random, 60'000));
            child->kill(SIGKILL);
            child->wait();
        }
        const auto report = sync();
        ASSERT_EQ(report.value("outcome", ""), "ok") << report.dump();
        ASSERT_EQ(report.value("ledger", ""), std::string(1, static_cast<char>('B' + round)));
    }
    EXPECT_FALSE(ledger_->verify().value());
    EXPECT_EQ(people_at_the_center(), people);
}

TEST_F(Restores, a_center_from_yesterdays_backup_holds_everything_again_after_one_sync) {
    enroll(3);
    EXPECT_EQ(sync().value("held", 0), 3);
    back_up();
    enroll(4);
    EXPECT_EQ(sync().value("held", 0), 7);
    lose_and_restore();
    enroll(1);
    const auto report = sync();
    EXPECT_EQ(report.value("outcome", ""), "ok") << report.dump();
    EXPECT_EQ(report.value("ledger", ""), "A") << "a restored center is no fork";
    expect_all_held_once();
    EXPECT_EQ(people_at_the_center(), 8);
    EXPECT_GT(center_status().value("epoch", 0), 1);
}

TEST_F(Restores, a_hand_over_that_the_center_lost_is_made_again) {
    enroll(2);
    sync();
    back_up();
    copy_disk("backup");
    enroll(2);
    sync();
    put_back_disk("backup");
    enroll(2);
    EXPECT_EQ(sync().value("ledger", ""), "B");
    lose_and_restore();
    enroll(1);
    const auto report = sync();
    EXPECT_EQ(report.value("outcome", ""), "ok") << report.dump();
    EXPECT_EQ(report.value("ledger", ""), "B");
    EXPECT_EQ(people_at_the_center(), 5) << "but for the two that died with the first disk and the center";
}

}  // namespace
}  // namespace syncing
