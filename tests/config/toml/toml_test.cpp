#include "config/toml/toml.h"

#include <gtest/gtest.h>

namespace config::test {

namespace {

TEST(Toml, TakesChinesePunctuationOutsideQuotesForAMistakeOnly) {
    for (const char* mark : {"、", "。", "【", "é", "Ё", "﹀", "\xef\xb9\xbf"}) {
        for (const std::string before : {"", "a = 1 ", "a = \"\"\"\\", "a = ", "[a]"}) {
            const auto parsed = parse_toml("f", before + mark + "\n");
            EXPECT_FALSE(parsed) << before << mark;
        }
        EXPECT_TRUE(parse_toml("f", std::string("a = \"") + mark + "\" # " + mark)) << mark;
    }
}

TEST(Toml, NestedVeryDeepIsAMistake) {
    EXPECT_FALSE(parse_toml("f", "a = " + std::string(100'000, '[')));
    std::string key = "a";
    for (int i = 0; i < 50'000; ++i) key += ".a";
    const auto dotted = parse_toml("f", "x = 1\n" + key + " = 1");
    ASSERT_FALSE(dotted);
    EXPECT_EQ(describe(dotted.error()), "f:2: the line has more than 32 dots");
    std::string zigzag = "x = ";
    for (int i = 0; i < 300; ++i)
        zigzag += "[ {a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = \n";
    EXPECT_FALSE(parse_toml("f", zigzag));
}

TEST(Toml, RefusesControlCharacters) {
    for (const char c : {'\0', '\1', '\v', '\x1f', '\x7f'}) {
        const auto parsed = parse_toml("f", std::string("a = 1\n[") + c + "]");
        ASSERT_FALSE(parsed);
        EXPECT_EQ(parsed.error().line, 2U);
    }
    EXPECT_TRUE(parse_toml("f", "a\t= 1\r\nb = 2\r\n"));
}

TEST(Toml, TakesMalformedNamesForAMistakeOnly) {
    for (const char* text : {"[@0", "[", "[]", "[[a]", "a.@ = 1", ". = 1", "[a.]", "@"}) {
        EXPECT_FALSE(parse_toml("f", text)) << text;
    }
}

TEST(Toml, TellsTheLineOfAMistake) {
    const auto parsed = parse_toml("f", "a = 1\nb = \nc = 2\n");
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().line, 2U);
    EXPECT_EQ(parsed.error().file, "f");
}

TEST(TomlReader, ReportsTheFirstProblemOnly) {
    const auto parsed = parse_toml("f", "a = 1\nb = 2\n");
    ASSERT_TRUE(parsed);
    TomlProblem problem("f");
    TomlReader reader(*parsed, "", problem);
    EXPECT_EQ(reader.text("a"), "");
    EXPECT_EQ(reader.number("b", 5, 9), 5);
    reader.finish();
    ASSERT_TRUE(problem.error());
    EXPECT_EQ(describe(*problem.error()), "f:1: a: must be a text that is not empty");
}

TEST(TomlReader, NamesKeysInsideTables) {
    const auto parsed = parse_toml("f", "[[row]]\nx = 1\n[[row]]\nx = 2\nz = 3\n");
    ASSERT_TRUE(parsed);
    TomlProblem problem("f");
    TomlReader reader(*parsed, "", problem);
    for (TomlReader& row : reader.tables("row")) {
        EXPECT_GT(row.number("x", 0, 9), 0);
        row.finish();
    }
    reader.finish();
    ASSERT_TRUE(problem.error());
    EXPECT_EQ(describe(*problem.error()), "f:5: row[1].z: is not a key that is known here");
}

TEST(TomlReader, TakesATableWhereOneIsAskedFor) {
    const auto parsed = parse_toml("f", "a = 1\n");
    ASSERT_TRUE(parsed);
    TomlProblem problem("f");
    TomlReader reader(*parsed, "", problem);
    TomlReader inner = reader.table("a");
    EXPECT_EQ(inner.text("b"), "");
    EXPECT_EQ(describe(*problem.error()), "f:1: a: must be a table");
}

}  // namespace

}  // namespace config::test
