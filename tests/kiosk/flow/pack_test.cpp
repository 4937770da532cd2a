// Another pack while the terminal runs.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

PackOffered edition(std::int64_t number) {
    config::Pack pack = xiamen_pack();
    pack.edition = number;
    return {std::make_shared<const config::Pack>(std::move(pack))};
}

TEST(NewPack, IsUsedAtOnceOnTheHomeScreen) {
    Story story;
    story.say(edition(2));
    EXPECT_EQ(story.sent<UsePack>().pack->edition, 2);
    story.say(Tick{});
    EXPECT_EQ(story.count<UsePack>(), 1);
}

TEST(NewPack, WaitsForThePersonWhoHasBegun) {
    Story story;
    story.reach_review();
    story.say(edition(2));
    EXPECT_EQ(story.count<UsePack>(), 0);
    story.tap(Tap::submit);
    EXPECT_EQ(story.sent<Submit>().form.pack_hash, story.pack.hash) << "priced by the pack they began with";
    story.say(Submitted{story.sent<Submit>().request, slip()});
    EXPECT_EQ(story.count<UsePack>(), 0);
    story.tap(Tap::done);
    EXPECT_NE(story.screen<screen::Home>(), nullptr);
    EXPECT_EQ(story.sent<UsePack>().pack->edition, 2);
}

TEST(NewPack, WaitsForStaffAtTheDesk) {
    Story story;
    story.reach_desk();
    story.say(edition(2));
    EXPECT_EQ(story.count<UsePack>(), 0);
    story.tap(Tap::sign_out);
    EXPECT_EQ(story.count<UsePack>(), 1);
}

TEST(NewPack, ThatComesWhileOneWaitsTakesItsPlace) {
    Story story;
    story.reach_consent();
    story.say(edition(2));
    story.say(edition(3));
    story.tap(Tap::home);
    EXPECT_EQ(story.count<UsePack>(), 1);
    EXPECT_EQ(story.sent<UsePack>().pack->edition, 3);
}

}  // namespace
}  // namespace kiosk::test
