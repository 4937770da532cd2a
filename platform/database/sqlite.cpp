#include "platform/database/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "platform/base/check.h"

namespace platform {

namespace {

DatabaseError error_of(int code, const char* what) {
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return DatabaseError::busy;
        case SQLITE_FULL:
            return DatabaseError::full;
        case SQLITE_NOMEM:
        case SQLITE_IOERR:
            return DatabaseError::io;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return DatabaseError::corrupt;
        case SQLITE_CONSTRAINT:
            return DatabaseError::constraint;
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_READONLY:
            return DatabaseError::cannot_open;
        default:
            break;
    }
    check(false, what);
    return DatabaseError::io;
}

using Done = Result<void, DatabaseError>;

Done done(sqlite3* database, int code) {
    if (code == SQLITE_OK) return {};
    return fail(error_of(code, sqlite3_errmsg(database)));
}

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

int bind_one(sqlite3_stmt* statement, int index, const SqlValue& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value))
        return sqlite3_bind_int64(statement, index, *integer);
    // A null pointer would mean NULL, so what is empty needs an address too.
    if (const auto* text = std::get_if<std::string_view>(&value))
        return sqlite3_bind_text(statement, index, text->empty() ? "" : text->data(),
                                 static_cast<int>(text->size()), SQLITE_STATIC);
    if (const auto* bytes = std::get_if<ByteView>(&value))
        return sqlite3_bind_blob(statement, index,
                                 bytes->empty() ? static_cast<const void*>("") : bytes->data(),
                                 static_cast<int>(bytes->size()), SQLITE_STATIC);
    return sqlite3_bind_null(statement, index);
}

void bind(sqlite3_stmt* statement, std::span<const SqlValue> values) {
    check(static_cast<int>(values.size()) == sqlite3_bind_parameter_count(statement),
          "number of values for a statement");
    int index = 0;
    for (const SqlValue& value : values)
        check(bind_one(statement, ++index, value) == SQLITE_OK, "value cannot be bound");
}

class Row final : public SqlRow {
  public:
    explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
    bool is_null(int column) const override { return type(column) == SQLITE_NULL; }
    std::int64_t integer(int column) const override {
        check(type(column) == SQLITE_INTEGER, "column is not an integer");
        return sqlite3_column_int64(statement_, column);
    }
    std::string_view text(int column) const override {
        check(type(column) == SQLITE_TEXT, "column is not text");
        const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        return {data, size(column)};
    }
    ByteView bytes(int column) const override {
        check(type(column) == SQLITE_BLOB, "column is not bytes");
        return {static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_, column)), size(column)};
    }

  private:
    int type(int column) const { return sqlite3_column_type(statement_, column); }
    std::size_t size(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    }
    sqlite3_stmt* statement_;
};

class SqliteEngine final : public DatabaseEngine {
  public:
    ~SqliteEngine() override {
        statements_.clear();
        sqlite3_close(handle_);
    }

    Done open(const std::filesystem::path& path) {
        const int code =
            sqlite3_open_v2(path.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
        // SQLite's own pool of small blocks never gives them back, so they would never be overwritten.
        if (code == SQLITE_OK) sqlite3_db_config(handle_, SQLITE_DBCONFIG_LOOKASIDE, nullptr, 0, 0);
        return done(handle_, code);
    }
    /// Looks every millisecond: SQLite's own handler waits up to 100 ms between two looks, and one writer who
    /// begins again and again would keep all others out.
    void set_busy_timeout(std::chrono::milliseconds timeout) {
        busy_timeout_ = timeout;
        sqlite3_busy_handler(
            handle_,
            [](void* self, int looks) {
                if (std::chrono::milliseconds(looks) >= static_cast<SqliteEngine*>(self)->busy_timeout_)
                    return 0;
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
                return 1;
            },
            this);
    }
    Done execute(const std::string& script) {
        return done(handle_, sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr));
    }

    Done each(std::string_view statement, std::span<const SqlValue> values,
              const std::function<void(const SqlRow&)>& row) override;
    std::int64_t changes() const override { return sqlite3_changes64(handle_); }
    Done insert(std::string_view table, std::string_view columns, std::span<const SqlValues> rows) override;
    Done begin() override { return execute("BEGIN IMMEDIATE"); }
    Done commit() override { return execute("COMMIT"); }
    bool in_transaction() const override { return sqlite3_get_autocommit(handle_) == 0; }
    void rollback() override {
        // After some failures (disk full) SQLite has rolled back by itself. Where even this fails, the
        // journal does it at the next open.
        if (in_transaction()) static_cast<void>(execute("ROLLBACK"));
    }

