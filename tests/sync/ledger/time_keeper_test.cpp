#include "sync/ledger/time_keeper.h"

#include <gtest/gtest.h>

namespace syncing {
namespace {

constexpr std::int64_t kT = 1'781'485'200'000;  // 2026-06-15 09:00 in Shanghai
constexpr std::int64_t kHour = 3600 * 1000;
const SignedTime kSigned{kT, 1000, 1200, "boot-1"};

ClockReading at(std::string boot_id, platform::BootMs boot, platform::UtcMs wall) {
    return {wall, boot, std::move(boot_id), false};
}

TEST(TimeNow, knows_nothing_before_the_first_signed_time) {
    EXPECT_EQ(time_now({}, {}, at("boot-1", 5, kT)), (TimeInterval{0, INT64_MAX, TimeBasis::unknown}));
}

TEST(TimeNow, is_bounded_by_round_trip_and_drift_in_the_same_boot) {
    const TimeInterval soon = time_now(kSigned, {}, at("boot-1", 1200, 0));
    EXPECT_EQ(soon, (TimeInterval{kT - 1, kT + 200 + 1, TimeBasis::signed_time}));
    const TimeInterval later = time_now(kSigned, {}, at("boot-1", 1200 + kHour, 0));
    EXPECT_EQ(later.earliest_ms, kT + kHour - 361);
    EXPECT_EQ(later.latest_ms, kT + kHour + 200 + 361);
}

TEST(TimeNow, does_not_look_at_the_wall_clock_in_the_same_boot) {
    EXPECT_EQ(time_now(kSigned, {}, at("boot-1", 9000, 0)),
              time_now(kSigned, {}, at("boot-1", 9000, 3'155'760'000'000)));
}

struct Reboot {
    const char* what;
    std::int64_t wall_since_checkpoint;
    platform::BootMs boot;
    std::int64_t earliest_after;  // since the checkpoint's earliest
    std::int64_t latest_after;    // since its latest; INT64_MAX = unknown
    TimeBasis basis;
};

TEST(TimeNow, carries_the_checkpoint_over_a_reboot_with_the_battery_clock_if_it_is_plausible) {
    const TimeCheckpoint checkpoint{
        {kT, kT + 10, TimeBasis::signed_time}, "boot-1", 500'000, 700'000'000'000};
    const std::int64_t slack = kRtcToleranceMs + 361;
    for (const Reboot& r : {
             Reboot{"an hour off", kHour, 1000, kHour - slack, kHour + slack, TimeBasis::after_reboot},
             Reboot{"battery clock back to 1970", -700'000'000'000, 1000, 1000, INT64_MAX,
                    TimeBasis::unknown},
             Reboot{"battery clock in 2069", 1'356'000'000'000, 1000, 1000, INT64_MAX, TimeBasis::unknown},
             Reboot{"battery clock slower than this boot", kHour, 2 * kHour, 2 * kHour, INT64_MAX,
                    TimeBasis::unknown},
         }) {
        const TimeInterval now =
            time_now(kSigned, checkpoint, at("boot-2", r.boot, checkpoint.wall + r.wall_since_checkpoint));
        EXPECT_EQ(now.earliest_ms, kT + r.earliest_after) << r.what;
        EXPECT_EQ(now.latest_ms, r.latest_after == INT64_MAX ? INT64_MAX : kT + 10 + r.latest_after)
            << r.what;
        EXPECT_EQ(now.basis, r.basis) << r.what;
    }
}

TEST(TimeNow, stays_marked_after_a_second_checkpoint_in_the_new_boot) {
    const TimeCheckpoint checkpoint{{kT, kT + 10, TimeBasis::after_reboot}, "boot-2", 1000, 0};
    EXPECT_EQ(time_now(kSigned, checkpoint, at("boot-2", 1000 + kHour, 0)),
              (TimeInterval{kT + kHour - 361, kT + 10 + kHour + 361, TimeBasis::after_reboot}));
}

TEST(TimeNow, an_unknown_time_stays_unknown_over_a_reboot) {
    const TimeCheckpoint checkpoint{{0, INT64_MAX, TimeBasis::unknown}, "boot-1", 1000, kT};
    const TimeInterval now = time_now({}, checkpoint, at("boot-2", 1000, kT + kHour));
    EXPECT_EQ(now.latest_ms, INT64_MAX);
    EXPECT_EQ(now.basis, TimeBasis::unknown);
}

TEST(TimeNow, is_the_simulated_clock_itself_and_says_so) {
    EXPECT_EQ(time_now(kSigned, {}, {kT + 5, 0, "boot-1", true}),
              (TimeInterval{kT + 5, kT + 5, TimeBasis::simulated}));
}

TEST(Jumps, only_when_the_center_contradicts_what_is_known_by_over_an_hour) {
    const TimeInterval known{kT, kT + 10, TimeBasis::signed_time};
    EXPECT_FALSE(jumps(known, kT - kHour));
    EXPECT_TRUE(jumps(known, kT - kHour - 1));
    EXPECT_FALSE(jumps(known, kT + 10 + kHour));
    EXPECT_TRUE(jumps(known, kT + 10 + kHour + 1));
    EXPECT_FALSE(jumps({}, kT)) << "nothing known, nothing contradicted";
    EXPECT_FALSE(jumps({}, INT64_MAX));
}

}  // namespace
}  // namespace syncing
