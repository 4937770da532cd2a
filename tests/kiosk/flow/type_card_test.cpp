// A card that no reader can read: staff type it in, and the person goes on like anybody.
#include "platform/idcard/card_check.h"
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

using platform::CardKind;
using Part = screen::TypeCard::Part;
using Fault = screen::TypeCard::Fault;

struct TypedCard : Story {
    using Story::Story;
    const screen::TypeCard& card() const { return *screen<screen::TypeCard>(); }
    void keys(const std::string& letters) {
        for (const char letter : letters) say(PressKey{letter});
    }
    void reach_number(CardKind kind = CardKind::resident) {
        reach_desk();
        say(platform::ReaderEvent(platform::ReaderState::offline));
        tap(Tap::nav_type_card);
        say(ChooseCardKind{kind});
    }
    void reach_name(CardKind kind = CardKind::resident, const char* number = "350299198807150018") {
        reach_number(kind);
        type(number);
        tap(Tap::next);
    }
    void reach_valid() {
        reach_name();
        keys("lin");
        say(ChooseCandidate{0});
        tap(Tap::next);
    }
    void reach_check(const char* from = "20190101", const char* to = "20390101") {
        reach_valid();
        type(from);
        type(to);
        tap(Tap::next);
    }
};
TEST(TypedCard, IsTypedPartByPartAndThenHandedOverToThePerson) {
    TypedCard story;
    story.reach_check();
    ASSERT_EQ(story.card().part, Part::check);
    EXPECT_FALSE(story.card().fault);
    EXPECT_EQ(story.card().shown.number_tail, "0018");
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::Consent>(), nullptr);
    EXPECT_FALSE(story.state.staff) << "the desk is closed before anybody else touches the screen";
    EXPECT_EQ(story.count<SignOut>(), 1);
    EXPECT_EQ(story.state.visitor->typed_by, "zhou");
    const platform::Card& card = story.state.visitor->card;
    EXPECT_EQ(card.birth, *platform::parse_date("1988-07-15"));
    EXPECT_EQ(card.sex, "1");
    EXPECT_EQ(card.valid_from, *platform::parse_date("2019-01-01"));
    EXPECT_EQ(card.valid_to, platform::parse_date("2039-01-01"));
    EXPECT_FALSE(platform::fault_in(card));
}

TEST(TypedCard, GoesTheSameWayAsACardThatWasReadAndSaysWhoTypedIt) {
    TypedCard story;
    story.reach_check();
    story.tap(Tap::next);
    story.tap(Tap::toggle_consent);
    story.tap(Tap::next);
    ASSERT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
    EXPECT_TRUE(story.sent<LookUpCard>().typed);
    story.answer_look_up();
    story.tap(Tap::yes);
    story.say(ChooseEmployment{Employment::flexible});
    story.say(ChooseWorkplace{0});
    story.tap(Tap::next);
    story.type(kPhone);
    story.tap(Tap::next);
    story.say(ChooseDocument{Document::labour_contract});
    story.tap(Tap::join);
    story.tap(Tap::next);
    story.tap(Tap::submit);
    const auto submit = story.sent<Submit>();
    EXPECT_EQ(submit.form.typed_by, "zhou");
    EXPECT_EQ(submit.form.card.number, "350299198807150018");
    EXPECT_TRUE(submit.form.card.authority.empty());
}

/// The published pair of numbers: KAZ110090123105, born 1990-12-31.
struct TypedFormerCard : TypedCard {
    using TypedCard::TypedCard;
    void reach_birth(const char* number = "kaz110090123105") {
        reach_number(CardKind::foreigner_2017);
        keys(number);
        tap(Tap::next);
    }
};

