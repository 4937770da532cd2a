// Settings that travel: what may stand in them, and what they change.
#include "config/settings/document.h"

#include <gtest/gtest.h>

namespace config::test {

namespace {

const std::string kWhole = R"(
version = 7
station = "SM03"
[screen]
language = "en"
idle_seconds = 40
countdown_seconds = 10
staff_idle_seconds = 90
[camera]
width = 640
height = 480
fps = 15
[printer]
width_mm = 58
[speech]
volume = 60
[sync]
nightly_at = "03:05"
spread_minutes = 120
)";
const std::string kHead = "version = 1\nstation = \"*\"\n";

SettingsDocument read(const std::string& text) {
    const auto document = parse_settings_document("settings.toml", text);
    EXPECT_TRUE(document) << describe(document.error());
    return document.value_or(SettingsDocument{});
}

StationSettings station() {
    StationSettings settings;
    settings.camera = CameraSettings{"/dev/video0", {}, 1280, 720, 30};
    settings.printer = PrinterSettings{"/dev/usb/lp0", 80, 115200};
    settings.speech = {true, true, 100};
    settings.reader.port = "/dev/reader";
    settings.sync.center_url = "https://127.0.0.1:8443";
    return settings;
}

std::string text_of(const SettingsChange& change) {
    std::string out;
    for (const SettingLine& line : lines_of(change)) out += line.key + "=" + line.value + "\n";
    return out;
}

TEST(SettingsDocument, SaysWhatItChangesAndForWhom) {
    const SettingsDocument document = read(kWhole);
    EXPECT_EQ(document.version, 7);
    EXPECT_EQ(document.station, "SM03");
    EXPECT_EQ(text_of(document.change),
              "screen.language=en\nscreen.idle_seconds=40\nscreen.countdown_seconds=10\n"
              "screen.staff_idle_seconds=90\ncamera.width=640\ncamera.height=480\ncamera.fps=15\n"
              "printer.width_mm=58\nspeech.volume=60\nsync.nightly_at=03:05\nsync.spread_minutes=120\n");
}

TEST(SettingsDocument, MayBeForEveryStationAndChangeNothing) {
    const SettingsDocument document = read(kHead);
    EXPECT_EQ(document.station, "");
    EXPECT_EQ(document.change, SettingsChange());
    EXPECT_EQ(changed(station(), document.change), station());
}

TEST(SettingsDocument, ChangesWhatItNamesAndNothingElse) {
    const StationSettings settings = changed(station(), read(kWhole).change);
    EXPECT_EQ(text_of(changeable_of(settings)), text_of(read(kWhole).change));
    StationSettings rest = changed(settings, changeable_of(station()));
    rest.screen = settings.screen;
    StationSettings before = station();
    before.screen = settings.screen;
    EXPECT_EQ(rest, before) << "ports, addresses and the headset are as they were";
}

TEST(SettingsDocument, NeverLengthensWhatAPersonsDataStaysOnTheScreen) {
    const auto longer =
        read(kHead + "[screen]\nidle_seconds = 61\ncountdown_seconds = 16\nstaff_idle_seconds = 181\n");
    EXPECT_EQ(changed(station(), longer.change), station());
    StationSettings patient = station();
    patient.screen.idle_seconds = 120;
    EXPECT_EQ(changed(patient, longer.change).screen.idle_seconds, 61);
}

TEST(SettingsDocument, OfAStationLiesOverThatOfAll) {
    const auto all = read(kHead + "[speech]\nvolume = 50\n[screen]\nidle_seconds = 30\n");
    const auto own = read("version = 1\nstation = \"SM03\"\n[screen]\nidle_seconds = 50\n");
    EXPECT_EQ(text_of(laid_over(all.change, own.change)), "screen.idle_seconds=50\nspeech.volume=50\n");
    EXPECT_EQ(laid_over(all.change, read(kWhole).change), read(kWhole).change);
}

TEST(SettingsDocument, FitsNoDevice) {
    StationSettings bare = station();
    bare.camera.reset();
    bare.printer.reset();
    const StationSettings settings = changed(bare, read(kWhole).change);
    EXPECT_FALSE(settings.camera);
    EXPECT_FALSE(settings.printer);
    EXPECT_EQ(settings.speech.volume, 60);
    EXPECT_EQ(text_of(changeable_of(bare)).find("camera"), std::string::npos);
}

struct Wrong {
    const char* name;
    std::string text;
    const char* key;
};
void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.name;
}

