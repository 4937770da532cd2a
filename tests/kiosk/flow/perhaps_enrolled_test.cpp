// Whoever seems to be enrolled already at another station is asked, and never held up.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

config::HeldPlan held(const char* plan, const char* from, const char* to) {
    return {plan, {*platform::parse_date(from), *platform::parse_date(to)}};
}
const config::HeldPlan kThisYear = held("mutual-aid", "2026-07-01", "2027-06-30");

struct Arrival : testing::Test {
    Story story;

    void arrive(std::vector<config::HeldPlan> perhaps, StatusView known = {}) {
        story.reach_confirm(resident());
        story.say(PersonFound{story.sent<LookUpCard>().request, std::move(known), std::move(perhaps)});
        story.tap(Tap::yes);
    }
    bool is_asked() const { return story.screen<screen::PerhapsEnrolled>() != nullptr; }
};

using PerhapsEnrolled = Arrival;

TEST_F(PerhapsEnrolled, WhoIsInTheFilterIsAskedWithThePeriod) {
    arrive({kThisYear});
    const auto* asked = story.screen<screen::PerhapsEnrolled>();
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(asked->coverage_from, kThisYear.coverage.from);
    EXPECT_EQ(asked->coverage_to, kThisYear.coverage.to);
    EXPECT_TRUE(story.state.reader_on) << "another card is noticed here too";
}

TEST_F(PerhapsEnrolled, WhoSaidYesBeforeTheAnswerIsAskedToo) {
    story.reach_confirm(resident());
    story.tap(Tap::yes);
    story.say(PersonFound{story.sent<LookUpCard>().request, {}, {kThisYear}});
    EXPECT_TRUE(is_asked());
}

TEST_F(PerhapsEnrolled, WhoGoesOnIsAskedTheQuestionsAndIsSaved) {
    arrive({kThisYear});
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
    story.say(ChooseEmployment{Employment::flexible});
    story.say(ChooseWorkplace{0});
    story.tap(Tap::next);
    story.type(kPhone);
    story.tap(Tap::next);
    story.say(ChooseDocument{Document::labour_contract});
    story.tap(Tap::join);
    story.tap(Tap::next);
    story.tap(Tap::submit);
    EXPECT_EQ(story.count<Submit>(), 1);
}

TEST_F(PerhapsEnrolled, WhoStopsLeavesNothingBehind) {
    arrive({kThisYear});
    story.tap(Tap::done);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_FALSE(story.state.visitor);
    EXPECT_GT(story.count<ForgetVisitor>(), 0);
    EXPECT_FALSE(remembers_somebody(story.state));
}

TEST_F(PerhapsEnrolled, WhoGoesBackAfterGoingOnIsNotAskedTwice) {
    arrive({kThisYear});
    story.tap(Tap::next);
    story.tap(Tap::back);
    ASSERT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
    story.tap(Tap::yes);
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
}

TEST_F(PerhapsEnrolled, WhoGoesBackInsteadIsAskedAgain) {
    arrive({kThisYear});
    story.tap(Tap::back);
    ASSERT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
    story.tap(Tap::yes);
    EXPECT_TRUE(is_asked());
}

TEST_F(PerhapsEnrolled, AnotherCardEndsIt) {
    arrive({kThisYear});
    story.lay(other_resident());
    EXPECT_EQ(story.state.message, Message::card_changed);
    EXPECT_FALSE(story.state.visitor);
}

struct KnownCase {
    const char* name;
    EnrollmentState known;
    bool asked;
    bool refused;
};
class KnownHere : public Arrival, public testing::WithParamInterface<KnownCase> {};

TEST_P(KnownHere, IsNotAskedTwice) {
    arrive({kThisYear}, status_with(GetParam().known));
    EXPECT_EQ(is_asked(), GetParam().asked);
    EXPECT_EQ(story.screen<screen::Refused>() != nullptr, GetParam().refused);
}
INSTANTIATE_TEST_SUITE_P(States, KnownHere,
                         testing::Values(KnownCase{"stored_here", EnrollmentState::stored_here, false, true},
                                         KnownCase{"accepted", EnrollmentState::accepted, false, true},
                                         KnownCase{"in_review", EnrollmentState::in_review, false, true},
                                         KnownCase{"withdrawn", EnrollmentState::withdrawn, false, false},
                                         KnownCase{"refused", EnrollmentState::refused, true, false},
                                         KnownCase{"duplicate", EnrollmentState::duplicate, true, false}),
                         [](const auto& it) { return it.param.name; });

struct FilterCase {
    const char* name;
    config::HeldPlan held;
    bool asked;
};
class OtherFilters : public Arrival, public testing::WithParamInterface<FilterCase> {};

TEST_P(OtherFilters, CountOnlyForThisPlanAndPeriod) {
    arrive({GetParam().held});
    EXPECT_EQ(is_asked(), GetParam().asked);
}
INSTANTIATE_TEST_SUITE_P(
    Filters, OtherFilters,
    testing::Values(FilterCase{"this_year", kThisYear, true},
                    FilterCase{"last_year", held("mutual-aid", "2025-07-01", "2026-06-30"), false},
                    FilterCase{"next_year", held("mutual-aid", "2027-07-01", "2028-06-30"), false},
                    FilterCase{"overlapping", held("mutual-aid", "2027-06-30", "2028-06-29"), true},
                    FilterCase{"another_plan", held("women", "2026-07-01", "2027-06-30"), false}),
    [](const auto& it) { return it.param.name; });

TEST_F(PerhapsEnrolled, WithdrawnLastYearChangesNothing) {
    StatusView last_year = status_with(EnrollmentState::withdrawn);
    last_year.enrollments[0].coverage_from = *platform::parse_date("2025-07-01");
    last_year.enrollments[0].coverage_to = *platform::parse_date("2026-06-30");
    arrive({kThisYear}, last_year);
    EXPECT_TRUE(is_asked());
}

TEST_F(PerhapsEnrolled, WhoMayNotEnrollAnywayHearsOnlyWhy) {
    story.reach_confirm(child());
    story.say(PersonFound{story.sent<LookUpCard>().request, {}, {kThisYear}});
    story.tap(Tap::yes);
    EXPECT_NE(story.screen<screen::Refused>(), nullptr);
}

}  // namespace
}  // namespace kiosk::test
