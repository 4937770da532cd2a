// A center in a temporary folder, with one provisioned terminal of station SM03.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <list>

#include "sync/center/adjudicator.h"
#include "sync/center/backup.h"
#include "sync/center/operate.h"
#include "sync/center/provision.h"
#include "sync/center/sql_store.h"
#include "sync/seal/seal.h"
#include "sync/wire/code.h"
#include "test_terminal.h"
#include "tests/support/fresh_postgres.h"
#include "tests/support/temporary_folder.h"

namespace syncing::center {

class CenterFixture : public testing::Test {
  protected:
    CenterFixture() {
        platform::init_crypto();
        clock.wall_ms = at("2026-06-15T10:00");
        if (tests::FreshPostgres::wanted()) server.emplace();
        folder = *CenterFolder::create({temporary.path() / "center",
                                        temporary.path() / "root",
                                        "厦门",
                                        "集美区",
                                        {"127.0.0.1"},
                                        clock.wall_ms,
                                        server ? server->address() : ""});
        serve_keys = *folder.serve_keys();
        judge_keys = *folder.judge_keys();
        admin = std::move(*open_admin_store(folder.database()));
        store = std::move(*open_serve_store(folder.database()));
        judges = std::move(*open_judge_store(folder.database()));
        EXPECT_TRUE(publish_first(*admin, serve_keys));
        std::ifstream file(SOURCE_DIR "/config/schemes/xiamen.toml", std::ios::binary);
        pack.assign(std::istreambuf_iterator<char>(file), {});
        EXPECT_TRUE(add_pack(*admin, "xiamen", pack, *pack_key(temporary.path() / "root")));
        terminal_id = provision(terminal, "SM03", 1, "JL03");
    }

    ProvisioningCode new_code(const std::string& station, std::uint32_t number, const std::string& prefix) {
        const auto text = register_terminal(*admin, folder, {station, number, prefix, "https://127.0.0.1:1"},
                                            clock.wall_ms);
        EXPECT_TRUE(text);
        return std::get<ProvisioningCode>(parse_code(*text));
    }

    platform::TerminalId provision(TestTerminal& made, const std::string& station, std::uint32_t number,
                                   const std::string& prefix) {
        made.center = *folder.sealing_public_key(clock.wall_ms);
        made.pack_hash = platform::hash(pack);
        const auto answer =
            redeem_code(*store, serve_keys, "集美区",
                        made.provision_request(new_code(station, number, prefix).secret), clock.wall_ms);
        EXPECT_TRUE(answer);
        mutual_aid::v1::ProvisionAnswer message;
        EXPECT_TRUE(message.ParseFromArray(answer->data(), static_cast<int>(answer->size())));
        certificate = platform::Bytes(message.certificate_der().begin(), message.certificate_der().end());
        return *platform::array_of<16>(platform::view_of(message.terminal_id()));
    }

    void judge() { ASSERT_TRUE(Adjudicator(*judges, judge_keys, clock).run()); }
    /// "accepted ", "in_review typed_card"; "none" when the center has no such enrollment.
    std::string state_of(const RecordId& record, JudgeStore& from) {
        const auto row = from.enrollment(record);
        return row && *row ? (*row)->state + " " + (*row)->reason : "none";
    }
    std::string state_of(const RecordId& record) { return state_of(record, *judges); }

    /// What the terminals of that station are told.
    std::vector<mutual_aid::v1::Update> updates(const std::string& station = "SM03") {
        std::vector<mutual_aid::v1::Update> all;
        const auto pieces = store->pieces(station, 0, 1000);
        for (const PieceAt& piece : *pieces) {
            EXPECT_TRUE(all.emplace_back().ParseFromArray(piece.update.data(),
                                                          static_cast<int>(piece.update.size())));
        }
        return all;
    }
    /// What staff of SM03 are told of that record, the last.
    mutual_aid::v1::DeskView desk_view(const RecordId& record) {
        const auto station = admin->station("SM03");
        const auto secret =
            platform::decrypt(judge_keys.data, (*station)->desk_secret_box, platform::view_of("desk:SM03"));
        const platform::SealingKeyPair desk{(*station)->desk.public_key,
                                            platform::SealingSecretKey(*platform::array_of<32>(*secret))};
        mutual_aid::v1::DeskView view;
        for (const auto& update : updates()) {
            if (update.has_desk() && update.desk().row_id() == platform::string_of(record)) {
                EXPECT_TRUE(open_message(desk, platform::view_of(update.desk().sealed()), view));
            }
        }
        return view;
    }

    /// A new center under that name from the backup of the other: in a file, or in a database of its own.
    platform::Result<BackupReport, BackupError> put_back(const char* backup, const char* name,
                                                         const char* archive = nullptr) {
        return restore({temporary.path() / backup, temporary.path() / name, clock.wall_ms,
                        archive == nullptr ? std::filesystem::path() : temporary.path() / archive,
                        server ? databases.emplace_back().address() : ""});
    }

    /// Every test of the center runs on SQLite and on PostgreSQL.
    std::optional<tests::FreshPostgres> server;
    std::list<tests::FreshPostgres> databases;  // of centers that are put back
    tests::TemporaryFolder temporary;
    platform::FakeClock clock;
    CenterFolder folder{""};
    ServeKeys serve_keys;
    JudgeKeys judge_keys;
    platform::Bytes pack;
    std::unique_ptr<AdminStore> admin;
    std::unique_ptr<ServeStore> store;
    std::unique_ptr<JudgeStore> judges;
    TestTerminal terminal;
    platform::TerminalId terminal_id{};
    platform::Bytes certificate;  // of the terminal provisioned last
};

}  // namespace syncing::center