  private:
    Result<sqlite3_stmt*, DatabaseError> prepared(std::string_view text);

    std::chrono::milliseconds busy_timeout_{};
    sqlite3* handle_ = nullptr;
    std::map<std::string, Statement, std::less<>> statements_;
};

Result<sqlite3_stmt*, DatabaseError> SqliteEngine::prepared(std::string_view text) {
    const auto found = statements_.find(text);
    if (found != statements_.end()) return found->second.get();
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v3(handle_, text.data(), static_cast<int>(text.size()),
                                        SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    if (code != SQLITE_OK) return fail(error_of(code, sqlite3_errmsg(handle_)));
    return statements_.emplace(text, made).first->second.get();
}

Done SqliteEngine::insert(std::string_view table, std::string_view columns, std::span<const SqlValues> rows) {
    if (rows.empty()) return {};
    std::string marks = "?";
    for (std::size_t i = 1; i < rows.front().size(); ++i) marks += ", ?";
    const std::string statement = fmt::format("INSERT INTO {}({}) VALUES({})", table, columns, marks);
    for (const SqlValues& row : rows) {
        const Done added = each(statement, row, [](const SqlRow&) {});
        if (!added) return added;
    }
    return {};
}

Done SqliteEngine::each(std::string_view statement, std::span<const SqlValue> values,
                        const std::function<void(const SqlRow&)>& row) {
    const auto found = prepared(statement);
    if (!found) return fail(found.error());
    check(sqlite3_stmt_busy(*found) == 0, "statement is running already");
    bind(*found, values);
    int code = sqlite3_step(*found);
    for (; code == SQLITE_ROW; code = sqlite3_step(*found)) row(Row(*found));
    const Done ended = code == SQLITE_DONE ? Done() : done(handle_, code);
    // The values are views of the caller's: they must not stay bound.
    sqlite3_reset(*found);
    sqlite3_clear_bindings(*found);
    return ended;
}

Done configure(SqliteEngine& engine, Database& database, const DatabaseOptions& options) {
    engine.set_busy_timeout(options.busy_timeout);
    const auto mode = database.first("PRAGMA journal_mode=TRUNCATE", {},
                                     [](const SqlRow& row) { return std::string(row.text(0)); });
    if (!mode) return fail(mode.error());
    check(*mode == "truncate", "database without a rollback journal");
    std::string limits =
        options.max_pages > 0 ? fmt::format("; PRAGMA max_page_count={}", options.max_pages) : "";
    if (options.cache_kib > 0) limits += fmt::format("; PRAGMA cache_size=-{}", options.cache_kib);
    return engine.execute(
        "PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA "
        "secure_delete=ON" +
        limits);
}

Done migrate(SqliteEngine& engine, Database& database, std::span<const std::string_view> schema) {
    const auto target = static_cast<std::int64_t>(schema.size());
    const auto version = database.integer("PRAGMA user_version");
    if (!version) return fail(version.error());
    if (*version == target) return {};
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    // Read again under the lock: another process may have just done it.
    const auto from = database.integer("PRAGMA user_version");
    if (!from) return fail(from.error());
    if (*from > target) return fail(DatabaseError::newer_schema);
    for (std::int64_t i = *from; i < target; ++i) {
        const Done applied = engine.execute(std::string(schema[static_cast<std::size_t>(i)]));
        if (!applied) return applied;
    }
    const Done counted = engine.execute(fmt::format("PRAGMA user_version={}", target));
    if (!counted) return counted;
    return transaction->commit();
}

}  // namespace

Result<Database, DatabaseError> Database::open(const std::filesystem::path& path,
                                               const DatabaseOptions& options) {
    // Made here, so that the file and its journal are never readable by others, whatever the umask.
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return fail(DatabaseError::cannot_open);
    ::close(file);
    auto made = std::make_unique<SqliteEngine>();
    SqliteEngine& engine = *made;
    const Done opened = engine.open(path);
    if (!opened) return fail(opened.error());
    Database database(std::move(made));
    const Done ready = configure(engine, database, options).and_then([&] {
        return migrate(engine, database, options.schema);
    });
    if (!ready) return fail(ready.error());
    return database;
}

}  // namespace platform
