// Settings and station directories that the center sends or staff bring by codes, as the terminal takes them
// over its own files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/app/store.h"
#include "sync/wire/file_codes.h"
#include "sync/wire/packet.pb.h"
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
        return store.begin_with_files({}).settings.speech.volume;
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
        store.begin_with_files({});
        store.handle(SignIn{1, PrivateText(terminal.badge()), PrivateText(kPin)});
        return store;
    }
};

TEST_F(CenterSettings, leave_station_toml_alone_while_there_are_none) {
    Store store = terminal.open();
    EXPECT_EQ(store.begin_with_files({}), StationFiles());
    EXPECT_FALSE(store.newer_files());
}

TEST_F(CenterSettings, are_in_force_from_the_start) {
    terminal.send({terminal.settings(document(1, "*", 50)), terminal.settings(document(1, "SM03", 60))});
    EXPECT_EQ(volume_at_start(), 60);
}

TEST_F(CenterSettings, that_come_while_the_terminal_runs_are_offered_once_and_used_at_its_next_start) {
    Store store = terminal.open();
    store.begin_with_files({});
    terminal.send({terminal.settings(document(1, "*", 50))});
    EXPECT_TRUE(store.newer_files());
    EXPECT_FALSE(store.newer_files());
    EXPECT_EQ(volume_at_start(), 50);
}

TEST_F(CenterSettings, that_change_nothing_here_are_not_offered) {
    Store store = terminal.open();
    store.begin_with_files({});
    terminal.send({terminal.settings(document(1, "*", 100))});
    EXPECT_FALSE(store.newer_files());
}

TEST_F(CenterSettings, that_may_not_be_used_are_named_once_and_keep_nothing_from_starting) {
    wire::Update forged = terminal.settings(document(3, "*", 60));
    forged.mutable_document()->mutable_signature()->back() ^= 1;
    terminal.send({terminal.settings(document(2, "*", 50)), forged, terminal.settings("no settings at all"),
                   terminal.settings(document(9, "*", 5000)), terminal.settings(document(9, "SM04", 70))});
    Store store = terminal.open();
    testing::internal::CaptureStderr();
    EXPECT_EQ(store.begin_with_files({}).settings.speech.volume, 50);
    terminal.send({terminal.settings(document(4, "*", 80))});
    EXPECT_TRUE(store.newer_files());
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
    EXPECT_TRUE(store.newer_files());
    EXPECT_EQ(volume_at_start(), 60);
    EXPECT_EQ(terminal.bodies_at_center().back().staff_action().action(), "brought_settings");
}

TEST_F(CenterSettings, by_codes_are_refused_like_those_from_the_center) {
    terminal.first_sync();
    Store store = signed_in();
    scan(store, terminal.settings(document(7, "*", 60)));
    store.newer_files();
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
    EXPECT_FALSE(store.newer_files());
    EXPECT_EQ(volume_at_start(), 60);
}

std::string stations(int version, const std::string& code) {
    return "version\t" + std::to_string(version) +
           "\ncode\tdistrict\tkind\tname\taddress\tphones\tprinted_name\n" + code +
           "\tD\tstation\tN\tA\t12345\t\n";
}

struct CenterDirectory : CenterSettings {
    wire::Update directory(const std::string& content) const {
        return terminal.document(platform::Purpose::directory, content);
    }
    /// With a file of the terminal's own that lists OWN; the one station that is listed then.
    static StationFiles own(int version) {
        return {{}, config::parse_directory("own", stations(version, "OWN")).value()};
    }
    std::string listed_at_start(int own_version = 1) {
        Store store = terminal.open();
        return store.begin_with_files(own(own_version)).directory->stations.front().code;
    }
    wire::Heartbeat told(Store& store) const {
        store.save_devices({});
        auto ledger =
            syncing::Ledger::open(terminal.folder().ledger_db(), terminal.folder().load()->identity.ledger);
        wire::Heartbeat heartbeat;
        const auto bytes = ledger->telemetry();
        EXPECT_TRUE(bytes && *bytes &&
                    heartbeat.ParseFromArray((*bytes)->data(), static_cast<int>((*bytes)->size())));
        return heartbeat;
    }
};