TEST(TypedFormerCard, AsksForWhatItsNumberDoesNotSay) {
    TypedFormerCard story;
    story.reach_birth();
    ASSERT_EQ(story.card().part, Part::birth);
    EXPECT_EQ(story.card().births, std::vector<Date>{*platform::parse_date("1990-12-31")});
    story.say(ChooseOption{1});
    ASSERT_EQ(story.card().part, Part::name);
    story.keys("test");
    story.tap(Tap::next);
    story.type("20190101");
    story.type("20290101");
    story.tap(Tap::next);
    ASSERT_EQ(story.card().part, Part::check);
    EXPECT_FALSE(story.card().fault);
    EXPECT_FALSE(story.card().unusual_prefix);
    story.tap(Tap::next);
    const platform::Card& card = story.state.visitor->card;
    EXPECT_EQ(card.kind, CardKind::foreigner_2017);
    EXPECT_EQ(card.number, "KAZ110090123105");
    EXPECT_EQ(card.nationality, "KAZ");
    EXPECT_EQ(card.birth, *platform::parse_date("1990-12-31"));
    EXPECT_EQ(card.sex, "2");
    EXPECT_EQ(card.english_name, "TEST");
    EXPECT_FALSE(platform::fault_in(card));
}

TEST(TypedFormerCard, MayBeOfEitherCentury) {
    TypedFormerCard story;
    story.reach_birth("kaz110002123100");
    EXPECT_EQ(story.card().births,
              (std::vector<Date>{*platform::parse_date("1902-12-31"), *platform::parse_date("2002-12-31")}));
    story.say(ChooseOption{4});
    EXPECT_EQ(story.card().part, Part::birth) << "there is no fifth answer";
    story.say(ChooseOption{2});
    EXPECT_EQ(story.card().birth, platform::parse_date("2002-12-31"));
    EXPECT_TRUE(story.card().male);
}

TEST(TypedFormerCard, HasLettersFirstAndADigitThatChecksIt) {
    TypedFormerCard story;
    story.reach_number(CardKind::foreigner_2017);
    story.keys("1kaz");
    EXPECT_EQ(story.card().number.text(), "KAZ");
    story.keys("x110090123106");
    EXPECT_EQ(story.card().number.text(), "KAZ110090123106");
    EXPECT_EQ(story.card().fault, Fault::number);
    EXPECT_FALSE(story.card().ready);
}

TEST(TypedFormerCard, LosesItsBirthWhenTheNumberChanges) {
    TypedFormerCard story;
    story.reach_birth();
    story.say(ChooseOption{0});
    story.tap(Tap::back);
    ASSERT_EQ(story.card().part, Part::birth);
    story.tap(Tap::back);
    story.tap(Tap::erase);
    EXPECT_FALSE(story.card().birth);
}

TEST(TypedCard, OfACardThatWasReadIsNobodysTyping) {
    Story story;
    story.reach_saving();
    EXPECT_TRUE(story.sent<Submit>().form.typed_by.empty());
    EXPECT_FALSE(story.sent<LookUpCard>().typed);
}

TEST(TypedCard, ThatIsSomebodyElsesIsForgottenAndTheScreenSaysSo) {
    TypedCard story;
    story.reach_check();
    story.tap(Tap::next);
    story.tap(Tap::toggle_consent);
    story.tap(Tap::next);
    story.tap(Tap::no);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_EQ(story.state.message, Message::typed_wrong);
    EXPECT_FALSE(story.state.visitor);
    EXPECT_FALSE(remembers_somebody(story.state));
}

TEST(TypedCard, StaysThePersonsWhenTheyGoBackToTheConsent) {
    TypedCard story;
    story.reach_check();
    story.tap(Tap::next);
    story.tap(Tap::toggle_consent);
    story.tap(Tap::next);
    story.tap(Tap::back);
    ASSERT_NE(story.screen<screen::Consent>(), nullptr);
    story.tap(Tap::next);
    EXPECT_NE(story.screen<screen::ConfirmPerson>(), nullptr);
    EXPECT_EQ(story.state.visitor->typed_by, "zhou");
}

TEST(TypedCard, IsWipedWithTheIdlePerson) {
    TypedCard story;
    story.reach_check();
    story.tap(Tap::next);
    story.wait(90);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_FALSE(story.state.visitor);
}

