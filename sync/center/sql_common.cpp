#include "sync/center/sql_common.h"

#include <fmt/format.h>

#include <array>

#include "platform/base/check.h"
#include "platform/postgres/postgres.h"

namespace syncing::center {

namespace {

constexpr std::string_view kSchema1 = R"sql(
CREATE TABLE center(
  id INTEGER PRIMARY KEY CHECK(id = 1), city TEXT NOT NULL, name TEXT NOT NULL,
  epoch INTEGER NOT NULL CHECK(epoch > 0), url TEXT NOT NULL DEFAULT '');

CREATE TABLE station(
  code TEXT PRIMARY KEY, desk_key_id INTEGER NOT NULL,
  desk_public_key BLOB NOT NULL CHECK(length(desk_public_key) = 32), desk_secret_box BLOB NOT NULL,
  roster_version INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE staff(
  station TEXT NOT NULL REFERENCES station(code), id TEXT NOT NULL, entry BLOB NOT NULL,
  PRIMARY KEY(station, id)) WITHOUT ROWID;

CREATE TABLE terminal(
  id BLOB PRIMARY KEY CHECK(length(id) = 16), station TEXT NOT NULL REFERENCES station(code),
  number INTEGER NOT NULL, prefix TEXT NOT NULL UNIQUE, revoked INTEGER NOT NULL DEFAULT 0,
  slip_key BLOB CHECK(length(slip_key) = 32), certificate BLOB, provisioned_ms INTEGER,
  seen_ms INTEGER, heartbeat BLOB, disputed INTEGER NOT NULL DEFAULT 0, UNIQUE(station, number)) WITHOUT ROWID;
-- The code itself is nowhere: only the hash of its secret.
CREATE TABLE provisioning_code(
  code BLOB PRIMARY KEY CHECK(length(code) = 32), terminal BLOB NOT NULL REFERENCES terminal(id),
  expires_ms INTEGER NOT NULL, request BLOB CHECK(length(request) = 32), answer BLOB) WITHOUT ROWID;

CREATE TABLE ledger(
  id BLOB PRIMARY KEY CHECK(length(id) = 16), terminal BLOB NOT NULL REFERENCES terminal(id),
  public_key BLOB NOT NULL CHECK(length(public_key) = 32), held_seq INTEGER NOT NULL,
  held_hash BLOB NOT NULL CHECK(length(held_hash) = 32), letter TEXT NOT NULL DEFAULT 'A',
  backed_up_seq INTEGER NOT NULL DEFAULT 0, predecessor BLOB CHECK(length(predecessor) = 16), successor BLOB CHECK(length(successor) = 16)) WITHOUT ROWID;
CREATE INDEX ledger_terminal ON ledger(terminal);
-- opened: 0 waits for the adjudicator, 1 opened, 2 could not be opened and waits for an operator.
CREATE TABLE entry(
  arrival INTEGER PRIMARY KEY AUTOINCREMENT, ledger BLOB NOT NULL REFERENCES ledger(id), seq INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK(length(hash) = 32), header BLOB NOT NULL CHECK(length(header) = 172),
  body BLOB NOT NULL, received_ms INTEGER NOT NULL, opened INTEGER NOT NULL DEFAULT 0, UNIQUE(ledger, seq));
CREATE INDEX entry_pending ON entry(arrival) WHERE opened = 0;

CREATE TABLE fact(
  record BLOB PRIMARY KEY CHECK(length(record) = 16), target BLOB NOT NULL CHECK(length(target) = 16),
  class INTEGER NOT NULL, arrival INTEGER NOT NULL UNIQUE, station TEXT NOT NULL, header BLOB NOT NULL,
  received_ms INTEGER NOT NULL, box BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX fact_target ON fact(target, arrival);

CREATE TABLE enrollment(
  record BLOB PRIMARY KEY CHECK(length(record) = 16), station TEXT NOT NULL,
  person BLOB CHECK(length(person) = 32), plan TEXT NOT NULL, period TEXT NOT NULL, state TEXT NOT NULL,
  reason TEXT NOT NULL, duplicate_of BLOB CHECK(length(duplicate_of) = 16), decided_ms INTEGER NOT NULL,
  version INTEGER NOT NULL, box BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX enrollment_person ON enrollment(person);
-- One accepted enrollment for a person, plan and period, whatever the number of stations they went to.
CREATE TABLE person_period(
  person BLOB NOT NULL CHECK(length(person) = 32), plan TEXT NOT NULL, period TEXT NOT NULL,
  enrollment BLOB NOT NULL UNIQUE REFERENCES enrollment(record),
  PRIMARY KEY(person, plan, period)) WITHOUT ROWID;
CREATE TABLE person_key(
  person BLOB NOT NULL CHECK(length(person) = 32), key BLOB NOT NULL CHECK(length(key) = 32),
  station TEXT NOT NULL, only_enrollment BLOB CHECK(length(only_enrollment) = 16),
  PRIMARY KEY(person, key, station)) WITHOUT ROWID;
CREATE TABLE person_alias(
  alias BLOB PRIMARY KEY CHECK(length(alias) = 32), person BLOB NOT NULL CHECK(length(person) = 32)) WITHOUT ROWID;

CREATE TABLE claim_inbox(id INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB NOT NULL);
CREATE TABLE claim(
  id BLOB PRIMARY KEY CHECK(length(id) = 16), person BLOB NOT NULL CHECK(length(person) = 32),
  version INTEGER NOT NULL, content BLOB NOT NULL CHECK(length(content) = 32), box BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX claim_person ON claim(person);

CREATE TABLE pack(
  hash BLOB PRIMARY KEY CHECK(length(hash) = 32), id TEXT NOT NULL, toml BLOB NOT NULL) WITHOUT ROWID;

-- The updates stream. A newer piece takes the slot and a new cursor; the empty station means every station.
CREATE TABLE piece(
  cursor INTEGER PRIMARY KEY AUTOINCREMENT, station TEXT NOT NULL,
  slot BLOB NOT NULL UNIQUE CHECK(length(slot) = 32), body BLOB NOT NULL);
CREATE INDEX piece_station ON piece(station, cursor);
)sql";

// Where the updates stream has got to. One row, so that on a server two publishers take their cursors one
// after the other and a reader never sees a later piece before an earlier one.
constexpr std::string_view kSchema2 = R"sql(
CREATE TABLE stream(id INTEGER PRIMARY KEY CHECK(id = 1), cursor INTEGER NOT NULL);
INSERT INTO stream SELECT 1, coalesce(max(cursor), 0) FROM piece;
)sql";

// What operators found: sealed to the center until the adjudicator takes it up, then encrypted at rest.
constexpr std::string_view kSchema3 = R"sql(
CREATE TABLE review_inbox(id INTEGER PRIMARY KEY AUTOINCREMENT, sealed BLOB NOT NULL);
CREATE TABLE review(
  id INTEGER PRIMARY KEY AUTOINCREMENT, record BLOB NOT NULL CHECK(length(record) = 16), box BLOB NOT NULL);
CREATE INDEX review_record ON review(record, id);
CREATE INDEX enrollment_in_review ON enrollment(decided_ms) WHERE state = 'in_review';
)sql";

// What came when, counted as it comes: the fleet page reads this and never the entries. Then the operators.
constexpr std::string_view kSchema4 = R"sql(
CREATE TABLE arrival(
  hour INTEGER NOT NULL, terminal BLOB NOT NULL REFERENCES terminal(id), entries INTEGER NOT NULL,
  enrollments INTEGER NOT NULL, contacts INTEGER NOT NULL, PRIMARY KEY(hour, terminal)) WITHOUT ROWID;
CREATE INDEX enrollment_state ON enrollment(state, station, decided_ms);
CREATE INDEX enrollment_decided ON enrollment(decided_ms, record);

CREATE TABLE operator_account(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, station TEXT NOT NULL, password TEXT NOT NULL,
  failures INTEGER NOT NULL, failed_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE operator_session(
  token BLOB PRIMARY KEY CHECK(length(token) = 32), operator_id TEXT NOT NULL REFERENCES operator_account(id),
  began_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE operator_audit(
  id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, origin TEXT NOT NULL);
)sql";

// Sealed blobs as far as they have come; held = size: whole, and their hash is the id.
constexpr std::string_view kSchema5 = R"sql(
CREATE TABLE attachment(
  terminal BLOB NOT NULL REFERENCES terminal(id), id BLOB NOT NULL CHECK(length(id) = 32),
  record BLOB NOT NULL CHECK(length(record) = 16), size INTEGER NOT NULL, held INTEGER NOT NULL DEFAULT 0,
  backed_up INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(terminal, id)) WITHOUT ROWID;
CREATE INDEX attachment_record ON attachment(record);
CREATE INDEX attachment_new ON attachment(terminal) WHERE backed_up = 0;
CREATE TABLE attachment_piece(
  terminal BLOB NOT NULL, id BLOB NOT NULL, start INTEGER NOT NULL, data BLOB NOT NULL,
  UNIQUE(terminal, id, start), FOREIGN KEY(terminal, id) REFERENCES attachment(terminal, id));
)sql";

// What the center itself originates, for the archive; numbers without gaps, never used again.
constexpr std::string_view kSchema6 = R"sql(
CREATE TABLE origin(seq INTEGER PRIMARY KEY AUTOINCREMENT, record BLOB NOT NULL);
)sql";

// What came from a revoked terminal's disk, by an operator's hand.
constexpr std::string_view kSchema7 = R"sql(
ALTER TABLE entry ADD COLUMN quarantine INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fact ADD COLUMN quarantine INTEGER NOT NULL DEFAULT 0;
)sql";

// Who stands for a period, as elements of its already-enrolled filter, encrypted at rest; NULL until the next
// night's pass. What was published of each shard, as a hash, and the day of the latest pass.
constexpr std::string_view kSchema8 = R"sql(
ALTER TABLE person_period ADD COLUMN elements BLOB;
CREATE TABLE filter_shard(
  plan TEXT NOT NULL, period TEXT NOT NULL, shard INTEGER NOT NULL,
  content BLOB NOT NULL CHECK(length(content) = 32), PRIMARY KEY(plan, period, shard)) WITHOUT ROWID;
CREATE TABLE filter_pass(id INTEGER PRIMARY KEY CHECK(id = 1), day TEXT NOT NULL);
INSERT INTO filter_pass VALUES(1, '');
)sql";

