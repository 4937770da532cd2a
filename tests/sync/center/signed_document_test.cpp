// Documents that a center sends to its terminals.
#include "sync/center/signed_document.h"

#include "center_fixture.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {
namespace {

namespace wire = mutual_aid::v1;

using config::DocumentKind;

struct SentSettings : CenterFixture {
    Operated<void> add(const std::string& text, DocumentKind kind = DocumentKind::settings) {
        return add_document(*admin, kind, platform::view_of(text), *pack_key(temporary.path() / "root"));
    }
    static std::string text(int version, const std::string& station) {
        return "version = " + std::to_string(version) + "\nstation = \"" + station + "\"\n";
    }
    /// What terminals of that station get, in order.
    std::vector<wire::SignedDocument> documents(std::string_view station) {
        std::vector<wire::SignedDocument> out;
        const auto pieces = store->pieces(station, 0, 100);
        EXPECT_TRUE(pieces);
        for (const PieceAt& piece : *pieces) {
            wire::Update update;
            EXPECT_TRUE(update.ParseFromArray(piece.update.data(), static_cast<int>(piece.update.size())));
            if (update.has_document()) out.push_back(update.document());
        }
        return out;
    }
};

TEST_F(SentSettings, reach_the_terminals_they_are_for_signed_by_the_pack_key) {
    ASSERT_TRUE(add(text(1, "SM03")));
    EXPECT_TRUE(documents("SM04").empty());
    ASSERT_TRUE(add(text(1, "*")));
    ASSERT_EQ(documents("SM04").size(), 1U);
    ASSERT_EQ(documents("SM03").size(), 2U);
    const wire::SignedDocument sent = documents("SM03").front();
    const auto key = pack_key(temporary.path() / "root");
    EXPECT_EQ(sent.kind(), "settings");
    EXPECT_EQ(sent.content(), text(1, "SM03"));
    EXPECT_EQ(sent.key_id(), key->id);
    EXPECT_TRUE(platform::verify(key->pair.public_key, platform::Purpose::settings,
                                 {platform::view_of(sent.content())}, platform::view_of(sent.signature())));
}

TEST_F(SentSettings, take_the_place_of_those_before_for_the_same_terminals) {
    ASSERT_TRUE(add(text(1, "*")));
    ASSERT_TRUE(add(text(2, "*")));
    ASSERT_EQ(documents("SM03").size(), 1U);
    EXPECT_EQ(documents("SM03").front().content(), text(2, "*"));
}

TEST_F(SentSettings, that_are_not_newer_are_refused) {
    ASSERT_TRUE(add(text(5, "*")));
    EXPECT_EQ(add(text(5, "*")).error(), OperateError::not_newer);
    EXPECT_EQ(add(text(4, "*")).error(), OperateError::not_newer);
    EXPECT_TRUE(add(text(1, "SM03"))) << "each station counts its own";
    EXPECT_EQ(documents("SM03").front().content(), text(5, "*"));
}

TEST_F(SentSettings, for_a_station_that_is_not_there_are_refused) {
    EXPECT_EQ(add(text(1, "SM09")).error(), OperateError::no_station);
}

struct SentDirectory : SentSettings {
    static std::string stations(int version) {
        return "version\t" + std::to_string(version) +
               "\ncode\tdistrict\tkind\tname\taddress\tphones\tprinted_name\nA1\tD\tstation\tN\tA\t\t\n";
    }
};

TEST_F(SentDirectory, reaches_every_terminal_beside_the_settings_and_takes_the_place_of_the_one_before) {
    ASSERT_TRUE(add(text(9, "*")));
    ASSERT_TRUE(add(stations(1), DocumentKind::directory));
    ASSERT_TRUE(add(stations(2), DocumentKind::directory));
    ASSERT_EQ(documents("SM03").size(), 2U);
    const wire::SignedDocument sent = documents("SM03").back();
    EXPECT_EQ(sent.kind(), "directory");
    EXPECT_EQ(sent.content(), stations(2));
    EXPECT_TRUE(platform::verify(pack_key(temporary.path() / "root")->pair.public_key,
                                 platform::Purpose::directory, {platform::view_of(sent.content())},
                                 platform::view_of(sent.signature())));
    EXPECT_EQ(add(stations(2), DocumentKind::directory).error(), OperateError::not_newer);
}

}  // namespace
}  // namespace syncing::center
