// Pieces of attachments as they travel: sealed, content-addressed blobs (photographed papers) that follow
// when all records are through. docs/wire_format.md, "Attachments".
#pragma once

#include <cstdint>
#include <vector>

#include "platform/base/result.h"
#include "platform/crypto/crypto.h"
#include "sync/record/entry.h"
#include "sync/wire/packet.h"

namespace syncing {

/// BLAKE2b-256 of the sealed blob.
using AttachmentId = platform::Hash;

constexpr std::size_t kMaxAttachment = 4UL * 1024 * 1024;  // sealed
constexpr std::size_t kMaxAttachmentPieces = 1000;         // in one request

/// Bytes `at`… of an attachment. Without data it only asks how much the center holds.
struct AttachmentPiece {
    AttachmentId id{};
    RecordId record{};  // that it belongs to
    std::uint64_t size = 0;
    std::uint64_t at = 0;
    platform::Bytes data;
};
struct AttachmentCall {
    Nonce nonce{};
    std::vector<AttachmentPiece> pieces;  // at least one
};

/// What the center says of one.
struct AttachmentHeld {
    AttachmentId id{};
    std::uint64_t held = 0;  // bytes from the start; all of them only when their hash is the id
    bool backed_up = false;
};

/// The bytes of a v1.AttachmentPieces.
platform::Bytes encode_attachments(const AttachmentCall& call);
platform::Result<AttachmentCall, PacketError> decode_attachments(platform::ByteView bytes);

}  // namespace syncing
