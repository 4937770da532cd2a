// The archived log of what the center itself originates: stations, terminals, staff, packs, revocations,
// reviews, claim lines, decisions. Entries come again from terminals; these would not. Every such change is
// written to the table `origin` in its own transaction; an archive beside the center, best on another disk,
// gets them within a second, and a restore plays back what is newer than the backup.
//
// A record is a kind (1 byte) and framed parts. The archive is one file, `origin.log`: a magic and frames of
// u64le(seq) ‖ hash (32) ‖ record, the hash being BLAKE2b of the hash before it, seq and record: a frame that
// was cut, changed or left out is found.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
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
    /// Takes one record; an error ends the reading with it.
    using Seen = std::function<platform::Result<void, ArchiveError>(const OriginRow&)>;
    /// Makes the folder and the file where they are missing; a frame that a power cut left half is cut off.
    /// Every record goes through `seen` as soon as its own hash was right.
    static platform::Result<OriginArchive, ArchiveError> open(
        const std::filesystem::path& folder,
        const Seen& seen = [](const OriginRow&) { return platform::Result<void, ArchiveError>(); });
    /// Adds what the store has beyond it; durable when it returns. How many there were.
    platform::Result<std::uint64_t, ArchiveError> take(AdminStore& store);

  private:
    std::filesystem::path file_;
    std::uint64_t last_ = 0;
    platform::Hash hash_{};
};

/// Whether there is an archive in this folder that is whole.
platform::Result<void, ArchiveError> check_archive(const std::filesystem::path& archive);
/// Plays back onto a center that was made from a backup what its archive has beyond. How many there were.
platform::Result<std::uint64_t, ArchiveError> replay(const CenterFolder& folder,
                                                     const std::filesystem::path& archive);

}  // namespace syncing::center
