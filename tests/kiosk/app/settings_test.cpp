// Settings that the center sends or staff bring by codes, as the terminal takes them over those of its own
// file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/app/store.h"
#include "sync/wire/file_codes.h"
#include "tests/kiosk/app/made_up_terminal.h"

namespace kiosk {
namespace {

namespace wire = mutual_aid::v1;

std::string document(int version, const std::string& station, int volume) {
    return "version = " + std::to_string(version) + "\nstation = \"" + station +
           "\"\n[speech]\nvolume = " + std::to_string(volume) + "\n";
}

struct CenterSettings : testing::Test {
    MadeUpTerminal terminal;

    int volume_at_start() {
        Store store = terminal.open();
        return store.begin_with_settings({}).speech.volume;
    }
    /// The answer to the last of the update's codes.
    static Event scan(Store& store, const wire::Update& update) {
        Event last;
        const auto parts = syncing::split_file(update);
        for (const auto& part : *parts) last = store.handle(TakeFilePart{2, syncing::to_text(part)}).value();
        return last;
    }
    Store signed_in() {
        Store store = terminal.open();
        store.begin_with_settings({});
        store.handle(SignIn{1, PrivateText(terminal.badge()), PrivateText(kPin)});
        return store;
    }
};

TEST_F(CenterSettings, leave_station_toml_alone_while_there_are_none) {
    Store store = terminal.open();
    EXPECT_EQ(store.begin_with_settings({}), config::StationSettings());
    EXPECT_FALSE(store.newer_settings());
}

TEST_F(CenterSettings, are_in_force_from_the_start) {
    terminal.send({terminal.settings(document(1, "*", 50)), terminal.settings(document(1, "SM03", 60))});
    EXPECT_EQ(volume_at_start(), 60);
}

TEST_F(CenterSettings, that_come_while_the_terminal_runs_are_offered_once_and_used_at_its_next_start) {
    Store store = terminal.open();
    store.begin_with_settings({});
    terminal.send({terminal.settings(document(1, "*", 50))});
    EXPECT_TRUE(store.newer_settings());
    EXPECT_FALSE(store.newer_settings());
    EXPECT_EQ(volume_at_start(), 50);
}

TEST_F(CenterSettings, that_change_nothing_here_are_not_offered) {
    Store store = terminal.open();
    store.begin_with_settings({});
    terminal.send({terminal.settings(document(1, "*", 100))});
    EXPECT_FALSE(store.newer_settings());
}

TEST_F(CenterSettings, that_may_not_be_used_are_named_once_and_keep_nothing_from_starting) {
    wire::Update forged = terminal.settings(document(3, "*", 60));
    forged.mutable_document()->mutable_signature()->back() ^= 1;
    terminal.send({terminal.settings(document(2, "*", 50)), forged, terminal.settings("no settings at all"),
                   terminal.settings(document(9, "*", 5000)), terminal.settings(document(9, "SM04", 70))});
    Store store = terminal.open();
    testing::internal::CaptureStderr();
    EXPECT_EQ(store.begin_with_settings({}).speech.volume, 50);
    terminal.send({terminal.settings(document(4, "*", 80))});
    EXPECT_TRUE(store.newer_settings());
    const std::string said = testing::internal::GetCapturedStderr();
    for (const char* line : {"settings: not signed by a listed pack key, or changed since", "settings:1: ",
                             "settings:4: speech.volume: must be a whole number from 10 to 150",
                             "settings: for another station"}) {
        EXPECT_THAT(said, testing::HasSubstr(line));
        EXPECT_EQ(said.find(line), said.rfind(line)) << line;
    }
}

TEST_F(CenterSettings, come_by_codes_as_well) {
    terminal.first_sync();
    Store store = signed_in();
    const Event answer = scan(store, terminal.settings(document(7, "SM03", 60)));
    ASSERT_TRUE(std::holds_alternative<FilePartTaken>(answer));
    EXPECT_EQ(std::get<FilePartTaken>(answer).kept, (KeptFile{KeptFile::What::settings, 7}));
    EXPECT_TRUE(store.newer_settings());
    EXPECT_EQ(volume_at_start(), 60);
    EXPECT_EQ(terminal.bodies_at_center().back().staff_action().action(), "brought_settings");
}

TEST_F(CenterSettings, by_codes_are_refused_like_those_from_the_center) {
    terminal.first_sync();
    Store store = signed_in();
    scan(store, terminal.settings(document(7, "*", 60)));
    store.newer_settings();
    const auto trouble = [&](const wire::Update& update) {
        return std::get<FilePartRefused>(scan(store, update)).trouble;
    };
    wire::Update forged = terminal.settings(document(8, "*", 60));
    forged.mutable_document()->mutable_signature()->back() ^= 1;
    EXPECT_EQ(trouble(forged), FileTrouble::not_signed);
    wire::Update other_kind = terminal.settings(document(8, "*", 60));
    other_kind.mutable_document()->set_kind("of_a_later_release");
    EXPECT_EQ(trouble(other_kind), FileTrouble::broken_settings);
    EXPECT_EQ(trouble(terminal.settings(document(8, "*", 200))), FileTrouble::broken_settings);
    EXPECT_EQ(trouble(terminal.settings(document(8, "SM04", 50))), FileTrouble::other_station);
    EXPECT_EQ(trouble(terminal.settings(document(7, "*", 50))), FileTrouble::not_newer);
    EXPECT_FALSE(store.newer_settings());
    EXPECT_EQ(volume_at_start(), 60);
}

}  // namespace
}  // namespace kiosk