TEST(TypedCard, HalfTypedIsGoneWhenStaffLeaveThePage) {
    TypedCard story;
    story.reach_name();
    story.tap(Tap::nav_today);
    story.tap(Tap::nav_type_card);
    EXPECT_EQ(story.card().part, Part::kind);
    EXPECT_TRUE(story.card().number.empty());
    EXPECT_FALSE(remembers_somebody(story.state));
}

TEST(TypedCard, LosesToAnotherCardThatIsLaidOnTheReader) {
    TypedCard story;
    story.reach_check();
    story.tap(Tap::next);
    story.tap(Tap::toggle_consent);
    story.tap(Tap::next);
    story.lay(other_resident());
    EXPECT_EQ(story.state.message, Message::card_changed);
    EXPECT_FALSE(story.state.visitor);
}

struct NumberCase {
    const char* name;
    CardKind kind;
    const char* typed;
    std::optional<Fault> fault;
    bool unusual_prefix;
    bool ready;
};
class TypedNumbers : public testing::TestWithParam<NumberCase> {};
TEST_P(TypedNumbers, AreCheckedWhileTheyAreTyped) {
    TypedCard story;
    story.reach_number(GetParam().kind);
    for (const char c : std::string(GetParam().typed)) {
        c == 'X' ? story.say(PressKey{'x'}) : story.say(PressDigit{c - '0'});
    }
    EXPECT_EQ(story.card().fault, GetParam().fault);
    EXPECT_EQ(story.card().unusual_prefix, GetParam().unusual_prefix);
    EXPECT_EQ(story.card().ready, GetParam().ready);
    story.tap(Tap::next);
    EXPECT_EQ(story.card().part, GetParam().ready ? Part::name : Part::number);
}
INSTANTIATE_TEST_SUITE_P(
    Numbers, TypedNumbers,
    testing::Values(
        NumberCase{"none", CardKind::resident, "", {}, false, false},
        NumberCase{"short", CardKind::resident, "35029919880715001", {}, false, false},
        NumberCase{"good", CardKind::resident, "350299198807150018", {}, false, true},
        NumberCase{"wrong_check", CardKind::resident, "350299198807150019", Fault::number, false, false},
        NumberCase{"with_x", CardKind::resident, "11010519491231002X", {}, false, true},
        NumberCase{"x_too_early", CardKind::resident, "1101051949X", {}, false, false},
        NumberCase{"no_such_day", CardKind::resident, "350299198813150014", Fault::number, false, false},
        NumberCase{"permit", CardKind::hkmt_permit, "810000199001010019", {}, false, true},
        NumberCase{"residents_on_a_permit", CardKind::hkmt_permit, "350299198807150018", {}, true, true},
        NumberCase{"foreigner", CardKind::foreigner_2023, "932682198501010017", {}, false, true}),
    [](const auto& test) { return test.param.name; });

TEST(TypedNumber, SaysBirthAndSexOnceItIsRight) {
    TypedCard story;
    story.reach_number();
    story.type("35029919880715001");
    EXPECT_FALSE(story.card().birth);
    story.type("8");
    EXPECT_EQ(story.card().birth, platform::parse_date("1988-07-15"));
    EXPECT_TRUE(story.card().male);
}

TEST(TypedNumber, OfSomebodyNotYetBornIsWrongUnlessNobodyTrustsTheClock) {
    for (const bool trusted : {true, false}) {
        TypedCard story("2026-06-15T09:00", trusted);
        story.reach_number();
        story.type("35029920300101001");
        story.say(PressKey{'x'});  // the check character fits
        EXPECT_EQ(story.card().fault.has_value(), trusted);
    }
}

