#include "sync/center/backup.h"

#include <array>

#include "center_fixture.h"
#include "platform/base/file.h"
#include "platform/database/database.h"
#include "sync/center/ingest.h"
#include "sync/center/sql_common.h"

namespace syncing::center {
namespace {

namespace fs = std::filesystem;

class Backup : public CenterFixture {
  protected:
    void SetUp() override {
        if (server) GTEST_SKIP() << "PostgreSQL has its own backups";
        push(3);
    }

    void push(int more) {
        for (int i = 0; i < more; ++i) terminal.enroll(made_up_enrollment());
        ASSERT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall_ms));
    }
    platform::Result<BackupReport, BackupError> make(const char* name) {
        return back_up(*admin, folder, temporary.path() / name, clock.wall_ms);
    }
    platform::Result<BackupReport, BackupError> put_back(const char* backup, const char* name) {
        return restore(temporary.path() / backup, temporary.path() / name, clock.wall_ms);
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
    const auto restored = put_back("backup", "again");
    ASSERT_TRUE(restored);
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

TEST_F(Backup, one_changed_bit_in_any_file_is_found) {
    ASSERT_TRUE(make("good"));
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
        EXPECT_EQ(put_back("bad", "again").error(), BackupError::damaged) << changed;
        EXPECT_FALSE(fs::exists(temporary.path() / "again"));
    }
    EXPECT_GE(files, 12U);
}

TEST_F(Backup, an_entry_changed_in_the_center_itself_is_found) {
    {
        constexpr std::array<std::string_view, kCenterSchemas> kSameVersion;
        auto database = platform::Database::open(folder.database(), {.schema = kSameVersion});
        ASSERT_TRUE(database);
        ASSERT_TRUE(database->run("UPDATE entry SET body = zeroblob(length(body)) WHERE seq = 2"));
    }
    EXPECT_EQ(verify(folder.path()).error(), BackupError::damaged);
    EXPECT_EQ(make("backup").error(), BackupError::damaged) << "a damaged center makes no backup to rely on";
}

}  // namespace
}  // namespace syncing::center
