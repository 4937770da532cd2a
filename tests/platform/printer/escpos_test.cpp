#include "platform/printer/escpos.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace platform::escpos {
namespace {

std::string hex(ByteView bytes) {
    return to_hex(bytes);
}

TEST(Escpos, A_band_is_a_picture_of_at_most_24_rows) {
    Raster page(384, 30);
    page.darken(0, 0);
    page.darken(383, 29);
    const Bytes first = band(page, 0);
    EXPECT_EQ(hex(ByteView(first).first(9)), "1d7630003000180080");
    EXPECT_EQ(first.size(), 8U + 24 * 48);
    const Bytes second = band(page, 24);
    EXPECT_EQ(hex(ByteView(second).first(8)), "1d76300030000600");
    EXPECT_EQ(second.size(), 8U + 6 * 48);
    EXPECT_EQ(second.back(), 1);
}

TEST(Escpos, Dots_that_would_be_obeyed_as_a_command_are_changed_by_one) {
    for (const std::uint8_t verb : Bytes{0x04, 0x05, 0x14}) {
        Raster page(16, 2);
        for (int bit = 0; bit < 8; ++bit) {
            if ((0x10 >> (7 - bit) & 1) != 0) page.darken(bit, 0);
            if ((verb >> (7 - bit) & 1) != 0) page.darken(8 + bit, 0);
        }
        const Bytes sent = band(page, 0);
        EXPECT_EQ(sent[8], 0x18);
        EXPECT_EQ(sent[9], verb);
    }
}

TEST(Escpos, What_the_command_reference_says_is_sent) {
    EXPECT_EQ(hex(ask(Query::printer)), "100401");
    EXPECT_EQ(hex(ask(Query::paper)), "100404");
    EXPECT_EQ(hex(begin_page()), "1b401d6100");
    EXPECT_EQ(hex(end_page()), "1b64031d564200");
    EXPECT_EQ(hex(mark()), "1d7201");
}

TEST(Escpos, Padding_finishes_the_longest_band_and_is_nothing_by_itself) {
    const Bytes bytes = padding(576);
    EXPECT_EQ(bytes.size(), band(Raster(576, kBandRows), 0).size());
    EXPECT_TRUE(std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; }));
}

struct Said {
    const char* what;
    std::array<std::uint8_t, 4> answers;
    PrinterState state;
};
constexpr Said kSaid[] = {
    {"all is well", {0x12, 0x12, 0x12, 0x12}, PrinterState::ready},
    {"the drawer is open", {0x16, 0x12, 0x12, 0x12}, PrinterState::ready},
    {"the roll is near its end", {0x12, 0x12, 0x12, 0x1E}, PrinterState::paper_low},
    {"the roll has ended", {0x1A, 0x32, 0x12, 0x7E}, PrinterState::paper_out},
    {"printing stopped for want of paper", {0x1A, 0x32, 0x12, 0x12}, PrinterState::paper_out},
    {"the cover is open", {0x1A, 0x16, 0x12, 0x12}, PrinterState::cover_open},
    {"the cover is open and there is no paper", {0x1A, 0x36, 0x12, 0x72}, PrinterState::cover_open},
    {"the cutter jams", {0x1A, 0x52, 0x1A, 0x12}, PrinterState::fault},
    {"it must be switched off and on", {0x1A, 0x12, 0x32, 0x12}, PrinterState::fault},
    {"the head is too hot", {0x1A, 0x12, 0x52, 0x12}, PrinterState::fault},
    {"an error it does not name", {0x1A, 0x52, 0x12, 0x12}, PrinterState::fault},
    {"offline and no cause", {0x1A, 0x12, 0x12, 0x12}, PrinterState::offline},
};

TEST(Escpos, The_four_answers_together_say_what_is_wrong) {
    for (const Said& it : kSaid) EXPECT_EQ(judge(it.answers), it.state) << it.what;
}

std::string heard(std::initializer_list<int> bytes) {
    Listener listener;
    std::string out;
    for (const int byte : bytes)
        out += "-sm"[static_cast<int>(listener.take(static_cast<std::uint8_t>(byte)))];
    return out;
}

TEST(Escpos, Answers_are_told_from_each_other_and_from_noise) {
    EXPECT_EQ(heard({0x12, 0x00, 0x1A, 0x03, 0x0F, 0x7E}), "smsmms");
    EXPECT_EQ(heard({0x80, 0xFF, 0x01, 0x02, 0x04, 0x0B}), "------") << "no answer looks like these";
    EXPECT_EQ(heard({0x11, 0x13, 0x00}), "--m") << "flow control by characters";
}

TEST(Escpos, Status_sent_unasked_is_not_taken_for_an_answer) {
    EXPECT_EQ(heard({0x14, 0x00, 0x00, 0x0F, 0x00}), "----m");
    EXPECT_EQ(heard({0x12, 0x18, 0x12, 0x12, 0x12, 0x12}), "s----s");
}

}  // namespace
}  // namespace platform::escpos
