#include "sync/center/backup.h"

#include <chrono>
#include <csignal>
#include <thread>

#include "center_fixture.h"
#include "platform/base/file.h"
#include "platform/database/database.h"
#include "sync/center/ingest.h"
#include "sync/center/sql_common.h"
#include "tests/support/child.h"

namespace syncing::center {
namespace {

namespace fs = std::filesystem;

class Backup : public CenterFixture {
  protected:
    void SetUp() override { push(3); }

    void push(int more) {
        for (int i = 0; i < more; ++i) terminal.enroll(made_up_enrollment());
        ASSERT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall_ms));
    }
    platform::Result<BackupReport, BackupError> make(const char* name) {
        return back_up(*admin, folder, temporary.path() / name, clock.wall_ms);
    }
    static void change(const fs::path& file) {
        auto content = *platform::read_file(file, 64UL * 1024 * 1024);
        content[content.size() / 2] ^= 1;
        ASSERT_TRUE(platform::write_file(file, content));
    }
};

TEST_F(Backup, holds_everything_of_its_moment_and_verifies) {
    const auto made = make("backup");
    ASSERT_TRUE(made);
    push(2);
    EXPECT_EQ(made->entries, 3U);
    const auto verified = verify(temporary.path() / "backup");
    ASSERT_TRUE(verified);
    EXPECT_EQ(verified->entries, 3U);
    EXPECT_EQ(verified->ledgers, 1U);
    EXPECT_EQ(verify(folder.path())->entries, 5U) << "the center itself verifies too";
}

TEST_F(Backup, is_told_to_terminals_once_it_is_there) {
    EXPECT_EQ((*store->ledger(terminal.ledger))->backed_up_seq, 0U);
    ASSERT_TRUE(make("backup"));
    push(1);
    EXPECT_EQ((*store->ledger(terminal.ledger))->backed_up_seq, 3U);
    const auto again = ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall_ms);
    EXPECT_EQ(again->backed_up_seq, 3U);
}

TEST_F(Backup, a_failed_one_is_told_to_nobody) {
    EXPECT_EQ(back_up(*admin, folder, temporary.path() / "no/such/folder", clock.wall_ms).error(),
              BackupError::unwritable);
    ASSERT_TRUE(make("backup"));
    push(1);
    EXPECT_EQ(make("backup").error(), BackupError::exists);
    EXPECT_EQ((*store->ledger(terminal.ledger))->backed_up_seq, 3U);
}

TEST_F(Backup, restored_serves_with_its_keys_and_a_newer_epoch) {
    ASSERT_TRUE(make("backup"));
    const auto back = put_back("backup", "again");
    ASSERT_TRUE(back);
    const CenterFolder center(temporary.path() / "again");
    EXPECT_EQ(center.serve_keys()->acknowledgement.id, serve_keys.acknowledgement.id);
    EXPECT_TRUE(center.judge_keys());
    const auto opened = open_serve_store(center.database());
    ASSERT_TRUE(opened);
    EXPECT_GT((*opened)->epoch().value(), store->epoch().value());
    EXPECT_EQ((*(*opened)->ledger(terminal.ledger))->held_seq, 3U);
}

TEST_F(Backup, restored_twice_has_a_newer_epoch_each_time) {
    ASSERT_TRUE(make("backup"));
    const auto first = put_back("backup", "first");
    clock.wall_ms += 3600 * 1000;
    const auto second = put_back("backup", "second");
    ASSERT_TRUE(first && second);
    EXPECT_GT(second->epoch, first->epoch);
}

TEST_F(Backup, never_replaces_a_center) {
    ASSERT_TRUE(make("backup"));
    EXPECT_EQ(put_back("backup", "center").error(), BackupError::exists);
    EXPECT_EQ(put_back("nothing", "again").error(), BackupError::missing);
}

