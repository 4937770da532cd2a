// Syncing by stick: what HTTPS would carry, in a file each way. Answers are judged by the same rules
// (session.h).
#pragma once

#include <string_view>

#include "sync/station/session.h"

namespace syncing {

enum class StickError {
    store,      // ledger.db or cache.db cannot be read or written
    not_ours,   // not an answer to the packet that went out last, or cut
    no_packet,  // nothing went out yet
    too_large,  // more than a packet holds
};
std::string_view name_of(StickError error);

/// Everything the center is not known to hold, and where our updates stand. The bytes of a file; an answer to
/// an earlier packet is believed no more. Exporting again without an import is right: nothing is lost or
/// doubled.
platform::Result<platform::Bytes, StickError> export_packet(const Terminal& terminal, Ledger& ledger,
                                                            Cache& cache);

/// Takes the center's answer as a sync would.
platform::Result<SyncReport, StickError> import_packet(platform::ByteView file, const Terminal& terminal,
                                                       Ledger& ledger, Cache& cache,
                                                       const platform::Clock& clock);

}  // namespace syncing
