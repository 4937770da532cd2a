// Who cannot enroll, and what they are told.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

using config::Refusal;
using testing::ElementsAre;

void confirm_as(Story& story, const platform::Card& card, StatusView known = {}) {
    story.reach_confirm(card);
    story.answer_look_up(std::move(known));
    story.tap(Tap::yes);
}

TEST(Refused, ChildrenUnderSixteen) {
    Story story;
    confirm_as(story, child());
    ASSERT_NE(story.screen<screen::Refused>(), nullptr);
    EXPECT_THAT(story.screen<screen::Refused>()->reasons, ElementsAre(Refusal::too_young));
    EXPECT_EQ(story.screen<screen::Refused>()->minimum_age, 16);
    EXPECT_FALSE(can_go_back(story.state));
    EXPECT_FALSE(story.state.reader_on);
    story.tap(Tap::done);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_FALSE(story.state.visitor);
}

TEST(Refused, NumbersThatCannotBe) {
    Story story;
    platform::Card card = resident();
    card.number = "350299198807150019";
    confirm_as(story, card);
    ASSERT_NE(story.screen<screen::Refused>(), nullptr);
    EXPECT_THAT(story.screen<screen::Refused>()->reasons, ElementsAre(Refusal::bad_id_number));
}

struct HeldCase {
    EnrollmentState state;
    bool refused;
};
class EarlierEnrollments : public testing::TestWithParam<HeldCase> {};
TEST_P(EarlierEnrollments, CountUnlessTheyFell) {
    Story story;
    confirm_as(story, resident(), status_with(GetParam().state));
    const auto* refused = story.screen<screen::Refused>();
    ASSERT_EQ(refused != nullptr, GetParam().refused);
    if (refused == nullptr) return;
    EXPECT_THAT(refused->reasons, ElementsAre(Refusal::already_enrolled));
    ASSERT_TRUE(refused->earlier);
    EXPECT_EQ(refused->earlier->slip_number, "JL03-000007");
}
INSTANTIATE_TEST_SUITE_P(
    States, EarlierEnrollments,
    testing::Values(HeldCase{EnrollmentState::stored_here, true}, HeldCase{EnrollmentState::received, true},
                    HeldCase{EnrollmentState::awaiting_payment, true},
                    HeldCase{EnrollmentState::accepted, true}, HeldCase{EnrollmentState::in_review, true},
                    HeldCase{EnrollmentState::refused, false}, HeldCase{EnrollmentState::withdrawn, false},
                    HeldCase{EnrollmentState::duplicate, false}));

TEST(Refused, LastYearsEnrollmentDoesNotCount) {
    StatusView last_year = status_with(EnrollmentState::accepted);
    last_year.enrollments[0].coverage_from = *platform::parse_date("2025-07-01");
    last_year.enrollments[0].coverage_to = *platform::parse_date("2026-06-30");
    Story story;
    confirm_as(story, resident(), last_year);
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
}

TEST(Refused, TheEarlierEnrollmentShownIsTheOneInTheWay) {
    StatusView both = status_with(EnrollmentState::accepted);
    EnrollmentStatus last_year = both.enrollments[0];
    last_year.slip_number = "JL03-000001";
    last_year.coverage_from = *platform::parse_date("2025-07-01");
    last_year.coverage_to = *platform::parse_date("2026-06-30");
    both.enrollments.insert(both.enrollments.begin(), last_year);
    Story story;
    confirm_as(story, resident(), both);
    ASSERT_NE(story.screen<screen::Refused>(), nullptr);
    EXPECT_EQ(story.screen<screen::Refused>()->earlier->slip_number, "JL03-000007");
}

TEST(Refused, AnEnrollmentKnownByItsDayAloneCounts) {
    StatusView bare;
    bare.enrollments.resize(1);
    bare.enrollments[0].slip_number = "JL03-000007";
    bare.enrollments[0].at = *platform::parse_civil_time("2026-06-02T10:00");
    Story story;
    confirm_as(story, resident(), bare);
    ASSERT_NE(story.screen<screen::Refused>(), nullptr);
    EXPECT_THAT(story.screen<screen::Refused>()->reasons, ElementsAre(Refusal::already_enrolled));
    EXPECT_TRUE(story.screen<screen::Refused>()->earlier);

    bare.enrollments[0].at = *platform::parse_civil_time("2025-06-02T10:00");
    Story next_year;
    confirm_as(next_year, resident(), bare);
    EXPECT_NE(next_year.screen<screen::Work>(), nullptr);
}

TEST(Refused, WithoutPapersCanBeTakenBack) {
    Story story;
    story.reach_papers();
    story.tap(Tap::no_papers);
    ASSERT_NE(story.screen<screen::Refused>(), nullptr);
    EXPECT_THAT(story.screen<screen::Refused>()->reasons, ElementsAre(Refusal::missing_document));
    EXPECT_TRUE(can_go_back(story.state));
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Papers>(), nullptr);
}

TEST(Refused, WhoDoesNotJoinTheUnionMayThinkAgain) {
    Story story;
    story.reach_join_union();
    story.tap(Tap::not_join);
    ASSERT_NE(story.screen<screen::Refused>(), nullptr);
    EXPECT_THAT(story.screen<screen::Refused>()->reasons, ElementsAre(Refusal::not_union_member));
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::JoinUnion>(), nullptr);
    story.tap(Tap::join);
    EXPECT_NE(story.screen<screen::Plan>(), nullptr);
}

TEST(Pack, ThatAsksForNeitherPaperNorUnionSkipsThem) {
    Story story;
    story.pack.documents.clear();
    story.pack.needs_union_member = false;
    story.reach_phone();
    story.type(kPhone);
    story.tap(Tap::next);
    ASSERT_NE(story.screen<screen::Plan>(), nullptr);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Phone>(), nullptr);
    story.tap(Tap::next);
    story.tap(Tap::next);
    ASSERT_NE(story.screen<screen::Review>(), nullptr);
    EXPECT_FALSE(story.screen<screen::Review>()->document);
    story.tap(Tap::submit);
    EXPECT_FALSE(story.sent<Submit>().form.document);
}

TEST(Pack, ThatChangesThePriceAfterTheReadBackIsShownFirst) {
    Story story;
    story.reach_review();
    story.pack.plans.front().terms.front().fee_fen = 4000;
    story.tap(Tap::submit);
    EXPECT_EQ(story.count<Submit>(), 0);
    ASSERT_NE(story.screen<screen::Plan>(), nullptr);
    EXPECT_EQ(story.screen<screen::Plan>()->offer.fee_fen, 4000);
    story.tap(Tap::next);
    story.tap(Tap::submit);
    EXPECT_EQ(story.sent<Submit>().form.fee_fen, 4000);
}

TEST(Pack, WithoutAPublishedFeeSendsThePersonToStaff) {
    Story story;
    story.pack.plans.front().terms.front().fee_fen.reset();
    story.reach_join_union();
    story.tap(Tap::join);
    ASSERT_NE(story.screen<screen::Refused>(), nullptr);
    EXPECT_TRUE(story.screen<screen::Refused>()->reasons.empty());
}

}  // namespace
}  // namespace kiosk::test
