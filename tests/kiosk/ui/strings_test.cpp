#include "kiosk/ui/strings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "config/scheme/rules.h"
#include "platform/device/health.h"

namespace kiosk {
namespace {

const std::filesystem::path kSource(SOURCE_DIR);

Strings load() {
    auto strings = Strings::load(kSource / "assets" / "strings");
    EXPECT_TRUE(strings.has_value()) << (strings ? "" : strings.error().what);
    return *strings;
}

std::string sources() {
    std::ostringstream all;
    for (const char* folder : {"kiosk/view", "kiosk/ui"}) {
        for (const auto& entry : std::filesystem::directory_iterator(kSource / folder)) {
            if (entry.path().extension() == ".cpp") all << std::ifstream(entry.path()).rdbuf();
        }
    }
    return all.str();
}

std::set<std::string> matches(const std::string& text, const char* pattern, std::size_t group) {
    std::set<std::string> out;
    const std::regex wanted(pattern);
    for (std::sregex_iterator it(text.begin(), text.end(), wanted), end; it != end; ++it)
        out.insert((*it)[group]);
    return out;
}

std::string table_error(const char* zh, const char* en) {
    const auto folder = std::filesystem::temp_directory_path() / "strings_test";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "zh.toml") << zh;
    std::ofstream(folder / "en.toml") << en;
    const auto strings = Strings::load(folder);
    std::filesystem::remove_all(folder);
    return strings ? "" : strings.error().what;
}

TEST(Strings, Both_languages_have_the_same_keys_and_placeholders) {
    const Strings strings = load();
    for (const auto& [key, zh] : strings.table(Language::zh)) {
        const std::string& en = strings.table(Language::en).at(key);
        EXPECT_EQ(matches(zh, R"(\{([a-z]+)\})", 1), matches(en, R"(\{([a-z]+)\})", 1)) << key;
        EXPECT_FALSE(zh.empty()) << key;
        EXPECT_FALSE(en.empty()) << key;
    }
}

TEST(Strings, Every_key_the_screens_name_exists) {
    const Strings strings = load();
    for (const std::string& key : matches(sources(), R"re(\bt\("([a-z_0-9.]+[a-z_0-9])"[,)])re", 1)) {
        EXPECT_TRUE(strings.has(key)) << key;
    }
}

TEST(Strings, No_text_is_left_that_nothing_says) {
    const std::string text = sources();
    const Strings strings = load();
    for (const auto& [key, words] : strings.table(Language::zh)) {
        // Keys are also put together from a prefix and a name, or a name and a suffix.
        std::string name = key.substr(key.find('.') + 1);
        for (const char* suffix :
             {"_text", "_detail", "_yes", "_no", ".title", ".text", "_scanner", "_both"}) {
            if (name.ends_with(suffix)) name = name.substr(0, name.size() - std::string(suffix).size());
        }
        const bool from_data = key.starts_with("refusal.") || key.starts_with("reason.") ||
                               key.starts_with("date.weekday") ||
                               key.starts_with("devices.");  // the names of the device's kind and state
        const bool said = text.find('"' + key + '"') != std::string::npos ||
                          text.find('"' + name + '"') != std::string::npos ||
                          text.find("." + name + '"') != std::string::npos;
        EXPECT_TRUE(from_data || said) << key;
    }
}

TEST(Strings, Every_refusal_and_every_word_of_the_center_is_known) {
    const Strings strings = load();
    for (int i = 0; i <= static_cast<int>(config::Refusal::payment_not_accepted); ++i) {
        const std::string name(config::name_of(static_cast<config::Refusal>(i)));
        EXPECT_TRUE(strings.has("reason." + name)) << name;
    }
    for (int i = 0; i <= static_cast<int>(config::Refusal::cap_reached); ++i) {
        const std::string name(config::name_of(static_cast<config::Refusal>(i)));
        EXPECT_TRUE(strings.has("refusal." + name + ".title")) << name;
    }
    // docs/wire_format.md, "Words in views"
    for (const char* name : {"papers_unchecked", "unreadable", "unknown_pack", "pack_differs", "window_edge",
                             "simulated_time", "fee_differs", "paid_differs", "paid_late", "typed_card",
                             "name_differs", "quarantine", "review_refused", "no_consent"}) {
        EXPECT_TRUE(strings.has("reason." + std::string(name))) << name;
    }
}

TEST(Strings, Every_device_and_every_state_of_one_is_known) {
    const Strings strings = load();
    for (int i = 0; i <= static_cast<int>(platform::DeviceKind::speech); ++i) {
        const auto kind = static_cast<platform::DeviceKind>(i);
        const std::string name(platform::name_of(kind));
        EXPECT_TRUE(strings.has("devices." + name)) << name;
        EXPECT_TRUE(strings.has("devices.try_" + name)) << name;
        EXPECT_TRUE(strings.has("devices.try_" + name + "_well")) << name;
    }
    for (int i = 0; i <= static_cast<int>(platform::DeviceState::out_of_service); ++i) {
        const std::string name(platform::name_of(static_cast<platform::DeviceState>(i)));
        EXPECT_TRUE(strings.has("devices.state_" + name)) << name;
        EXPECT_TRUE(strings.has("devices.advice_" + name)) << name;
    }
}

TEST(Strings, Placeholders_are_filled_and_bold_is_marked) {
    const Strings strings = load();
    const std::string text = strings.get(Language::en, "home.deadline", {{"date", "30 Jun"}, {"days", "15"}});
    EXPECT_EQ(text, std::string("Join by 30 Jun: ") + kBoldOn + "15" + kBoldOff + " days left");
}

TEST(Strings, What_stands_in_for_a_placeholder_is_not_read_again) {
    EXPECT_EQ(load().get(Language::en, "status.hello", {{"name", "{b}{name}"}}), "Hello {b}{name}");
}

TEST(Strings, Faults_in_a_table_name_file_and_place) {
    EXPECT_THAT(table_error("a = \"1\"\nb = ", "a = \"1\""), testing::HasSubstr("zh.toml:2"));
    EXPECT_THAT(table_error("a = 1", "a = \"1\""), testing::HasSubstr("must be a text"));
    EXPECT_THAT(table_error("a = \"1\"\nb = \"2\"", "a = \"1\""),
                testing::HasSubstr("only one language has b"));
}

TEST(StringsDeathTest, An_unknown_key_is_a_broken_invariant) {
    const Strings strings = load();
    EXPECT_DEATH(strings.get(Language::zh, "no.such_key"), "no.such_key");
}

}  // namespace
}  // namespace kiosk
