// The station directory, and typing Chinese.
#include "kiosk/flow/flow_parts.h"
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

struct DirectoryStory : Story {
    DirectoryStory() {
        tap(Tap::directory);
        EXPECT_NE(screen<screen::Districts>(), nullptr);
    }
    void press(std::string_view keys) {
        for (const char key : keys) say(PressKey{key});
    }
    void search(std::string_view keys) {
        tap(Tap::search);
        press(keys);
    }
    const screen::StationSearch& searching() const { return *screen<screen::StationSearch>(); }
    std::string code(std::size_t row) const { return context.stations->index.directory()[row].code; }
    std::string shown() const { return code(screen<screen::StationDetail>()->station); }
    std::vector<std::string> offered() const {
        std::vector<std::string> words;
        for (const auto& candidate : searching().typing.candidates) words.push_back(candidate.word);
        return words;
    }
    void choose(const std::string& word) {
        const auto words = offered();
        const auto found = std::find(words.begin(), words.end(), word);
        ASSERT_NE(found, words.end()) << word;
        say(ChooseCandidate{static_cast<std::size_t>(found - words.begin())});
    }
};

TEST(Directory, LeadsFromDistrictToListToOneStationAndBack) {
    DirectoryStory story;
    story.say(ChooseDistrict{0});
    ASSERT_NE(story.screen<screen::Stations>(), nullptr);
    EXPECT_EQ(story.screen<screen::Stations>()->pages, 2U) << "12 rows, 8 on a page";
    story.say(TurnPage{1});
    story.say(ChooseStation{9});
    EXPECT_EQ(story.shown(), "SM09");
    story.tap(Tap::back);
    ASSERT_NE(story.screen<screen::Stations>(), nullptr);
    EXPECT_EQ(story.screen<screen::Stations>()->page, 1U) << "where one was";
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Districts>(), nullptr);
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

TEST(Directory, LeadsFromAStationToItsCenterAndBackToTheList) {
    DirectoryStory story;
    story.say(ChooseStation{3});
    EXPECT_EQ(story.shown(), "SM03");
    story.say(ChooseStation{0});
    EXPECT_EQ(story.shown(), "SM00");
    story.tap(Tap::back);
    EXPECT_NE(story.screen<screen::Districts>(), nullptr);
}

TEST(Directory, LeadsFromAStationToTheOthersOfItsDistrict) {
    DirectoryStory story;
    story.say(ChooseStation{12});
    EXPECT_EQ(story.shown(), "HL00");
    story.say(ChooseDistrict{1});
    ASSERT_NE(story.screen<screen::Stations>(), nullptr);
    EXPECT_EQ(story.screen<screen::Stations>()->district, 1U);
}

TEST(Directory, FindsWhileOneTypes) {
    DirectoryStory story;
    story.search("jial");
    EXPECT_EQ(story.searching().typing.letters.text(), "jial");
    ASSERT_FALSE(story.searching().found.empty());
    EXPECT_EQ(story.code(story.searching().found.front()), "SM03");
    story.say(ChooseStation{story.searching().found.front()});
    EXPECT_EQ(story.shown(), "SM03");
    story.tap(Tap::back);
    EXPECT_EQ(story.searching().typing.text(), "jial") << "what was typed is still there";
}

TEST(Directory, FindsByPhone) {
    DirectoryStory story;
    story.search("5576791");
    ASSERT_EQ(story.searching().found.size(), 1U);
    EXPECT_TRUE(story.offered().empty());
}

TEST(Directory, OffersOnlyWordsThatFindSomething) {
    DirectoryStory story;
    story.search("lianhua");
    EXPECT_THAT(story.offered(), testing::Contains("莲花"));
    EXPECT_THAT(story.offered(), testing::Not(testing::Contains("联华")));
    story.choose("莲花");
    EXPECT_EQ(story.searching().typing.words.text(), "莲花");
    EXPECT_TRUE(story.searching().typing.letters.empty());
    story.press("bei");
    ASSERT_EQ(story.searching().found.size(), 1U) << "莲花北路";
    EXPECT_EQ(story.code(story.searching().found.front()), "SM03");
}

TEST(Directory, AWordForTheFirstSyllablesLeavesTheOtherLetters) {
    DirectoryStory story;
    story.search("lianhua");
    story.choose("莲");
    EXPECT_EQ(story.searching().typing.words.text(), "莲");
    EXPECT_EQ(story.searching().typing.letters.text(), "hua");
    EXPECT_THAT(story.offered(), testing::Contains("花"));
}

