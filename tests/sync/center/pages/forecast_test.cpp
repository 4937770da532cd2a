#include "sync/center/pages/forecast.h"

#include <gtest/gtest.h>

#include <array>

namespace syncing::center {
namespace {

using platform::UtcMs;

UtcMs at(std::string_view civil) {
    return *platform::parse_civil_time(civil);
}

constexpr std::array<DayFigures, 2> kBusy{
    {{140, 56}, {140, 56}}};  // 10 an hour, a contact each quarter of an hour
constexpr std::array<DayFigures, 2> kNightly{{{140, 1}, {140, 1}}};

struct Case {
    const char* name;
    ForecastInput input;
    Outlook outlook;
    std::int64_t missing;
};

const UtcMs kEnd = at("2026-07-01T00:00");

const Case kCases[] = {
    {"a terminal that reports every quarter of an hour and did so just now",
     {at("2026-06-30T21:40"), kEnd, at("2026-06-30T21:35"), 3, kBusy},
     Outlook::on_time,
     3},
    {"one silent for three hours on the last evening will not be heard of in time",
     {at("2026-06-30T21:40"), kEnd, at("2026-06-30T18:37"), 32, kBusy},
     Outlook::late,
     32 + 30},
    {"one silent for three hours a week before the end is at risk",
     {at("2026-06-23T21:40"), kEnd, at("2026-06-23T18:37"), 32, kBusy},
     Outlook::at_risk,
     32 + 30},
    {"one that sends at night is on time while its next night is before the end",
     {at("2026-06-29T16:00"), kEnd, at("2026-06-29T02:00"), 50, kNightly},
     Outlook::on_time,
     50},
    {"one that sends at night has no more night before the end",
     {at("2026-06-30T16:00"), kEnd, at("2026-06-30T02:00"), 50, kNightly},
     Outlook::late,
     50},
    {"one with nothing to send is on time however long it is silent",
     {at("2026-06-30T21:40"), kEnd, at("2026-06-30T01:00"), 0, {}},
     Outlook::on_time,
     0},
    {"one that was never heard of", {at("2026-06-30T21:40"), kEnd, std::nullopt, 0, {}}, Outlook::unseen, 0},
    {"without an open window nothing is late",
     {at("2026-08-01T10:00"), std::nullopt, at("2026-07-20T10:00"), 5, {}},
     Outlook::no_window,
     5},
    {"after the window's end nothing is late any more",
     {at("2026-07-01T00:00"), kEnd, at("2026-06-30T23:59"), 5, kBusy},
     Outlook::no_window,
     5},
};

class ForecastTest : public testing::TestWithParam<Case> {};

TEST_P(ForecastTest, Says_what_will_be_missing) {
    const Forecast found = forecast(GetParam().input);
    EXPECT_EQ(name_of(found.outlook), name_of(GetParam().outlook)) << GetParam().name;
    EXPECT_EQ(found.missing, GetParam().missing) << GetParam().name;
}

INSTANTIATE_TEST_SUITE_P(Forecast, ForecastTest, testing::ValuesIn(kCases));

TEST(ForecastAtNight, Adds_nothing) {
    const Forecast evening = forecast({at("2026-06-24T07:00"), kEnd, at("2026-06-23T22:00"), 4, kBusy});
    EXPECT_EQ(evening.missing, 4);
}

}  // namespace
}  // namespace syncing::center
