// The slip as it leaves the printer, at both widths of paper.
#include <gtest/gtest.h>

#include "kiosk/view/preview_people.h"
#include "kiosk/view/slip_page.h"

namespace kiosk::test {
namespace {

constexpr int kWidths[] = {384, 576};

SlipPaper paper() {
    SlipPaper paper;
    paper.slip = preview::slip();
    paper.person = preview::resident();
    paper.fee_fen = 3600;
    paper.coverage_from = preview::ymd(2026, 7, 1);
    paper.coverage_to = preview::ymd(2027, 6, 30);
    paper.station = {"嘉莲街道职工服务站", "Jialian Street workers' service station"};
    paper.terminal_number = 3;
    return paper;
}

class SlipPage : public testing::TestWithParam<int> {
  protected:
    platform::Raster draw(const SlipPaper& paper) { return slip_page(*fonts_, strings_, paper, GetParam()); }
    std::vector<std::uint8_t> dots(const SlipPaper& paper) { return draw(paper).picture().pixels; }

    std::unique_ptr<platform::Fonts> fonts_ = *platform::Fonts::open(platform::FontFiles::installed());
    Strings strings_ = *Strings::load(std::string(SOURCE_DIR) + "/assets/strings");
};

TEST_P(SlipPage, Its_code_is_read_back_from_the_paper) {
    for (const Language language : {Language::zh, Language::en}) {
        SlipPaper it = paper();
        it.language = language;
        const auto picture = draw(it).picture();
        const auto codes = platform::decode_gray(picture.view(), platform::Effort::quick);
        ASSERT_EQ(codes.size(), 1U);
        EXPECT_EQ(codes[0].text, it.slip.code.text());
    }
}

TEST_P(SlipPage, A_name_outside_the_basic_plane_is_drawn_and_not_replaced) {
    SlipPaper rare = paper();
    rare.person = preview::rare_name();
    SlipPaper replaced = rare;
    replaced.person.name = "欧阳*〓";
    EXPECT_NE(dots(rare), dots(replaced));
}

TEST_P(SlipPage, A_duplicate_and_an_unconfirmed_time_are_marked) {
    SlipPaper marked = paper();
    marked.duplicate = true;
    EXPECT_GT(draw(marked).height(), draw(paper()).height());
    SlipPaper unconfirmed = paper();
    unconfirmed.time_unconfirmed = true;
    EXPECT_GT(draw(unconfirmed).height(), draw(paper()).height());
}

TEST_P(SlipPage, Is_shorter_than_a_hand) {
    SlipPaper longest = paper();
    longest.language = Language::en;
    longest.duplicate = longest.time_unconfirmed = true;
    EXPECT_LT(draw(longest).height(), 180 * 8);
}

INSTANTIATE_TEST_SUITE_P(Paper, SlipPage, testing::ValuesIn(kWidths),
                         [](const auto& width) { return std::to_string(width.param) + "_dots"; });

}  // namespace
}  // namespace kiosk::test
