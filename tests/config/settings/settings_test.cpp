#include "config/settings/settings.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace config::test {

namespace {

const std::string kStation = R"(
state = "state"
[station]
code = "SM03"
name_zh = "站"
name_en = "Station"
center_zh = "中心"
center_en = "Center"
terminal_number = 3
[[station.workplace]]
id = "here"
name_zh = "这里"
name_en = "Here"
[id_reader]
port = "/dev/ttyUSB0"
[rules]
packs = "schemes"
scheme = "some-scheme"
[sync]
center_url = "https://127.0.0.1:8443"
)";

const std::string kCenter = R"(
city = "市"
name = "中心"
state = "/var/lib/center"
public_url = "https://127.0.0.1:8443"
hosts = ["127.0.0.1"]
packs = "schemes"
)";

/// The text with its first `what` changed to `into`.
std::string with(std::string text, const std::string& what, const std::string& into) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), into);
}

TEST(ShippedSettings, OfAStationAreRead) {
    const auto settings = load_station_settings(SOURCE_DIR "/config/station.toml");
    ASSERT_TRUE(settings) << describe(settings.error());
    EXPECT_EQ(settings->station.code, "SM03");
    EXPECT_EQ(settings->station.name_zh, "嘉莲街道职工服务站");
    EXPECT_EQ(settings->sync.nightly_at, std::chrono::minutes(134));
    EXPECT_TRUE(std::filesystem::exists(settings->rules.packs / (settings->rules.scheme + ".toml")));
    EXPECT_TRUE(std::filesystem::exists(settings->rules.directory.value()));
}

TEST(ShippedSettings, OfACenterAreRead) {
    const auto settings = load_center_settings(SOURCE_DIR "/config/center.toml");
    ASSERT_TRUE(settings) << describe(settings.error());
    EXPECT_EQ(settings->city, "厦门市");
    EXPECT_EQ(settings->hosts, std::vector<std::string>{"center.example"});
}

TEST(StationSettings, NeedOnlyWhatNobodyCanGuess) {
    const auto settings = parse_station_settings("/etc/kiosk/station.toml", kStation);
    ASSERT_TRUE(settings) << describe(settings.error());
    EXPECT_EQ(settings->screen.idle_seconds, 60);
    EXPECT_EQ(settings->screen.countdown_seconds, 15);
    EXPECT_EQ(settings->screen.language, ScreenLanguage::zh);
    EXPECT_EQ(settings->sync.retention_nights, 7);
    EXPECT_FALSE(settings->camera);
    EXPECT_FALSE(settings->scanner);
    EXPECT_FALSE(settings->printer);
    EXPECT_FALSE(settings->speech.enabled);
    EXPECT_TRUE(settings->station.workplaces.front().served_here);
}

TEST(StationSettings, MayNameAScanner) {
    const auto settings = parse_station_settings(
        "/etc/kiosk/station.toml", kStation + "[scanner]\nport = \"/dev/mutual-aid/scanner\"\n");
    ASSERT_TRUE(settings && settings->scanner);
    EXPECT_EQ(settings->scanner->port, "/dev/mutual-aid/scanner");
    EXPECT_EQ(settings->scanner->baud, 9600);
}

TEST(StationSettings, NameThePrinterAndTheVoice) {
    const auto settings = parse_station_settings(
        "station.toml", kStation +
                            "[printer]\nport = \"/dev/usb/lp0\"\nwidth_mm = 58\n[speech]\nenabled = "
                            "true\nheadset = true\nvolume = 80\n");
    ASSERT_TRUE(settings) << describe(settings.error());
    ASSERT_TRUE(settings->printer);
    EXPECT_EQ(settings->printer->port, "/dev/usb/lp0");
    EXPECT_EQ(settings->printer->width_mm, 58);
    EXPECT_EQ(settings->printer->baud, 115200);
    EXPECT_TRUE(settings->speech.enabled && settings->speech.headset);
    EXPECT_EQ(settings->speech.volume, 80);
}

