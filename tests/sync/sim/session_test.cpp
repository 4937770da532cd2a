// Sessions written down and played again, and scripts of faults: the real driver against kiosk-sim.
#include "sync/sim/session_log.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "platform/idcard/sam_reader.h"
#include "sync/sim/scanner_device.h"
#include "tests/platform/idcard/events.h"
#include "tests/support/simulated_reader.h"
#include "tests/support/temporary_folder.h"

namespace {

using namespace std::chrono_literals;
using platform::Bytes;
using syncing::sim::Act;
using syncing::sim::Cable;
using syncing::sim::SessionError;
using syncing::sim::SessionEvent;
using syncing::sim::SessionPlayer;

const std::string kCard = std::string(SOURCE_DIR) + "/assets/demo/cards/resident_rare_name.toml";

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return text.str();
}

std::string name_read_from(const std::filesystem::path& port) {
    const auto card = platform::read_one_card({.port = port, .latest_address = true}, 5s);
    return card ? card->name : std::string(platform::name_of(card.error()));
}

TEST(Session, is_written_and_read_back) {
    const std::vector<SessionEvent> events{{1us, false, {}, Cable::plugged_in},
                                           {5us, true, Bytes{0xAA, 0x01}},
                                           {2000000us, false, Bytes{0x00}},
                                           {2000000us, false, {}, Cable::pulled}};
    std::string text = "# made up\n\n";
    for (const auto& event : events) text += format_event(event) + "\n";
    EXPECT_EQ(text, "# made up\n\n1 plugged_in\n5 > aa01\n2000000 < 00\n2000000 pulled\n");
    EXPECT_EQ(syncing::sim::parse_session(text).value(), events);
}

TEST(Session, mistakes_are_refused) {
    for (const char* text : {"> aa\n", "1 >\n", "1 > \n", "1 > a\n", "1 > xy\n", "-1 > aa\n", "1 gone\n",
                             "1\n", "x\n", "5 > aa\n4 < bb\n", "99999999999999999999 > aa\n"}) {
        EXPECT_EQ(syncing::sim::parse_session(text).error(), SessionError::not_a_session) << text;
    }
    EXPECT_EQ(syncing::sim::load_session("/nonexistent").error(), SessionError::unreadable);
}

TEST(Session, a_player_says_after_so_many_bytes_what_the_device_said) {
    SessionPlayer player({{0us, false, {}, Cable::plugged_in},
                          {10us, true, Bytes{1, 2, 3}},
                          {50us, false, Bytes{4}},
                          {80us, false, Bytes{5}},
                          {90us, true, Bytes{6}},
                          {95us, false, Bytes{7}}});
    EXPECT_TRUE(player.power_up().empty());
    EXPECT_TRUE(player.take(Bytes{9, 9}).empty());
    const auto acts = player.take(Bytes{9});
    ASSERT_EQ(acts.size(), 2U);
    EXPECT_EQ(acts[0].bytes, Bytes{4});
    EXPECT_EQ(acts[0].pause, 40us);
    EXPECT_EQ(acts[1].pause, 30us);
    EXPECT_EQ(player.take(Bytes{9}).size(), 1U);
    EXPECT_TRUE(player.take(Bytes{9}).empty());
}

TEST(Session, the_driver_reads_the_same_card_from_a_recording) {
    const tests::TemporaryFolder folder;
    const std::string file = folder / "session";
    {
        tests::SimulatedDevice recorded(PROGRAM_DIR, {"idcard", "--record", file, "--card", kCard}, false);
        EXPECT_EQ(name_read_from(recorded.port()), "周\U0002CB4E测");
    }
    const tests::SimulatedDevice played(PROGRAM_DIR, {"idcard", "--replay", file}, false);
    EXPECT_EQ(name_read_from(played.port()), "周\U0002CB4E测");
    EXPECT_TRUE(text_of(file).starts_with("# "));
}

TEST(Session, a_device_stands_behind_another_to_be_recorded) {
    const tests::TemporaryFolder folder;
    const std::string file = folder / "session";
    const tests::SimulatedDevice real(PROGRAM_DIR, {"idcard", "--card", kCard}, false);
    {
        const tests::SimulatedDevice between(PROGRAM_DIR,
                                             {"idcard", "--device", real.port(), "--record", file}, false);
        EXPECT_EQ(name_read_from(between.port()), "周\U0002CB4E测");
    }
    const tests::SimulatedDevice played(PROGRAM_DIR, {"idcard", "--replay", file}, false);
    EXPECT_EQ(name_read_from(played.port()), "周\U0002CB4E测");
}

TEST(Session, a_script_breaks_the_line_in_the_middle_of_a_card) {
    const tests::TemporaryFolder folder;
    const std::string script = folder / "script";
    std::ofstream(script) << "place " << kCard
                          << "  # from the start\nwait_bytes 700\nunplug\nwait 50\nreplug\n";
    const tests::SimulatedDevice device(PROGRAM_DIR, {"idcard", "--script", script}, true);
    tests::Events events;
    const auto reader = platform::make_sam_reader(
        {.port = device.port()}, [&](platform::ReaderEvent event) { events.push(std::move(event)); });
    reader->start_reading();
    for (const char* wanted : {"online", "failed port_lost", "offline", "online", "read 周\U0002CB4E测"}) {
        EXPECT_EQ(events.next(), wanted);
    }
}

TEST(ScannerDevice, sends_what_it_is_told) {
    syncing::sim::ScannerDevice device;
    const auto said = [&](const char* verb, const std::string& rest) {
        const auto obeyed = device.obey(verb, rest);
        if (!obeyed) return std::string("not a word");
        return obeyed->acts.empty() ? obeyed->answer : platform::string_of(obeyed->acts.front().bytes);
    };
    EXPECT_EQ(said("scan", "MA1:A B"), "MA1:A B\r");
    EXPECT_EQ(said("suffix", "crlf"), "ok");
    EXPECT_EQ(said("aim", "on"), "ok");
    EXPECT_EQ(said("scan", "MA1:A"), "]Q1MA1:A\r\n");
    EXPECT_EQ(said("send", "00ff"), std::string("\0\xFF", 2));
    for (const auto& [verb, rest] :
         {std::pair{"send", "0"}, {"suffix", "tab"}, {"scan", ""}, {"place", "x"}}) {
        EXPECT_EQ(said(verb, rest), "not a word") << verb;
    }
}

}  // namespace