class WrongSettingsDocument : public testing::TestWithParam<Wrong> {};

TEST_P(WrongSettingsDocument, IsRefusedNamingTheKey) {
    const auto document = parse_settings_document("settings.toml", GetParam().text);
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().key, GetParam().key) << describe(document.error());
}

INSTANTIATE_TEST_SUITE_P(
    Files, WrongSettingsDocument,
    testing::Values(
        Wrong{"not_toml", "version = ", ""}, Wrong{"empty", "", "version"},
        Wrong{"too_large", kHead + std::string(kLargestSettingsDocument, '\n'), ""},
        Wrong{"no_version", "station = \"*\"\n", "version"},
        Wrong{"version_zero", "version = 0\nstation = \"*\"\n", "version"},
        Wrong{"no_station", "version = 1\n", "station"},
        Wrong{"station_with_other_characters", "version = 1\nstation = \"sm03\"\n", "station"},
        Wrong{"unknown_table", kHead + "[rules]\nscheme = \"x\"\n", "rules"},
        Wrong{"state_folder", "state = \"/tmp\"\n" + kHead, "state"},
        Wrong{"center_address", kHead + "[sync]\ncenter_url = \"https://x\"\n", "sync.center_url"},
        Wrong{"how_long_bodies_stay", kHead + "[sync]\nretention_nights = 7\n", "sync.retention_nights"},
        Wrong{"camera_port", kHead + "[camera]\ndevice = \"/dev/video1\"\n", "camera.device"},
        Wrong{"printer_port", kHead + "[printer]\nport = \"/dev/lp1\"\n", "printer.port"},
        Wrong{"reader_port", kHead + "[id_reader]\nport = \"/dev/x\"\n", "id_reader"},
        Wrong{"headset", kHead + "[speech]\nheadset = true\n", "speech.headset"},
        Wrong{"voice_on", kHead + "[speech]\nenabled = true\n", "speech.enabled"},
        Wrong{"far_too_long", kHead + "[screen]\nidle_seconds = 601\n", "screen.idle_seconds"},
        Wrong{"no_time_to_read", kHead + "[screen]\nidle_seconds = 19\n", "screen.idle_seconds"},
        Wrong{"unknown_language", kHead + "[screen]\nlanguage = \"fr\"\n", "screen.language"},
        Wrong{"width_alone", kHead + "[camera]\nwidth = 640\n", "camera.width"},
        Wrong{"height_alone", kHead + "[camera]\nheight = 480\n", "camera.height"},
        Wrong{"huge_picture", kHead + "[camera]\nwidth = 3840\nheight = 1080\n", "camera.width"},
        Wrong{"too_many_pictures", kHead + "[camera]\nfps = 60\n", "camera.fps"},
        Wrong{"odd_paper", kHead + "[printer]\nwidth_mm = 76\n", "printer.width_mm"},
        Wrong{"too_loud", kHead + "[speech]\nvolume = 151\n", "speech.volume"},
        Wrong{"no_such_time", kHead + "[sync]\nnightly_at = \"24:00\"\n", "sync.nightly_at"},
        Wrong{"all_at_once", kHead + "[sync]\nspread_minutes = 9\n", "sync.spread_minutes"},
        Wrong{"text_for_a_number", kHead + "[speech]\nvolume = \"60\"\n", "speech.volume"}),
    [](const auto& row) { return row.param.name; });

}  // namespace

}  // namespace config::test
