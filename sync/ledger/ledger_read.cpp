// The reading half of Ledger.
#include <algorithm>

#include "sync/ledger/ledger.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::DatabaseError;
using platform::fail;
using platform::Result;
using platform::sql;
using platform::SqlRow;

LedgerError reading_error(DatabaseError error) {
    return error == DatabaseError::busy ? LedgerError::busy : LedgerError::broken;
}

template <class T>
Result<T, LedgerError> reading(Result<T, DatabaseError> result) {
    return std::move(result).map_error(reading_error);
}

Bytes copy(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

/// Entries that follow each other and whose bodies are their headers'.
class ChainCheck {
  public:
    explicit ChainCheck(const LedgerId& ledger) : ledger_(ledger) {}

    bool next(std::uint64_t seq, ByteView header_bytes, ByteView hash, ByteView sealed) {
        const auto header = decode_header(header_bytes);
        const bool right = header && seq == seq_ + 1 && header->seq == seq && header->ledger_id == ledger_ &&
                           header->previous == hash_ && header->sealed_length == sealed.size() &&
                           header->sealed_hash == platform::hash(sealed);
        if (!right) return false;
        seq_ = seq;
        hash_ = platform::hash(header_bytes);
        return std::ranges::equal(hash_, hash);
    }

  private:
    LedgerId ledger_;
    std::uint64_t seq_ = 0;
    platform::Hash hash_{};
};

}  // namespace

Result<LedgerHead, LedgerError> Ledger::head() {
    const auto last =
        database_.first("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1", {}, [](const SqlRow& row) {
            return LedgerHead{row.counter(0), row.array<32>(1)};
        });
    if (!last) return fail(reading_error(last.error()));
    return last->value_or(LedgerHead{});
}

Result<std::optional<platform::Hash>, LedgerError> Ledger::hash_at(std::uint64_t seq) {
    if (seq == 0) return platform::Hash{};
    return reading(database_.first("SELECT hash FROM entries WHERE seq = ?", {sql(seq)},
                                   [](const SqlRow& row) { return row.array<32>(0); }));
}

Result<std::vector<RangeEntry>, LedgerError> Ledger::entries(std::uint64_t from, std::size_t count,
                                                             std::size_t bytes) {
    std::vector<RangeEntry> out;
    std::size_t size = 0;
    bool full = false;
    bool broken = false;
    const auto done =
        database_.each("SELECT header, sealed FROM entries WHERE seq >= ? ORDER BY seq LIMIT ?",
                       {sql(from), sql(std::uint64_t{count})}, [&](const SqlRow& row) {
                           const ByteView sealed = row.bytes(1);
                           full = full || (!out.empty() && size + sealed.size() > bytes);
                           if (full || broken) return;
                           const auto header_bytes = row.array<kHeaderSize>(0);
                           const auto header = decode_header(header_bytes);
                           broken = !header;
                           if (broken) return;
                           size += sealed.size();
                           out.push_back({header_bytes, *header, entry_hash(header_bytes), copy(sealed)});
                       });
    if (!done) return fail(reading_error(done.error()));
    if (broken) return fail(LedgerError::broken);
    return out;
}

Result<std::optional<std::uint64_t>, LedgerError> Ledger::verify() {
    ChainCheck chain(name_.id);
    std::optional<std::uint64_t> wrong;
    const auto done = database_.each(
        "SELECT seq, header, hash, sealed FROM entries ORDER BY seq", {}, [&](const SqlRow& row) {
            if (!wrong && !chain.next(row.counter(0), row.bytes(1), row.bytes(2), row.bytes(3)))
                wrong = row.counter(0);
        });
    if (!done) return fail(reading_error(done.error()));
    return wrong;
}

Result<std::vector<LocalEnrollment>, LedgerError> Ledger::select(
    std::string_view condition, std::initializer_list<platform::SqlValue> values) {
    std::string statement =
        "SELECT record_id, seq, counter, saved_ms, desk_key_id, index_row,"
        " EXISTS(SELECT 1 FROM entries p WHERE p.about = e.record_id AND p.class = 2) AS paid,"
        " EXISTS(SELECT 1 FROM entries w WHERE w.about = e.record_id AND w.class = 4) AS withdrawn"
        " FROM enrollments e WHERE ";
    std::vector<LocalEnrollment> out;
    const auto done = database_.each(statement.append(condition), values, [&](const SqlRow& row) {
        out.push_back(
            {.record_id = row.array<16>(0),
             .seq = row.counter(1),
             .number = {name_.slip_prefix, name_.letter, static_cast<std::uint32_t>(row.integer(2))},
             .saved_ms = row.integer(3),
             .paid = row.integer(6) != 0,
             .withdrawn = row.integer(7) != 0,
             .desk_key_id = row.counter(4),
             .index_row = copy(row.bytes(5))});
    });
    if (!done) return fail(reading_error(done.error()));
    return out;
}

Result<std::optional<LocalEnrollment>, LedgerError> Ledger::enrollment(const RecordId& record) {
    auto found = select("record_id = ?", {sql(record)});
    if (!found) return fail(found.error());
    if (found->empty()) return std::nullopt;
    return std::move(found->front());
}

Result<std::vector<LocalEnrollment>, LedgerError> Ledger::enrollments_between(std::int64_t from_ms,
                                                                              std::int64_t to_ms) {
    return select("saved_ms >= ? AND saved_ms < ? ORDER BY counter", {sql(from_ms), sql(to_ms)});
}

Result<std::vector<LocalEnrollment>, LedgerError> Ledger::unpaid() {
    return select("NOT paid AND NOT withdrawn ORDER BY counter", {});
}

Result<std::vector<LocalEnrollment>, LedgerError> Ledger::enrollments_of(const platform::Hash& person) {
    return select("person = ? ORDER BY counter DESC", {sql(person)});
}

Result<std::vector<Bytes>, LedgerError> Ledger::views_for(const Tag& recipient) {
    std::vector<Bytes> out;
    const auto done =
        database_.each("SELECT sealed FROM views WHERE recipient = ? ORDER BY counter DESC", {sql(recipient)},
                       [&](const SqlRow& row) { out.push_back(copy(row.bytes(0))); });
    if (!done) return fail(reading_error(done.error()));
    return out;
}

}  // namespace syncing
