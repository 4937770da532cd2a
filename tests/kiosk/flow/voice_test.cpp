// The screen read aloud.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

struct Voice : testing::Test {
    Voice() { story.settings.voice = true; }
    Story story;
};

TEST_F(Voice, ReadsWhenAskedAndNotByItself) {
    story.reach_saved();
    EXPECT_EQ(story.count<ReadAloud>(), 0);
    story.tap(Tap::voice);
    EXPECT_EQ(story.count<ReadAloud>(), 1);
    EXPECT_NE(story.screen<screen::Saved>(), nullptr) << "the screen stays";
}

TEST_F(Voice, ReadsTheSameScreenAgainLouderUpToALimit) {
    story.tap(Tap::start);
    story.tap(Tap::voice);
    EXPECT_EQ(story.sent<ReadAloud>().volume, 100);
    story.tap(Tap::voice);
    EXPECT_EQ(story.sent<ReadAloud>().volume, 125);
    for (int i = 0; i < 20; ++i) story.tap(Tap::voice);
    EXPECT_EQ(story.sent<ReadAloud>().volume, 200);
}

TEST_F(Voice, FallsSilentWhenTheScreenChanges) {
    story.reach_consent();
    story.tap(Tap::voice);
    story.tap(Tap::toggle_consent);
    EXPECT_EQ(story.count<Hush>(), 0);
    story.tap(Tap::next);
    EXPECT_EQ(story.count<Hush>(), 1);
}

TEST_F(Voice, StaysAsLoudForOnePersonAndIsAsBeforeForTheNext) {
    story.reach_consent();
    story.tap(Tap::voice);
    story.tap(Tap::voice);
    story.tap(Tap::toggle_consent);
    story.tap(Tap::next);
    story.tap(Tap::voice);
    EXPECT_EQ(story.sent<ReadAloud>().volume, 125);
    story.tap(Tap::home);
    story.tap(Tap::voice);
    EXPECT_EQ(story.sent<ReadAloud>().volume, 100);
}

TEST_F(Voice, ReadsAMessageThatLiesOverTheScreen) {
    story.reach_saving();
    story.say(StoreFailed{story.sent<Submit>().request, StoreError::disk_full});
    ASSERT_TRUE(story.state.message);
    story.tap(Tap::voice);
    EXPECT_EQ(story.count<ReadAloud>(), 1);
    EXPECT_TRUE(story.state.message);
}

TEST_F(Voice, IsNotThereUnlessTheTerminalHasOne) {
    story.settings.voice = false;
    story.tap(Tap::voice);
    story.tap(Tap::start);
    EXPECT_EQ(story.count<ReadAloud>() + story.count<Hush>(), 0);
}

}  // namespace
}  // namespace kiosk::test