TEST(TypedName, IsChosenByPinyin) {
    TypedCard story;
    story.reach_name();
    story.tap(Tap::next);
    EXPECT_EQ(story.card().part, Part::name) << "there is no name yet";
    story.keys("lin");
    ASSERT_FALSE(story.card().name.candidates.empty());
    EXPECT_FALSE(story.card().ready) << "letters are still waiting";
    const std::string chosen = story.card().name.candidates[0].word;
    story.say(ChooseCandidate{0});
    EXPECT_EQ(story.card().name.words.text(), chosen);
    EXPECT_TRUE(story.card().ready);
}

TEST(TypedName, KeepsTheLettersOfACharacterThatIsNotFound) {
    TypedCard story;
    story.reach_name();
    story.keys("lin");
    story.say(ChooseCandidate{0});
    story.keys("hong");
    story.tap(Tap::keep_letters);
    EXPECT_TRUE(story.card().name.words.text().ends_with("HONG"));
    EXPECT_TRUE(story.card().ready);
}

TEST(TypedName, MayHoldTheDotOfMinorityNamesButNoDigit) {
    TypedCard story;
    story.reach_name();
    story.tap(Tap::type_dot);
    EXPECT_TRUE(story.card().name.words.empty()) << "no name begins with it";
    story.keys("lin");
    story.say(ChooseCandidate{0});
    story.tap(Tap::type_dot);
    EXPECT_TRUE(story.card().name.words.text().ends_with("·"));
    story.keys("7");
    EXPECT_TRUE(story.card().name.letters.empty());
}

TEST(TypedName, OfAForeignerIsLatin) {
    TypedCard story;
    story.reach_name(CardKind::foreigner_2023, "932682198501010017");
    story.keys("test");
    story.tap(Tap::type_comma);
    story.tap(Tap::type_space);
    story.tap(Tap::type_space);
    story.keys("alpha7");
    EXPECT_EQ(story.card().name.words.text(), "TEST, ALPHA");
    story.tap(Tap::erase);
    EXPECT_EQ(story.card().name.words.text(), "TEST, ALPH");
    EXPECT_EQ(story.card().shown.name, "TEST, A.");
}

struct DateCase {
    const char* name;
    const char* from;
    const char* to;
    std::optional<Fault> fault;
};
class TypedDates : public testing::TestWithParam<DateCase> {};
TEST_P(TypedDates, AreRealInOrderAndNotOver) {
    TypedCard story;
    story.reach_valid();
    story.type(GetParam().from);
    story.type(GetParam().to);
    EXPECT_EQ(story.card().fault, GetParam().fault);
    EXPECT_EQ(story.card().ready, !GetParam().fault);
}
INSTANTIATE_TEST_SUITE_P(Dates, TypedDates,
                         testing::Values(DateCase{"good", "20190101", "20390101", {}},
                                         DateCase{"no_such_day", "20190230", "", Fault::from},
                                         DateCase{"to_come", "20260701", "20360701", Fault::from},
                                         DateCase{"backwards", "20190101", "20180101", Fault::to},
                                         DateCase{"no_such_end", "20190101", "20391301", Fault::to},
                                         DateCase{"over", "20060101", "20260614", Fault::expired},
                                         DateCase{"last_day", "20060101", "20260615", {}}),
                         [](const auto& test) { return test.param.name; });

TEST(TypedDate, MayBeMissingOnACardForEver) {
    TypedCard story;
    story.reach_valid();
    story.type("20190101");
    story.tap(Tap::toggle_for_ever);
    EXPECT_TRUE(story.card().ready);
    story.type("2039");
    EXPECT_TRUE(story.card().to.empty());
    story.tap(Tap::next);
    story.tap(Tap::next);
    EXPECT_FALSE(story.state.visitor->card.valid_to);
}

TEST(TypedDate, CanBeMended) {
    TypedCard story;
    story.reach_valid();
    story.type("20190101");
    story.type("20390101");
    story.tap(Tap::edit_from);
    story.tap(Tap::erase);
    story.type("2");
    EXPECT_EQ(story.card().from.text(), "20190102");
    EXPECT_EQ(story.card().to.text(), "20390101");
}

}  // namespace
}  // namespace kiosk::test
