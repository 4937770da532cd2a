// A newer scheme pack brought as a series of codes, by staff.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

struct Codes : Story {
    Codes() {
        reach_desk();
        tap(Tap::nav_sync);
        tap(Tap::pack_by_codes);
    }
    const screen::PackCodes& codes() const { return *screen<screen::PackCodes>(); }
    void take(std::vector<bool> here, std::int64_t edition = 0) {
        scan("MAT1:PART");
        say(PackPartTaken{sent<TakePackPart>().request, std::move(here), edition});
    }
    void refuse(PackTrouble trouble) {
        scan("MAT1:PART");
        say(PackPartRefused{sent<TakePackPart>().request, trouble});
    }
};

TEST(PackCodes, ScansWhileTheScreenIsShown) {
    Codes story;
    EXPECT_TRUE(story.state.camera_on);
    story.tap(Tap::back);
    EXPECT_FALSE(story.state.camera_on);
    EXPECT_NE(story.screen<screen::Sync>(), nullptr);
}

TEST(PackCodes, GivesEachCodeToTheStoreAndShowsWhichPartsAreHere) {
    Codes story;
    story.take({false, true});
    EXPECT_EQ(story.sent<TakePackPart>().code, "MAT1:PART");
    EXPECT_EQ(story.codes().here, (std::vector<bool>{false, true}));
    EXPECT_EQ(story.codes().edition, 0);
    story.take({true, true}, 2);
    EXPECT_EQ(story.codes().edition, 2);
}

TEST(PackCodes, BeginsNothingNewOnceThePackIsKept) {
    Codes story;
    story.take({true, true}, 2);
    const int asked = story.count<TakePackPart>();
    story.scan("MAT1:PART");
    EXPECT_EQ(story.count<TakePackPart>(), asked);
    EXPECT_EQ(story.codes().edition, 2);
}

TEST(PackCodes, KeepsThePartsWhenAnotherCodeIsShownInBetween) {
    Codes story;
    story.take({false, true});
    story.refuse(PackTrouble::not_a_part);
    EXPECT_EQ(story.codes().trouble, PackTrouble::not_a_part);
    EXPECT_EQ(story.codes().here, (std::vector<bool>{false, true}));
    story.take({true, true}, 2);
    EXPECT_FALSE(story.codes().trouble);
}

TEST(PackCodes, BeginsAnewAfterAPackThatWasRefused) {
    Codes story;
    story.take({false, true});
    story.refuse(PackTrouble::not_signed);
    EXPECT_EQ(story.codes().trouble, PackTrouble::not_signed);
    EXPECT_TRUE(story.codes().here.empty());
}

TEST(PackCodes, AreUsedOnceStaffHaveSignedOut) {
    Codes story;
    story.take({true}, 2);
    auto newer = std::make_shared<config::Pack>(xiamen_pack());
    newer->edition = 2;
    story.say(PackOffered{newer});
    EXPECT_EQ(story.count<UsePack>(), 0);
    story.tap(Tap::sign_out);
    EXPECT_EQ(story.sent<UsePack>().pack->edition, 2);
}

}  // namespace
}  // namespace kiosk::test
