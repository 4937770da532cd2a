// Asking what became of an application, by card or slip.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

TEST(AskStatus, OpensByCard) {
    Story story;
    story.tap(Tap::ask_status);
    story.lay(resident());
    EXPECT_FALSE(story.sent<LookUpCard>().by_staff);
    EXPECT_NE(story.screen<screen::AskStatus>()->request, 0U);
    story.answer_look_up(status_with(EnrollmentState::accepted));
    ASSERT_NE(story.screen<screen::Status>(), nullptr);
    EXPECT_EQ(story.screen<screen::Status>()->person->name, "林*强");
    EXPECT_EQ(story.screen<screen::Status>()->status, status_with(EnrollmentState::accepted));
}

TEST(AskStatus, OpensBySlip) {
    Story story;
    story.tap(Tap::ask_status);
    story.scan("MA1:SLIP");
    EXPECT_EQ(story.sent<LookUpSlip>().code.text(), "MA1:SLIP");
    story.say(SlipFound{story.sent<LookUpSlip>().request, status_with(EnrollmentState::stored_here)});
    ASSERT_NE(story.screen<screen::Status>(), nullptr);
    EXPECT_FALSE(story.screen<screen::Status>()->person);
    story.tap(Tap::done);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_GE(story.count<ForgetVisitor>(), 1);
}

TEST(AskStatus, AnExpiredCardStillOpensItsOwnStatus) {
    Story story;
    platform::Card card = resident();
    card.valid_to = *platform::parse_date("2020-01-01");
    story.tap(Tap::ask_status);
    story.lay(card);
    EXPECT_EQ(story.count<LookUpCard>(), 1);
}

TEST(AskStatus, WorksOutsideTheIntakeMonth) {
    Story story("2026-02-03T09:00");
    story.tap(Tap::start);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    story.tap(Tap::ask_status);
    EXPECT_NE(story.screen<screen::AskStatus>(), nullptr);
}

TEST(AskStatus, TheNextCardOvertakesAnUnansweredOne) {
    Story story;
    story.tap(Tap::ask_status);
    story.lay(resident());
    const RequestId first = story.sent<LookUpCard>().request;
    story.lay(other_resident());
    story.say(PersonFound{first, status_with(EnrollmentState::accepted)});
    EXPECT_NE(story.screen<screen::AskStatus>(), nullptr) << "never one person's status for another's card";
    story.answer_look_up({});
    ASSERT_NE(story.screen<screen::Status>(), nullptr);
    EXPECT_EQ(story.screen<screen::Status>()->person->name, "陈*文");
}

struct CodeCase {
    const char* name;
    LookUpError error;
    Message message;
};
class BadCodes : public testing::TestWithParam<CodeCase> {};
TEST_P(BadCodes, AreExplainedAndScanningGoesOn) {
    Story story;
    story.tap(Tap::ask_status);
    story.scan("https://example.invalid/a");
    story.say(LookUpFailed{story.sent<LookUpSlip>().request, GetParam().error});
    EXPECT_EQ(story.state.message, GetParam().message);
    EXPECT_FALSE(story.state.camera_on) << "no second message while the first is read";
    story.tap(Tap::dismiss);
    EXPECT_FALSE(story.state.message);
    EXPECT_TRUE(story.state.camera_on);
    EXPECT_NE(story.screen<screen::AskStatus>(), nullptr);
}
INSTANTIATE_TEST_SUITE_P(
    Errors, BadCodes,
    testing::Values(CodeCase{"not_ours", LookUpError::not_ours, Message::code_not_ours},
                    CodeCase{"unknown", LookUpError::unknown_here, Message::slip_unknown_here},
                    CodeCase{"broken", LookUpError::store_failed, Message::look_up_failed}),
    [](const auto& test) { return test.param.name; });

TEST(AskStatus, ACodeThatIsNoTextIsNotOurs) {
    Story story;
    story.tap(Tap::ask_status);
    story.say(platform::CodeEvent(platform::UnusableCode{}));
    EXPECT_EQ(story.state.message, Message::code_not_ours);
    EXPECT_EQ(story.count<LookUpSlip>(), 0);
}

TEST(AskStatus, BackFromAStatusForgetsItAndAsksAgain) {
    Story story;
    story.tap(Tap::ask_status);
    story.lay(resident());
    story.answer_look_up(status_with(EnrollmentState::accepted));
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::AskStatus>(), nullptr);
    EXPECT_EQ(story.count<ForgetVisitor>(), 1);
}

TEST(ClaimLookUp, IsTheSameForStaffAndMarkedAsTheirs) {
    Story story;
    story.reach_desk();
    story.tap(Tap::nav_claims);
    ASSERT_NE(story.screen<screen::ClaimLookUp>(), nullptr);
    story.lay(resident());
    EXPECT_TRUE(story.sent<LookUpCard>().by_staff);
    story.answer_look_up(status_with(EnrollmentState::accepted));
    ASSERT_NE(story.screen<screen::Status>(), nullptr);
    EXPECT_TRUE(story.screen<screen::Status>()->by_staff);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::ClaimLookUp>(), nullptr);
    story.scan("MA1:SLIP");
    EXPECT_TRUE(story.sent<LookUpSlip>().by_staff);
    story.say(SlipFound{story.sent<LookUpSlip>().request, {}});
    story.tap(Tap::nav_today);
    EXPECT_NE(story.screen<screen::Desk>(), nullptr);
    EXPECT_TRUE(story.state.staff);
}

}  // namespace
}  // namespace kiosk::test
