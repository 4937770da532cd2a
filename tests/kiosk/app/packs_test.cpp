// Packs that the center sends, as kiosk-sync leaves them in cache.db.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/app/store.h"
#include "sync/wire/file_codes.h"
#include "tests/kiosk/app/made_up_terminal.h"

namespace kiosk {
namespace {

namespace wire = mutual_aid::v1;

config::Pack shipped() {
    return config::load_pack_file(SOURCE_DIR "/config/schemes/xiamen.toml").value();
}

struct Packs : testing::Test {
    MadeUpTerminal terminal;

    std::int64_t edition_at_start() {
        Store store = terminal.open();
        return store.begin_with(shipped())->edition;
    }
    /// What is refused is logged to stderr.
    std::string refused(const wire::Update& update) {
        testing::internal::CaptureStderr();
        terminal.send({update});
        EXPECT_EQ(edition_at_start(), 1);
        return testing::internal::GetCapturedStderr();
    }
};

TEST_F(Packs, of_the_settings_are_used_while_the_center_has_sent_none) {
    Store store = terminal.open();
    EXPECT_EQ(store.begin_with(shipped())->hash, shipped().hash);
    EXPECT_FALSE(store.newer_pack());
}

TEST_F(Packs, that_are_newer_are_used_from_the_start) {
    terminal.send({terminal.pack("xiamen", xiamen_edition(2))});
    EXPECT_EQ(edition_at_start(), 2);
}

TEST_F(Packs, that_come_while_the_terminal_runs_are_offered_once) {
    Store store = terminal.open();
    store.begin_with(shipped());
    terminal.send({terminal.pack("xiamen", xiamen_edition(3))});
    const auto offered = store.newer_pack();
    ASSERT_TRUE(offered);
    EXPECT_EQ(offered->pack->edition, 3);
    EXPECT_FALSE(store.newer_pack());
}

TEST_F(Packs, that_are_the_very_same_change_nothing) {
    Store store = terminal.open();
    store.begin_with(shipped());
    terminal.send({terminal.pack("xiamen", xiamen_edition(1))});
    EXPECT_FALSE(store.newer_pack());
}

TEST_F(Packs, of_other_schemes_are_not_this_terminals) {
    terminal.send({terminal.pack("zhonghu", "not even a pack")});
    EXPECT_EQ(refused(terminal.pack("weihai-9", "neither")), "");
}

TEST_F(Packs, that_are_older_never_take_the_place_also_not_after_a_restart) {
    terminal.send({terminal.pack("xiamen", xiamen_edition(5))});
    Store store = terminal.open();
    EXPECT_EQ(store.begin_with(shipped())->edition, 5);
    terminal.send({terminal.pack("xiamen", xiamen_edition(4))});
    testing::internal::CaptureStderr();
    EXPECT_FALSE(store.newer_pack());
    EXPECT_THAT(testing::internal::GetCapturedStderr(),
                testing::HasSubstr("is older than the active pack's"));
    EXPECT_EQ(edition_at_start(), 5);
}

TEST_F(Packs, with_a_wrong_signature_are_refused) {
    wire::Update update = terminal.pack("xiamen", xiamen_edition(2));
    update.mutable_pack()->mutable_signature()->back() ^= 1;
    EXPECT_THAT(refused(update), testing::HasSubstr("not signed by the pack key, or was changed"));
}

TEST_F(Packs, without_a_signature_are_refused) {
    wire::Update update = terminal.pack("xiamen", xiamen_edition(2));
    update.mutable_pack()->clear_signature();
    EXPECT_THAT(refused(update), testing::HasSubstr("not signed by the pack key"));
}

TEST_F(Packs, signed_by_a_key_that_is_not_listed_as_a_pack_key_are_refused) {
    wire::Update update = terminal.pack("xiamen", xiamen_edition(2));
    update.mutable_pack()->set_key_id(7);  // the sealing key
    EXPECT_THAT(refused(update), testing::HasSubstr("names key 7, which is no pack key"));
}

TEST_F(Packs, that_fail_their_own_vectors_are_refused) {
    std::string text = xiamen_edition(2);
    text.replace(text.find("fee_fen = 3600"), 14, "fee_fen = 3700");
    EXPECT_THAT(refused(terminal.pack("xiamen", text)), testing::HasSubstr("vector"));
}

TEST_F(Packs, under_another_packs_name_are_refused) {
    std::string text = xiamen_edition(2);
    const std::string_view id = "\"xiamen\"";  // also in the pack's own vectors
    for (auto at = text.find(id); at != std::string::npos; at = text.find(id)) {
        text.replace(at, id.size(), "\"xiomen\"");
    }
    EXPECT_THAT(refused(terminal.pack("xiamen", text)), testing::HasSubstr("xiomen"));
}

TEST_F(Packs, that_are_refused_are_named_once) {
    wire::Update bad = terminal.pack("xiamen", xiamen_edition(2));
    bad.mutable_pack()->clear_signature();
    terminal.send({bad});
    Store store = terminal.open();
    testing::internal::CaptureStderr();
    store.begin_with(shipped());
    terminal.send({terminal.pack("xiamen", xiamen_edition(3))});
    store.newer_pack();
    const std::string said = testing::internal::GetCapturedStderr();
    EXPECT_EQ(said.find("not signed"), said.rfind("not signed"));
    EXPECT_THAT(said, testing::HasSubstr("edition 3 from the center takes the place of edition 1"));
}

/// Staff have signed in and scan the codes of that pack.
struct FileCodes : Packs {
    FileCodes() { terminal.first_sync(); }
    Store signed_in() {
        Store store = terminal.open();
        store.begin_with(shipped());
        store.handle(SignIn{1, PrivateText(terminal.badge()), PrivateText(kPin)});
        return store;
    }
    static std::vector<std::string> codes_of(const wire::Update& update) {
        std::vector<std::string> texts;
        const auto parts = syncing::split_file(update);
        for (const auto& part : *parts) texts.push_back(syncing::to_text(part));
        return texts;
    }
    /// The answer to the last.
    static Event scan(Store& store, const std::vector<std::string>& codes) {
        Event last;
        for (const std::string& code : codes) last = store.handle(TakeFilePart{2, code}).value();
        return last;
    }
    static FileTrouble trouble(Store& store, const wire::Update& update) {
        return std::get<FilePartRefused>(scan(store, codes_of(update))).trouble;
    }
};

TEST_F(FileCodes, bring_a_pack_that_is_used_like_one_from_the_center) {
    Store store = signed_in();
    auto codes = codes_of(terminal.pack("xiamen", xiamen_edition(2)));
    const std::string last = codes.back();
    codes.pop_back();
    const auto some = std::get<FilePartTaken>(scan(store, codes));
    EXPECT_FALSE(some.kept);
    EXPECT_FALSE(some.here.back());
    EXPECT_EQ(std::get<FilePartTaken>(scan(store, {last})).kept, (KeptFile{KeptFile::What::pack, 2}));
    const auto offered = store.newer_pack();
    ASSERT_TRUE(offered);
    EXPECT_EQ(offered->pack->edition, 2);
    EXPECT_EQ(edition_at_start(), 2) << "and after a restart";
    EXPECT_EQ(terminal.bodies_at_center().back().staff_action().action(), "brought_pack");
}

TEST_F(FileCodes, are_taken_from_signed_in_staff_only) {
    Store store = terminal.open();
    store.begin_with(shipped());
    EXPECT_EQ(trouble(store, terminal.pack("xiamen", xiamen_edition(2))), FileTrouble::not_a_part);
    EXPECT_FALSE(store.newer_pack());
}

TEST_F(FileCodes, of_a_pack_that_may_not_be_used_are_refused) {
    Store store = signed_in();
    wire::Update forged = terminal.pack("xiamen", xiamen_edition(2));
    forged.mutable_pack()->mutable_signature()->back() ^= 1;
    EXPECT_EQ(trouble(store, forged), FileTrouble::not_signed);
    wire::Update stranger = terminal.pack("xiamen", xiamen_edition(2));
    stranger.mutable_pack()->set_key_id(8);
    EXPECT_EQ(trouble(store, stranger), FileTrouble::not_signed);
    EXPECT_EQ(trouble(store, terminal.pack("weihai-9", xiamen_edition(2))), FileTrouble::other_scheme);
    EXPECT_EQ(trouble(store, terminal.pack("xiamen", xiamen_edition(1))), FileTrouble::not_newer);
    EXPECT_EQ(trouble(store, terminal.pack("xiamen", "format = 1")), FileTrouble::broken);
    EXPECT_FALSE(store.newer_pack());
}

TEST_F(FileCodes, that_are_none_change_nothing) {
    Store store = signed_in();
    const auto codes = codes_of(terminal.pack("xiamen", xiamen_edition(2)));
    scan(store, {codes[0]});
    for (const std::string& other : {terminal.badge(), std::string("https://example.org"), std::string()})
        EXPECT_EQ(std::get<FilePartRefused>(scan(store, {other})).trouble, FileTrouble::not_a_part);
    EXPECT_EQ(std::get<FilePartTaken>(scan(store, {codes[1]})).here[0], true);
}

TEST_F(FileCodes, are_forgotten_when_staff_sign_out) {
    Store store = signed_in();
    const auto codes = codes_of(terminal.pack("xiamen", xiamen_edition(2)));
    scan(store, {codes[0]});
    store.handle(SignOut{});
    store.handle(SignIn{3, PrivateText(terminal.badge()), PrivateText(kPin)});
    EXPECT_FALSE(std::get<FilePartTaken>(scan(store, {codes[1]})).here[0]);
}

TEST_F(Packs, in_use_are_noted_for_the_heartbeat) {
    Store store = terminal.open();
    const SharedPack pack = store.begin_with(shipped());
    store.handle(UsePack{pack});
    auto ledger =
        syncing::Ledger::open(terminal.folder().ledger_db(), terminal.folder().load()->identity.ledger);
    ASSERT_TRUE(ledger);
    EXPECT_EQ(ledger->pack_in_use().value(), (syncing::PackInUse{"xiamen", pack->hash}));
}

}  // namespace
}  // namespace kiosk
