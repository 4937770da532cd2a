// SQLite behind the rules every database file of ours follows:
//  - rollback journal (TRUNCATE) with synchronous=EXTRA: a commit that returned survives a power cut. WAL is
//  never
//    used: up to SQLite 3.51.2 a checkpoint beside a second connection can corrupt the file.
//  - foreign keys on, secure_delete on (a purged body leaves no bytes behind), file mode 0600, busy time-out.
//  - writes start with BEGIN IMMEDIATE, so that a transaction never fails for a lock half-way.
//  - the schema is a list of scripts, applied in order, counted in user_version.
// One Database belongs to one thread at a time. Failures of disk and locks are values; SQL that does not
// compile or a column read as what it is not is a broken invariant and aborts.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace platform {

enum class DatabaseError {
    busy,          // a lock was held longer than the time-out, or the server is away for now: try again
    full,          // no space left
    io,            // the medium failed
    corrupt,       // not a database, or damaged
    constraint,    // unique, foreign key or check
    cannot_open,   // missing folder or no permission
    newer_schema,  // written by a later release
};
std::string_view name_of(DatabaseError error);

/// What a statement takes for its `?`: NULL, an integer, text or bytes. Views must outlive the call only.
using SqlValue = std::variant<std::nullptr_t, std::int64_t, std::string_view, ByteView>;

using SqlValues = std::vector<SqlValue>;

/// Unsigned 64-bit counters (seq, cursors, key ids) are stored as the same 64 bits.
inline SqlValue sql(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}
inline SqlValue sql(std::int64_t value) {
    return value;
}
inline SqlValue sql(int value) {
    return static_cast<std::int64_t>(value);
}
inline SqlValue sql(std::uint32_t value) {
    return static_cast<std::int64_t>(value);
}
inline SqlValue sql(std::string_view value) {
    return value;
}
inline SqlValue sql(ByteView value) {
    return value;
}

/// One row of an answer. Text and bytes are valid until the callback returns.
class SqlRow {
  public:
    virtual bool is_null(int column) const = 0;
    virtual std::int64_t integer(int column) const = 0;
    virtual std::string_view text(int column) const = 0;
    virtual ByteView bytes(int column) const = 0;
    std::uint64_t counter(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    /// Aborts when the column does not hold exactly N bytes (the schema checks lengths).
    template <std::size_t N>
    ByteArray<N> array(int column) const {
        return array_of<N>(bytes_of_size(column, N)).value();
    }

  protected:
    ~SqlRow() = default;

  private:
    ByteView bytes_of_size(int column, std::size_t size) const;
};

/// A database behind Database: SQLite here, PostgreSQL in platform/postgres. Statements are written once for
/// both: `?` or `?1` for values, integers of 64 bits, ON CONFLICT clauses.
class DatabaseEngine {
  public:
    virtual ~DatabaseEngine() = default;
    virtual Result<void, DatabaseError> each(std::string_view statement, std::span<const SqlValue> values,
                                             const std::function<void(const SqlRow&)>& row) = 0;
    virtual std::int64_t changes() const = 0;
    virtual Result<void, DatabaseError> insert(std::string_view table, std::string_view columns,
                                               std::span<const SqlValues> rows) = 0;
    virtual Result<void, DatabaseError> begin() = 0;
    virtual Result<void, DatabaseError> commit() = 0;
    virtual bool in_transaction() const = 0;
    /// Also right when the database has already rolled back by itself.
    virtual void rollback() = 0;
};

struct DatabaseOptions {
    /// Script i brings user_version from i to i + 1.
    std::span<const std::string_view> schema;
    std::chrono::milliseconds busy_timeout{5000};
    /// Upper limit of the file in pages of 4096 bytes; 0 = the disk's. Reached, writes fail with `full`.
    std::int64_t max_pages = 0;
    /// Pages kept in memory; 0 = SQLite's 2 MiB. A transaction that changes more is written out, and waited
    /// for, more than once.
    std::int64_t cache_kib = 0;
};

class Database {
  public:
    /// SQLite.
    static Result<Database, DatabaseError> open(const std::filesystem::path& path,
                                                const DatabaseOptions& options);
    explicit Database(std::unique_ptr<DatabaseEngine> engine) : engine_(std::move(engine)) {}

    /// Runs one statement that gives no rows. Statements are prepared once and kept.
    Result<void, DatabaseError> run(std::string_view statement, std::initializer_list<SqlValue> values = {});
    /// Calls `row` for each row; the same statement must not be running already.
    Result<void, DatabaseError> each(std::string_view statement, std::initializer_list<SqlValue> values,
                                     const std::function<void(const SqlRow&)>& row);
    /// The first row through `read`, or nothing when there is none.
    template <class Read>
    auto first(std::string_view statement, std::initializer_list<SqlValue> values, const Read& read)
        -> Result<std::optional<std::decay_t<decltype(read(std::declval<const SqlRow&>()))>>, DatabaseError> {
        std::optional<std::decay_t<decltype(read(std::declval<const SqlRow&>()))>> found;
        const auto done = each(statement, values, [&](const SqlRow& row) {
            if (!found) found = read(row);
        });
        if (!done) return fail(done.error());
        return found;
    }
    /// A single integer; aborts when the statement gives no row.
    Result<std::int64_t, DatabaseError> integer(std::string_view statement,
                                                std::initializer_list<SqlValue> values = {});

    /// Many rows at once, without a round trip for each: INSERT INTO table(columns). Inside a transaction.
    Result<void, DatabaseError> insert(std::string_view table, std::string_view columns,
                                       std::span<const SqlValues> rows) {
        return engine_->insert(table, columns, rows);
    }
    /// The same with what to do about a row that is there already ("ON CONFLICT …"); no key may come twice.
    /// How many rows were put in or changed.
    Result<std::int64_t, DatabaseError> put(std::string_view table, std::string_view columns,
                                            std::string_view on_conflict, std::span<const SqlValues> rows);
    /// Calls `row` for each row of `before` + "(?, …)" + `after`, the marks standing for a part of `keys`: as
    /// often as it takes for all of them. `after` orders one part only.
    Result<void, DatabaseError> each_in(std::string_view before, std::span<const SqlValue> keys,
                                        std::string_view after,
                                        const std::function<void(const SqlRow&)>& row);
    bool in_transaction() const { return engine_->in_transaction(); }
    /// Rows changed by the last run().
    std::int64_t changes() const { return engine_->changes(); }

  private:
    friend class Transaction;
    std::unique_ptr<DatabaseEngine> engine_;
};

/// BEGIN (with SQLite IMMEDIATE) … COMMIT; rolled back when it goes without commit(). Do not nest.
class Transaction {
  public:
    static Result<Transaction, DatabaseError> begin(Database& database);
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    /// Durable when it returns without an error; on an error everything is rolled back.
    Result<void, DatabaseError> commit();

  private:
    explicit Transaction(DatabaseEngine* engine) : engine_(engine) {}
    DatabaseEngine* engine_;
};

}  // namespace platform
