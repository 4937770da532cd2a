// Syncing by stick: what HTTPS would carry, in a file each way. Answers are judged by the same rules
// (session.h).
#pragma once

#include <cstdint>
#include <string_view>

#include "platform/base/new_file.h"
#include "sync/station/session.h"

namespace syncing {

enum class StickError {
    store,             // ledger.db, cache.db or attachments.db cannot be read or written
    not_ours,          // not an answer to the packet that went out last, or cut
    no_packet,         // nothing went out yet
    too_large,         // more records than a packet holds
    stick_full,        // no room for the records
    stick_unwritable,  // gone, or write-protected
};
std::string_view name_of(StickError error);

struct PacketExported {
    std::uint64_t bytes = 0;
    /// The center has not said yet that it takes the first of these; it does so in its answer.
    std::uint64_t records_left = 0;
    std::uint64_t papers = 0;       // photographed papers in it
    std::uint64_t papers_left = 0;  // for which there was no room, and their bytes
    std::uint64_t papers_left_bytes = 0;
};

/// Writes everything the center is not known to hold, and where our updates stand, into a file of at most
/// `room` bytes, and finishes it: records first, then photographed papers, the oldest first, as far as there
/// is room. An answer to an earlier packet is believed no more. Exporting again without an import is right:
/// nothing is lost or doubled. Of the papers one request (some MiB) is in memory at a time.
platform::Result<PacketExported, StickError> export_packet(const Terminal& terminal, Ledger& ledger,
                                                           Cache& cache, Attachments& attachments,
                                                           std::uint64_t room, platform::NewFile& to);

/// Takes the center's answer as a sync would.
platform::Result<SyncReport, StickError> import_packet(platform::ByteView file, const Terminal& terminal,
                                                       Ledger& ledger, Cache& cache, Attachments& attachments,
                                                       const platform::Clock& clock);

}  // namespace syncing
