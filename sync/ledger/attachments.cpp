#include "sync/ledger/attachments.h"

#include <algorithm>
#include <array>

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::sql;
using platform::SqlRow;

/// A blob lies in chunks, so that reading a piece does not read all of it.
constexpr std::uint64_t kChunk = 64 * 1024;

constexpr std::array<std::string_view, 1> kSchema = {R"sql(
-- held and backed_up_ms are what the center said in `epoch`; 0 = nothing yet.
CREATE TABLE attachments(
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE CHECK(length(id) = 32),
    record BLOB NOT NULL CHECK(length(record) = 16),
    size INTEGER NOT NULL,
    epoch INTEGER NOT NULL DEFAULT 0,
    held INTEGER NOT NULL DEFAULT 0,
    backed_up_ms INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX attachments_unclear ON attachments(arrival) WHERE backed_up_ms = 0;
CREATE TABLE chunks(
    attachment INTEGER NOT NULL REFERENCES attachments(arrival) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE(attachment, start)) STRICT;
)sql"};

AttachmentState read_state(const SqlRow& row) {
    return {row.array<32>(0), row.array<16>(1), row.counter(2), row.integer(3)};
}

}  // namespace

Attachments::Result<Attachments> Attachments::open(const std::filesystem::path& file) {
    auto database = platform::Database::open(file, {.schema = kSchema});
    if (!database) return fail(database.error());
    return Attachments(std::move(*database));
}

Attachments::Result<AttachmentId> Attachments::add(const RecordId& record, ByteView sealed) {
    const AttachmentId id = platform::hash(sealed);
    auto transaction = platform::Transaction::begin(database_);
    if (!transaction) return fail(transaction.error());
    const auto added =
        database_.run("INSERT INTO attachments(id, record, size) VALUES(?,?,?) ON CONFLICT DO NOTHING",
                      {sql(id), sql(record), sql(std::uint64_t{sealed.size()})});
    if (!added) return fail(added.error());
    if (database_.changes() == 0) return id;
    const auto arrival = database_.integer("SELECT arrival FROM attachments WHERE id = ?", {sql(id)});
    if (!arrival) return fail(arrival.error());
    for (std::uint64_t start = 0; start < sealed.size(); start += kChunk) {
        const ByteView data = sealed.subspan(start, std::min<std::uint64_t>(kChunk, sealed.size() - start));
        const auto kept = database_.run("INSERT INTO chunks(attachment, start, data) VALUES(?,?,?)",
                                        {sql(*arrival), sql(start), sql(data)});
        if (!kept) return fail(kept.error());
    }
    const auto committed = transaction->commit();
    if (!committed) return fail(committed.error());
    return id;
}

Attachments::Result<std::vector<RecordId>> Attachments::records() {
    std::vector<RecordId> out;
    const auto done = database_.each("SELECT DISTINCT record FROM attachments", {},
                                     [&](const SqlRow& row) { out.push_back(row.array<16>(0)); });
    if (!done) return fail(done.error());
    return out;
}

Attachments::Result<void> Attachments::drop(const RecordId& record) {
    return database_.run("DELETE FROM attachments WHERE record = ?", {sql(record)});
}

Attachments::Result<void> Attachments::drop(const RecordId& record, const AttachmentId& id) {
    return database_.run("DELETE FROM attachments WHERE record = ? AND id = ?", {sql(record), sql(id)});
}

Attachments::Result<std::uint64_t> Attachments::waiting() {
    return database_.integer("SELECT count(*) FROM attachments WHERE held < size")
        .map([](std::int64_t count) { return static_cast<std::uint64_t>(count); });
}

Attachments::Result<std::vector<AttachmentState>> Attachments::unclear(std::uint64_t epoch,
                                                                       std::int64_t arrival,
                                                                       std::size_t limit) {
    return states("(epoch <> ?2 OR (held = size AND backed_up_ms = 0))", epoch, arrival, limit);
}

Attachments::Result<std::vector<AttachmentState>> Attachments::to_carry(std::uint64_t epoch,
                                                                        std::int64_t arrival,
                                                                        std::size_t limit) {
    return states("(epoch <> ?2 OR held < size)", epoch, arrival, limit);
}

Attachments::Result<std::vector<AttachmentState>> Attachments::to_ask(std::uint64_t epoch,
                                                                      std::int64_t arrival,
                                                                      std::size_t limit) {
    return states("epoch = ?2 AND held = size AND backed_up_ms = 0", epoch, arrival, limit);
}

