// "What would I get?", "can I join?" and the way through the employer's union, told as stories.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

struct PackStory : Story {
    explicit PackStory(const char* id, const char* when = "2026-06-15T09:00") : Story(when) {
        pack = shipped_pack(id);
        say(Tick{});
    }
};

void choose(Story& story, std::size_t index) {
    story.say(ChooseOption{index});
}

void answer(Story& story, const char* digits) {
    story.type(digits);
    story.tap(Tap::next);
}

TEST(Estimator, GoesFromAKindOverNumbersToTheResultAndItsWay) {
    Story story;
    story.tap(Tap::benefit);
    ASSERT_NE(story.screen<screen::Question>(), nullptr);
    choose(story, 0);
    answer(story, "12");
    answer(story, "0");
    const auto* result = story.screen<screen::BenefitResult>();
    ASSERT_NE(result, nullptr);
    EXPECT_EQ(result->answer.benefit_fen, 60000);
    EXPECT_FALSE(result->answer.steps.empty());
    story.tap(Tap::next);
    ASSERT_NE(story.screen<screen::ClaimWay>(), nullptr);
    story.tap(Tap::done);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_TRUE(story.count<PollReader>() == 0 && story.count<Scan>() == 0) << "no card, no camera";
}

TEST(Estimator, GoesBackQuestionByQuestionWithWhatWasTyped) {
    Story story;
    story.tap(Tap::benefit);
    choose(story, 0);
    answer(story, "12");
    answer(story, "5");
    story.tap(Tap::next);
    story.tap(Tap::back);
    ASSERT_NE(story.screen<screen::BenefitResult>(), nullptr);
    story.tap(Tap::back);
    EXPECT_EQ(story.screen<screen::Question>()->typed, "5");
    story.tap(Tap::back);
    EXPECT_EQ(story.screen<screen::Question>()->typed, "12");
    EXPECT_TRUE(story.screen<screen::Question>()->ready);
    story.tap(Tap::back);
    EXPECT_EQ(story.screen<screen::Question>()->ask, Ask::topic);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

TEST(Estimator, TakesNothingThatIsNoAnswer) {
    Story story;
    story.tap(Tap::benefit);
    choose(story, 99);
    EXPECT_EQ(story.screen<screen::Question>()->ask, Ask::topic);
    choose(story, 0);
    story.tap(Tap::next);
    answer(story, "0");
    story.say(ChooseOption{0});
    story.tap(Tap::yes);
    EXPECT_EQ(story.screen<screen::Question>()->ask, Ask::days);
}

TEST(Estimator, CanBeginAgain) {
    Story story;
    story.tap(Tap::benefit);
    choose(story, 2);
    ASSERT_NE(story.screen<screen::BenefitResult>(), nullptr);
    story.tap(Tap::again);
    ASSERT_NE(story.screen<screen::Question>(), nullptr);
    EXPECT_TRUE(story.screen<screen::Question>()->replies.empty());
}

TEST(Estimator, TypesTodayWithOneTap) {
    PackStory story("ningbo-2019", "2019-06-15T09:00");
    story.tap(Tap::benefit);
    choose(story, 2);
    choose(story, 0);
    choose(story, 0);
    answer(story, "20190301");
    story.tap(Tap::today);
    EXPECT_EQ(story.screen<screen::Question>()->typed, "20190615");
    story.tap(Tap::next);
    choose(story, 1);
    EXPECT_EQ(story.screen<screen::BenefitResult>()->answer.benefit_fen, 2000000);
}

TEST(Estimator, SaysThatFiguresAreNotPublished) {
    PackStory story("weihai-9", "2018-03-20T09:00");
    story.tap(Tap::benefit);
    choose(story, 0);
    const auto* result = story.screen<screen::BenefitResult>();
    ASSERT_NE(result, nullptr);
    EXPECT_EQ(result->answer.benefit_fen, std::nullopt);
}

TEST(Estimator, AnswersForAnIllnessThatIsNotListed) {
    PackStory story("ningbo-2019", "2019-06-15T09:00");
    story.tap(Tap::benefit);
    choose(story, 2);
    choose(story, 9);
    const auto* result = story.screen<screen::BenefitResult>();
    ASSERT_NE(result, nullptr);
    EXPECT_THAT(result->answer.refusals, testing::ElementsAre(config::Refusal::not_covered));
}

TEST(Estimator, IsLeftWhenNobodyIsThere) {
    Story story;
    story.tap(Tap::benefit);
    choose(story, 0);
    story.type("12");
    story.wait(61);
    EXPECT_TRUE(story.state.countdown.has_value());
    story.wait(15);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

TEST(CanIJoin, EndsAtTheStartOfEnrolling) {
    Story story;
    story.tap(Tap::can_join);
    choose(story, 0);
    for (int i = 0; i < 3; ++i) story.tap(Tap::yes);
    const auto* result = story.screen<screen::JoinResult>();
    ASSERT_NE(result, nullptr);
    EXPECT_TRUE(result->quotes.at(0).ok);
    story.tap(Tap::start);
    EXPECT_NE(story.screen<screen::Consent>(), nullptr);
    EXPECT_TRUE(story.state.began_on.has_value());
}

TEST(CanIJoin, DoesNotStartForThoseWhoCannot) {
    Story story;
    story.tap(Tap::can_join);
    choose(story, 3);
    ASSERT_NE(story.screen<screen::JoinResult>(), nullptr);
    story.tap(Tap::start);
    EXPECT_NE(story.screen<screen::JoinResult>(), nullptr);
    story.tap(Tap::back);
    EXPECT_EQ(story.screen<screen::Question>()->ask, Ask::employment);
}

TEST(CanIJoin, SaysOutsideTheIntakeThatOnlyTheDayIsWrong) {
    Story story("2026-07-01T09:00");
    story.tap(Tap::can_join);
    choose(story, 1);
    for (int i = 0; i < 3; ++i) story.tap(Tap::yes);
    const auto* result = story.screen<screen::JoinResult>();
    ASSERT_NE(result, nullptr);
    EXPECT_THAT(result->quotes.at(0).refusals, testing::ElementsAre(config::Refusal::window_closed));
}

TEST(CanIJoin, LeadsToTheCardForEarlierEnrollments) {
    Story story;
    story.tap(Tap::can_join);
    choose(story, 3);
    story.tap(Tap::ask_status);
    EXPECT_NE(story.screen<screen::AskStatus>(), nullptr);
    EXPECT_TRUE(story.state.reader_on);
}

TEST(GroupOnly, NobodyStartsAtTheTerminal) {
    PackStory story("yuncheng");
    story.tap(Tap::start);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    story.tap(Tap::group_way);
    EXPECT_NE(story.screen<screen::GroupWay>(), nullptr);
}

TEST(GroupOnly, CountsWhetherEnoughJoin) {
    PackStory story("yuncheng");
    story.tap(Tap::group_way);
    story.tap(Tap::next);
    answer(story, "51");
    story.type("52");
    EXPECT_FALSE(story.screen<screen::Question>()->ready) << "more than there are";
    story.tap(Tap::clear);
    answer(story, "40");
    const auto* result = story.screen<screen::GroupResult>();
    ASSERT_NE(result, nullptr);
    EXPECT_EQ(result->answer.required, 41);
    EXPECT_FALSE(result->answer.ok);
    story.tap(Tap::back);
    story.tap(Tap::clear);
    answer(story, "41");
    EXPECT_TRUE(story.screen<screen::GroupResult>()->answer.ok);
    story.tap(Tap::done);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

TEST(GroupOnly, ATerminalForSinglePersonsHasNoGroupWay) {
    Story story;
    story.tap(Tap::group_way);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

}  // namespace
}  // namespace kiosk::test