TEST_F(CenterDirectory, takes_the_place_of_the_terminals_own_from_its_next_start_on) {
    Store store = terminal.open();
    EXPECT_EQ(store.begin_with_files(own(1)), own(1));
    terminal.send({directory(stations(2, "SENT"))});
    EXPECT_TRUE(store.newer_files());
    EXPECT_FALSE(store.newer_files());
    EXPECT_EQ(listed_at_start(), "SENT");
    EXPECT_EQ(listed_at_start(2), "OWN") << "as new, and came with the product";
}

TEST_F(CenterDirectory, is_shown_also_where_the_terminal_has_none_of_its_own) {
    terminal.send({directory(stations(1, "SENT"))});
    Store store = terminal.open();
    EXPECT_EQ(store.begin_with_files({}).directory->stations.front().code, "SENT");
}

TEST_F(CenterDirectory, that_lists_the_same_stations_is_not_offered) {
    Store store = terminal.open();
    store.begin_with_files(own(1));
    terminal.send({directory(stations(2, "OWN"))});
    EXPECT_FALSE(store.newer_files());
    EXPECT_EQ(told(store).directory_version(), 2U);
}

TEST_F(CenterDirectory, that_may_not_be_used_is_named_and_the_old_stays) {
    wire::Update forged = directory(stations(3, "FORGED"));
    forged.mutable_document()->mutable_signature()->back() ^= 1;
    terminal.send({directory(stations(2, "SENT")), forged, directory("version\t4\nnothing\n")});
    testing::internal::CaptureStderr();
    EXPECT_EQ(listed_at_start(), "SENT");
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_THAT(said, testing::HasSubstr("directory: not signed by a listed pack key, or changed since"));
    EXPECT_THAT(said, testing::HasSubstr("directory:2: must name the columns"));
}

TEST_F(CenterDirectory, comes_by_codes_as_well) {
    terminal.first_sync();
    Store store = signed_in();
    const Event answer = scan(store, directory(stations(7, "SENT")));
    ASSERT_TRUE(std::holds_alternative<FilePartTaken>(answer));
    EXPECT_EQ(std::get<FilePartTaken>(answer).kept, (KeptFile{KeptFile::What::directory, 7}));
    EXPECT_TRUE(store.newer_files());
    EXPECT_EQ(listed_at_start(), "SENT");
    EXPECT_EQ(terminal.bodies_at_center().back().staff_action().action(), "brought_directory");
    EXPECT_EQ(std::get<FilePartRefused>(scan(store, directory("version\t8\nnothing\n"))).trouble,
              FileTrouble::broken_directory);
    EXPECT_EQ(std::get<FilePartRefused>(scan(store, directory(stations(7, "AGAIN")))).trouble,
              FileTrouble::not_newer);
}

TEST_F(CenterDirectory, and_settings_are_told_by_the_version_that_the_terminal_works_with) {
    terminal.send({terminal.settings(document(4, "*", 50)), terminal.settings(document(2, "SM03", 60)),
                   directory(stations(9, "SENT"))});
    Store store = terminal.open();
    store.begin_with_files(own(1));
    const wire::Heartbeat first = told(store);
    EXPECT_EQ(first.settings_version(), 4U);
    EXPECT_EQ(first.station_settings_version(), 2U);
    EXPECT_EQ(first.directory_version(), 9U);
    terminal.send({directory(stations(10, "NEWER"))});
    EXPECT_TRUE(store.newer_files());
    EXPECT_EQ(told(store).directory_version(), 9U) << "offered, and not yet in use";
}

}  // namespace
}  // namespace kiosk
