// kioskctl settings and kioskctl directory: at the center's offline machine, and at a terminal.
#include <nlohmann/json.hpp>

#include "command_fixture.h"
#include "pictured_codes.h"
#include "platform/base/check.h"
#include "sync/ledger/cache.h"
#include "sync/ledger/state_folder.h"

namespace syncing::ctl {
namespace {

namespace wire = mutual_aid::v1;
using nlohmann::json;
using platform::view_of;

constexpr std::uint64_t kPackKeyId = 0xab;
constexpr const char* kSeed = "7777777777777777777777777777777777777777777777777777777777777777";
const std::string kQuiet = "version = 3\nstation = \"*\"\n[speech]\nvolume = 40\n";
const std::string kShorter = "version = 1\nstation = \"SM03\"\n[screen]\nidle_seconds = 30\n";

class Settings : public CommandFixture {
  protected:
    Settings() : CommandFixture(add_document_commands) {}
    /// What `kioskctl settings WORDS…` prints, or that of another group.
    std::string run(std::vector<std::string> words) {
        words.insert(words.begin(), group_);
        return call(std::move(words));
    }

    std::string sign(const std::string& path) {
        file("pack.key", "00000000000000ab " + std::string(kSeed) + "\n");
        return run({"sign", "--root-dir", folder_.path().string(), path});
    }

    /// A provisioned terminal of SM03 that has heard these from the center; its station.toml.
    std::string terminal_with(const std::vector<wire::Update>& updates) {
        const auto root = platform::new_signing_key();
        const auto pack =
            platform::signing_key_from_seed(platform::array_of<32>(*platform::from_hex(kSeed)).value());
        wire::KeyList list;
        list.set_version(1);
        auto& key = *list.add_keys();
        key.set_key_id(kPackKeyId);
        key.set_purpose("pack");
        key.set_data(platform::string_of(pack.public_key));
        key.set_valid_to_ms(INT64_MAX);
        wire::SignedKeyList envelope;
        envelope.set_list_bytes(list.SerializeAsString());
        envelope.set_signature(platform::string_of(
            platform::sign(root.secret_key, platform::Purpose::key_list, {view_of(envelope.list_bytes())})));
        const std::string keys = envelope.SerializeAsString();

        const StateFolder state(folder_.path() / "state");
        TerminalKeys own;
        own.ledger = platform::new_signing_key();
        own.slip = platform::new_signing_key();
        own.tls_key_pem = "unused here";
        own.ledger_id = {1};
        TerminalIdentity identity;
        identity.ledger = {own.ledger_id, "JL03", 'A'};
        identity.station_code = "SM03";
        identity.terminal_number = 3;
        identity.center_url = "https://127.0.0.1:1";
        platform::check(
            state.save_keys(own) &&
                state.save_provisioned(identity, {{1}, {1}, root.public_key, {keys.begin(), keys.end()}}),
            "a provisioned terminal");
        wire::UpdatesPage page;
        for (const wire::Update& update : updates) *page.add_updates() = update;
        auto cache = Cache::open(state.cache_db());
        platform::check(cache && cache->apply(page), "updates applied");
        std::string text =
            platform::string_of(platform::read_file(SOURCE_DIR "/config/station.toml", 1 << 16).value());
        const std::string shipped = "/var/lib/mutual-aid";
        text.replace(text.find(shipped), shipped.size(), "state");
        return file("station.toml", text);
    }

    /// As the center would send that file, with its FILE.sig.
    wire::Update sent(const std::string& content) {
        const std::string path = file("sent.toml", content);
        sign(path);
        const std::string out = (folder_.path() / "codes").string();
        return *update_in(out, json::parse(run({"codes", "--out", out, path})).at("codes"));
    }

