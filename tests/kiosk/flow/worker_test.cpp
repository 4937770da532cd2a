// The worker's way from home to the slip.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

struct CardCase {
    const char* name;
    platform::Card (*card)();
};
class EveryCardKind : public testing::TestWithParam<CardCase> {};

TEST_P(EveryCardKind, EnrollsFromHomeToSlip) {
    Story story;
    story.reach_review(GetParam().card());
    story.tap(Tap::submit);
    const auto submit = story.sent<Submit>();
    EXPECT_EQ(submit.form.card.number, GetParam().card().number);
    EXPECT_EQ(submit.form.phone.text(), kPhone);
    EXPECT_EQ(submit.form.employment, Employment::flexible);
    EXPECT_EQ(submit.form.document, Document::social_security_proof);
    EXPECT_EQ(submit.form.workplace, "jialian");
    EXPECT_TRUE(submit.form.joins_union);
    EXPECT_TRUE(submit.form.consent);
    EXPECT_EQ(submit.form.fee_fen, 3600);
    EXPECT_EQ(platform::format_date(submit.form.coverage_from), "2026-07-01");
    EXPECT_EQ(platform::format_date(submit.form.coverage_to), "2027-06-30");
    EXPECT_EQ(submit.form.pack_hash, story.pack.hash);
    EXPECT_EQ(story.screen<screen::Saved>(), nullptr) << "nothing is saved before the store says so";

    story.say(Submitted{submit.request, slip()});
    ASSERT_NE(story.screen<screen::Saved>(), nullptr);
    EXPECT_EQ(story.screen<screen::Saved>()->slip.number, "JL03-000313");
    EXPECT_EQ(story.count<ForgetVisitor>(), 1);
    EXPECT_FALSE(story.state.visitor);

    story.tap(Tap::done);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}
INSTANTIATE_TEST_SUITE_P(Cards, EveryCardKind,
                         testing::Values(CardCase{"resident", resident}, CardCase{"permit", permit_holder},
                                         CardCase{"foreigner", foreigner_2023}),
                         [](const auto& test) { return test.param.name; });

TEST(Consent, IsNotGivenForAnybody) {
    Story story;
    story.reach_consent();
    EXPECT_FALSE(story.screen<screen::Consent>()->agreed);
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Consent>(), nullptr) << "the card is not read without consent";
    story.tap(Tap::toggle_consent);
    story.tap(Tap::toggle_consent);
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Consent>(), nullptr);
    EXPECT_EQ(story.count<PollReader>(), 0);
}

TEST(Devices, RunOnlyOnScreensThatNeedThem) {
    Story story;
    EXPECT_FALSE(story.state.reader_on);
    story.reach_place_card();
    EXPECT_TRUE(story.state.reader_on);
    EXPECT_FALSE(story.state.camera_on);
    story.tap(Tap::home);
    EXPECT_FALSE(story.state.reader_on);
    story.tap(Tap::ask_status);
    EXPECT_TRUE(story.state.reader_on);
    EXPECT_TRUE(story.state.camera_on);
    story.tap(Tap::back);
    EXPECT_FALSE(story.state.reader_on);
    EXPECT_FALSE(story.state.camera_on);
    EXPECT_FALSE(story.sent<Scan>().on);
}

TEST(Confirm, ShowsTheMaskedPersonOnly) {
    Story story;
    story.reach_confirm();
    const auto& person = story.screen<screen::ConfirmPerson>()->person;
    EXPECT_EQ(person.name, "林*强");
    EXPECT_EQ(person.number, "3502** ******** 0018");
    EXPECT_EQ(person.number_tail, "0018");
}

TEST(Confirm, WaitsForEarlierEnrollments) {
    Story story;
    story.reach_confirm();
    story.tap(Tap::yes);
    ASSERT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
    EXPECT_TRUE(story.screen<screen::ConfirmPerson>()->waiting);
    story.answer_look_up();
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
}

TEST(Confirm, NobodyIsHeldUpByALookUpThatFails) {
    Story story;
    story.reach_confirm();
    story.tap(Tap::yes);
    story.say(LookUpFailed{story.sent<LookUpCard>().request, LookUpError::store_failed});
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
    EXPECT_FALSE(story.state.message);
}

