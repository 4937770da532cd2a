#include "sync/ledger/cache.h"

#include <algorithm>
#include <array>

#include "platform/base/check.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::sql;
using platform::SqlRow;
using platform::view_of;

constexpr std::string_view kSchema1 = R"sql(
CREATE TABLE person_rows(
    recipient BLOB NOT NULL CHECK(length(recipient) = 16),
    row_id BLOB NOT NULL CHECK(length(row_id) = 16),
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY(recipient, row_id)) STRICT, WITHOUT ROWID;
CREATE TABLE desk_rows(
    row_id BLOB PRIMARY KEY CHECK(length(row_id) = 16),
    version INTEGER NOT NULL,
    desk_key_id INTEGER NOT NULL,
    sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE documents(
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    data BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE peppers(
    version INTEGER PRIMARY KEY,
    secret BLOB NOT NULL CHECK(length(secret) = 32)) STRICT;
CREATE TABLE packs(
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    toml BLOB NOT NULL,
    signature BLOB NOT NULL,
    key_id INTEGER NOT NULL,
    UNIQUE(id, toml)) STRICT;
CREATE TABLE slip_keys(
    prefix TEXT PRIMARY KEY,
    public_key BLOB NOT NULL CHECK(length(public_key) = 32)) STRICT, WITHOUT ROWID;
CREATE TABLE packet(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    nonce BLOB NOT NULL CHECK(length(nonce) = 16),
    answer_key BLOB NOT NULL CHECK(length(answer_key) = 32)) STRICT;
CREATE TABLE backups(
    seq INTEGER PRIMARY KEY,
    said_ms INTEGER NOT NULL) STRICT;
CREATE TABLE state(
    one INTEGER PRIMARY KEY CHECK(one = 1),
    cursor_epoch INTEGER NOT NULL DEFAULT 0,
    cursor INTEGER NOT NULL DEFAULT 0,
    ack_epoch INTEGER NOT NULL DEFAULT 0,
    ack_seq INTEGER NOT NULL DEFAULT 0,
    ack_hash BLOB NOT NULL DEFAULT (zeroblob(32)) CHECK(length(ack_hash) = 32),
    ack_center_ms INTEGER NOT NULL DEFAULT 0,
    time_center_ms INTEGER,
    time_asked INTEGER,
    time_received INTEGER,
    time_boot_id TEXT,
    run_outcome TEXT,
    run_wall_ms INTEGER) STRICT;
INSERT INTO state(one) VALUES(1);
)sql";

constexpr std::string_view kSchema2 = R"sql(
CREATE TABLE signed_documents(
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    content BLOB NOT NULL,
    signature BLOB NOT NULL,
    key_id INTEGER NOT NULL,
    UNIQUE(kind, content)) STRICT;
)sql";

// The bits stand last: what is asked of every shard does not read them.
constexpr std::string_view kSchema3 = R"sql(
CREATE TABLE enrolled_filter(
    plan TEXT NOT NULL,
    coverage_from TEXT NOT NULL,
    coverage_to TEXT NOT NULL,
    shard INTEGER NOT NULL,
    shards INTEGER NOT NULL,
    key BLOB NOT NULL CHECK(length(key) = 32),
    body BLOB NOT NULL,
    PRIMARY KEY(plan, coverage_from, coverage_to, shard)) STRICT;
)sql";

constexpr std::array<std::string_view, 3> kSchema = {kSchema1, kSchema2, kSchema3};

constexpr std::array kOutcomes = {SyncOutcome::ok,
                                  SyncOutcome::no_network,
                                  SyncOutcome::center_unreachable,
                                  SyncOutcome::answer_not_from_center,
                                  SyncOutcome::center_refused,
                                  SyncOutcome::records_disagree,
                                  SyncOutcome::clock_jumped,
                                  SyncOutcome::center_busy,
                                  SyncOutcome::store_failed,
                                  SyncOutcome::center_outdated,
                                  SyncOutcome::terminal_outdated};

