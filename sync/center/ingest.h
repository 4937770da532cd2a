// Taking in a range of ledger entries: all or nothing, and the same range again gets the same answer.
#pragma once

#include "sync/center/store.h"
#include "sync/wire/packet.h"

namespace syncing::center {

enum class IngestError {
    not_its_ledger,  // unknown ledger, or another terminal's
    bad_signature,   // not signed by the ledger's key
    store_busy,      // try again
    store_full,      // nothing was stored; try again when there is space
    store_failed,
};
std::string_view name_of(IngestError error);

/// The last place where both agree and the first where they do not. `common_seq` is 0 with a zero hash when
/// the range itself does not show the place (its first entry already disagrees): an earlier range will.
struct Fork {
    std::uint64_t common_seq = 0;
    platform::Hash common_hash{};
    std::uint64_t conflict_seq = 0;
    platform::Hash center_hash{};
    platform::Hash terminal_hash{};
    std::optional<LedgerId> successor{};  // the ledger is closed in favour of this one
};

struct Ingested {
    std::uint64_t held_seq = 0;
    platform::Hash held_hash{};
    bool gap = false;  // the range starts after what is held, or leaves out a body that is not: nothing
                       // was stored
    std::optional<Fork> fork;  // the range contradicts what is held: nothing was stored
    std::uint64_t backed_up_seq = 0;
};

/// In quarantine: from a revoked terminal's disk, brought by an operator. What is held already stays as it
/// is.
enum class Intake { trusted, quarantine };

/// `range` as decode_range() gave it.
platform::Result<Ingested, IngestError> ingest(ServeStore& store, const platform::TerminalId& terminal,
                                               const LedgerRange& range, platform::UtcMs now,
                                               Intake intake = Intake::trusted);

}  // namespace syncing::center