    std::string group_ = "settings";
};

TEST_F(Settings, check_says_what_is_wrong_and_where) {
    const std::string good = file("good.toml", kQuiet);
    const std::string bad = file("bad.toml", kQuiet + "headset = true\n");
    EXPECT_EQ(run({"check", good}), good + ": ok\n");
    EXPECT_EQ(exit_code_, 0);
    EXPECT_EQ(run({"check", good, bad}),
              good + ": ok\n" + bad + ":5: speech.headset: is not a key that is known here\n");
    EXPECT_EQ(exit_code_, 1);
}

TEST_F(Settings, sign_and_codes_bring_them_as_the_center_would) {
    const std::string path = file("quiet.toml", kQuiet);
    const json line = json::parse(sign(path));
    EXPECT_EQ(line.at("for"), "every station");
    EXPECT_EQ(line.at("version"), 3);
    const std::string out = (folder_.path() / "codes").string();
    const std::size_t count = json::parse(run({"codes", "--out", out, path})).at("codes");
    EXPECT_EQ(count, 1U) << "one picture is enough for most settings";
    const auto update = update_in(out, count);
    ASSERT_TRUE(update);
    EXPECT_EQ(update->document().kind(), "settings");
    EXPECT_EQ(update->document().content(), kQuiet);
    EXPECT_EQ(update->document().key_id(), kPackKeyId);
}

TEST_F(Settings, sign_and_codes_refuse_what_is_none) {
    EXPECT_EQ(sign(file("bad.toml", "version = 3\n")), "");
    EXPECT_EQ(exit_code_, 1);
    EXPECT_NE(complaint_.find("bad.toml:1: station: is missing"), std::string::npos) << complaint_;
    EXPECT_EQ(run({"codes", "--out", "/dev/null", file("unsigned.toml", kQuiet)}), "");
    EXPECT_NE(complaint_.find("there is no signature"), std::string::npos) << complaint_;
}

TEST_F(Settings, show_says_what_is_in_force_and_where_it_comes_from) {
    const std::string output = run({"show", "--settings", terminal_with({sent(kQuiet), sent(kShorter)})});
    EXPECT_EQ(exit_code_, 0) << complaint_;
    EXPECT_NE(output.find(R"({"key":"speech.volume","value":"40","from":"version 3 for every station"})"),
              std::string::npos)
        << output;
    EXPECT_NE(output.find(R"({"key":"screen.idle_seconds","value":"30","from":"version 1 for SM03"})"),
              std::string::npos)
        << output;
    EXPECT_NE(output.find(R"({"key":"sync.nightly_at","value":"02:14","from":"station.toml"})"),
              std::string::npos)
        << output;
}

TEST_F(Settings, show_names_what_was_refused) {
    wire::Update forged = sent(kQuiet);
    forged.mutable_document()->mutable_signature()->back() ^= 1;
    const std::string output = run({"show", "--settings", terminal_with({forged})});
    EXPECT_EQ(complaint_, "refused: settings: not signed by a listed pack key, or changed since\n");
    EXPECT_EQ(output.find("version"), std::string::npos) << output;
}

TEST_F(Settings, show_needs_a_provisioned_terminal) {
    const std::string settings = terminal_with({});
    std::filesystem::remove_all(folder_.path() / "state");
    EXPECT_EQ(run({"show", "--settings", settings}), "");
    EXPECT_EQ(exit_code_, 1);
    EXPECT_NE(complaint_.find("state folder"), std::string::npos) << complaint_;
}

class StationDirectory : public Settings {
  protected:
    StationDirectory() { group_ = "directory"; }
    /// The file that the product ships with, as that version.
    static std::string stations(int version) {
        const auto shipped = platform::read_file(SOURCE_DIR "/config/directory/xiamen_stations.tsv", 1 << 20);
        return "version\t" + std::to_string(version) + "\n" + platform::string_of(shipped.value());
    }
    std::string terminal_with_own(const std::vector<wire::Update>& updates) {
        std::filesystem::create_directory(folder_.path() / "directory");
        file("directory/xiamen_stations.tsv", stations(2));
        return terminal_with(updates);
    }
};

TEST_F(StationDirectory, check_wants_a_version) {
    EXPECT_EQ(run({"check", file("good.tsv", stations(1))}),
              (folder_.path() / "good.tsv").string() + ": ok\n");
    const std::string shipped = SOURCE_DIR "/config/directory/xiamen_stations.tsv";
    EXPECT_EQ(
        run({"check", shipped}),
        shipped + ":1: version: is missing: the first line must be the word version, a tab and a number\n");
    EXPECT_EQ(exit_code_, 1);
}

TEST_F(StationDirectory, of_the_shipped_size_fits_a_few_codes_and_is_in_force_at_the_terminal) {
    const std::string settings = terminal_with_own({sent(stations(3))});
    EXPECT_EQ(run({"show", "--settings", settings}),
              "{\"version\":3,\"stations\":51,\"from\":\"the center, or codes\"}\n");
}

TEST_F(StationDirectory, show_names_the_terminals_own_file_where_none_newer_came) {
    const std::string settings = terminal_with_own({sent(stations(2))});
    EXPECT_EQ(run({"show", "--settings", settings}),
              "{\"version\":2,\"stations\":51,\"from\":\"" +
                  (folder_.path() / "directory/xiamen_stations.tsv").string() + "\"}\n");
    EXPECT_EQ(complaint_, "refused: directory: version 2 is not newer than 2, in force\n");
}

}  // namespace
}  // namespace syncing::ctl
