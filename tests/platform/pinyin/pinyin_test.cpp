#include "platform/pinyin/pinyin.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>

namespace platform {

void PrintTo(const PinyinCandidate& candidate, std::ostream* out) {
    *out << candidate.word << '/' << candidate.used;
}

namespace test {
namespace {

const Pinyin& pinyin() {
    static const std::unique_ptr<Pinyin> opened = Pinyin::open();
    if (!opened) throw std::runtime_error("libpinyin-data is not installed");
    return *opened;
}

std::vector<std::string> sorted_readings(char32_t character) {
    auto readings = pinyin().readings(character);
    std::sort(readings.begin(), readings.end());
    return readings;
}

struct Reading {
    char32_t character;
    std::vector<std::string> readings;
};

class Readings : public testing::TestWithParam<Reading> {};

TEST_P(Readings, AreAllThatTheCharacterHas) {
    EXPECT_EQ(sorted_readings(GetParam().character), GetParam().readings);
}

INSTANTIATE_TEST_SUITE_P(
    Characters, Readings,
    testing::Values(Reading{U'嘉', {"jia"}}, Reading{U'同', {"tong"}}, Reading{U'厦', {"sha", "xia"}},
                    Reading{U'重', {"chong", "zhong"}}, Reading{U'曾', {"ceng", "zeng"}},
                    Reading{U'单', {"chan", "dan", "shan"}}, Reading{U'圩', {"wei", "xu"}},
                    Reading{U'筼', {"yun"}}, Reading{U'筜', {"dang"}}, Reading{U'嶝', {"deng"}},
                    Reading{U'女', {"nv"}}, Reading{U'吕', {"lv"}}, Reading{U'略', {"lve"}},
                    Reading{U'A', {}}, Reading{U'1', {}}, Reading{U'、', {}}, Reading{U'\U0002C1CE', {}},
                    Reading{char32_t{0xD800}, {}}, Reading{char32_t{0}, {}}),
    [](const auto& it) { return "character_" + std::to_string(it.index); });

std::vector<std::string> words(std::string_view letters, std::size_t most = 8) {
    std::vector<std::string> out;
    for (const PinyinCandidate& candidate : pinyin().candidates(letters, most)) out.push_back(candidate.word);
    return out;
}
bool offers(std::string_view letters, std::string_view word, std::size_t most = 20) {
    const auto all = words(letters, most);
    return std::find(all.begin(), all.end(), word) != all.end();
}

TEST(Candidates, OfACommonWordBeginWithIt) {
    EXPECT_EQ(words("xiamen", 1), (std::vector<std::string>{"厦门"}));
    EXPECT_EQ(words("ouyang", 1), (std::vector<std::string>{"欧阳"}));
}

TEST(Candidates, OfASurnameHoldIt) {
    for (const auto& [letters, name] : {std::pair{"lin", "林"},
                                        {"chen", "陈"},
                                        {"zeng", "曾"},
                                        {"shan", "单"},
                                        {"qiu", "仇"},
                                        {"lv", "吕"},
                                        {"lü", "吕"}}) {
        EXPECT_TRUE(offers(letters, name, 40)) << letters;
    }
}

TEST(Candidates, AreReadWithEitherReadingOfACharacter) {
    EXPECT_TRUE(offers("xiamen", "厦门"));
    EXPECT_TRUE(offers("dasha", "大厦"));
    EXPECT_TRUE(offers("chongqing", "重庆"));
    EXPECT_TRUE(offers("zhongyao", "重要"));
}

TEST(Candidates, AreNotJoinedAcrossAnApostrophe) {
    EXPECT_EQ(words("xi'an", 1), (std::vector<std::string>{"西安"}));
    EXPECT_EQ(words("xian", 1), (std::vector<std::string>{"县"}));
}

TEST(Candidates, SayHowManyLettersTheyStandFor) {
    const auto all = pinyin().candidates("linqiang", 30);
    EXPECT_THAT(all, testing::Contains(PinyinCandidate{"林", 3}));
    EXPECT_EQ(all.front().used, 8U);
    EXPECT_THAT(pinyin().candidates("lünü", 30), testing::Contains(PinyinCandidate{"吕", 3}));
    EXPECT_THAT(pinyin().candidates("xi'an", 30), testing::Contains(PinyinCandidate{"西", 2}));
}

TEST(Candidates, StandForTheWholeSyllablesWhenTheLastIsNotFinished) {
    EXPECT_THAT(pinyin().candidates("jial", 30), testing::Contains(PinyinCandidate{"嘉", 3}));
}

TEST(Candidates, AreAtMostAsManyAsAskedAndNoneTwice) {
    auto all = words("shi", 25);
    EXPECT_EQ(all.size(), 25U);
    std::sort(all.begin(), all.end());
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

TEST(Candidates, OfNoPinyinAreNone) {
    for (const char* letters : {"", "'", "1", "林", "lin1", "-", "v", "q", "jlj"})
        EXPECT_EQ(words(letters).size(), 0U) << letters;
}

TEST(Candidates, OfMuchTypingEnd) {
    EXPECT_FALSE(words(std::string(10'000, 'a')).empty());
    words(std::string(Pinyin::kMostLetters, 'z'));
}

TEST(Candidates, AreTheSameHoweverOftenOneWasAskedFor) {
    const auto before = pinyin().candidates("zhangwei", 30);
    for (int i = 0; i < 200; ++i) pinyin().candidates("zhangwei", 30);
    EXPECT_EQ(pinyin().candidates("zhangwei", 30), before);
}

}  // namespace
}  // namespace test
}  // namespace platform
