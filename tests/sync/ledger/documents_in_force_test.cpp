// Which documents from the center count at a terminal.
#include "sync/ledger/documents_in_force.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sync/wire/packet.pb.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;
using platform::view_of;

constexpr std::uint64_t kPackKey = 9;
constexpr std::uint64_t kUpdatesKey = 8;
const platform::SigningKeyPair kRoot = platform::signing_key_from_seed({1});
const platform::SigningKeyPair kPack = platform::signing_key_from_seed({2});

KeyList keys() {
    wire::KeyList list;
    list.set_version(1);
    for (const auto& [id, purpose] : {std::pair{kPackKey, "pack"}, std::pair{kUpdatesKey, "updates"}}) {
        auto& key = *list.add_keys();
        key.set_key_id(id);
        key.set_purpose(purpose);
        key.set_data(platform::string_of(kPack.public_key));
        key.set_valid_to_ms(INT64_MAX);
    }
    wire::SignedKeyList envelope;
    envelope.set_list_bytes(list.SerializeAsString());
    envelope.set_signature(platform::string_of(
        platform::sign(kRoot.secret_key, platform::Purpose::key_list, {view_of(envelope.list_bytes())})));
    const std::string bytes = envelope.SerializeAsString();
    return KeyList::verify(view_of(bytes), kRoot.public_key).value();
}

CachedDocument settings(const std::string& text, platform::Purpose purpose = platform::Purpose::settings,
                        std::uint64_t key_id = kPackKey) {
    const auto signature = platform::sign(kPack.secret_key, purpose, {view_of(text)});
    return {"settings", {text.begin(), text.end()}, {signature.begin(), signature.end()}, key_id};
}

CachedDocument settings(int version, const std::string& station, int volume) {
    return settings("version = " + std::to_string(version) + "\nstation = \"" + station +
                    "\"\n[speech]\nvolume = " + std::to_string(volume) + "\n");
}

CachedDocument directory(const std::string& text) {
    const auto signature = platform::sign(kPack.secret_key, platform::Purpose::directory, {view_of(text)});
    return {"directory", {text.begin(), text.end()}, {signature.begin(), signature.end()}, kPackKey};
}

CachedDocument directory(int version, const std::string& code) {
    return directory("version\t" + std::to_string(version) +
                     "\ncode\tdistrict\tkind\tname\taddress\tphones\tprinted_name\n" + code +
                     "\tD\tstation\tN\tA\t12345\t\n");
}

JudgedDocuments judged(const std::vector<CachedDocument>& offered, DocumentsInForce own = {}) {
    return judge_documents(offered, keys(), "SM03", std::move(own));
}

int volume(const JudgedDocuments& all) {
    return all.in_force.settings.over({}).speech.volume;
}

/// The only station that the directory in force lists; "" without one.
std::string station(const JudgedDocuments& all) {
    return all.in_force.directory ? all.in_force.directory->stations.front().code : "";
}

TEST(SettingsInForce, AreStationTomlsAloneWithoutAny) {
    EXPECT_EQ(judged({}).in_force, DocumentsInForce());
    EXPECT_EQ(judged({}).in_force.settings.over({}), config::StationSettings());
}

TEST(SettingsInForce, AreTheNewestForAllAndOverThemTheNewestForThisStation) {
    EXPECT_EQ(volume(judged({settings(1, "*", 50)})), 50);
    EXPECT_EQ(volume(judged({settings(1, "SM03", 60), settings(2, "*", 50)})), 60);
    EXPECT_EQ(volume(judged({settings(1, "SM03", 60), settings(2, "*", 50), settings(2, "SM03", 70)})), 70);
    EXPECT_THAT(judged({settings(1, "*", 50), settings(2, "*", 60)}).refused, testing::IsEmpty());
}

TEST(SettingsInForce, StayWhenAnOlderDocumentComesLater) {
    const JudgedDocuments all = judged({settings(5, "*", 50), settings(4, "*", 60), settings(5, "*", 70)});
    EXPECT_EQ(volume(all), 50);
    EXPECT_THAT(all.refused, testing::ElementsAre("settings: version 4 is not newer than 5, in force",
                                                  "settings: version 5 is not newer than 5, in force"));
}

TEST(SettingsInForce, GoBackToStationTomlWithANewerDocumentThatChangesNothing) {
    EXPECT_EQ(volume(judged({settings(1, "*", 50), settings("version = 2\nstation = \"*\"\n")})), 100);
}

