#include "platform/postgres/postgres.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <array>
#include <bit>
#include <map>
#include <memory>
#include <vector>

#include "platform/base/check.h"
#include "platform/log/log.h"

namespace platform {

namespace {

using Done = Result<void, DatabaseError>;

struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
};
using Answer = std::unique_ptr<PGresult, Clear>;
struct Finish {
    void operator()(PGconn* connection) const { PQfinish(connection); }
};
using Connection = std::unique_ptr<PGconn, Finish>;

/// Classes and codes of PostgreSQL's "Appendix A. Error Codes".
DatabaseError error_of(const PGresult* result) {
    const char* said = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const std::string_view state = said == nullptr ? "" : said;
    if (state.empty()) return DatabaseError::busy;  // no answer: the connection broke
    if (state == "53100") return DatabaseError::full;
    if (state.starts_with("22") || state.starts_with("23")) return DatabaseError::constraint;
    if (state.starts_with("XX001") || state.starts_with("XX002")) return DatabaseError::corrupt;
    // Deadlock, lock and statement time-outs, too many connections, shutdown, broken connection.
    for (const std::string_view again : {"40", "55", "57", "53", "08", "25"})
        if (state.starts_with(again)) return DatabaseError::busy;
    if (state.starts_with("58")) return DatabaseError::io;
    check(false, PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    return DatabaseError::io;
}

/// Binary answers: integers in network order, text and bytes as they are.
class Row final : public SqlRow {
  public:
    Row(const PGresult* result, int row) : result_(result), row_(row) {}
    bool is_null(int column) const override { return PQgetisnull(result_, row_, column) != 0; }
    std::int64_t integer(int column) const override {
        check(!is_null(column) && size(column) == 8, "column is not an integer of 64 bits");
        std::uint64_t value = 0;
        for (const std::uint8_t byte : bytes(column)) value = value << 8 | byte;
        return static_cast<std::int64_t>(value);
    }
    std::string_view text(int column) const override {
        check(!is_null(column), "column is not text");
        return {PQgetvalue(result_, row_, column), size(column)};
    }
    ByteView bytes(int column) const override {
        check(!is_null(column), "column is not bytes");
        return {reinterpret_cast<const std::uint8_t*>(PQgetvalue(result_, row_, column)), size(column)};
    }

  private:
    std::size_t size(int column) const {
        return static_cast<std::size_t>(PQgetlength(result_, row_, column));
    }
    const PGresult* result_;
    int row_;
};

void put_big_endian(std::string& out, std::uint64_t value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}

/// A field of a binary COPY: its length, then its bytes; length -1 for NULL.
void put_field(std::string& out, const SqlValue& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        put_big_endian(out, 8, 4);
        put_big_endian(out, static_cast<std::uint64_t>(*integer), 8);
    } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        put_big_endian(out, text->size(), 4);
        out += *text;
    } else if (const auto* bytes = std::get_if<ByteView>(&value)) {
        put_big_endian(out, bytes->size(), 4);
        out.append(reinterpret_cast<const char*>(bytes->data()), bytes->size());
    } else {
        put_big_endian(out, 0xffffffff, 4);
    }
}