// Each list of the operators' pages in its order: a page of it reads no more than it shows.
constexpr std::string_view kSchema9 = R"sql(
DROP INDEX enrollment_in_review;
DROP INDEX enrollment_state;
CREATE INDEX enrollment_state ON enrollment(state, decided_ms, record);
CREATE INDEX enrollment_station ON enrollment(station, decided_ms, record);
CREATE INDEX enrollment_station_state ON enrollment(station, state, decided_ms, record);
CREATE INDEX enrollment_station_person ON enrollment(station, person);
CREATE INDEX claim_list ON claim(id, person);
)sql";

// Claims that were filed at a station: their record, and what came of them.
constexpr std::string_view kSchema10 = R"sql(
ALTER TABLE claim ADD COLUMN record BLOB CHECK(length(record) = 16);
ALTER TABLE claim ADD COLUMN number BLOB CHECK(length(number) = 32);
ALTER TABLE claim ADD COLUMN station TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE claim ADD COLUMN enrollment BLOB CHECK(length(enrollment) = 16);
ALTER TABLE claim ADD COLUMN filed_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE claim ADD COLUMN other_person INTEGER NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX claim_record ON claim(record) WHERE record IS NOT NULL;
CREATE INDEX claim_number ON claim(number) WHERE number IS NOT NULL;
DROP INDEX claim_list;
CREATE INDEX claim_list ON claim(id, person, station);
CREATE INDEX claim_open ON claim(filed_ms, record) WHERE state = 'in_review';
)sql";