TEST(Confirm, NotMeForgetsTheCard) {
    Story story;
    story.reach_confirm();
    story.tap(Tap::no);
    EXPECT_NE(story.screen<screen::PlaceCard>(), nullptr);
    EXPECT_EQ(story.count<ForgetVisitor>(), 1);
    EXPECT_FALSE(remembers_somebody(story.state));
}

TEST(StaleAnswers, OfSomebodyWhoWalkedAwayAreDropped) {
    Story story;
    story.reach_confirm();
    const RequestId first = story.sent<LookUpCard>().request;
    story.tap(Tap::no);
    story.lay(other_resident());
    story.tap(Tap::yes);
    story.say(PersonFound{first, status_with(EnrollmentState::accepted)});
    ASSERT_NE(story.screen<screen::ConfirmPerson>(), nullptr)
        << "the first person's answer is not the second's";
    story.answer_look_up();
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
}

TEST(Work, NeedsBothAnswers) {
    Story story;
    story.reach_work();
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
    story.say(ChooseEmployment{Employment::small_micro});
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
    story.say(ChooseWorkplace{99});
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Work>(), nullptr) << "there is no workplace 99";
    story.say(ChooseWorkplace{0});
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Phone>(), nullptr);
}

TEST(Work, InAnotherStationsStreetIsNotedNotRefused) {
    Story story;
    story.reach_work();
    story.say(ChooseEmployment{Employment::flexible});
    story.say(ChooseWorkplace{1});
    story.tap(Tap::next);
    story.type(kPhone);
    story.tap(Tap::next);
    story.say(ChooseDocument{Document::labour_contract});
    story.tap(Tap::join);
    story.tap(Tap::next);
    ASSERT_NE(story.screen<screen::Review>(), nullptr);
    EXPECT_TRUE(story.screen<screen::Review>()->notes.works_elsewhere);
    EXPECT_EQ(story.screen<screen::Review>()->workplace.en, "Wucun");
}

struct PhoneCase {
    const char* typed;
    bool complete;
    bool impossible;
};
class PhoneNumbers : public testing::TestWithParam<PhoneCase> {};
TEST_P(PhoneNumbers, AreJudgedWhileTyped) {
    Story story;
    story.reach_phone();
    story.type(GetParam().typed);
    const auto* phone = story.screen<screen::Phone>();
    EXPECT_EQ(phone->complete, GetParam().complete);
    EXPECT_EQ(phone->impossible, GetParam().impossible);
    story.tap(Tap::next);
    EXPECT_EQ(story.screen<screen::Phone>() == nullptr, GetParam().complete);
}
INSTANTIATE_TEST_SUITE_P(Typed, PhoneNumbers,
                         testing::Values(PhoneCase{"", false, false}, PhoneCase{"1", false, false},
                                         PhoneCase{"2", false, true}, PhoneCase{"12", false, true},
                                         PhoneCase{"1380000662", false, false},
                                         PhoneCase{"13800006621", true, false},
                                         PhoneCase{"19900006621", true, false},
                                         PhoneCase{"138000066219", true, false}));

TEST(Phone, DigitsCanBeTakenBack) {
    Story story;
    story.reach_phone();
    story.type("1380");
    story.tap(Tap::erase);
    EXPECT_EQ(story.screen<screen::Phone>()->digits.text(), "138");
    story.tap(Tap::clear);
    EXPECT_TRUE(story.screen<screen::Phone>()->digits.empty());
    story.tap(Tap::erase);
    EXPECT_TRUE(story.screen<screen::Phone>()->digits.empty());
}