TEST_F(Backup, goes_only_into_a_database_that_is_empty_and_of_its_kind) {
    ASSERT_TRUE(make("backup"));
    const auto error = restore({temporary.path() / "backup",
                                temporary.path() / "again",
                                clock.wall_ms,
                                {},
                                server ? server->address() : "postgresql:///center"})
                           .error();
    EXPECT_EQ(error, server ? BackupError::not_empty : BackupError::wrong_database);
    EXPECT_FALSE(fs::exists(temporary.path() / "again"));
    EXPECT_EQ(admin->status()->entries, 3);
}

TEST_F(Backup, is_not_hindered_by_what_a_killed_one_left) {
    fs::create_directories(temporary.path() / "backup.new/judge");
    std::ofstream(temporary.path() / "backup.new/center.dump") << "PGDMP";
    std::ofstream(temporary.path() / "backup.new/center.db") << "SQLite";
    EXPECT_EQ(verify(temporary.path() / "backup.new").error(), BackupError::missing);
    ASSERT_TRUE(make("backup"));
    EXPECT_TRUE(verify(temporary.path() / "backup"));
}

TEST_F(Backup, one_changed_bit_in_any_file_is_found) {
    ASSERT_TRUE(make("good"));
    const std::string to = server ? databases.emplace_back().address() : "";
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(temporary.path() / "good")) {
        if (!entry.is_regular_file() || entry.path().filename() == "manifest.json") continue;
        ++files;
        fs::remove_all(temporary.path() / "bad");
        fs::copy(temporary.path() / "good", temporary.path() / "bad", fs::copy_options::recursive);
        const fs::path changed =
            temporary.path() / "bad" / entry.path().lexically_relative(temporary.path() / "good");
        change(changed);
        EXPECT_EQ(verify(temporary.path() / "bad").error(), BackupError::damaged) << changed;
        EXPECT_EQ(
            restore({temporary.path() / "bad", temporary.path() / "again", clock.wall_ms, {}, to}).error(),
            BackupError::damaged)
            << changed;
        EXPECT_FALSE(fs::exists(temporary.path() / "again"));
    }
    EXPECT_GE(files, 12U);
}

TEST_F(Backup, an_entry_changed_in_the_center_itself_is_found) {
    {
        auto database = open_center_database(folder.database());
        ASSERT_TRUE(database);
        const platform::Bytes other(500, 1);
        ASSERT_TRUE(
            database->run("UPDATE entry SET body = ? WHERE seq = 2", {sql(platform::ByteView(other))}));
    }
    EXPECT_EQ(verify(folder.path()).error(), BackupError::damaged);
    EXPECT_EQ(make("backup").error(), BackupError::damaged) << "a damaged center makes no backup to rely on";
    EXPECT_FALSE(fs::exists(temporary.path() / "backup.new"))
        << "nothing with keys in it is left lying about";
}

