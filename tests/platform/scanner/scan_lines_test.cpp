#include "platform/scanner/scan_lines.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using namespace std::string_literals;
using platform::CodeEvent;
using platform::CodeSeen;
using platform::ScanLines;

/// What the lines of `bytes` are: the codes with "|" between, "?" for one that is unusable.
std::string judged(const std::string& bytes, std::size_t piece = 1000) {
    ScanLines lines;
    std::string all;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        for (const auto& line : lines.feed(platform::view_of(std::string_view(bytes).substr(at, piece)))) {
            const auto* seen = std::get_if<CodeSeen>(&line.event);
            all += (all.empty() ? "" : "|") + (seen != nullptr ? seen->text : "?");
        }
    }
    return all;
}

struct Line {
    std::string why;
    std::string bytes;
    std::string codes;
};

class ScannedBytes : public testing::TestWithParam<Line> {};

TEST_P(ScannedBytes, are_the_same_codes_in_any_pieces) {
    for (std::size_t piece = 1; piece <= GetParam().bytes.size(); ++piece) {
        ASSERT_EQ(judged(GetParam().bytes, piece), GetParam().codes) << piece;
    }
}

INSTANTIATE_TEST_SUITE_P(
    All, ScannedBytes,
    testing::Values(Line{"cr", "MA1:ABC\r", "MA1:ABC"}, Line{"lf", "MA1:ABC\n", "MA1:ABC"},
                    Line{"crlf", "MA1:ABC\r\nMA1:DEF\r\n", "MA1:ABC|MA1:DEF"},
                    Line{"empty_lines", "\r\r\n\n\nMA1:ABC\r\n\r", "MA1:ABC"}, Line{"no_end", "MA1:ABC", ""},
                    Line{"stx_etx", "\x02MA1:ABC\x03\r", "MA1:ABC"},
                    Line{"spaces_and_tabs", " \t MA1:A C\t \r", "MA1:A C"},
                    Line{"zeros", "\0\0MA1:ABC\0\r"s, "MA1:ABC"}, Line{"only_junk", "\x02 \x03\r", ""},
                    Line{"qr", "]Q1MA1:ABC\r", "MA1:ABC"},
                    Line{"qr_after_stx", "\x02]Q3MA1:ABC\x03\r", "MA1:ABC"},
                    Line{"qr_of_nothing", "]Q1\r", "?"}, Line{"barcode", "]C1MA1:ABC\r", "?"},
                    Line{"retail", "]E06901234567892\r", "?"}, Line{"bracket_alone", "]\r", "]"},
                    Line{"bracket_and_no_letter", "]11\r", "]11"}, Line{"chinese", "你好\r", "你好"},
                    Line{"gbk", "\xC4\xE3\xBA\xC3\r", "?"}, Line{"cut_utf8", "\xE4\xBD\r", "?"},
                    Line{"bell_inside",
                         "MA1:\x07"
                         "ABC\r",
                         "?"},
                    Line{"zero_inside", "MA1:\0ABC\r"s, "?"},
                    Line{"binary_then_good", "\xFF\xFE\x80\rMA1:ABC\r", "?|MA1:ABC"}),
    [](const auto& test) { return test.param.why; });

TEST(ScanLines, a_code_of_the_greatest_length_fits_with_all_around_it) {
    const std::string longest(platform::kCodeTextLimit, 'A');
    EXPECT_EQ(judged("\x02]Q1" + longest + "\x03\r\n"), longest);
    EXPECT_EQ(judged(longest + "A\r"), "?");
}

TEST(ScanLines, a_line_without_end_takes_no_more_room_and_the_next_is_read) {
    EXPECT_EQ(judged(std::string(1 << 20, 'A') + "\rMA1:ABC\r"), "?|MA1:ABC");
}

TEST(ScanLines, what_was_begun_and_given_up_is_not_in_the_next) {
    ScanLines lines;
    EXPECT_TRUE(lines.feed(platform::view_of("MA1:half")).empty());
    EXPECT_TRUE(lines.in_line());
    lines.clear();
    EXPECT_FALSE(lines.in_line());
    const auto next = lines.feed(platform::view_of("MA1:ABC\r"));
    ASSERT_EQ(next.size(), 1U);
    EXPECT_EQ(next[0].event, CodeEvent(CodeSeen{"MA1:ABC"}));
}

}  // namespace