Bytes copy(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

SealedRow read_row(const SqlRow& row) {
    return {row.array<16>(0), row.counter(1), row.counter(2), copy(row.bytes(3))};
}

bool is_id(std::string_view bytes) {
    return bytes.size() == 16;
}

}  // namespace

std::string_view name_of(SyncOutcome outcome) {
    switch (outcome) {
        case SyncOutcome::ok:
            return "ok";
        case SyncOutcome::no_network:
            return "no_network";
        case SyncOutcome::center_unreachable:
            return "center_unreachable";
        case SyncOutcome::answer_not_from_center:
            return "answer_not_from_center";
        case SyncOutcome::center_refused:
            return "center_refused";
        case SyncOutcome::records_disagree:
            return "records_disagree";
        case SyncOutcome::clock_jumped:
            return "clock_jumped";
        case SyncOutcome::center_busy:
            return "center_busy";
        case SyncOutcome::store_failed:
            return "store_failed";
        case SyncOutcome::center_outdated:
            return "center_outdated";
        case SyncOutcome::terminal_outdated:
            return "terminal_outdated";
    }
    return "unknown";
}

std::optional<SyncOutcome> sync_outcome_of(std::string_view name) {
    const auto* const found =
        std::ranges::find_if(kOutcomes, [&](SyncOutcome outcome) { return name_of(outcome) == name; });
    if (found == kOutcomes.end()) return std::nullopt;
    return *found;
}

Cache::Result<Cache> Cache::open(const std::filesystem::path& file) {
    auto database = platform::Database::open(file, {.schema = kSchema});
    if (!database) return fail(database.error());
    return Cache(std::move(*database));
}

Cache::Result<std::vector<SealedRow>> Cache::person_rows(const Tag& recipient) {
    std::vector<SealedRow> out;
    const auto done =
        database_.each("SELECT row_id, version, 0, sealed FROM person_rows WHERE recipient = ?",
                       {sql(recipient)}, [&](const SqlRow& row) { out.push_back(read_row(row)); });
    if (!done) return fail(done.error());
    return out;
}

Cache::Result<std::optional<SealedRow>> Cache::desk_row(const RowId& row) {
    return database_.first("SELECT row_id, version, desk_key_id, sealed FROM desk_rows WHERE row_id = ?",
                           {sql(row)}, read_row);
}

Cache::Result<std::optional<Bytes>> Cache::document(std::string_view name) {
    return database_.first("SELECT data FROM documents WHERE name = ?", {sql(name)},
                           [](const SqlRow& row) { return copy(row.bytes(0)); });
}

Cache::Result<std::optional<Bytes>> Cache::roster() {
    return document("roster");
}
Cache::Result<std::optional<Bytes>> Cache::key_list() {
    return document("key_list");
}

Cache::Result<std::vector<Pepper>> Cache::peppers() {
    std::vector<Pepper> out;
    const auto done = database_.each(
        "SELECT version, secret FROM peppers ORDER BY version DESC", {}, [&](const SqlRow& row) {
            out.push_back(
                {static_cast<std::uint32_t>(row.integer(0)), platform::SymmetricKey(row.array<32>(1))});
        });
    if (!done) return fail(done.error());
    return out;
}

Cache::Result<std::optional<platform::SigningPublicKey>> Cache::slip_key(std::string_view prefix) {
    return database_.first("SELECT public_key FROM slip_keys WHERE prefix = ?", {sql(prefix)},
                           [](const SqlRow& row) { return row.array<32>(0); });
}

Cache::Result<Acknowledgement> Cache::acknowledgement() {
    const auto found = database_.first(
        "SELECT ack_epoch, ack_seq, ack_hash, ack_center_ms FROM state", {}, [](const SqlRow& row) {
            return Acknowledgement{row.counter(0), row.counter(1), row.array<32>(2), row.integer(3)};
        });
    if (!found) return fail(found.error());
    return found->value();
}

Cache::Result<std::optional<SignedTime>> Cache::signed_time() {
    return database_.first(
        "SELECT time_center_ms, time_asked, time_received, time_boot_id FROM state WHERE time_boot_id IS NOT "
        "NULL",
        {}, [](const SqlRow& row) {
            return SignedTime{row.integer(0), row.integer(1), row.integer(2), std::string(row.text(3))};
        });
}

