// The health page: how the devices do, and a try of each.
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

using platform::DeviceHealth;
using platform::DeviceKind;
using platform::DeviceState;
using Phase = DeviceTry::Phase;

std::vector<DeviceHealth> all_well(std::uint32_t codes = 4) {
    return {{DeviceKind::id_reader, DeviceState::ready, "", "", 3, 0, 0},
            {DeviceKind::scanner, DeviceState::ready, "", "", 9, 0, 0},
            {DeviceKind::camera, DeviceState::off, "", "", codes, 0, 0}};
}

struct HealthPage : Story {
    HealthPage() {
        reach_desk();
        tap(Tap::nav_devices);
        say(DevicesSeen{all_well()});
    }
    const DeviceTry* trying() const {
        const auto* devices = screen<screen::Devices>();
        return devices != nullptr && devices->trying ? &*devices->trying : nullptr;
    }
};

TEST(HealthPage, LooksAtTheDevicesWhenItOpensAndThenEverySecond) {
    Story story;
    story.reach_desk();
    story.tap(Tap::nav_devices);
    EXPECT_EQ(story.count<LookAtDevices>(), 1);
    story.say(DevicesSeen{all_well()});
    EXPECT_EQ(story.screen<screen::Devices>()->devices, all_well());
    story.wait(3);
    EXPECT_EQ(story.count<LookAtDevices>(), 4);
}

TEST(HealthPage, LooksAtOnceWhenADeviceSaysSomething) {
    HealthPage page;
    page.say(platform::ReaderEvent(platform::ReaderState::offline));
    EXPECT_EQ(page.count<LookAtDevices>(), 2);
}

TEST(HealthPage, TurnsNoDeviceOnByItself) {
    HealthPage page;
    EXPECT_FALSE(page.state.reader_on);
    EXPECT_FALSE(page.state.camera_on);
}

TEST(TryingTheReader, EndsWellWithAnyCardAndKeepsNothingOfIt) {
    HealthPage page;
    page.say(TryDevice{DeviceKind::id_reader});
    EXPECT_TRUE(page.state.reader_on);
    page.lay(resident());
    EXPECT_EQ(page.trying()->phase, Phase::well);
    EXPECT_FALSE(page.state.reader_on);
    EXPECT_FALSE(page.state.visitor);
    EXPECT_FALSE(remembers_somebody(page.state));
}

TEST(TryingTheReader, SaysWhatWentWrongAndGoesOn) {
    HealthPage page;
    page.say(TryDevice{DeviceKind::id_reader});
    page.say(platform::ReaderEvent(platform::CardFailed{platform::CardError::read_failed}));
    EXPECT_EQ(page.trying()->phase, Phase::failed);
    EXPECT_EQ(page.trying()->trouble, CardTrouble::place_again);
    EXPECT_TRUE(page.state.reader_on);
    page.lay(resident());
    EXPECT_EQ(page.trying()->phase, Phase::well);
}

TEST(TryingTheCamera, EndsWellWhenItsOwnCounterSaysSo) {
    HealthPage page;
    page.say(TryDevice{DeviceKind::camera});
    EXPECT_TRUE(page.state.camera_on);
    page.scan("anything");
    EXPECT_EQ(page.trying()->phase, Phase::waiting) << "the scanner may have read it";
    page.say(DevicesSeen{all_well(5)});
    EXPECT_EQ(page.trying()->phase, Phase::well);
    EXPECT_FALSE(page.state.camera_on);
}

struct FullHealthPage : HealthPage {
    FullHealthPage() {
        settings.voice = true;
        auto devices = all_well();
        devices.push_back({DeviceKind::printer, DeviceState::ready});
        devices.push_back({DeviceKind::speech, DeviceState::ready});
        say(DevicesSeen{devices});
    }
};

TEST(TryingThePrinter, PrintsATestThatIsNobodysSlip) {
    FullHealthPage page;
    page.say(TryDevice{DeviceKind::printer});
    const auto print = page.sent<PrintSlip>();
    EXPECT_TRUE(print.paper.test);
    EXPECT_TRUE(print.paper.slip.code.empty());
    EXPECT_EQ(page.trying()->phase, Phase::waiting);
    page.say(PrintDone{print.request + 1});
    EXPECT_EQ(page.trying()->phase, Phase::waiting);
    page.say(PrintDone{print.request});
    EXPECT_EQ(page.trying()->phase, Phase::well);
}

TEST(TryingThePrinter, SaysWhyNothingCameOut) {
    FullHealthPage page;
    page.say(TryDevice{DeviceKind::printer});
    page.say(PrintFailed{page.sent<PrintSlip>().request, {platform::PrinterState::paper_out, false}});
    EXPECT_EQ(page.trying()->phase, Phase::failed);
    EXPECT_EQ(page.trying()->why, platform::PrinterState::paper_out);
}

TEST(TryingTheVoice, ReadsThePageAloud) {
    FullHealthPage page;
    page.say(TryDevice{DeviceKind::speech});
    EXPECT_EQ(page.count<ReadAloud>(), 1);
    EXPECT_EQ(page.trying()->phase, Phase::well);
}

TEST(TryingADevice, EndsWithASecondTapAndWithLeaving) {
    HealthPage page;
    page.say(TryDevice{DeviceKind::id_reader});
    page.say(TryDevice{DeviceKind::id_reader});
    EXPECT_EQ(page.trying(), nullptr);
    EXPECT_FALSE(page.state.reader_on);
    page.say(TryDevice{DeviceKind::camera});
    page.tap(Tap::nav_today);
    EXPECT_FALSE(page.state.camera_on);
}

TEST(TryingADevice, OneAtATime) {
    HealthPage page;
    page.say(TryDevice{DeviceKind::id_reader});
    page.say(TryDevice{DeviceKind::camera});
    EXPECT_EQ(page.trying()->device, DeviceKind::camera);
    EXPECT_FALSE(page.state.reader_on);
}

TEST(TryingADevice, ThatIsNotFittedDoesNothing) {
    HealthPage page;
    page.say(TryDevice{DeviceKind::printer});
    EXPECT_EQ(page.trying(), nullptr);
}

}  // namespace
}  // namespace kiosk::test
