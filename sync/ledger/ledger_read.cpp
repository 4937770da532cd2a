// The reading half of Ledger.
#include <algorithm>

#include "sync/ledger/ledger_error.h"
#include "sync/record/chain.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::Result;
using platform::sql;
using platform::SqlRow;

Bytes copy(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

}  // namespace

Result<Ledger::Chain, LedgerError> Ledger::chain(std::string_view condition,
                                                 std::initializer_list<platform::SqlValue> values) {
    std::string statement = "SELECT ordinal, id, letter, base FROM ledgers WHERE ";
    const auto found = database_.first(statement.append(condition), values, [](const SqlRow& row) {
        return Chain{row.integer(0), row.array<16>(1), row.text(2).front(), row.counter(3)};
    });
    if (!found) return fail(ledger_error(found.error()));
    if (!*found) return fail(LedgerError::other_ledger);
    return **found;
}

Result<Ledger::Chain, LedgerError> Ledger::current() {
    return chain("used = 1 ORDER BY ordinal DESC LIMIT 1", {});
}

Result<LedgerHead, LedgerError> Ledger::head_of(const Chain& chain) {
    const auto last =
        database_.first("SELECT place, hash FROM entries WHERE place > ? ORDER BY place DESC LIMIT 1",
                        {sql(chain.base)}, [&](const SqlRow& row) {
                            return LedgerHead{row.counter(0) - chain.base, row.array<32>(1)};
                        });
    if (!last) return fail(ledger_error(last.error()));
    return last->value_or(LedgerHead{});
}

Result<LedgerHead, LedgerError> Ledger::head() {
    const auto chain = current();
    if (!chain) return fail(chain.error());
    return head_of(*chain);
}

Result<std::optional<std::uint64_t>, LedgerError> Ledger::first_beyond(
    std::uint64_t seq, const std::vector<std::uint16_t>& classes) {
    const auto chain = current();
    if (!chain) return fail(chain.error());
    std::string statement = "SELECT place FROM entries WHERE place > ? AND class NOT IN (0";
    for (const std::uint16_t code : classes) statement.append(", ").append(std::to_string(code));
    return of_ledger(database_.first(statement.append(") ORDER BY place LIMIT 1"), {sql(chain->base + seq)},
                                     [&](const SqlRow& row) { return row.counter(0) - chain->base; }));
}

Result<std::optional<platform::Hash>, LedgerError> Ledger::hash_at(std::uint64_t seq) {
    if (seq == 0) return platform::Hash{};
    const auto chain = current();
    if (!chain) return fail(chain.error());
    return of_ledger(database_.first("SELECT hash FROM entries WHERE place = ?", {sql(chain->base + seq)},
                                     [](const SqlRow& row) { return row.array<32>(0); }));
}

Result<bool, LedgerError> Ledger::has(const RecordId& record) {
    const auto count = database_.first("SELECT 1 FROM entries WHERE record_id = ? LIMIT 1", {sql(record)},
                                       [](const SqlRow& row) { return row.integer(0); });
    if (!count) return fail(ledger_error(count.error()));
    return count->has_value();
}