// The least wire version that is taken. When the last piece of an attachment came: 0 = before this was noted,
// NULL = its record is here, nothing is awaited any more.
constexpr std::string_view kSchema11 = R"sql(
ALTER TABLE center ADD COLUMN least_wire INTEGER NOT NULL DEFAULT 1;
ALTER TABLE attachment ADD COLUMN last_ms INTEGER DEFAULT 0;
CREATE INDEX attachment_last ON attachment(last_ms);
CREATE INDEX entry_unreadable ON entry(arrival) WHERE opened = 2;
)sql";

constexpr std::array<std::string_view, kCenterSchemas> kSchema{kSchema1, kSchema2,  kSchema3, kSchema4,
                                                               kSchema5, kSchema6,  kSchema7, kSchema8,
                                                               kSchema9, kSchema10, kSchema11};

/// How PostgreSQL says the same; the first column is SQLite's. In order: longer phrases first.
constexpr std::array<std::array<std::string_view, 2>, 7> kPostgresWords{{
    // Checked row by row there; append() moves the head of that very ledger in the same unit.
    {"ledger BLOB NOT NULL REFERENCES ledger(id), seq", "ledger BYTEA NOT NULL, seq"},
    {"INTEGER PRIMARY KEY AUTOINCREMENT", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"},
    {"BLOB NOT NULL UNIQUE REFERENCES enrollment(record)", "BYTEA NOT NULL REFERENCES enrollment(record)"},
    {"PRIMARY KEY(person, plan, period)) WITHOUT ROWID",
     "PRIMARY KEY(person, plan, period), UNIQUE(enrollment, person)) PARTITION BY HASH(person)"},
    {" WITHOUT ROWID", ""},
    {"INTEGER", "BIGINT"},
    {"BLOB", "BYTEA"},
}};
constexpr int kPersonPartitions = 16;

std::string postgres_script(std::string_view script) {
    std::string out(script);
    for (const auto& [from, to] : kPostgresWords) {
        for (auto at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size()))
            out.replace(at, from.size(), to);
    }
    if (out.find("PARTITION BY HASH(person)") == std::string::npos) return out;
    for (int i = 0; i < kPersonPartitions; ++i) {
        out += fmt::format(
            "CREATE TABLE person_period_{0} PARTITION OF person_period FOR VALUES WITH (MODULUS {1}, "
            "REMAINDER {0});\n",
            i, kPersonPartitions);
    }
    return out;
}

