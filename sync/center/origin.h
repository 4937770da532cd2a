// The archived log of what the center itself originates: stations, terminals, staff, packs, revocations,
// reviews, claim lines, decisions. Entries come again from terminals; these would not. With SQLite every such
// change is written to the table `origin` in its own transaction; an archive beside the center, best on
// another disk, gets them within a second, and a restore plays back what is newer than the backup. PostgreSQL
// has its own WAL archive.
//
// A record is a kind (1 byte) and framed parts. The archive is one file, `origin.log`: a magic and frames of
// u64le(seq) ‖ hash (32) ‖ record, the hash being BLAKE2b of the hash before it, seq and record: a frame that
// was cut, changed or left out is found.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "sync/center/folder.h"
#include "sync/center/store.h"

namespace syncing::center {

enum class OriginKind : std::uint8_t {
    registered = 1,
    provisioned = 2,
    revoked = 3,
    settled = 4,
    station = 5,
    staff = 6,
    pack = 7,
    claim_line = 8,
    review = 9,
    piece = 10,
    decision = 11,
    quarantine = 12,
    staff_removed = 13,
};

platform::Bytes origin_record(OriginKind kind, std::initializer_list<platform::ByteView> parts);
struct OriginParts {
    OriginKind kind{};
    std::vector<platform::ByteView> parts;  // of the record that was read
};
/// Nothing when it is not a record.
std::optional<OriginParts> read_origin(platform::ByteView record);

enum class ArchiveError {
    unreadable,  // no such folder or file, or no permission
    damaged,     // changed in the middle, or something is missing between it and the center
    other,       // the archive is ahead of this center: of another one, or from before a restore without it
    unwritable,
    store_failed,
};
std::string_view error_text(ArchiveError error);

/// The archive's one writer; belongs to one thread.
class OriginArchive {
  public:
    /// Makes the folder and the file where they are missing; a frame that a power cut left half is cut off.
    static platform::Result<OriginArchive, ArchiveError> open(const std::filesystem::path& folder);
    /// Adds what the store has beyond it; durable when it returns. How many there were.
    platform::Result<std::uint64_t, ArchiveError> take(AdminStore& store);
    const std::vector<OriginRow>& rows() const { return rows_; }

  private:
    std::filesystem::path file_;
    std::uint64_t last_ = 0;
    platform::Hash hash_{};
    std::vector<OriginRow> rows_;  // as read when it was opened
};

/// Plays back onto a center that was made from a backup what its archive has beyond. How many there were.
platform::Result<std::uint64_t, ArchiveError> replay(const CenterFolder& folder,
                                                     const std::filesystem::path& archive);

}  // namespace syncing::center