TEST(Back, LeadsThroughTheQuestionsInTurnAndKeepsTheAnswers) {
    Story story;
    story.reach_review();
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Plan>(), nullptr);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::JoinUnion>(), nullptr);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Papers>(), nullptr);
    story.tap(Tap::back);
    ASSERT_NE(story.screen<screen::Phone>(), nullptr);
    EXPECT_EQ(story.screen<screen::Phone>()->digits.text(), kPhone);
    EXPECT_TRUE(story.screen<screen::Phone>()->complete);
    story.tap(Tap::back);
    ASSERT_NE(story.screen<screen::Work>(), nullptr);
    EXPECT_EQ(story.screen<screen::Work>()->employment, Employment::flexible);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Consent>(), nullptr);
    EXPECT_FALSE(story.state.visitor);
    EXPECT_FALSE(story.state.reader_on) << "so that the card lying there is read again afterwards";
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

TEST(Review, ReadsBackEverythingMasked) {
    Story story;
    story.reach_review();
    const auto& review = *story.screen<screen::Review>();
    EXPECT_EQ(review.person.name, "林*强");
    EXPECT_EQ(review.masked_phone, "138 **** 6621");
    EXPECT_EQ(review.workplace.zh, "嘉莲街道");
    EXPECT_EQ(review.offer.fee_fen, 3600);
    EXPECT_FALSE(review.notes.time_unconfirmed);
    EXPECT_FALSE(review.notes.closed_meanwhile);
}

TEST(Submit, TwiceInARowIsOnce) {
    Story story;
    story.reach_review();
    story.tap(Tap::submit);
    story.tap(Tap::submit);
    story.tap(Tap::next);
    EXPECT_EQ(story.count<Submit>(), 1);
    EXPECT_NE(story.screen<screen::Saving>(), nullptr);
}

TEST(Submit, CannotBeLeftWhileTheCommitRuns) {
    Story story;
    story.reach_saving();
    story.tap(Tap::back);
    story.tap(Tap::home);
    EXPECT_NE(story.screen<screen::Saving>(), nullptr);
}

TEST(Submit, AnAnswerToAnotherRequestSavesNothing) {
    Story story;
    story.reach_saving();
    story.say(Submitted{story.sent<Submit>().request + 1, slip()});
    EXPECT_NE(story.screen<screen::Saving>(), nullptr);
}

struct StoreCase {
    StoreError error;
    Message message;
};
class StoreFailures : public testing::TestWithParam<StoreCase> {};
TEST_P(StoreFailures, SaySoAndKeepWhatWasAnswered) {
    Story story;
    story.reach_saving();
    story.say(StoreFailed{story.sent<Submit>().request, GetParam().error});
    EXPECT_EQ(story.state.message, GetParam().message);
    ASSERT_NE(story.screen<screen::Review>(), nullptr);
    story.tap(Tap::submit);
    EXPECT_EQ(story.count<Submit>(), 1) << "the message is read first";
    story.tap(Tap::dismiss);
    story.tap(Tap::submit);
    EXPECT_EQ(story.count<Submit>(), 2);
    story.say(Submitted{story.sent<Submit>().request, slip()});
    EXPECT_NE(story.screen<screen::Saved>(), nullptr);
}
INSTANTIATE_TEST_SUITE_P(Errors, StoreFailures,
                         testing::Values(StoreCase{StoreError::disk_full, Message::not_saved_disk_full},
                                         StoreCase{StoreError::busy, Message::not_saved_busy},
                                         StoreCase{StoreError::broken, Message::not_saved_broken}));

TEST(Language, ChangesOnAnyScreenAndGoesIntoTheRecord) {
    Story story;
    story.reach_review();
    story.say(ChooseLanguage{Language::en});
    ASSERT_NE(story.screen<screen::Review>(), nullptr);
    story.tap(Tap::submit);
    EXPECT_EQ(story.sent<Submit>().form.language, Language::en);
    story.say(Submitted{story.sent<Submit>().request, slip()});
    story.tap(Tap::done);
    EXPECT_EQ(story.state.shell.language, Language::zh) << "the next person starts in the station's language";
}

TEST(Progress, CountsFiveSteps) {
    Story story;
    EXPECT_FALSE(progress_of(story.state.screen));
    story.reach_consent();
    EXPECT_EQ(progress_of(story.state.screen)->step, 1);
    story.tap(Tap::home);
    story.reach_review();
    EXPECT_EQ(progress_of(story.state.screen)->step, 4);
}

}  // namespace
}  // namespace kiosk::test
