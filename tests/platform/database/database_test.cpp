#include "platform/database/database.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

namespace platform {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 1> kFirst = {
    "CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB, c TEXT) STRICT"};
constexpr std::array<std::string_view, 2> kSecond = {kFirst[0], "CREATE UNIQUE INDEX t_b ON t(b)"};

class DatabaseTest : public testing::Test {
  protected:
    void SetUp() override {
        std::string folder = (fs::temp_directory_path() / "database_test.XXXXXX").string();
        ASSERT_NE(mkdtemp(folder.data()), nullptr);
        folder_ = folder;
        path_ = folder_ / "test.db";
    }
    void TearDown() override { fs::remove_all(folder_); }

    Database open(const DatabaseOptions& options = {.schema = kSecond}) {
        return std::move(Database::open(path_, options).value());
    }
    fs::path folder_;
    fs::path path_;
};

TEST_F(DatabaseTest, follows_the_rules_of_durability) {
    Database database = open();
    EXPECT_EQ(database.integer("PRAGMA synchronous").value(), 3);  // EXTRA
    EXPECT_EQ(database.integer("PRAGMA foreign_keys").value(), 1);
    EXPECT_EQ(database.integer("PRAGMA secure_delete").value(), 1);
    EXPECT_EQ(
        database.first("PRAGMA journal_mode", {}, [](const SqlRow& row) { return std::string(row.text(0)); }),
        "truncate");
}

TEST_F(DatabaseTest, is_readable_by_its_owner_only) {
    Database database = open();
    struct stat info {};
    ASSERT_EQ(stat(path_.c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
}

TEST_F(DatabaseTest, gives_back_what_was_put_in) {
    Database database = open();
    const Bytes bytes = {1, 0, 255};
    ASSERT_TRUE(database.run("INSERT INTO t VALUES(?,?,?)", {sql(UINT64_MAX), sql(bytes), sql("中文")}));
    ASSERT_TRUE(database.run("INSERT INTO t VALUES(?,?,?)", {sql(1), sql(Bytes{}), nullptr}));
    int rows = 0;
    ASSERT_TRUE(database.each("SELECT a,b,c FROM t ORDER BY a", {}, [&](const SqlRow& row) {
        if (++rows == 1) {
            EXPECT_EQ(row.counter(0), UINT64_MAX);
            EXPECT_EQ(row.array<3>(1), (ByteArray<3>{1, 0, 255}));
            EXPECT_EQ(row.text(2), "中文");
        } else {
            EXPECT_TRUE(row.bytes(1).empty());
            EXPECT_TRUE(row.is_null(2));
        }
    }));
    EXPECT_EQ(rows, 2);
    EXPECT_FALSE(
        database.first("SELECT a FROM t WHERE a=7", {}, [](const SqlRow& row) { return row.integer(0); })
            .value());
}

TEST_F(DatabaseTest, sets_of_any_size_are_put_and_found_whole) {
    Database database = open();
    for (const std::int64_t size : {1, 3, 17, 147, 700}) {
        auto transaction = Transaction::begin(database);
        std::vector<SqlValues> rows;
        SqlValues keys;
        for (std::int64_t i = 0; i < size; ++i) {
            rows.push_back({sql(i), nullptr, sql("worker")});
            keys.push_back(sql(i));
        }
        keys.push_back(sql(std::int64_t{-1}));
        EXPECT_EQ(database.put("t", "a, b, c", "ON CONFLICT(a) DO NOTHING", rows).value(), size);
        EXPECT_EQ(database.put("t", "a, b, c", "ON CONFLICT(a) DO NOTHING", rows).value(), 0);
        std::int64_t found = 0;
        ASSERT_TRUE(
            database.each_in("SELECT a FROM t WHERE a IN ", keys, "", [&](const SqlRow&) { ++found; }));
        EXPECT_EQ(found, size);
    }
}

TEST_F(DatabaseTest, names_a_broken_constraint) {
    Database database = open();
    ASSERT_TRUE(database.run("INSERT INTO t VALUES(1,NULL,NULL)"));
    EXPECT_EQ(database.run("INSERT INTO t VALUES(1,NULL,NULL)").error(), DatabaseError::constraint);
    EXPECT_TRUE(database.run("INSERT INTO t VALUES(2,NULL,NULL)")) << "the statement works again";
}

TEST_F(DatabaseTest, rolls_back_what_was_not_committed) {
    Database database = open();
    {
        auto transaction = Transaction::begin(database);
        ASSERT_TRUE(database.run("INSERT INTO t VALUES(1,NULL,NULL)"));
    }
    EXPECT_EQ(database.integer("SELECT count(*) FROM t").value(), 0);
    auto transaction = Transaction::begin(database);
    ASSERT_TRUE(database.run("INSERT INTO t VALUES(1,NULL,NULL)"));
    ASSERT_TRUE(transaction->commit());
    EXPECT_EQ(database.integer("SELECT count(*) FROM t").value(), 1);
}

TEST_F(DatabaseTest, says_busy_when_another_connection_writes) {
    Database one = open();
    Database two = open({.schema = kSecond, .busy_timeout = std::chrono::milliseconds(1)});
    auto transaction = Transaction::begin(one);
    ASSERT_TRUE(transaction);
    const auto refused = Transaction::begin(two);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), DatabaseError::busy);
}

TEST_F(DatabaseTest, a_full_disk_is_an_error_and_leaves_nothing_half_written) {
    Database database = open({.schema = kSecond, .max_pages = 8});
    const std::string big(3000, 'x');
    std::int64_t written = 0;
    Result<void, DatabaseError> last;
    for (; last && written < 100; ++written) {
        auto transaction = Transaction::begin(database);
        ASSERT_TRUE(transaction);
        last = database.run("INSERT INTO t VALUES(?,NULL,?)", {sql(2 * written), sql("whole")});
        if (last) last = database.run("INSERT INTO t VALUES(?,NULL,?)", {sql(2 * written + 1), sql(big)});
        if (last) last = transaction->commit();
    }
    ASSERT_FALSE(last);
    EXPECT_EQ(last.error(), DatabaseError::full);
    EXPECT_EQ(database.integer("SELECT count(*) FROM t").value(), 2 * (written - 1));
}

TEST_F(DatabaseTest, brings_an_older_schema_forward_and_refuses_a_newer_one) {
    { Database database = open({.schema = kFirst}); }
    {
        Database database = open({.schema = kSecond});
        EXPECT_EQ(database.integer("PRAGMA user_version").value(), 2);
    }
    const auto refused = Database::open(path_, {.schema = kFirst});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), DatabaseError::newer_schema);
}

TEST_F(DatabaseTest, takes_a_file_out_of_wal_mode) {
    { Database database = open(); }
    ASSERT_EQ(std::system(("sqlite3 " + path_.string() + " 'PRAGMA journal_mode=WAL' > /dev/null").c_str()),
              0);
    Database database = open();
    EXPECT_FALSE(fs::exists(path_.string() + "-wal"));
}

TEST_F(DatabaseTest, refuses_what_is_not_a_database) {
    std::ofstream(path_) << std::string(8192, 'x');
    EXPECT_EQ(Database::open(path_, {.schema = kFirst}).error(), DatabaseError::corrupt);
    EXPECT_EQ(Database::open(folder_ / "none" / "x.db", {.schema = kFirst}).error(),
              DatabaseError::cannot_open);
}

}  // namespace
}  // namespace platform
