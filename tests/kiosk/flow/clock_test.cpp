// The intake month, and clocks that cannot be trusted: no worker is turned away because of a clock.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

std::string text(const std::optional<Date>& date) {
    return date ? platform::format_date(*date) : "none";
}

TEST(Intake, InJuneIsOpenAndCountsTheDaysLeft) {
    const Story story("2026-06-15T09:00");
    const Window& window = story.state.shell.window;
    EXPECT_EQ(window.intake, Intake::open);
    EXPECT_EQ(text(window.opens), "2026-06-01");
    EXPECT_EQ(text(window.closes), "2026-06-30");
    EXPECT_EQ(window.days_left, 15);
    EXPECT_EQ(text(window.coverage_from), "2026-07-01");
    EXPECT_EQ(text(window.coverage_to), "2027-06-30");
    EXPECT_EQ(window.fee_fen, 3600);
}

struct EdgeCase {
    const char* when;
    Intake intake;
    const char* opens;
};
class Edges : public testing::TestWithParam<EdgeCase> {};
TEST_P(Edges, AreThoseOfShanghai) {
    Story story(GetParam().when);
    EXPECT_EQ(story.state.shell.window.intake, GetParam().intake);
    EXPECT_EQ(text(story.state.shell.window.opens), GetParam().opens);
    story.tap(Tap::start);
    EXPECT_EQ(story.screen<screen::Consent>() != nullptr, GetParam().intake == Intake::open);
}
INSTANTIATE_TEST_SUITE_P(Days, Edges,
                         testing::Values(EdgeCase{"2026-05-31T23:59:59", Intake::closed, "2026-06-01"},
                                         EdgeCase{"2026-06-01T00:00", Intake::open, "2026-06-01"},
                                         EdgeCase{"2026-06-30T23:59:59", Intake::open, "2026-06-01"},
                                         EdgeCase{"2026-07-01T00:00", Intake::closed, "2027-06-01"},
                                         EdgeCase{"2026-12-31T12:00", Intake::closed, "2027-06-01"}));

TEST(Intake, OpensWhileTheTerminalStandsThere) {
    Story story("2026-05-31T23:59:30");
    EXPECT_EQ(story.state.shell.window.intake, Intake::closed);
    story.wait(30);
    EXPECT_EQ(story.state.shell.window.intake, Intake::open);
}

TEST(Intake, ThatClosesOnSomebodyLetsThemFinish) {
    Story story("2026-06-30T23:59:10");
    story.reach_plan();
    story.wait(55);  // past midnight
    story.say(Touched{});
    EXPECT_EQ(story.state.shell.window.intake, Intake::closed);
    story.tap(Tap::next);
    ASSERT_NE(story.screen<screen::Review>(), nullptr);
    EXPECT_TRUE(story.screen<screen::Review>()->notes.closed_meanwhile);
    story.tap(Tap::submit);
    EXPECT_EQ(text(story.sent<Submit>().form.coverage_from), "2026-07-01");
    story.say(Submitted{story.sent<Submit>().request, slip()});
    EXPECT_NE(story.screen<screen::Saved>(), nullptr);
    story.tap(Tap::done);
    story.tap(Tap::start);
    EXPECT_NE(story.screen<screen::Home>(), nullptr) << "the next person comes too late";
}

struct ClockCase {
    const char* name;
    const char* wall;
    const char* last_trusted;  // "" = never
    const char* coverage_from;
};
class UntrustedClocks : public testing::TestWithParam<ClockCase> {};
TEST_P(UntrustedClocks, TurnNobodyAway) {
    Story story(GetParam().wall, false);
    TimeReport report;
    if (*GetParam().last_trusted != '\0')
        report.earliest = *platform::parse_civil_time(GetParam().last_trusted);
    story.say(report);
    EXPECT_EQ(story.state.shell.window.intake, Intake::unconfirmed);
    EXPECT_FALSE(story.state.shell.time_trusted);
    story.reach_review(resident());
    ASSERT_NE(story.screen<screen::Review>(), nullptr);
    EXPECT_TRUE(story.screen<screen::Review>()->notes.time_unconfirmed);
    EXPECT_FALSE(story.screen<screen::Review>()->notes.closed_meanwhile);
    story.tap(Tap::submit);
    EXPECT_EQ(text(story.sent<Submit>().form.coverage_from), GetParam().coverage_from);
    story.say(Submitted{story.sent<Submit>().request, slip()});
    ASSERT_NE(story.screen<screen::Saved>(), nullptr);
    EXPECT_TRUE(story.screen<screen::Saved>()->time_unconfirmed);
}
INSTANTIATE_TEST_SUITE_P(
    Clocks, UntrustedClocks,
    testing::Values(ClockCase{"in_1970", "1970-01-01T08:00", "2026-06-12T10:00", "2026-07-01"},
                    ClockCase{"in_2069", "2069-03-01T08:00", "2026-06-12T10:00", "2026-07-01"},
                    ClockCase{"in_june_2069", "2069-06-10T08:00", "2026-06-12T10:00", "2026-07-01"},
                    ClockCase{"off_since_autumn", "1970-01-01T08:00", "2025-10-01T10:00", "2026-07-01"},
                    ClockCase{"never_known", "1970-01-01T08:00", "", "2019-07-01"}),
    [](const auto& test) { return test.param.name; });

TEST(UntrustedClock, DoesNotCallACardExpired) {
    Story story("2069-06-10T08:00", false);
    story.reach_confirm(resident());
    EXPECT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
}

TEST(TrustedTime, OverrulesTheWallClock) {
    Story story("1970-01-01T08:00", false);
    TimeReport report;
    report.trusted = true;
    report.earliest = *platform::parse_civil_time("2026-06-15T09:00");
    report.latest = report.earliest + 2000;
    story.say(report);
    EXPECT_EQ(story.state.shell.window.intake, Intake::open);
    EXPECT_EQ(story.state.shell.minute, report.earliest);
    story.wait(120);
    EXPECT_EQ(story.state.shell.minute, report.earliest + 120'000);
}

TEST(TrustedTime, OnBothSidesOfMidnightLetsTheWorkerIn) {
    Story story("2026-07-01T00:00:01");
    TimeReport report;
    report.trusted = true;
    report.earliest = story.now.wall - 5000;
    report.latest = story.now.wall + 5000;
    story.say(report);
    EXPECT_EQ(story.state.shell.window.intake, Intake::open);
    story.reach_review();
    story.tap(Tap::submit);
    EXPECT_EQ(text(story.sent<Submit>().form.coverage_from), "2026-07-01");
}

TEST(TrustedTime, WithoutAnUpperEndIsNone) {
    Story story("2026-06-15T09:00", false);
    story.say(TimeReport{true, false, story.now.wall, INT64_MAX});
    EXPECT_FALSE(story.state.shell.time_trusted);
    EXPECT_EQ(story.state.shell.window.intake, Intake::unconfirmed);
}

TEST(SimulatedClock, IsSaid) {
    Story story;
    EXPECT_FALSE(story.state.shell.clock_simulated);
    story.say(TimeReport{true, true, story.now.wall, story.now.wall});
    EXPECT_TRUE(story.state.shell.clock_simulated);
}

}  // namespace
}  // namespace kiosk::test