TEST(Directory, EraseTakesLettersThenWholeCharacters) {
    DirectoryStory story;
    story.search("lian");
    story.choose("莲");
    story.press("h");
    story.tap(Tap::erase);
    EXPECT_EQ(story.searching().typing.text(), "莲");
    story.tap(Tap::erase);
    EXPECT_TRUE(story.searching().typing.empty());
    EXPECT_TRUE(story.searching().found.empty());
    story.tap(Tap::erase);
    EXPECT_TRUE(story.searching().typing.empty());
}

TEST(Directory, ClearEmptiesTheLine) {
    DirectoryStory story;
    story.search("jialian");
    story.tap(Tap::clear);
    EXPECT_TRUE(story.searching().typing.empty());
    EXPECT_TRUE(story.searching().typing.candidates.empty());
    EXPECT_TRUE(story.searching().found.empty());
}

TEST(Directory, TypingHasAnEnd) {
    DirectoryStory story;
    story.search(std::string(platform::Pinyin::kMostLetters + 5, 'a'));
    EXPECT_EQ(story.searching().typing.letters.size(), platform::Pinyin::kMostLetters);
}

TEST(Directory, TakesNoOtherKeys) {
    DirectoryStory story;
    story.search("A-\n;\x7f");
    EXPECT_TRUE(story.searching().typing.empty());
}

TEST(Directory, IgnoresWhatIsNotThere) {
    DirectoryStory story;
    story.say(ChooseDistrict{7});
    story.say(ChooseStation{51});
    EXPECT_NE(story.screen<screen::Districts>(), nullptr);
    story.tap(Tap::search);
    story.say(ChooseCandidate{0});
    EXPECT_TRUE(story.searching().typing.empty());
}

TEST(Directory, IsForgottenWhenNobodyIsThere) {
    DirectoryStory story;
    story.search("jialian");
    story.wait(76);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    story.tap(Tap::directory);
    story.tap(Tap::search);
    EXPECT_TRUE(story.searching().typing.empty());
}

TEST(Directory, AsksNothingOfTheDevicesNorTheStore) {
    DirectoryStory story;
    story.search("jialian");
    story.say(ChooseStation{3});
    EXPECT_TRUE(story.all.empty());
}

TEST(Directory, IsNotOfferedWhereTheCityHasNone) {
    Story story;
    const Context without{story.pack, story.station_info, story.settings};
    const Step step = update(without, story.state, Tap::directory, story.now);
    EXPECT_TRUE(std::holds_alternative<screen::Home>(step.state.screen));
}

struct Typed : testing::Test {
    void press(std::string_view keys) {
        for (const char key : keys) say(PressKey{key});
    }
    bool say(const Event& event) {
        return type_words(typing, *city_stations().pinyin, event, [](const auto&) { return true; });
    }
    Typing typing;
};

TEST_F(Typed, A_name_is_put_together_from_candidates) {
    press("linqiang");
    const auto& words = typing.candidates;
    const auto lin = std::find_if(words.begin(), words.end(), [](const auto& it) { return it.word == "林"; });
    ASSERT_NE(lin, words.end());
    say(ChooseCandidate{static_cast<std::size_t>(lin - words.begin())});
    EXPECT_EQ(typing.text(), "林qiang");
    const auto qiang =
        std::find_if(words.begin(), words.end(), [](const auto& it) { return it.word == "强"; });
    ASSERT_NE(qiang, words.end());
    say(ChooseCandidate{static_cast<std::size_t>(qiang - words.begin())});
    EXPECT_EQ(typing.text(), "林强");
}

TEST_F(Typed, An_apostrophe_goes_with_the_syllable_before_it) {
    press("xi'an");
    const auto& words = typing.candidates;
    const auto xi = std::find_if(words.begin(), words.end(), [](const auto& it) { return it.word == "西"; });
    ASSERT_NE(xi, words.end());
    say(ChooseCandidate{static_cast<std::size_t>(xi - words.begin())});
    EXPECT_EQ(typing.text(), "西an");
}

TEST_F(Typed, More_candidates_go_round) {
    press("shi");
    const std::size_t pages = (typing.candidates.size() + 5) / 6;
    ASSERT_GT(pages, 2U);
    for (std::size_t i = 1; i < pages; ++i) {
        say(Tap::more_candidates);
        EXPECT_EQ(typing.page, i);
    }
    say(Tap::more_candidates);
    EXPECT_EQ(typing.page, 0U);
    say(Tap::more_candidates);
    press("a");
    EXPECT_EQ(typing.page, 0U) << "other letters begin anew";
}

TEST_F(Typed, Other_events_are_for_somebody_else) {
    EXPECT_FALSE(say(Tap::back));
    EXPECT_FALSE(say(ChooseStation{1}));
}

}  // namespace
}  // namespace kiosk::test
