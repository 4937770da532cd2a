// A newer scheme pack or settings, brought as a series of codes by staff; and settings that came any way.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

constexpr KeptFile kPack{KeptFile::What::pack, 2};
constexpr KeptFile kSettings{KeptFile::What::settings, 7};

struct Codes : Story {
    Codes() {
        reach_desk();
        tap(Tap::nav_sync);
        tap(Tap::file_by_codes);
    }
    const screen::FileCodes& codes() const { return *screen<screen::FileCodes>(); }
    void take(std::vector<bool> here, std::optional<KeptFile> kept = {}) {
        scan("MAT1:PART");
        say(FilePartTaken{sent<TakeFilePart>().request, std::move(here), kept});
    }
    void refuse(FileTrouble trouble) {
        scan("MAT1:PART");
        say(FilePartRefused{sent<TakeFilePart>().request, trouble});
    }
};

TEST(FileCodes, ScansWhileTheScreenIsShown) {
    Codes story;
    EXPECT_TRUE(story.state.camera_on);
    story.tap(Tap::back);
    EXPECT_FALSE(story.state.camera_on);
    EXPECT_NE(story.screen<screen::Sync>(), nullptr);
}

TEST(FileCodes, GivesEachCodeToTheStoreAndShowsWhichPartsAreHere) {
    Codes story;
    story.take({false, true});
    EXPECT_EQ(story.sent<TakeFilePart>().code, "MAT1:PART");
    EXPECT_EQ(story.codes().here, (std::vector<bool>{false, true}));
    EXPECT_FALSE(story.codes().kept);
    story.take({true, true}, kPack);
    EXPECT_EQ(story.codes().kept, kPack);
}

TEST(FileCodes, StopsScanningOnceTheFileIsKept) {
    Codes story;
    story.take({true, true}, kPack);
    EXPECT_FALSE(story.state.camera_on);
    const int asked = story.count<TakeFilePart>();
    story.scan("MAT1:PART");
    EXPECT_EQ(story.count<TakeFilePart>(), asked);
    EXPECT_EQ(story.codes().kept, kPack);
    story.tap(Tap::back);
    story.tap(Tap::file_by_codes);
    EXPECT_TRUE(story.state.camera_on) << "another may be brought";
}

TEST(FileCodes, KeepsThePartsWhenAnotherCodeIsShownInBetween) {
    Codes story;
    story.take({false, true});
    story.refuse(FileTrouble::not_a_part);
    EXPECT_EQ(story.codes().trouble, FileTrouble::not_a_part);
    EXPECT_EQ(story.codes().here, (std::vector<bool>{false, true}));
    story.take({true, true}, kPack);
    EXPECT_FALSE(story.codes().trouble);
}

TEST(FileCodes, BeginsAnewAfterAPackThatWasRefused) {
    Codes story;
    story.take({false, true});
    story.refuse(FileTrouble::not_signed);
    EXPECT_EQ(story.codes().trouble, FileTrouble::not_signed);
    EXPECT_TRUE(story.codes().here.empty());
}

TEST(FileCodes, AreUsedOnceStaffHaveSignedOut) {
    Codes story;
    story.take({true}, kPack);
    auto newer = std::make_shared<config::Pack>(xiamen_pack());
    newer->edition = 2;
    story.say(PackOffered{newer});
    EXPECT_EQ(story.count<UsePack>(), 0);
    story.tap(Tap::sign_out);
    EXPECT_EQ(story.sent<UsePack>().pack->edition, 2);
}

TEST(FileCodes, OfSettingsStartTheTerminalAnewOnceStaffHaveSignedOutAndGone) {
    Codes story;
    story.take({true}, kSettings);
    story.say(SettingsOffered{});
    story.tap(Tap::sign_out);
    EXPECT_EQ(story.count<StartAnew>(), 0) << "somebody is still there";
    story.wait(20);
    EXPECT_EQ(story.count<StartAnew>(), 1);
}

TEST(NewSettings, StartTheTerminalAnewAtOnceWhereNobodyIs) {
    Story story;
    story.wait(60);
    story.say(SettingsOffered{});
    EXPECT_EQ(story.count<StartAnew>(), 1);
    story.wait(60);
    EXPECT_EQ(story.count<StartAnew>(), 1);
}

TEST(NewSettings, WaitForWhoeverIsThere) {
    Story story;
    story.reach_consent();
    story.say(SettingsOffered{});
    story.wait(30);
    EXPECT_EQ(story.count<StartAnew>(), 0);
    story.tap(Tap::home);
    story.wait(19);
    EXPECT_EQ(story.count<StartAnew>(), 0);
    story.tap(Tap::benefit);
    story.tap(Tap::home);
    story.wait(19);
    EXPECT_EQ(story.count<StartAnew>(), 0);
    story.wait(1);
    EXPECT_EQ(story.count<StartAnew>(), 1);
}

TEST(NewSettings, WaitForASyncThatRuns) {
    Story story;
    SyncStatus running;
    running.running = true;
    story.say(running);
    story.say(SettingsOffered{});
    story.wait(60);
    EXPECT_EQ(story.count<StartAnew>(), 0);
    story.say(SyncStatus{});
    EXPECT_EQ(story.count<StartAnew>(), 1);
}

TEST(NewSettings, WakeTheTerminalWhenItIsAlone) {
    Story story;
    story.say(SettingsOffered{});
    EXPECT_EQ(next_wake(story.context, story.state), story.state.last_presence + 20'000);
}

}  // namespace
}  // namespace kiosk::test
