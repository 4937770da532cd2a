#include "sync/station/pace.h"

#include <gtest/gtest.h>

namespace syncing {
namespace {

using namespace std::chrono_literals;

std::int64_t at(std::chrono::minutes after_midnight) {
    // 2026-06-15T00:00 in Asia/Shanghai is 2026-06-14T16:00 UTC.
    return 1'781'452'800'000 + std::chrono::milliseconds(after_midnight).count();
}

TEST(Pace, by_day_a_terminal_syncs_every_20_to_40_minutes) {
    EXPECT_EQ(pause_before_sync(at(9h), 2h, 30min, 0.0), 20min);
    EXPECT_EQ(pause_before_sync(at(9h), 2h, 30min, 0.5), 30min);
    EXPECT_LT(pause_before_sync(at(9h), 2h, 30min, 0.999), 40min);
}

TEST(Pace, its_moment_of_the_night_is_not_missed) {
    EXPECT_EQ(pause_before_sync(at(1h + 55min), 2h, 30min, 0.0), 5min);
    EXPECT_EQ(pause_before_sync(at(2h + 5min), 2h, 30min, 0.5), 10min) << "2:15 is its own moment";
    EXPECT_EQ(pause_before_sync(at(2h), 2h, 30min, 0.0), 20min) << "just synced";
    EXPECT_EQ(pause_before_sync(at(23h + 50min), 5min, 0min, 0.9), 15min) << "over midnight";
}

TEST(Pace, a_thousand_terminals_spread_over_the_night_evenly) {
    int in_first_half = 0;
    for (int i = 0; i < 1000; ++i) {
        const auto pause = pause_before_sync(at(1h + 59min), 2h, 30min, i / 1000.0);
        const auto moment = pause - 1min;
        ASSERT_LT(moment, 30min);
        if (moment < 15min) ++in_first_half;
    }
    EXPECT_NEAR(in_first_half, 500, 50);
}

TEST(Pace, a_clock_before_1970_is_only_another_time) {
    const auto pause = pause_before_sync(-1, 2h, 30min, 0.5);
    EXPECT_GT(pause, 0min);
    EXPECT_LE(pause, 40min);
}

}  // namespace
}  // namespace syncing
