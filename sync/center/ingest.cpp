#include "sync/center/ingest.h"

#include <algorithm>

namespace syncing::center {

namespace {

using platform::fail;

IngestError ingest_error(StoreError error) {
    switch (error) {
        case StoreError::busy:
            return IngestError::store_busy;
        case StoreError::full:
            return IngestError::store_full;
        case StoreError::conflict:
        case StoreError::failed:
            return IngestError::store_failed;
    }
    return IngestError::store_failed;
}

/// Where the range contradicts what is held, if it does. The range overlaps or touches the held part.
Stored<std::optional<Fork>> find_fork(ServeStore& store, const Ledger& ledger, const LedgerRange& range) {
    const RangeEntry& first = range.entries.front();
    platform::Hash before{};
    if (first.header.seq > 1) {
        const auto held = store.entry_hash(ledger.id, first.header.seq - 1);
        if (!held) return fail(held.error());
        before = *held;
        if (before != first.header.previous)
            return Fork{0, {}, first.header.seq - 1, before, first.header.previous, ledger.successor};
    }
    for (const RangeEntry& entry : range.entries) {
        if (entry.header.seq > ledger.held_seq) break;
        const auto held = store.entry_hash(ledger.id, entry.header.seq);
        if (!held) return fail(held.error());
        if (*held != entry.hash)
            return Fork{entry.header.seq - 1, before, entry.header.seq, *held, entry.hash, ledger.successor};
        before = *held;
    }
    return std::nullopt;
}

Stored<Ingested> take_in(ServeStore& store, const Ledger& ledger, const LedgerRange& range,
                         platform::UtcMs now, Intake intake) {
    const std::uint64_t first = range.entries.front().header.seq;
    if (first > ledger.held_seq + 1) return Ingested{ledger.held_seq, ledger.held_hash, true, std::nullopt};
    const auto fork = find_fork(store, ledger, range);
    if (!fork) return fail(fork.error());
    if (*fork) return Ingested{ledger.held_seq, ledger.held_hash, false, *fork};
    const std::size_t known = static_cast<std::size_t>(ledger.held_seq + 1 - first);
    if (known >= range.entries.size())
        return Ingested{ledger.held_seq, ledger.held_hash, false, std::nullopt};
    if (ledger.successor)
        return Ingested{ledger.held_seq, ledger.held_hash, false,
                        Fork{ledger.held_seq, ledger.held_hash, 0, {}, {}, ledger.successor}};
    const auto added_part = std::span(range.entries).subspan(known);
    if (std::ranges::any_of(added_part, [](const RangeEntry& entry) { return entry.sealed_body.empty(); }))
        return Ingested{ledger.held_seq, ledger.held_hash, true, std::nullopt};
    Done added = store.append(ledger.id, added_part, now);
    if (added && intake == Intake::quarantine)
        added = store.quarantine(ledger.id, added_part.front().header.seq, added_part.back().header.seq);
    if (!added) return fail(added.error());
    return Ingested{range.entries.back().header.seq, range.entries.back().hash, false, std::nullopt};
}

}  // namespace

std::string_view name_of(IngestError error) {
    switch (error) {
        case IngestError::not_its_ledger:
            return "not_its_ledger";
        case IngestError::bad_signature:
            return "bad_signature";
        case IngestError::store_busy:
            return "store_busy";
        case IngestError::store_full:
            return "store_full";
        case IngestError::store_failed:
            return "store_failed";
    }
    return "unknown";
}

platform::Result<Ingested, IngestError> ingest(ServeStore& store, const platform::TerminalId& terminal,
                                               const LedgerRange& range, platform::UtcMs now, Intake intake) {
    const auto unit = store.begin();
    if (!unit) return fail(ingest_error(unit.error()));
    const auto ledger = store.ledger(range.ledger_id);
    if (!ledger) return fail(ingest_error(ledger.error()));
    if (!*ledger || (*ledger)->terminal != terminal) return fail(IngestError::not_its_ledger);
    if (!verify_range(range, (*ledger)->key)) return fail(IngestError::bad_signature);
    auto taken = take_in(store, **ledger, range, now, intake);
    if (!taken) return fail(ingest_error(taken.error()));
    taken->backed_up_seq = (*ledger)->backed_up_seq;
    const Done committed = (*unit)->commit();
    if (!committed) return fail(ingest_error(committed.error()));
    return *taken;
}

}  // namespace syncing::center