Attachments::Result<std::vector<AttachmentState>> Attachments::states(std::string_view where,
                                                                      std::uint64_t epoch,
                                                                      std::int64_t arrival,
                                                                      std::size_t limit) {
    std::vector<AttachmentState> out;
    const std::string statement =
        "SELECT id, record, size, arrival FROM attachments WHERE arrival > ?1 AND " + std::string(where) +
        " ORDER BY arrival LIMIT ?3";
    const auto done = database_.each(statement, {sql(arrival), sql(epoch), sql(std::uint64_t{limit})},
                                     [&](const SqlRow& row) { out.push_back(read_state(row)); });
    if (!done) return fail(done.error());
    return out;
}

Attachments::Result<std::optional<AttachmentState>> Attachments::find(const AttachmentId& id) {
    return database_.first("SELECT id, record, size, arrival FROM attachments WHERE id = ?", {sql(id)},
                           read_state);
}

Attachments::Result<AttachmentPiece> Attachments::whole(const AttachmentState& state) {
    return read(state.arrival, 0, state.size).map([&](Bytes data) {
        return AttachmentPiece{state.id, state.record, state.size, 0, std::move(data)};
    });
}

Attachments::Result<std::vector<AttachmentPiece>> Attachments::missing(std::uint64_t epoch,
                                                                       std::size_t bytes) {
    struct Place {
        AttachmentState state;
        std::uint64_t held;
    };
    std::vector<Place> places;
    const auto done = database_.each(
        "SELECT id, record, size, arrival, held FROM attachments WHERE epoch = ? AND held < size ORDER BY "
        "arrival "
        "LIMIT ?",
        {sql(epoch), sql(std::uint64_t{std::min(kMaxAttachmentPieces, bytes / 1024 + 1)})},
        [&](const SqlRow& row) {
            places.push_back({read_state(row), row.counter(4)});
        });
    if (!done) return fail(done.error());
    std::vector<AttachmentPiece> out;
    std::uint64_t left = bytes;
    for (const auto& [state, held] : places) {
        if (left == 0) break;
        auto data = read(state.arrival, held, std::min(left, state.size - held));
        if (!data) return fail(data.error());
        left -= data->size();
        out.push_back({state.id, state.record, state.size, held, std::move(*data)});
    }
    return out;
}

Attachments::Result<Bytes> Attachments::read(std::int64_t arrival, std::uint64_t from, std::uint64_t count) {
    Bytes out;
    const auto done = database_.each(
        "SELECT start, data FROM chunks WHERE attachment = ? AND start >= ? AND start < ? ORDER BY start",
        {sql(arrival), sql(from / kChunk * kChunk), sql(from + count)}, [&](const SqlRow& row) {
            const std::uint64_t start = row.counter(0);
            const ByteView data = row.bytes(1);
            const std::uint64_t skipped =
                from > start ? std::min<std::uint64_t>(from - start, data.size()) : 0;
            const std::uint64_t taken = std::min<std::uint64_t>(data.size() - skipped, count - out.size());
            platform::append(out, data.subspan(skipped, taken));
        });
    if (!done) return fail(done.error());
    return out;
}

Attachments::Result<void> Attachments::note(const std::vector<AttachmentHeld>& said, std::uint64_t epoch,
                                            std::int64_t center_ms) {
    auto transaction = platform::Transaction::begin(database_);
    if (!transaction) return fail(transaction.error());
    for (const AttachmentHeld& one : said) {
        // The first time it was said counts; another epoch knows nothing of earlier backups.
        const auto noted = database_.run(
            "UPDATE attachments SET backed_up_ms = CASE WHEN ?1 = 0 THEN 0 WHEN epoch = ?2 AND backed_up_ms "
            "> 0 "
            "THEN backed_up_ms ELSE ?3 END, held = ?4, epoch = ?2 WHERE id = ?5",
            {sql(one.backed_up ? 1 : 0), sql(epoch), sql(center_ms), sql(one.held), sql(one.id)});
        if (!noted) return noted;
    }
    return transaction->commit();
}

Attachments::Result<void> Attachments::purge(std::uint64_t epoch, std::int64_t center_ms) {
    return database_.run(
        "DELETE FROM attachments WHERE epoch = ? AND held = size AND backed_up_ms > 0 AND backed_up_ms <= ?",
        {sql(epoch), sql(center_ms)});
}

}  // namespace syncing