Result<std::vector<RangeEntry>, LedgerError> Ledger::entries(std::uint64_t from, std::size_t count,
                                                             std::size_t bytes) {
    const auto chain = current();
    if (!chain) return fail(chain.error());
    std::vector<RangeEntry> out;
    std::size_t size = 0;
    bool full = false;
    bool broken = false;
    const auto done =
        database_.each("SELECT header, sealed FROM entries WHERE place >= ? ORDER BY place LIMIT ?",
                       {sql(chain->base + from), sql(std::uint64_t{count})}, [&](const SqlRow& row) {
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
    if (!done) return fail(ledger_error(done.error()));
    if (broken) return fail(LedgerError::broken);
    return out;
}

Result<std::optional<WrongEntry>, LedgerError> Ledger::verify() {
    ChainCheck chain;
    std::optional<WrongEntry> wrong;
    const auto done = database_.each(
        "SELECT e.place - l.base, l.id, l.letter, e.header, e.hash, e.sealed FROM entries e "
        "JOIN ledgers l ON l.ordinal = e.ledger ORDER BY e.place",
        {}, [&](const SqlRow& row) {
            if (!wrong &&
                !chain.next(row.counter(0), row.array<16>(1), row.bytes(3), row.bytes(4), row.bytes(5)))
                wrong = WrongEntry{row.text(2).front(), row.counter(0)};
        });
    if (!done) return fail(ledger_error(done.error()));
    return wrong;
}

LocalSlip Ledger::slip_of(const SqlRow& row, const Chain& written) const {
    const std::uint64_t place = row.counter(1);
    return {.record_id = row.array<16>(0),
            .seq = place > written.base ? place - written.base : 0,
            .number = {name_.slip_prefix, row.text(2).front(), static_cast<std::uint32_t>(row.integer(3))},
            .saved_ms = row.integer(4),
            .desk_key_id = row.counter(5),
            .index_row = copy(row.bytes(6))};
}

Result<std::vector<LocalEnrollment>, LedgerError> Ledger::select(
    std::string_view condition, std::initializer_list<platform::SqlValue> values) {
    const auto written = current();
    if (!written) return fail(written.error());
    std::string statement =
        "SELECT record_id, place, letter, counter, saved_ms, desk_key_id, index_row,"
        " EXISTS(SELECT 1 FROM entries p WHERE p.about = e.record_id AND p.class = 2) AS paid,"
        " EXISTS(SELECT 1 FROM entries w WHERE w.about = e.record_id AND w.class = 4) AS withdrawn"
        " FROM slips e WHERE class = 1 AND ";
    std::vector<LocalEnrollment> out;
    const auto done = database_.each(statement.append(condition), values, [&](const SqlRow& row) {
        out.push_back({slip_of(row, *written), row.integer(7) != 0, row.integer(8) != 0});
    });
    if (!done) return fail(ledger_error(done.error()));
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

Result<std::vector<LocalClaim>, LedgerError> Ledger::select_claims(
    std::string_view condition, std::initializer_list<platform::SqlValue> values) {
    const auto written = current();
    if (!written) return fail(written.error());
    std::string statement =
        "SELECT record_id, place, letter, counter, saved_ms, desk_key_id, index_row,"
        " EXISTS(SELECT 1 FROM slips l WHERE l.person = e.person AND l.class = 5 AND l.counter > e.counter)"
        " FROM slips e WHERE class = 5 AND ";
    std::vector<LocalClaim> out;
    const auto done = database_.each(statement.append(condition), values, [&](const SqlRow& row) {
        out.push_back({slip_of(row, *written), row.integer(7) != 0});
    });
    if (!done) return fail(ledger_error(done.error()));
    return out;
}

Result<std::optional<LocalClaim>, LedgerError> Ledger::claim(const RecordId& record) {
    auto found = select_claims("record_id = ?", {sql(record)});
    if (!found) return fail(found.error());
    if (found->empty()) return std::nullopt;
    return std::move(found->front());
}

Result<std::vector<LocalClaim>, LedgerError> Ledger::claims_between(std::int64_t from_ms,
                                                                    std::int64_t to_ms) {
    return select_claims("saved_ms >= ? AND saved_ms < ? ORDER BY counter", {sql(from_ms), sql(to_ms)});
}

Result<std::vector<LocalClaim>, LedgerError> Ledger::claims_of(const platform::Hash& person) {
    return select_claims("person = ? ORDER BY counter DESC", {sql(person)});
}

Result<std::vector<Bytes>, LedgerError> Ledger::views_for(const Tag& recipient) {
    std::vector<Bytes> out;
    const auto done =
        database_.each("SELECT sealed FROM views WHERE recipient = ? ORDER BY counter DESC", {sql(recipient)},
                       [&](const SqlRow& row) { out.push_back(copy(row.bytes(0))); });
    if (!done) return fail(ledger_error(done.error()));
    return out;
}

}  // namespace syncing