TEST(DirectoryInForce, IsTheNewestThatCame) {
    EXPECT_EQ(station(judged({})), "");
    EXPECT_EQ(station(judged({directory(1, "A"), directory(2, "B")})), "B");
    const JudgedDocuments all = judged({directory(2, "B"), directory(1, "A"), directory(2, "C")});
    EXPECT_EQ(station(all), "B");
    EXPECT_THAT(all.refused, testing::ElementsAre("directory: version 1 is not newer than 2, in force",
                                                  "directory: version 2 is not newer than 2, in force"));
}

TEST(DirectoryInForce, IsTheTerminalsOwnUntilANewerOneComes) {
    DocumentsInForce own;
    own.directory = judged({directory(5, "OWN")}).in_force.directory;
    EXPECT_EQ(station(judged({}, own)), "OWN");
    EXPECT_EQ(station(judged({directory(4, "A")}, own)), "OWN")
        << "the product's update brought a newer file";
    EXPECT_EQ(station(judged({directory(6, "A")}, own)), "A");
    own.directory->version = 0;
    EXPECT_EQ(station(judged({directory(1, "A")}, own)), "A") << "a file without a version is older than any";
}

TEST(DirectoryInForce, StaysWhenABadOneComes) {
    CachedDocument forged = directory(2, "B");
    forged.content.back() = ' ';
    CachedDocument as_settings = directory(2, "B");
    as_settings.kind = "settings";
    const JudgedDocuments all = judged(
        {directory(1, "A"), forged, as_settings, directory("version\t3\nno such columns\n"),
         directory("code\tdistrict\tkind\tname\taddress\tphones\tprinted_name\nB\tD\tstation\tN\tA\t\t\n")});
    EXPECT_EQ(station(all), "A");
    EXPECT_THAT(
        all.refused,
        testing::ElementsAre(
            "directory: not signed by a listed pack key, or changed since",
            "settings: not signed by a listed pack key, or changed since",
            "directory:2: must name the columns: code, district, kind, name, address, phones, printed_name",
            "directory:1: version: is missing: the first line must be the word version, a tab and a "
            "number"));
}

TEST(DocumentsInForce, OfAKindOfALaterReleaseLieUnused) {
    CachedDocument later = directory(1, "A");
    later.kind = "of_a_later_release";
    DocumentsInForce to;
    const auto taken = take_document(later, keys(), "SM03", to);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().line, "a document of a kind not known here");
    EXPECT_EQ(to, DocumentsInForce());
}

struct Refused {
    const char* name;
    CachedDocument document;
    DocumentTrouble trouble;
    const char* line;
};
void PrintTo(const Refused& refused, std::ostream* out) {
    *out << refused.name;
}

class RefusedSettings : public testing::TestWithParam<Refused> {};

TEST_P(RefusedSettings, AreNamedAndLeaveWhatIsInForceAlone) {
    const auto first = settings(1, "*", 50);
    DocumentsInForce to = judged({first}).in_force;
    const auto found = take_document(GetParam().document, keys(), "SM03", to);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().trouble, GetParam().trouble);
    EXPECT_EQ(found.error().line, GetParam().line);
    EXPECT_EQ(volume(judged({first, GetParam().document})), 50);
}

CachedDocument changed_since() {
    CachedDocument out = settings(2, "*", 60);
    out.content.back() = ' ';
    return out;
}

constexpr const char* kNotSigned = "settings: not signed by a listed pack key, or changed since";
INSTANTIATE_TEST_SUITE_P(
    Documents, RefusedSettings,
    testing::Values(
        Refused{"changed_since", changed_since(), DocumentTrouble::not_signed, kNotSigned},
        Refused{"signed_as_a_pack", settings("version = 2\nstation = \"*\"\n", platform::Purpose::pack),
                DocumentTrouble::not_signed, kNotSigned},
        Refused{"signed_by_a_key_for_something_else",
                settings("version = 2\nstation = \"*\"\n", platform::Purpose::settings, kUpdatesKey),
                DocumentTrouble::not_signed, kNotSigned},
        Refused{"unlisted_key", settings("version = 2\nstation = \"*\"\n", platform::Purpose::settings, 1),
                DocumentTrouble::not_signed, kNotSigned},
        Refused{"out_of_range", settings(2, "*", 500), DocumentTrouble::broken,
                "settings:4: speech.volume: must be a whole number from 10 to 150"},
        Refused{"of_a_later_release", settings("version = 2\nstation = \"*\"\ncolour = 1\n"),
                DocumentTrouble::broken, "settings:3: colour: is not a key that is known here"},
        Refused{"other_station", settings(2, "SM04", 60), DocumentTrouble::other_station,
                "settings: for another station"},
        Refused{"same_version", settings(1, "*", 60), DocumentTrouble::not_newer,
                "settings: version 1 is not newer than 1, in force"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace syncing
