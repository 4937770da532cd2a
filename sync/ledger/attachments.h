// Photographed papers of this terminal's enrollments and claims (attachments.db): sealed to the center before
// they reach the file, addressed by the hash of the sealed bytes. The terminal adds; kiosk-sync sends them
// when all records are through, and deletes them when the center and a backup of it hold them. One object
// belongs to one thread.
//
// An attachment is added before the record that it belongs to is appended: one whose record never came is not
// sent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "platform/base/result.h"
#include "platform/database/database.h"
#include "sync/wire/attachment.h"

namespace syncing {

/// How far the center is known to hold one.
struct AttachmentState {
    AttachmentId id{};
    RecordId record{};
    std::uint64_t size = 0;
    std::int64_t arrival = 0;  // the order of adding
};

class Attachments {
  public:
    using Error = platform::DatabaseError;
    template <class T>
    using Result = platform::Result<T, Error>;

    static Result<Attachments> open(const std::filesystem::path& file);

    /// `sealed`: seal_bytes() with kMaxAttachment. Durable when it returns. The same again changes nothing.
    Result<AttachmentId> add(const RecordId& record, platform::ByteView sealed);
    /// The records that have any: one that was never appended is an unfinished one.
    Result<std::vector<RecordId>> records();
    /// Deletes what was added for a record that will never be appended; overwritten.
    Result<void> drop(const RecordId& record);
    /// The same for one of its attachments.
    Result<void> drop(const RecordId& record, const AttachmentId& id);
    /// Those that the center holds wholly are not counted.
    Result<std::uint64_t> waiting();

    // ---- what kiosk-sync does
    /// Of whom nothing is known in this epoch of the center, or that are not known to be in a backup: added
    /// after `arrival`, oldest first.
    Result<std::vector<AttachmentState>> unclear(std::uint64_t epoch, std::int64_t arrival,
                                                 std::size_t limit);
    /// What is missing at the center of those that are known in this epoch, oldest first; `bytes` in all.
    Result<std::vector<AttachmentPiece>> missing(std::uint64_t epoch, std::size_t bytes);
    /// One of them; nothing when it was never added or is deleted.
    Result<std::optional<AttachmentState>> find(const AttachmentId& id);
    /// What a stick carries: those that are not known to be wholly at the center in this epoch, and those
    /// that are but not in a backup. Added after `arrival`, oldest first.
    Result<std::vector<AttachmentState>> to_carry(std::uint64_t epoch, std::int64_t arrival,
                                                  std::size_t limit);
    Result<std::vector<AttachmentState>> to_ask(std::uint64_t epoch, std::int64_t arrival, std::size_t limit);
    /// All of one, as a piece.
    Result<AttachmentPiece> whole(const AttachmentState& state);
    /// What the center said; `backed_up` at `center_ms`.
    Result<void> note(const std::vector<AttachmentHeld>& said, std::uint64_t epoch, std::int64_t center_ms);
    /// Deletes what is known in this epoch to be in a backup since `center_ms` or before; overwritten.
    Result<void> purge(std::uint64_t epoch, std::int64_t center_ms);

  private:
    explicit Attachments(platform::Database database) : database_(std::move(database)) {}
    Result<std::vector<AttachmentState>> states(std::string_view where, std::uint64_t epoch,
                                                std::int64_t arrival, std::size_t limit);
    Result<platform::Bytes> read(std::int64_t arrival, std::uint64_t from, std::uint64_t count);

    platform::Database database_;
};

}  // namespace syncing
