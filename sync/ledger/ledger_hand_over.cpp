// From one ledger to the next.
#include "platform/base/check.h"
#include "sync/ledger/ledger_error.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::fail;
using platform::Result;
using platform::sql;
using platform::SqlRow;

constexpr std::uint64_t kClosePlaces = 32;

OwnLedger own_ledger(const SqlRow& row) {
    OwnLedger out{row.array<16>(0), row.text(1).front(), std::nullopt};
    if (!row.is_null(2)) out.key.emplace(row.array<64>(2));
    return out;
}

/// An entry of a closed ledger that the center lacks.
struct Missing {
    EntryHeader header;
    std::optional<RecordId> about;
    Bytes sealed;
};

}  // namespace

Result<std::vector<OwnLedger>, LedgerError> Ledger::ledgers() {
    std::vector<OwnLedger> out;
    const auto done =
        database_.each("SELECT id, letter, secret_key FROM ledgers WHERE used = 1 ORDER BY ordinal", {},
                       [&](const SqlRow& row) { out.push_back(own_ledger(row)); });
    if (!done) return fail(ledger_error(done.error()));
    return out;
}

Result<std::vector<ChainPlace>, LedgerError> Ledger::places(const LedgerId& ledger) {
    const auto found = chain("id = ?", {sql(ledger)});
    if (!found) return fail(found.error());
    const auto last = database_.integer("SELECT coalesce(max(place), ?1) FROM entries WHERE ledger = ?2",
                                        {sql(found->base), sql(found->ordinal)});
    if (!last) return fail(ledger_error(last.error()));
    std::vector<ChainPlace> out;
    std::uint64_t step = 1;
    for (std::uint64_t seq = static_cast<std::uint64_t>(*last) - found->base; seq > 0;) {
        const auto hash =
            database_.first("SELECT hash FROM entries WHERE place = ?", {sql(found->base + seq)},
                            [](const SqlRow& row) { return row.array<32>(0); });
        if (!hash) return fail(ledger_error(hash.error()));
        if (!*hash) return fail(LedgerError::broken);
        out.push_back({seq, **hash});
        if (out.size() >= kClosePlaces) step *= 2;
        const bool last_one = seq == 1;
        seq = last_one ? 0 : (seq > step && out.size() + 1 < kMaxPlaces ? seq - step : 1);
    }
    return out;
}

Result<std::optional<platform::Hash>, LedgerError> Ledger::hash_in(const LedgerId& ledger,
                                                                   std::uint64_t seq) {
    return of_ledger(database_.first(
        "SELECT e.hash FROM entries e JOIN ledgers l ON l.ordinal = e.ledger WHERE l.id = ? AND e.place = "
        "l.base + ?",
        {sql(ledger), sql(seq)}, [](const SqlRow& row) { return row.array<32>(0); }));
}

Result<bool, LedgerError> Ledger::waits_for_hand_over() {
    const auto count = database_.integer("SELECT count(*) FROM ledgers WHERE used = 0");
    if (!count) return fail(ledger_error(count.error()));
    return *count > 0;
}

Result<OwnLedger, LedgerError> Ledger::successor() {
    const auto waiting = [this] {
        return database_.first("SELECT id, letter, secret_key FROM ledgers WHERE used = 0", {}, own_ledger);
    };
    auto found = waiting();
    if (!found) return fail(ledger_error(found.error()));
    if (*found) return std::move(**found);
    const auto key = platform::new_signing_key();
    const auto made =
        database_.run("INSERT INTO ledgers(id, letter, secret_key, used, base) VALUES(?, '?', ?, 0, 0)",
                      {sql(platform::random_array<16>()), sql(key.secret_key.bytes)});
    if (!made) return fail(ledger_error(made.error()));
    found = waiting();
    if (!found || !*found) return fail(LedgerError::broken);
    return std::move(**found);
}

