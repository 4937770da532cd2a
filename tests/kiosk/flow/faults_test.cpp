// Bad cards, swapped cards, unplugged readers: each says what to do, none loses or mixes people.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

using platform::CardError;

struct TroubleCase {
    CardError error;
    CardTrouble trouble;
};
class BadCards : public testing::TestWithParam<TroubleCase> {};

TEST_P(BadCards, SayWhatToDoAndReadingGoesOn) {
    Story story;
    story.reach_place_card();
    story.say(platform::ReaderEvent(platform::CardFailed{GetParam().error}));
    ASSERT_NE(story.screen<screen::PlaceCard>(), nullptr);
    EXPECT_EQ(story.screen<screen::PlaceCard>()->trouble, GetParam().trouble);
    EXPECT_TRUE(story.state.reader_on);
    story.lay(resident());
    EXPECT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
}

TEST_P(BadCards, AreToldWhenAskingForStatusToo) {
    Story story;
    story.tap(Tap::ask_status);
    story.say(platform::ReaderEvent(platform::CardFailed{GetParam().error}));
    EXPECT_EQ(story.screen<screen::AskStatus>()->trouble, GetParam().trouble);
}

INSTANTIATE_TEST_SUITE_P(Errors, BadCards,
                         testing::Values(TroubleCase{CardError::read_failed, CardTrouble::place_again},
                                         TroubleCase{CardError::bad_checksum, CardTrouble::place_again},
                                         TroubleCase{CardError::timeout, CardTrouble::place_again},
                                         TroubleCase{CardError::reader_fault, CardTrouble::place_again},
                                         TroubleCase{CardError::unknown_card_type,
                                                     CardTrouble::not_an_id_card},
                                         TroubleCase{CardError::forgery_suspected, CardTrouble::ask_staff},
                                         TroubleCase{CardError::bad_field, CardTrouble::ask_staff},
                                         TroubleCase{CardError::bad_number, CardTrouble::ask_staff},
                                         TroubleCase{CardError::fields_contradict, CardTrouble::ask_staff},
                                         TroubleCase{CardError::unauthorised, CardTrouble::reader_defect},
                                         TroubleCase{CardError::self_test_failed, CardTrouble::reader_defect},
                                         TroubleCase{CardError::port_lost, CardTrouble::reader_missing},
                                         TroubleCase{CardError::port_busy, CardTrouble::reader_missing}),
                         [](const auto& test) { return std::string(platform::name_of(test.param.error)); });

TEST(Reader, UnpluggedMidReadSaysSoAndRecovers) {
    Story story;
    story.reach_place_card();
    story.say(platform::ReaderEvent(platform::CardFailed{CardError::port_lost}));
    story.say(platform::ReaderEvent(platform::ReaderState::offline));
    EXPECT_EQ(story.screen<screen::PlaceCard>()->trouble, CardTrouble::reader_missing);
    EXPECT_FALSE(story.state.visitor);
    story.say(platform::ReaderEvent(platform::ReaderState::online));
    EXPECT_FALSE(story.screen<screen::PlaceCard>()->trouble);
    story.lay(resident());
    EXPECT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
}

TEST(Reader, KnownToBeGoneIsSaidAtOnce) {
    Story story;
    story.say(platform::ReaderEvent(platform::ReaderState::out_of_service));
    story.reach_place_card();
    EXPECT_EQ(story.screen<screen::PlaceCard>()->trouble, CardTrouble::reader_defect);
}

TEST(Reader, ComingBackDoesNotHideWhatWasWrongWithTheCard) {
    Story story;
    story.reach_place_card();
    story.say(platform::ReaderEvent(platform::CardFailed{CardError::unknown_card_type}));
    story.say(platform::ReaderEvent(platform::ReaderState::online));
    EXPECT_EQ(story.screen<screen::PlaceCard>()->trouble, CardTrouble::not_an_id_card);
}

TEST(Reader, UnpluggedLaterStopsNobody) {
    Story story;
    story.reach_phone();
    story.say(platform::ReaderEvent(platform::ReaderState::offline));
    story.type(kPhone);
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Papers>(), nullptr);
}

TEST(Card, OutOfDateIsNotTaken) {
    Story story;
    story.reach_place_card();
    story.lay(expired_card());
    ASSERT_NE(story.screen<screen::PlaceCard>(), nullptr);
    EXPECT_EQ(story.screen<screen::PlaceCard>()->trouble, CardTrouble::expired);
    EXPECT_FALSE(story.state.visitor);
    EXPECT_EQ(story.count<LookUpCard>(), 0);
}

TEST(Card, TakenAwayChangesNothing) {
    Story story;
    story.reach_work();
    story.say(platform::ReaderEvent(platform::CardRemoved{}));
    EXPECT_NE(story.screen<screen::Work>(), nullptr);
}

struct Stop {
    const char* name;
    void (Story::*reach)(const platform::Card&);
};
class Swaps : public testing::TestWithParam<Stop> {};

TEST_P(Swaps, OfAnotherCardStartAgain) {
    Story story;
    (story.*GetParam().reach)(resident());
    story.lay(other_resident());
    ASSERT_NE(story.screen<screen::PlaceCard>(), nullptr);
    EXPECT_EQ(story.state.message, Message::card_changed);
    EXPECT_FALSE(story.state.visitor);
    EXPECT_FALSE(remembers_somebody(story.state));
    EXPECT_FALSE(story.state.reader_on) << "the message is read first";
    story.tap(Tap::dismiss);
    EXPECT_TRUE(story.state.reader_on) << "then the card that lies there is read";
    story.lay(other_resident());
    ASSERT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
    EXPECT_EQ(story.screen<screen::ConfirmPerson>()->person.name, "陈*文");
}

TEST_P(Swaps, OfTheSameCardAreNone) {
    Story story;
    (story.*GetParam().reach)(resident());
    const std::size_t place = story.state.screen.index();
    story.lay(resident());
    EXPECT_EQ(story.state.screen.index(), place);
    EXPECT_TRUE(story.state.visitor);
    EXPECT_EQ(story.count<LookUpCard>(), 1);
}

INSTANTIATE_TEST_SUITE_P(Stages, Swaps,
                         testing::Values(Stop{"confirm", &Story::reach_confirm},
                                         Stop{"work", &Story::reach_work}, Stop{"phone", &Story::reach_phone},
                                         Stop{"papers", &Story::reach_papers},
                                         Stop{"join_union", &Story::reach_join_union},
                                         Stop{"plan", &Story::reach_plan},
                                         Stop{"review", &Story::reach_review}),
                         [](const auto& test) { return test.param.name; });

TEST(Card, ThatComesWhileTheCommitRunsIsLeftAlone) {
    Story story;
    story.reach_saving();
    story.lay(other_resident());
    EXPECT_NE(story.screen<screen::Saving>(), nullptr);
    story.say(Submitted{story.sent<Submit>().request, slip()});
    ASSERT_NE(story.screen<screen::Saved>(), nullptr);
    EXPECT_EQ(story.screen<screen::Saved>()->person.name, "林*强");
}

TEST(Message, IsReadBeforeAnythingElse) {
    Story story;
    story.reach_review();
    story.lay(other_resident());
    story.lay(other_resident());
    story.tap(Tap::back);
    story.tap(Tap::next);
    EXPECT_EQ(story.state.message, Message::card_changed);
    EXPECT_NE(story.screen<screen::PlaceCard>(), nullptr);
    story.tap(Tap::dismiss);
    EXPECT_FALSE(story.state.message);
}

}  // namespace
}  // namespace kiosk::test