/// PostgreSQL's programs held up at a lock, so that what happens meanwhile happens in their midst.
class BackupOnServer : public Backup {
  protected:
    void SetUp() override {
        if (!server) GTEST_SKIP() << "SQLite's copy is one call";
        push(3);
    }
    static void wait_until(platform::Database& database, const char* program, bool is_waiting) {
        const auto there = [&] {
            return database.integer(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                "application_name "
                "= ? AND (CAST(? AS BIGINT) = 0 OR wait_event_type = 'Lock')",
                {sql(std::string_view(program)), sql(is_waiting ? 1 : 0)});
        };
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (there().value() != (is_waiting ? 1 : 0)) {
            ASSERT_LT(std::chrono::steady_clock::now(), patience);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    std::vector<std::string> command(std::vector<std::string> words) {
        words.insert(words.begin(), PROGRAM_DIR "/kiosk-center");
        words.insert(words.end(), {"--clock", "2026-06-15T10:00"});
        return words;
    }
};

TEST_F(BackupOnServer, holds_and_tells_of_nothing_that_came_while_it_was_made) {
    auto other = std::move(*open_center_database(folder.database()));
    std::optional<platform::Transaction> lock(std::move(*platform::Transaction::begin(other)));
    ASSERT_TRUE(other.run("LOCK TABLE operator_audit IN ACCESS EXCLUSIVE MODE"));
    platform::Result<BackupReport, BackupError> made = platform::fail(BackupError::missing);
    std::thread making([&] { made = make("backup"); });
    auto watching = std::move(*open_center_database(folder.database()));
    wait_until(watching, "pg_dump", true);
    push(2);
    EXPECT_FALSE(fs::exists(temporary.path() / "backup"));
    lock.reset();
    making.join();
    ASSERT_TRUE(made) << error_text(made.error());
    EXPECT_EQ(made->entries, 3U);
    const auto ledger = store->ledger(terminal.ledger);
    EXPECT_EQ((*ledger)->held_seq, 5U);
    EXPECT_EQ((*ledger)->backed_up_seq, 3U);
    EXPECT_EQ(put_back("backup", "again")->entries, 3U);
}

TEST_F(BackupOnServer, killed_in_its_midst_is_no_backup_and_told_to_nobody) {
    const fs::path to = temporary.path() / "backup";
    auto other = std::move(*open_center_database(folder.database()));
    auto watching = std::move(*open_center_database(folder.database()));
    {
        const auto lock = std::move(*platform::Transaction::begin(other));
        ASSERT_TRUE(other.run("LOCK TABLE operator_audit IN ACCESS EXCLUSIVE MODE"));
        tests::Child making(command({"backup", "--state", folder.path(), "--to", to}));
        wait_until(watching, "pg_dump", true);
        making.kill(SIGKILL);
        making.wait();
    }
    wait_until(watching, "pg_dump", false);
    EXPECT_FALSE(fs::exists(to));
    EXPECT_EQ((*store->ledger(terminal.ledger))->backed_up_seq, 0U);
    EXPECT_TRUE(make("backup"));
}

TEST_F(BackupOnServer, a_restore_killed_in_its_midst_leaves_the_database_empty_for_another) {
    ASSERT_TRUE(make("backup"));
    const std::string empty = databases.emplace_back().address();
    const fs::path state = temporary.path() / "again";
    {
        auto other = std::move(*platform::open_postgres(empty, {}));
        ASSERT_TRUE(other.run("DROP TABLE schema_version"));
        ASSERT_TRUE(
            other.run("CREATE FUNCTION stall() RETURNS event_trigger LANGUAGE plpgsql AS "
                      "'BEGIN PERFORM pg_advisory_lock(1); END'"));
        ASSERT_TRUE(
            other.run("CREATE EVENT TRIGGER stall ON ddl_command_start WHEN TAG IN ('CREATE TABLE') "
                      "EXECUTE FUNCTION stall()"));
        const auto nothing = [](const platform::SqlRow&) {};
        ASSERT_TRUE(other.each("SELECT pg_advisory_lock(1)", {}, nothing));
        tests::Child restoring(command(
            {"restore", "--state", state, "--from", temporary.path() / "backup", "--database", empty}));
        wait_until(other, "pg_restore", true);
        restoring.kill(SIGKILL);
        restoring.wait();
        ASSERT_TRUE(other.each("SELECT pg_advisory_unlock(1)", {}, nothing));
        wait_until(other, "pg_restore", false);
        ASSERT_TRUE(other.run("DROP EVENT TRIGGER stall"));
    }
    EXPECT_FALSE(fs::exists(state));
    EXPECT_TRUE(platform::is_empty_postgres(empty).value());
    const auto again = restore({temporary.path() / "backup", state, clock.wall_ms, {}, empty});
    ASSERT_TRUE(again) << error_text(again.error());
    EXPECT_EQ(again->entries, 3U);
}

}  // namespace
}  // namespace syncing::center