Cache::Result<std::optional<LastRun>> Cache::last_run() {
    return database_.first("SELECT run_outcome, run_wall_ms FROM state WHERE run_outcome IS NOT NULL", {},
                           [](const SqlRow& row) {
                               // A name of a later release: it did not go well in a way unknown here.
                               return LastRun{
                                   sync_outcome_of(row.text(0)).value_or(SyncOutcome::center_unreachable),
                                   row.integer(1)};
                           });
}

Cache::Result<Cursor> Cache::cursor() {
    const auto found = database_.first("SELECT cursor_epoch, cursor FROM state", {}, [](const SqlRow& row) {
        return Cursor{row.counter(0), row.counter(1)};
    });
    if (!found) return fail(found.error());
    return found->value();
}

Cache::Result<void> Cache::apply(const mutual_aid::v1::UpdatesPage& page) {
    int next = 0;
    do {
        auto transaction = platform::Transaction::begin(database_);
        if (!transaction) return fail(transaction.error());
        const int end = std::min(page.updates_size(), next + static_cast<int>(kRowsPerCommit));
        std::uint64_t cursor = page.to_cursor();
        for (; next < end; ++next) {
            const auto done = apply_one(page.updates(next));
            if (!done) return done;
            if (end < page.updates_size()) cursor = page.updates(next).cursor();
        }
        auto done = database_.run("UPDATE state SET cursor_epoch = ?, cursor = ?",
                                  {sql(page.center_epoch()), sql(cursor)});
        if (done) done = transaction->commit();
        if (!done) return done;
    } while (next < page.updates_size());
    return {};
}

Cache::Result<void> Cache::apply_one(const mutual_aid::v1::Update& update) {
    using mutual_aid::v1::Update;
    switch (update.piece_case()) {
        case Update::kPerson: {
            const auto& row = update.person();
            if (!is_id(row.recipient()) || !is_id(row.row_id())) return {};
            return database_.run(
                "INSERT INTO person_rows VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET version = "
                "excluded.version, "
                "sealed = excluded.sealed WHERE excluded.version > version",
                {sql(view_of(row.recipient())), sql(view_of(row.row_id())), sql(row.version()),
                 sql(view_of(row.sealed()))});
        }
        case Update::kDesk: {
            const auto& row = update.desk();
            if (!is_id(row.row_id())) return {};
            return database_.run(
                "INSERT INTO desk_rows VALUES(?,?,?,?) ON CONFLICT DO UPDATE SET version = excluded.version, "
                "desk_key_id = excluded.desk_key_id, sealed = excluded.sealed WHERE excluded.version > "
                "version",
                {sql(view_of(row.row_id())), sql(row.version()), sql(row.desk_key_id()),
                 sql(view_of(row.sealed()))});
        }
        case Update::kRoster:
            return save_document("roster", update.roster().version(),
                                 view_of(update.roster().SerializeAsString()));
        case Update::kKeyList:
            // Verified and ordered by the reader, who holds the root: the stream's order stands here.
            return save_document("key_list", update.cursor(), view_of(update.key_list()));
        case Update::kPepper:
            if (update.pepper().secret().size() != 32) return {};
            return database_.run("INSERT OR REPLACE INTO peppers VALUES(?,?)",
                                 {sql(update.pepper().version()), sql(view_of(update.pepper().secret()))});
        case Update::kPack:
            return save_pack(cached(update.pack()));
        case Update::kDocument:
            return save_signed_document(cached(update.document()));
        case Update::kSlipKey:
            if (update.slip_key().public_key().size() != 32) return {};
            return database_.run("INSERT OR REPLACE INTO slip_keys VALUES(?,?)",
                                 {sql(std::string_view(update.slip_key().prefix())),
                                  sql(view_of(update.slip_key().public_key()))});
        case Update::kFilter:
            return save_filter(update.filter());
        case Update::PIECE_NOT_SET:
            return {};
    }
    return {};
}