platform::Result<Database, platform::DatabaseError> open_server(const std::string& address) {
    std::vector<std::string> scripts;
    scripts.reserve(std::size(kSchema));
    for (const std::string_view script : kSchema) scripts.push_back(postgres_script(script));
    const std::vector<std::string_view> schema(scripts.begin(), scripts.end());
    return platform::open_postgres(address, schema);
}

class SqlUnit final : public Unit {
  public:
    explicit SqlUnit(platform::Transaction transaction) : transaction_(std::move(transaction)) {}
    Done commit() override { return stored(transaction_.commit()); }

  private:
    platform::Transaction transaction_;
};

}  // namespace

std::string_view name_of(StoreError error) {
    switch (error) {
        case StoreError::busy:
            return "busy";
        case StoreError::full:
            return "disk_full";
        case StoreError::conflict:
            return "conflict";
        case StoreError::failed:
            return "store_failed";
    }
    return "unknown";
}

StoreError store_error(platform::DatabaseError error) {
    switch (error) {
        case platform::DatabaseError::busy:
            return StoreError::busy;
        case platform::DatabaseError::full:
            return StoreError::full;
        case platform::DatabaseError::constraint:
            return StoreError::conflict;
        case platform::DatabaseError::io:
        case platform::DatabaseError::corrupt:
        case platform::DatabaseError::cannot_open:
        case platform::DatabaseError::newer_schema:
            return StoreError::failed;
    }
    return StoreError::failed;
}

Stored<Database> open_center_database(const std::string& address) {
    if (platform::is_postgres_address(address)) return stored(open_server(address));
    return stored(Database::open(
        address, {.schema = kSchema, .busy_timeout = std::chrono::seconds(10), .cache_kib = 16 * 1024}));
}

Stored<std::unique_ptr<Unit>> begin_unit(Database& database) {
    auto transaction = platform::Transaction::begin(database);
    if (!transaction) return platform::fail(store_error(transaction.error()));
    return std::make_unique<SqlUnit>(std::move(*transaction));
}

Stored<std::unique_ptr<Unit>> begin_turn(Database& database, bool on_server) {
    auto unit = begin_unit(database);
    if (!unit || !on_server) return unit;
    // Any number, only the same in every process and none of platform/postgres.
    const auto turn = database.integer("SELECT count(*) FROM pg_advisory_xact_lock(7217413)");
    if (!turn) return platform::fail(store_error(turn.error()));
    return unit;
}

Done stored(const platform::Result<void, platform::DatabaseError>& result) {
    if (!result) return platform::fail(store_error(result.error()));
    return {};
}