TEST(StationSettings, CountRelativePathsFromTheirOwnFolder) {
    const auto settings = parse_station_settings("/etc/kiosk/station.toml", kStation);
    ASSERT_TRUE(settings);
    EXPECT_EQ(settings->state, "/etc/kiosk/state");
    EXPECT_EQ(settings->rules.packs, "/etc/kiosk/schemes");
    EXPECT_EQ(parse_center_settings("/etc/center.toml", kCenter)->state, "/var/lib/center");
}

struct Wrong {
    const char* name;
    std::string text;
    std::uint32_t line;
    const char* key;
};
void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.name;
}

class WrongStationSettings : public testing::TestWithParam<Wrong> {};

TEST_P(WrongStationSettings, AreRefusedNamingLineAndKey) {
    const auto settings = parse_station_settings("station.toml", GetParam().text);
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().line, GetParam().line) << describe(settings.error());
    EXPECT_EQ(settings.error().key, GetParam().key) << describe(settings.error());
}

INSTANTIATE_TEST_SUITE_P(
    Files, WrongStationSettings,
    testing::Values(
        Wrong{"not_toml", "state = ", 1, ""},
        Wrong{"unknown_key", with(kStation, "state =", "colour = 1\nstate ="), 2, "colour"},
        Wrong{"unknown_key_in_a_table", with(kStation, "port =", "baud = 9600\nport ="), 15,
              "id_reader.baud"},
        Wrong{"missing_key", with(kStation, "code = \"SM03\"\n", ""), 3, "station.code"},
        Wrong{"missing_table", with(kStation, "[id_reader]\nport = \"/dev/ttyUSB0\"\n", ""), 1, "id_reader"},
        Wrong{"empty_text", with(kStation, "\"SM03\"", "\"\""), 4, "station.code"},
        Wrong{"text_for_a_number", with(kStation, "= 3", "= \"3\""), 9, "station.terminal_number"},
        Wrong{"number_out_of_range", with(kStation, "= 3", "= 100"), 9, "station.terminal_number"},
        Wrong{"no_workplace",
              with(kStation, "[[station.workplace]]\nid = \"here\"\nname_zh = \"这里\"\nname_en = \"Here\"\n",
                   ""),
              3, "station.workplace"},
        Wrong{"same_workplace",
              kStation + "[[station.workplace]]\nid = \"here\"\nname_zh = \"那\"\nname_en = \"There\"\n", 22,
              "station.workplace[1].id"},
        Wrong{"plain_http", with(kStation, "https://", "http://"), 20, "sync.center_url"},
        Wrong{"bad_time", kStation + "nightly_at = \"24:00\"\n", 21, "sync.nightly_at"},
        Wrong{"too_short_retention", kStation + "retention_nights = 6\n", 21, "sync.retention_nights"},
        Wrong{"scanner_without_port", kStation + "[scanner]\nbaud = 9600\n", 21, "scanner.port"},
        Wrong{"camera_twice", kStation + "[camera]\ndevice = \"/dev/video0\"\npictures = \"p\"\n", 23,
              "camera.pictures"},
        Wrong{"odd_paper", kStation + "[printer]\nport = \"p\"\nwidth_mm = 76\n", 23, "printer.width_mm"},
        Wrong{"too_loud", kStation + "[speech]\nvolume = 200\n", 22, "speech.volume"},
        Wrong{"unknown_language", kStation + "[screen]\nlanguage = \"fr\"\n", 22, "screen.language"},
        Wrong{"unknown_orientation", kStation + "[screen]\norientation = \"round\"\n", 22,
              "screen.orientation"},
        Wrong{"flag_as_text", kStation + "[screen]\nfull_screen = \"yes\"\n", 22, "screen.full_screen"}),
    [](const auto& row) { return row.param.name; });

TEST(CenterSettings, WithoutHostsAreRefused) {
    const auto settings =
        parse_center_settings("center.toml", with(kCenter, "hosts = [\"127.0.0.1\"]\n", ""));
    ASSERT_FALSE(settings);
    EXPECT_EQ(settings.error().key, "hosts");
}

TEST(CenterSettings, ThatAreNotThereSaySo) {
    const auto settings = load_center_settings("/dev/null/center.toml");
    ASSERT_FALSE(settings);
    EXPECT_EQ(describe(settings.error()), "/dev/null/center.toml: the file cannot be read");
}

}  // namespace

}  // namespace config::test