Result<void, LedgerError> Ledger::hand_over(const Succession& succession, const SealTo& center) {
    auto transaction = platform::Transaction::begin(database_);
    if (!transaction) return fail(ledger_error(transaction.error()));
    const auto closed = current();
    if (!closed) return fail(closed.error());
    const auto used = database_.run(
        "UPDATE ledgers SET used = 1, letter = ?, base = (SELECT coalesce(max(place), 0) FROM entries) "
        "WHERE id = ? AND used = 0",
        {sql(std::string_view(&succession.letter, 1)), sql(succession.successor)});
    if (!used) return fail(ledger_error(used.error()));
    platform::check(database_.changes() == 1, "a hand-over to a ledger that was not prepared");
    const auto next = current();
    if (!next) return fail(next.error());
    LedgerAppend statement;
    statement.record_class = RecordClass::hand_over;
    statement.record_id = platform::random_array<16>();
    statement.time = succession.time;
    statement.body = succession.statement;
    const auto begun = append_one(statement, *next, {}, center, std::nullopt);
    if (!begun) return fail(begun.error());
    const auto moved = move_missing(*closed, succession.common_seq);
    if (!moved) return moved;
    return of_ledger(transaction->commit());
}

Result<void, LedgerError> Ledger::append_again(const LedgerId& closed, std::uint64_t common_seq) {
    auto transaction = platform::Transaction::begin(database_);
    if (!transaction) return fail(ledger_error(transaction.error()));
    const auto from = chain("id = ?", {sql(closed)});
    if (!from) return fail(from.error());
    const auto moved = move_missing(*from, common_seq);
    if (!moved) return moved;
    return of_ledger(transaction->commit());
}

Result<void, LedgerError> Ledger::move_missing(const Chain& closed, std::uint64_t common_seq) {
    std::vector<Missing> missing;
    bool damaged = false;
    const auto read = database_.each(
        "SELECT header, about, sealed FROM entries WHERE ledger = ?1 AND place > ?2 AND class <> ?3 "
        "AND length(sealed) > 0 ORDER BY place",
        {sql(closed.ordinal), sql(closed.base + common_seq), sql(static_cast<int>(RecordClass::hand_over))},
        [&](const SqlRow& row) {
            const auto header = decode_header(row.bytes(0));
            damaged = damaged || !header;
            if (damaged) return;
            const auto sealed = row.bytes(2);
            missing.push_back({*header, std::nullopt, Bytes(sealed.begin(), sealed.end())});
            if (!row.is_null(1)) missing.back().about = row.array<16>(1);
        });
    if (!read) return fail(ledger_error(read.error()));
    if (damaged) return fail(LedgerError::broken);
    const auto written = current();
    if (!written) return fail(written.error());
    auto head = head_of(*written);
    if (!head) return fail(head.error());
    for (Missing& one : missing) {
        one.header.ledger_id = written->id;
        one.header.seq = head->seq + 1;
        one.header.previous = head->hash;
        const auto again = insert_entry(*written, one.header, one.about, one.sealed);
        if (!again) return fail(again.error());
        *head = {again->seq, again->hash};
        // One copy of a body is enough: the newer entry has it.
        const auto done =
            database_
                .run("UPDATE entries SET sealed = x'' WHERE record_id = ? AND ledger = ?",
                     {sql(one.header.record_id), sql(closed.ordinal)})
                .and_then([&] {
                    return database_.run("UPDATE slips SET place = ? WHERE record_id = ?",
                                         {sql(written->base + again->seq), sql(one.header.record_id)});
                });
        if (!done) return fail(ledger_error(done.error()));
    }
    return {};
}

Result<bool, LedgerError> Ledger::purge(std::uint64_t seq) {
    if (seq == 0) return false;
    const auto written = current();
    if (!written) return fail(written.error());
    const auto done = database_.run(
        "UPDATE entries SET sealed = x'' WHERE place IN "
        "(SELECT place FROM entries WHERE place <= ? AND length(sealed) > 0 LIMIT ?)",
        {sql(written->base + seq), sql(std::uint64_t{kRowsPerCommit})});
    if (!done) return fail(ledger_error(done.error()));
    return database_.changes() == static_cast<std::int64_t>(kRowsPerCommit);
}

Result<std::uint64_t, LedgerError> Ledger::purged() {
    const auto count = database_.integer("SELECT count(*) FROM entries WHERE length(sealed) = 0");
    if (!count) return fail(ledger_error(count.error()));
    return static_cast<std::uint64_t>(*count);
}

}  // namespace syncing
