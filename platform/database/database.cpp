#include "platform/database/database.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <map>
#include <memory>
#include <string>
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

void bind(sqlite3_stmt* statement, std::initializer_list<SqlValue> values) {
    check(static_cast<int>(values.size()) == sqlite3_bind_parameter_count(statement),
          "number of values for a statement");
    int index = 0;
    for (const SqlValue& value : values)
        check(bind_one(statement, ++index, value) == SQLITE_OK, "value cannot be bound");
}

sqlite3_stmt* raw(void* statement) {
    return static_cast<sqlite3_stmt*>(statement);
}

}  // namespace

struct Database::Impl {
    ~Impl() {
        statements.clear();
        sqlite3_close(handle);
    }

    Done execute(const std::string& script) {
        return done(handle, sqlite3_exec(handle, script.c_str(), nullptr, nullptr, nullptr));
    }

    Result<sqlite3_stmt*, DatabaseError> statement(std::string_view text) {
        const auto found = statements.find(text);
        if (found != statements.end()) return found->second.get();
        sqlite3_stmt* made = nullptr;
        const int code = sqlite3_prepare_v3(handle, text.data(), static_cast<int>(text.size()),
                                            SQLITE_PREPARE_PERSISTENT, &made, nullptr);
        if (code != SQLITE_OK) return fail(error_of(code, sqlite3_errmsg(handle)));
        return statements.emplace(text, made).first->second.get();
    }

    sqlite3* handle = nullptr;
    std::map<std::string, Statement, std::less<>> statements;
};

std::string_view name_of(DatabaseError error) {
    switch (error) {
        case DatabaseError::busy:
            return "busy";
        case DatabaseError::full:
            return "disk_full";
        case DatabaseError::io:
            return "disk_failed";
        case DatabaseError::corrupt:
            return "corrupt";
        case DatabaseError::constraint:
            return "constraint";
        case DatabaseError::cannot_open:
            return "cannot_open";
        case DatabaseError::newer_schema:
            return "newer_schema";
    }
    return "unknown";
}

bool SqlRow::is_null(int column) const {
    return sqlite3_column_type(raw(statement_), column) == SQLITE_NULL;
}

std::int64_t SqlRow::integer(int column) const {
    check(sqlite3_column_type(raw(statement_), column) == SQLITE_INTEGER, "column is not an integer");
    return sqlite3_column_int64(raw(statement_), column);
}

std::string_view SqlRow::text(int column) const {
    check(sqlite3_column_type(raw(statement_), column) == SQLITE_TEXT, "column is not text");
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(raw(statement_), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(raw(statement_), column))};
}

ByteView SqlRow::bytes(int column) const {
    check(sqlite3_column_type(raw(statement_), column) == SQLITE_BLOB, "column is not bytes");
    const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(raw(statement_), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(raw(statement_), column))};
}

ByteView SqlRow::bytes_of_size(int column, std::size_t size) const {
    const ByteView found = bytes(column);
    check(found.size() == size, "column has another length");
    return found;
}

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database, DatabaseError> Database::open(const std::filesystem::path& path,
                                               const DatabaseOptions& options) {
    // Made here, so that the file and its journal are never readable by others, whatever the umask.
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) return fail(DatabaseError::cannot_open);
    ::close(file);
    Database database(std::make_unique<Impl>());
    const int code = sqlite3_open_v2(path.c_str(), &database.impl_->handle,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) return fail(error_of(code, "cannot open database"));
    const Done ready = database.configure(options).and_then([&] { return database.migrate(options.schema); });
    if (!ready) return fail(ready.error());
    return database;
}

Done Database::configure(const DatabaseOptions& options) {
    sqlite3_busy_timeout(impl_->handle, static_cast<int>(options.busy_timeout.count()));
    const auto mode =
        first("PRAGMA journal_mode=TRUNCATE", {}, [](const SqlRow& row) { return std::string(row.text(0)); });
    if (!mode) return fail(mode.error());
    check(*mode == "truncate", "database without a rollback journal");
    const std::string limit =
        options.max_pages > 0 ? fmt::format("; PRAGMA max_page_count={}", options.max_pages) : "";
    return impl_->execute(
        "PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA "
        "secure_delete=ON" +
        limit);
}

Done Database::migrate(std::span<const std::string_view> schema) {
    const auto target = static_cast<std::int64_t>(schema.size());
    const auto version = integer("PRAGMA user_version");
    if (!version) return fail(version.error());
    if (*version == target) return {};
    auto transaction = Transaction::begin(*this);
    if (!transaction) return fail(transaction.error());
    // Read again under the lock: another process may have just done it.
    const auto from = integer("PRAGMA user_version");
    if (!from) return fail(from.error());
    if (*from > target) return fail(DatabaseError::newer_schema);
    for (std::int64_t i = *from; i < target; ++i) {
        const Done applied = impl_->execute(std::string(schema[static_cast<std::size_t>(i)]));
        if (!applied) return applied;
    }
    const Done counted = impl_->execute(fmt::format("PRAGMA user_version={}", target));
    if (!counted) return counted;
    return transaction->commit();
}

Done Database::run(std::string_view statement, std::initializer_list<SqlValue> values) {
    return each(statement, values, [](const SqlRow&) { check(false, "unexpected row"); });
}

Done Database::each(std::string_view statement, std::initializer_list<SqlValue> values,
                    const std::function<void(const SqlRow&)>& row) {
    const auto prepared = impl_->statement(statement);
    if (!prepared) return fail(prepared.error());
    check(sqlite3_stmt_busy(*prepared) == 0, "statement is running already");
    bind(*prepared, values);
    int code = sqlite3_step(*prepared);
    for (; code == SQLITE_ROW; code = sqlite3_step(*prepared)) row(SqlRow(*prepared));
    const Done ended = code == SQLITE_DONE ? Done() : done(impl_->handle, code);
    // The values are views of the caller's: they must not stay bound.
    sqlite3_reset(*prepared);
    sqlite3_clear_bindings(*prepared);
    return ended;
}

Result<std::int64_t, DatabaseError> Database::integer(std::string_view statement,
                                                      std::initializer_list<SqlValue> values) {
    const auto found = first(statement, values, [](const SqlRow& row) { return row.integer(0); });
    if (!found) return fail(found.error());
    check(found->has_value(), "statement gave no row");
    return **found;
}

std::int64_t Database::changes() const {
    return sqlite3_changes64(impl_->handle);
}

Result<Transaction, DatabaseError> Transaction::begin(Database& database) {
    const Done begun = database.impl_->execute("BEGIN IMMEDIATE");
    if (!begun) return fail(begun.error());
    return Transaction(database.impl_.get());
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    if (database_ == nullptr) return;
    // After some failures (disk full) SQLite has rolled back by itself. Where even this fails, the journal
    // does it at the next open.
    if (sqlite3_get_autocommit(database_->handle) == 0) static_cast<void>(database_->execute("ROLLBACK"));
}

Done Transaction::commit() {
    const Done committed = database_->execute("COMMIT");
    if (committed) database_ = nullptr;
    return committed;
}

}  // namespace platform