platform::Bytes bytes_of(const SqlRow& row, int column) {
    const platform::ByteView bytes = row.bytes(column);
    return {bytes.begin(), bytes.end()};
}

std::string text_of(const SqlRow& row, int column) {
    return std::string(row.text(column));
}

Terminal read_terminal(const SqlRow& row) {
    return {row.array<16>(0),   text_of(row, 1),     static_cast<std::uint32_t>(row.integer(2)),
            text_of(row, 3),    row.integer(4) != 0, !row.is_null(5),
            row.integer(6) != 0};
}

Ledger read_ledger(const SqlRow& row) {
    return {row.array<16>(0), row.array<16>(1),    row.array<32>(2),           row.counter(3),
            row.array<32>(4), row.text(5).front(), optional_array<16>(row, 6), optional_array<16>(row, 7),
            row.counter(8)};
}

Stored<std::string> center_text(Database& database, std::string_view statement) {
    auto found = stored(database.first(statement, {}, [](const SqlRow& row) { return text_of(row, 0); }));
    if (!found) return platform::fail(found.error());
    return found->value_or("");
}

AttachmentRow read_attachment(const SqlRow& row) {
    return {row.array<16>(0), row.array<32>(1), row.array<16>(2),
            row.counter(3),   row.counter(4),   row.integer(5) != 0};
}

Done drop_attachment(Database& database, const platform::TerminalId& terminal, const platform::Hash& id) {
    return stored(database
                      .run("DELETE FROM attachment_piece WHERE terminal = ? AND id = ?",
                           {sql(platform::ByteView(terminal)), sql(platform::ByteView(id))})
                      .and_then([&] {
                          return database.run(
                              "DELETE FROM attachment WHERE terminal = ? AND id = ?",
                              {sql(platform::ByteView(terminal)), sql(platform::ByteView(id))});
                      }));
}

Stored<platform::Bytes> attachment_bytes(Database& database, const platform::TerminalId& terminal,
                                         const platform::Hash& id) {
    platform::Bytes out;
    const auto done =
        database.each("SELECT data FROM attachment_piece WHERE terminal = ? AND id = ? ORDER BY start",
                      {sql(platform::ByteView(terminal)), sql(platform::ByteView(id))},
                      [&](const SqlRow& row) { platform::append(out, row.bytes(0)); });
    if (!done) return platform::fail(store_error(done.error()));
    return out;
}

Done publish_pieces(Database& database, std::span<const Piece> pieces) {
    if (pieces.empty()) return {};
    platform::check(database.in_transaction(), "a piece is published inside a unit");
    const auto moved = database.run("UPDATE stream SET cursor = cursor + ?", {sql(pieces.size())});
    if (!moved) return stored(moved);
    const auto last = database.integer("SELECT cursor FROM stream");
    if (!last) return platform::fail(store_error(last.error()));
    std::uint64_t cursor = static_cast<std::uint64_t>(*last) - pieces.size();
    std::vector<platform::SqlValues> rows;
    for (const Piece& piece : pieces)
        rows.push_back({sql(++cursor), sql(piece.station), sql(platform::ByteView(piece.slot)),
                        sql(platform::ByteView(piece.update))});
    const auto put = database.put("piece", "cursor, station, slot, body",
                                  "ON CONFLICT(slot) DO UPDATE SET cursor = excluded.cursor, station = "
                                  "excluded.station, body = excluded.body",
                                  rows);
    if (!put) return platform::fail(store_error(put.error()));
    return {};
}

Done log_origin(Database& database, std::span<const platform::Bytes> records) {
    if (records.empty()) return {};
    platform::check(database.in_transaction(), "what originates here is logged inside a unit");
    // The stream's row is held until the commit, as by publish_pieces: on a server too, numbers are taken and
    // seen one after the other and none is left out.
    const auto held = database.run("UPDATE stream SET cursor = cursor");
    if (!held) return stored(held);
    const auto last = database.integer("SELECT coalesce(max(seq), 0) FROM origin");
    if (!last) return platform::fail(store_error(last.error()));
    std::int64_t seq = *last;
    std::vector<platform::SqlValues> rows;
    for (const platform::Bytes& record : records)
        rows.push_back({sql(++seq), sql(platform::ByteView(record))});
    return stored(database.insert("origin", "seq, record", rows));
}

}  // namespace syncing::center
