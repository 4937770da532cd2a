#include "platform/postgres/postgres.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <thread>

#include "tests/support/fresh_postgres.h"

namespace platform {
namespace {

constexpr std::array<std::string_view, 1> kSchema{
    "CREATE TABLE person(id BIGINT PRIMARY KEY, name TEXT, tag BYTEA);"};

class PostgresTest : public testing::Test {
  protected:
    Database open() { return std::move(*open_postgres(fresh.address(), kSchema)); }
    static Result<void, DatabaseError> add(Database& database, std::int64_t id) {
        return database.run("INSERT INTO person(id, name) VALUES(?, ?)", {id, "工"});
    }

    tests::FreshPostgres fresh;
};

TEST(DollarParameters, stand_for_question_marks_outside_quotes) {
    EXPECT_EQ(with_dollar_parameters("SELECT ?, ?"), "SELECT $1, $2");
    EXPECT_EQ(with_dollar_parameters("SELECT ?2, ?1, ?2"), "SELECT $2, $1, $2");
    EXPECT_EQ(with_dollar_parameters("SELECT '?' || ?"), "SELECT '?' || $1");
}

TEST(PostgresAddress, is_a_uri) {
    EXPECT_TRUE(is_postgres_address("postgresql://kiosk@db/center"));
    EXPECT_FALSE(is_postgres_address("/var/lib/mutual-aid-center/center.db"));
}

TEST_F(PostgresTest, sets_of_any_size_are_put_and_found_whole) {
    Database database = open();
    for (const std::int64_t size : {1, 3, 17, 147, 700}) {
        const auto transaction = Transaction::begin(database);
        std::vector<SqlValues> rows;
        SqlValues keys;
        for (std::int64_t i = 0; i < size; ++i) {
            rows.push_back({sql(i), sql("工"), nullptr});
            keys.push_back(sql(i));
        }
        keys.push_back(sql(std::int64_t{-1}));
        EXPECT_EQ(database.put("person", "id, name, tag", "ON CONFLICT(id) DO NOTHING", rows).value(), size);
        EXPECT_EQ(database.put("person", "id, name, tag", "ON CONFLICT(id) DO NOTHING", rows).value(), 0);
        std::int64_t found = 0;
        ASSERT_TRUE(database.each_in("SELECT id FROM person WHERE id IN ", keys, "",
                                     [&](const SqlRow&) { ++found; }));
        EXPECT_EQ(found, size);
    }
}

TEST_F(PostgresTest, values_come_back_as_they_were_given) {
    Database database = open();
    const std::array<std::uint8_t, 3> tag{0, 255, 7};
    for (const std::int64_t id : {std::numeric_limits<std::int64_t>::min(), std::int64_t{-1}, std::int64_t{0},
                                  std::numeric_limits<std::int64_t>::max()}) {
        ASSERT_TRUE(database.run("INSERT INTO person VALUES(?, ?, ?)", {id, "𬭎", ByteView(tag)}));
        const auto found = database.first(
            "SELECT id, name, tag, NULL::bytea FROM person WHERE id = ?", {id}, [&](const SqlRow& row) {
                EXPECT_EQ(row.text(1), "𬭎");
                EXPECT_EQ(Bytes(row.bytes(2).begin(), row.bytes(2).end()), Bytes(tag.begin(), tag.end()));
                EXPECT_TRUE(row.is_null(3));
                return row.integer(0);
            });
        EXPECT_EQ(found->value(), id);
    }
}

TEST_F(PostgresTest, many_rows_go_in_at_once_or_not_at_all) {
    Database database = open();
    std::vector<SqlValues> rows;
    for (std::int64_t id = 0; id < 5000; ++id) rows.push_back({id, "一二三", nullptr});
    ASSERT_TRUE(database.insert("person", "id, name, tag", rows));
    EXPECT_EQ(*database.integer("SELECT count(*) FROM person"), 5000);
    for (SqlValues& row : rows) row[0] = std::get<std::int64_t>(row[0]) + 4999;
    EXPECT_EQ(database.insert("person", "id, name, tag", rows).error(), DatabaseError::constraint);
    EXPECT_EQ(*database.integer("SELECT count(*) FROM person WHERE tag IS NULL"), 5000);
}

TEST_F(PostgresTest, a_repeated_key_is_a_constraint) {
    Database database = open();
    ASSERT_TRUE(add(database, 1));
    EXPECT_EQ(add(database, 1).error(), DatabaseError::constraint);
    EXPECT_TRUE(add(database, 2));
}

TEST_F(PostgresTest, a_transaction_without_commit_leaves_nothing) {
    Database database = open();
    {
        auto transaction = Transaction::begin(database);
        ASSERT_TRUE(add(database, 1));
    }
    EXPECT_EQ(*database.integer("SELECT count(*) FROM person"), 0);
}

TEST_F(PostgresTest, commit_says_so_when_a_statement_before_failed) {
    Database database = open();
    auto transaction = Transaction::begin(database);
    ASSERT_TRUE(add(database, 1));
    ASSERT_FALSE(add(database, 1));
    EXPECT_FALSE(transaction->commit());
    EXPECT_EQ(*open().integer("SELECT count(*) FROM person"), 0);
}

TEST_F(PostgresTest, a_lost_connection_is_made_again) {
    Database database = open();
    ASSERT_TRUE(add(database, 1));
    fresh.cut_connections();
    EXPECT_EQ(add(database, 2).error(), DatabaseError::busy);
    EXPECT_TRUE(add(database, 2));
    EXPECT_EQ(*database.integer("SELECT count(*) FROM person"), 2);
}

TEST_F(PostgresTest, a_transaction_does_not_outlive_its_connection) {
    Database database = open();
    {
        auto transaction = Transaction::begin(database);
        ASSERT_TRUE(add(database, 1));
        fresh.cut_connections();
        EXPECT_FALSE(add(database, 2));
        EXPECT_FALSE(add(database, 3)) << "half a transaction must not go on by itself";
        EXPECT_FALSE(transaction->commit());
    }
    EXPECT_EQ(*database.integer("SELECT count(*) FROM person"), 0);
}

TEST_F(PostgresTest, several_may_open_an_empty_database_at_once) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([this] { EXPECT_TRUE(open_postgres(fresh.address(), kSchema)); });
}

TEST_F(PostgresTest, a_newer_schema_is_refused) {
    constexpr std::array<std::string_view, 2> kNewer{kSchema[0], "CREATE TABLE more(id BIGINT);"};
    ASSERT_TRUE(open_postgres(fresh.address(), kNewer));
    EXPECT_EQ(open_postgres(fresh.address(), kSchema).error(), DatabaseError::newer_schema);
}

TEST_F(PostgresTest, a_server_that_is_not_there_cannot_be_opened) {
    EXPECT_EQ(open_postgres("postgresql:///none?host=/nowhere", kSchema).error(), DatabaseError::cannot_open);
}

}  // namespace
}  // namespace platform