// PostgreSQL, "COPY", section "Binary Format": signature, flags, extension length; rows; a trailer of -1.
constexpr std::string_view kCopyHeader("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
constexpr std::size_t kCopyChunk = 256 * 1024;

/// The values of one statement as libpq takes them.
class Parameters {
  public:
    explicit Parameters(std::span<const SqlValue> values) : integers_(values.size()) {
        for (const SqlValue& value : values) add(value);
    }
    int count() const { return static_cast<int>(pointers_.size()); }
    const char* const* pointers() const { return pointers_.data(); }
    const int* lengths() const { return lengths_.data(); }
    const int* formats() const { return formats_.data(); }

  private:
    void add(const SqlValue& value) {
        formats_.push_back(1);
        if (const auto* integer = std::get_if<std::int64_t>(&value)) {
            auto& bytes = integers_[pointers_.size()];
            for (int i = 0; i < 8; ++i)
                bytes[static_cast<std::size_t>(i)] = static_cast<char>(*integer >> (56 - 8 * i) & 0xff);
            push(bytes.data(), bytes.size());
        } else if (const auto* text = std::get_if<std::string_view>(&value)) {
            push(text->empty() ? "" : text->data(), text->size());
        } else if (const auto* bytes = std::get_if<ByteView>(&value)) {
            push(bytes->empty() ? "" : reinterpret_cast<const char*>(bytes->data()), bytes->size());
        } else {
            push(nullptr, 0);
        }
    }
    void push(const char* data, std::size_t size) {
        pointers_.push_back(data);
        lengths_.push_back(static_cast<int>(size));
    }

    std::vector<std::array<char, 8>> integers_;
    std::vector<const char*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

class PostgresEngine final : public DatabaseEngine {
  public:
    explicit PostgresEngine(Connection connection) : connection_(std::move(connection)) {}

    Done each(std::string_view statement, std::span<const SqlValue> values,
              const std::function<void(const SqlRow&)>& row) override;
    std::int64_t changes() const override { return changes_; }
    Done insert(std::string_view table, std::string_view columns, std::span<const SqlValues> rows) override;
    Done begin() override {
        const Done begun = reconnect().and_then([&] { return execute("BEGIN"); });
        in_transaction_ = begun.has_value();
        return begun;
    }
    Done commit() override;
    bool in_transaction() const override { return in_transaction_; }
    void rollback() override {
        in_transaction_ = false;
        if (PQtransactionStatus(connection_.get()) != PQTRANS_IDLE) static_cast<void>(execute("ROLLBACK"));
    }
    Done execute(const std::string& script) {
        const Answer answer(PQexec(connection_.get(), script.c_str()));
        if (PQresultStatus(answer.get()) == PGRES_FATAL_ERROR) return fail(error_of(answer.get()));
        return {};
    }

  private:
    Done reconnect();
    Result<std::string, DatabaseError> prepared(std::string_view statement);

    Connection connection_;
    std::map<std::string, std::string, std::less<>> names_;  // statement → its name on the server
    std::int64_t changes_ = 0;
    bool in_transaction_ = false;
};

/// Statements prepared on a lost connection are gone with it; so is a transaction, which must fail.
Done PostgresEngine::reconnect() {
    if (PQstatus(connection_.get()) == CONNECTION_OK) return {};
    if (in_transaction_) return fail(DatabaseError::busy);
    names_.clear();
    PQreset(connection_.get());
    if (PQstatus(connection_.get()) != CONNECTION_OK) return fail(DatabaseError::busy);
    return {};
}

Result<std::string, DatabaseError> PostgresEngine::prepared(std::string_view statement) {
    const auto found = names_.find(statement);
    if (found != names_.end()) return found->second;
    const std::string name = fmt::format("s{}", names_.size());
    const Answer answer(
        PQprepare(connection_.get(), name.c_str(), with_dollar_parameters(statement).c_str(), 0, nullptr));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return fail(error_of(answer.get()));
    names_.emplace(statement, name);
    return name;
}

Done PostgresEngine::each(std::string_view statement, std::span<const SqlValue> values,
                          const std::function<void(const SqlRow&)>& row) {
    const Done connected = reconnect();
    if (!connected) return connected;
    const auto name = prepared(statement);
    if (!name) return fail(name.error());
    const Parameters parameters(values);
    const Answer answer(PQexecPrepared(connection_.get(), name->c_str(), parameters.count(),
                                       parameters.pointers(), parameters.lengths(), parameters.formats(), 1));
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) return fail(error_of(answer.get()));
    changes_ = std::atoll(PQcmdTuples(answer.get()));
    for (int i = 0; i < PQntuples(answer.get()); ++i) row(Row(answer.get(), i));
    return {};
}

Done PostgresEngine::insert(std::string_view table, std::string_view columns,
                            std::span<const SqlValues> rows) {
    if (rows.empty()) return {};
    const Answer begun(PQexec(connection_.get(),
                              fmt::format("COPY {}({}) FROM STDIN (FORMAT binary)", table, columns).c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) return fail(error_of(begun.get()));
    std::string chunk(kCopyHeader);
    bool sent = true;
    const auto flush = [&] {
        sent = sent && PQputCopyData(connection_.get(), chunk.data(), static_cast<int>(chunk.size())) == 1;
        chunk.clear();
    };
    for (const SqlValues& row : rows) {
        put_big_endian(chunk, row.size(), 2);
        for (const SqlValue& value : row) put_field(chunk, value);
        if (chunk.size() >= kCopyChunk) flush();
    }
    put_big_endian(chunk, 0xffff, 2);
    flush();
    sent = sent && PQputCopyEnd(connection_.get(), nullptr) == 1;
    Done done;
    // The end of a COPY is two answers: how it went, then none.
    for (Answer answer(PQgetResult(connection_.get())); answer;
         answer.reset(PQgetResult(connection_.get()))) {
        if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) done = fail(error_of(answer.get()));
    }
    if (done && !sent) return fail(DatabaseError::busy);
    return done;
}

Done PostgresEngine::commit() {
    const Answer answer(PQexec(connection_.get(), "COMMIT"));
    if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return fail(error_of(answer.get()));
    in_transaction_ = false;
    // A transaction in which a statement failed is rolled back by COMMIT, and only the tag says so.
    if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") return fail(DatabaseError::busy);
    return {};
}

void log_notice(void*, const PGresult* result) {
    const char* said = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    const std::string_view severity = said == nullptr ? "" : said;
    if (severity == "WARNING")
        log::warning("PostgreSQL: {}", PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
}

/// Any number, only the same in every process: one opens at a time.
constexpr std::string_view kMigrationLock = "SELECT pg_advisory_xact_lock(7217412)";

Result<std::int64_t, DatabaseError> version_of(Database& database) {
    return database.integer("SELECT coalesce(max(version), 0) FROM schema_version");
}

Done migrate(PostgresEngine& engine, Database& database, std::span<const std::string_view> schema) {
    auto transaction = Transaction::begin(database);
    if (!transaction) return fail(transaction.error());
    const Done ready = engine.execute(std::string(kMigrationLock)).and_then([&] {
        return engine.execute("CREATE TABLE IF NOT EXISTS schema_version(version BIGINT PRIMARY KEY)");
    });
    if (!ready) return ready;
    const auto from = version_of(database);
    if (!from) return fail(from.error());
    const auto target = static_cast<std::int64_t>(schema.size());
    if (*from > target) return fail(DatabaseError::newer_schema);
    for (std::int64_t i = *from; i < target; ++i) {
        const Done applied = engine.execute(std::string(schema[static_cast<std::size_t>(i)])).and_then([&] {
            return engine.execute(fmt::format("INSERT INTO schema_version VALUES({})", i + 1));
        });
        if (!applied) return applied;
    }
    return transaction->commit();
}

bool commits_are_durable(Database& database) {
    const auto mode = database.first("SELECT current_setting('synchronous_commit')", {},
                                     [](const SqlRow& row) { return std::string(row.text(0)); });
    return mode && *mode && **mode != "off";
}

}  // namespace

bool is_postgres_address(std::string_view address) {
    return address.starts_with("postgresql://") || address.starts_with("postgres://");
}

std::string with_dollar_parameters(std::string_view statement) {
    std::string out;
    bool quoted = false;
    int next = 0;
    for (std::size_t i = 0; i < statement.size(); ++i) {
        const char c = statement[i];
        if (c == '\'') quoted = !quoted;
        if (c != '?' || quoted) {
            out += c;
            continue;
        }
        const bool numbered = i + 1 < statement.size() && statement[i + 1] >= '1' && statement[i + 1] <= '9';
        out += '$';
        if (!numbered) out += std::to_string(++next);
    }
    return out;
}

Result<Database, DatabaseError> open_postgres(const std::string& address,
                                              std::span<const std::string_view> schema) {
    Connection connection(PQconnectdb(address.c_str()));
    if (PQstatus(connection.get()) != CONNECTION_OK) return fail(DatabaseError::cannot_open);
    PQsetNoticeReceiver(connection.get(), log_notice, nullptr);
    auto made = std::make_unique<PostgresEngine>(std::move(connection));
    PostgresEngine& engine = *made;
    Database database(std::move(made));
    if (!commits_are_durable(database)) return fail(DatabaseError::cannot_open);
    const Done ready = engine.execute("SET lock_timeout = '10s'").and_then([&] {
        return migrate(engine, database, schema);
    });
    if (!ready) return fail(ready.error());
    return database;
}

}  // namespace platform
