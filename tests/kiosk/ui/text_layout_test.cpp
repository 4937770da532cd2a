#include "kiosk/ui/text_layout.h"

#include <gtest/gtest.h>

#include "kiosk/ui/strings.h"

namespace kiosk {
namespace {

class TextLayout : public testing::Test {
  protected:
    std::vector<std::string> broken(std::string_view text, float width) {
        return words(break_lines(*glyphs_, text, 100, false, width));
    }
    std::vector<std::string> balanced(std::string_view text, float width) {
        return words(balance_lines(*glyphs_, text, 100, false, width));
    }
    static std::vector<std::string> words(const std::vector<TextLine>& lines) {
        std::vector<std::string> out;
        for (const TextLine& line : lines) out.emplace_back(line.text);
        return out;
    }
    std::unique_ptr<platform::Fonts> glyphs_ = *platform::Fonts::open(platform::FontFiles::installed());
};

using Lines = std::vector<std::string>;

// A Chinese character is 100 wide here.
TEST_F(TextLayout, Chinese_breaks_between_any_two_characters) {
    EXPECT_EQ(broken("参加职工医疗互助", 450), (Lines{"参加职工", "医疗互助"}));
}

TEST_F(TextLayout, A_line_never_begins_with_a_closing_mark) {
    EXPECT_EQ(broken("参加职工，医疗", 400), (Lines{"参加职", "工，医疗"}));
}

TEST_F(TextLayout, A_line_never_ends_with_an_opening_mark) {
    EXPECT_EQ(broken("身份证（港澳）", 450), (Lines{"身份证", "（港澳）"}));
}

TEST_F(TextLayout, A_number_keeps_its_unit) {
    EXPECT_EQ(broken("每天补助 50 元", 560).back(), "50 元");
}

TEST_F(TextLayout, Words_stay_whole) {
    EXPECT_EQ(broken("Labour contract", 500), (Lines{"Labour ", "contract"}));
}

TEST_F(TextLayout, A_word_wider_than_the_line_is_broken_rather_than_cut_off) {
    const Lines lines = broken("Wolfeschlegelsteinhausen", 500);
    EXPECT_GT(lines.size(), 1U);
    std::string all;
    for (const std::string& line : lines) all += line;
    EXPECT_EQ(all, "Wolfeschlegelsteinhausen");
}

TEST_F(TextLayout, A_line_feed_ends_a_line) {
    EXPECT_EQ(broken("放在\n读卡区", 1000), (Lines{"放在", "读卡区"}));
}

TEST_F(TextLayout, No_character_is_left_alone_on_the_last_line) {
    EXPECT_EQ(balanced("今天在本站办理入会", 850), (Lines{"今天在本站", "办理入会"}));
}

TEST_F(TextLayout, Two_lines_break_after_a_clause_where_one_is_near) {
    EXPECT_EQ(balanced("参保结果、补助申请走到哪一步", 1000), (Lines{"参保结果、", "补助申请走到哪一步"}));
}

TEST_F(TextLayout, The_end_of_a_sentence_is_a_better_place_than_a_comma) {
    EXPECT_EQ(balanced("手机号以一开头，第二位是三到九。请按退格改一改。", 2000),
              (Lines{"手机号以一开头，第二位是三到九。", "请按退格改一改。"}));
}

TEST_F(TextLayout, Three_lines_break_after_clauses_too) {
    EXPECT_EQ(balanced("只有中心能打开，存到保障办结，别人都看不到", 850),
              (Lines{"只有中心能打开，", "存到保障办结，", "别人都看不到"}));
}

TEST_F(TextLayout, A_paragraph_is_balanced_by_itself) {
    EXPECT_EQ(balanced("今天在本站办理入会\n参保", 850), (Lines{"今天在本站", "办理入会", "参保"}));
}

TEST_F(TextLayout, Balanced_lines_know_where_bold_begins) {
    const std::string text = std::string("一二三，") + kBoldOn + "四五六七\n八";
    const auto lines = balance_lines(*glyphs_, text, 100, false, 450);
    ASSERT_EQ(lines.size(), 3U);
    EXPECT_FALSE(lines[0].bold);
    EXPECT_TRUE(lines[1].bold);
    EXPECT_TRUE(lines[2].bold);
}

TEST_F(TextLayout, No_balanced_line_is_wider_than_allowed) {
    const std::string text =
        "给工作人员看右边的码和您的材料。缴了费才算参保，Wolfeschlegelsteinhausen 也一样。";
    for (float width = 300; width < 3000; width += 50) {
        for (const TextLine& line : balance_lines(*glyphs_, text, 100, false, width))
            EXPECT_LE(line.width, width) << line.text;
    }
}

TEST_F(TextLayout, Bold_goes_on_into_the_next_line) {
    const std::string text = std::string("一二") + kBoldOn + "三四五六";
    const auto lines = break_lines(*glyphs_, text, 100, false, 450);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_FALSE(lines[0].bold);
    EXPECT_TRUE(lines[1].bold);
}

TEST_F(TextLayout, Empty_text_is_one_empty_line) {
    EXPECT_EQ(broken("", 100), (Lines{""}));
}

}  // namespace
}  // namespace kiosk