Cache::Result<void> Cache::save_key_list(ByteView signed_list) {
    return database_.run(
        "INSERT INTO documents VALUES('key_list', 0, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
        {sql(signed_list)});
}

Cache::Result<void> Cache::save_document(std::string_view name, std::uint64_t version, ByteView data) {
    return database_.run(
        "INSERT INTO documents VALUES(?,?,?) ON CONFLICT DO UPDATE SET version = excluded.version, "
        "data = excluded.data WHERE excluded.version > version",
        {sql(name), sql(version), sql(data)});
}

Cache::Result<void> Cache::restart_updates(std::uint64_t epoch) {
    auto transaction = platform::Transaction::begin(database_);
    if (!transaction) return fail(transaction.error());
    // What is here stays readable until the same rows come again, whatever their versions are now.
    for (const std::string_view statement :
         {"UPDATE person_rows SET version = 0", "UPDATE desk_rows SET version = 0",
          "UPDATE documents SET version = 0", "DELETE FROM enrolled_filter"}) {
        const auto done = database_.run(statement);
        if (!done) return done;
    }
    const auto done = database_.run("UPDATE state SET cursor_epoch = ?, cursor = 0", {sql(epoch)});
    if (!done) return done;
    return transaction->commit();
}

Cache::Result<void> Cache::save_acknowledgement(const Acknowledgement& acknowledgement) {
    return database_.run("UPDATE state SET ack_epoch = ?, ack_seq = ?, ack_hash = ?, ack_center_ms = ?",
                         {sql(acknowledgement.epoch), sql(acknowledgement.seq), sql(acknowledgement.hash),
                          sql(acknowledgement.center_ms)});
}

Cache::Result<void> Cache::note_backup(std::uint64_t seq, std::int64_t center_ms) {
    return database_.run("INSERT OR IGNORE INTO backups VALUES(?,?)", {sql(seq), sql(center_ms)});
}

Cache::Result<std::uint64_t> Cache::backed_up_by(std::int64_t center_ms) {
    const auto seq =
        database_.integer("SELECT coalesce(max(seq), 0) FROM backups WHERE said_ms <= ?", {sql(center_ms)});
    if (!seq) return fail(seq.error());
    const auto done =
        database_.run("DELETE FROM backups WHERE seq < ?", {sql(static_cast<std::uint64_t>(*seq))});
    if (!done) return fail(done.error());
    return static_cast<std::uint64_t>(*seq);
}

Cache::Result<void> Cache::forget_backups() {
    return database_.run("DELETE FROM backups");
}

Cache::Result<void> Cache::save_packet(const PacketOut& packet) {
    return database_.run("INSERT OR REPLACE INTO packet VALUES(1, ?, ?)",
                         {sql(packet.nonce), sql(packet.answer_key.bytes)});
}

Cache::Result<std::optional<PacketOut>> Cache::packet() {
    return database_.first("SELECT nonce, answer_key FROM packet", {}, [](const SqlRow& row) {
        return PacketOut{row.array<16>(0), platform::SealingSecretKey(row.array<32>(1))};
    });
}

Cache::Result<void> Cache::save_wire(const WireTaken& taken) {
    return database_.run(
        "INSERT INTO documents VALUES('wire', 0, ?) ON CONFLICT DO UPDATE SET data = excluded.data",
        {sql(encode_wire(taken))});
}

Cache::Result<std::optional<WireTaken>> Cache::wire() {
    const auto said = document("wire");
    if (!said) return fail(said.error());
    return *said ? decode_wire(**said) : std::nullopt;
}

Cache::Result<void> Cache::save_signed_time(const SignedTime& time) {
    return database_.run(
        "UPDATE state SET time_center_ms = ?, time_asked = ?, time_received = ?, time_boot_id = ?",
        {sql(time.center_ms), sql(time.asked), sql(time.received), sql(std::string_view(time.boot_id))});
}

Cache::Result<void> Cache::save_last_run(const LastRun& run) {
    return database_.run("UPDATE state SET run_outcome = ?, run_wall_ms = ?",
                         {sql(name_of(run.outcome)), sql(run.at_wall_ms)});
}

}  // namespace syncing
