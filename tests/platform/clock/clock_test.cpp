#include "platform/clock/clock.h"

#include <gtest/gtest.h>

namespace platform {
namespace {

using namespace std::chrono_literals;

TEST(ShanghaiTime, is_utc_plus_eight_all_year) {
    const UtcMs noon = parse_civil_time("2026-06-15T12:34:56").value();
    EXPECT_EQ(noon, 1'781'498'096'000);
    EXPECT_EQ(shanghai_time(noon).hour, 12);
    EXPECT_EQ(shanghai_time(noon).minute, 34);
    EXPECT_EQ(shanghai_time(noon).second, 56);
    EXPECT_EQ(shanghai_date(noon), 2026y / 6 / 15);
}

TEST(ShanghaiTime, turns_the_day_at_local_midnight) {
    const UtcMs midnight = start_of_day(2026y / 7 / 1);
    EXPECT_EQ(shanghai_date(midnight), 2026y / 7 / 1);
    EXPECT_EQ(shanghai_date(midnight - 1), 2026y / 6 / 30);
    EXPECT_EQ(shanghai_date(0), 1970y / 1 / 1);
    EXPECT_EQ(shanghai_date(-kShanghaiOffsetMs - 1), 1969y / 12 / 31);
}

TEST(ParseCivilTime, takes_minutes_or_seconds_and_nothing_else) {
    EXPECT_EQ(parse_civil_time("1970-01-01T08:00"), 0);
    EXPECT_EQ(parse_civil_time("1970-01-01T08:00:01"), 1000);
    for (const char* wrong :
         {"", "2026-06-15", "2026-06-15 09:00", "2026-06-15T9:00", "2026-06-15T24:00", "2026-06-15T09:60",
          "2026-06-15T09:00:60", "2026-06-15T09:00Z", "2026-02-29T09:00", "2026-06-15T09:00-30"})
        EXPECT_FALSE(parse_civil_time(wrong)) << wrong;
}

TEST(ParseDate, takes_real_dates_only) {
    EXPECT_EQ(parse_date("2024-02-29"), 2024y / 2 / 29);
    EXPECT_EQ(format_date(2024y / 2 / 29), "2024-02-29");
    for (const char* wrong :
         {"2026-02-29", "2026-13-01", "2026-00-01", "2026-6-1", "20260601", "2026-06-1x", "+026-06-01"})
        EXPECT_FALSE(parse_date(wrong)) << wrong;
}

TEST(SimulatedClock, starts_where_it_is_told_and_runs_on) {
    const SimulatedClock clock(parse_civil_time("2026-06-15T09:00").value());
    const UtcMs first = clock.wall();
    EXPECT_GE(first, parse_civil_time("2026-06-15T09:00").value());
    EXPECT_LT(first, parse_civil_time("2026-06-15T09:10").value());
    EXPECT_GE(clock.wall(), first);
    EXPECT_TRUE(clock.simulated());
    EXPECT_FALSE(SystemClock().simulated());
}

TEST(SystemClock, knows_this_boot) {
    EXPECT_EQ(SystemClock().boot_id().size(), 36U);
    EXPECT_EQ(SystemClock().boot_id(), SystemClock().boot_id());
    EXPECT_GT(SystemClock().boot(), 0);
}

}  // namespace
}  // namespace platform
