// The slip on paper: asked for by itself after saving, again by a tap.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

using Phase = SlipPrint::Phase;

struct Printing : testing::Test {
    Printing() { story.settings.prints_slips = true; }
    const SlipPrint& print() const { return story.screen<screen::Saved>()->print; }
    PrintSlip asked() const { return story.sent<PrintSlip>(); }
    void done() { story.say(PrintDone{asked().request}); }
    void fail(platform::PrinterState why, bool paper_used) {
        story.say(PrintFailed{asked().request, {why, paper_used}});
    }

    Story story;
};

TEST_F(Printing, BeginsWhenTheEnrollmentIsSaved) {
    story.reach_saving();
    EXPECT_EQ(story.count<PrintSlip>(), 0);
    story.say(Submitted{story.sent<Submit>().request, slip()});
    EXPECT_EQ(story.count<PrintSlip>(), 1);
    EXPECT_EQ(print().phase, Phase::printing);
}

TEST_F(Printing, SaysOnPaperWhatTheScreenSays) {
    story.say(ChooseLanguage{Language::en});
    story.reach_saved();
    const auto* saved = story.screen<screen::Saved>();
    const SlipPaper paper = asked().paper;
    EXPECT_EQ(paper.slip, saved->slip);
    EXPECT_EQ(paper.person, saved->person);
    EXPECT_EQ(paper.fee_fen, 3600);
    EXPECT_EQ(paper.coverage_from, saved->offer.coverage_from);
    EXPECT_EQ(paper.station, story.station_info.name);
    EXPECT_EQ(paper.terminal_number, 3);
    EXPECT_EQ(paper.language, Language::en);
    EXPECT_FALSE(paper.duplicate);
}

TEST_F(Printing, TellsTheWorkerToTakeIt) {
    story.reach_saved();
    EXPECT_FALSE(print().may_print());
    done();
    EXPECT_EQ(print().phase, Phase::printed);
    EXPECT_TRUE(print().may_print());
}

TEST_F(Printing, ASecondPaperIsADuplicate) {
    story.reach_saved();
    done();
    story.tap(Tap::print_again);
    EXPECT_EQ(print().phase, Phase::printing);
    EXPECT_TRUE(asked().paper.duplicate);
}

TEST_F(Printing, SaysWhyNothingCameOutAndTriesAgainWhenAsked) {
    story.reach_saved();
    fail(platform::PrinterState::paper_out, false);
    EXPECT_EQ(print().phase, Phase::failed);
    EXPECT_EQ(print().why, platform::PrinterState::paper_out);
    story.tap(Tap::print_again);
    EXPECT_FALSE(asked().paper.duplicate) << "no paper has come out yet";
    done();
    EXPECT_EQ(print().phase, Phase::printed);
}

TEST_F(Printing, AfterAPrintThatMayHaveComeOutTheNextIsADuplicate) {
    story.reach_saved();
    fail(platform::PrinterState::missing, true);
    story.tap(Tap::print_again);
    EXPECT_TRUE(asked().paper.duplicate);
}

TEST_F(Printing, OneSlipIsPrintedThreeTimesAtMost) {
    story.reach_saved();
    for (int i = 0; i < 10; ++i) {
        done();
        story.tap(Tap::print_again);
    }
    EXPECT_EQ(story.count<PrintSlip>(), SlipPrint::kMostPapers);
}

TEST_F(Printing, TappingTwiceAsksOnce) {
    story.reach_saved();
    story.tap(Tap::print_again);
    EXPECT_EQ(story.count<PrintSlip>(), 1);
}

TEST_F(Printing, AnAnswerThatNobodyAwaitsAnyMoreIsDropped) {
    story.reach_saved();
    const RequestId before = asked().request;
    fail(platform::PrinterState::silent, true);
    story.tap(Tap::print_again);
    story.say(PrintDone{before});
    EXPECT_EQ(print().phase, Phase::printing);
    story.tap(Tap::done);
    done();
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
}

TEST_F(Printing, DoesNotHappenWithoutAPrinter) {
    story.settings.prints_slips = false;
    story.reach_saved();
    story.tap(Tap::print_again);
    EXPECT_EQ(story.count<PrintSlip>(), 0);
    EXPECT_EQ(print().phase, Phase::off);
}

}  // namespace
}  // namespace kiosk::test
