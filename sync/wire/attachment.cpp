#include "sync/wire/attachment.h"

#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::view_of;

}  // namespace

Bytes encode_attachments(const AttachmentCall& call) {
    mutual_aid::v1::AttachmentPieces message;
    message.set_request_nonce(platform::string_of(call.nonce));
    for (const AttachmentPiece& piece : call.pieces) {
        auto& added = *message.add_pieces();
        added.set_attachment(platform::string_of(piece.id));
        added.set_record_id(platform::string_of(piece.record));
        added.set_size(piece.size);
        added.set_at(piece.at);
        added.set_data(platform::string_of(piece.data));
    }
    Bytes out(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(out.data());
    return out;
}

platform::Result<AttachmentCall, PacketError> decode_attachments(ByteView bytes) {
    if (bytes.size() > kMaxRangeBytes) return fail(PacketError::too_large);
    mutual_aid::v1::AttachmentPieces message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(PacketError::malformed);
    if (message.pieces_size() > static_cast<int>(kMaxAttachmentPieces)) return fail(PacketError::too_large);
    const auto nonce = platform::array_of<16>(view_of(message.request_nonce()));
    if (!nonce || message.pieces_size() == 0) return fail(PacketError::malformed);
    AttachmentCall call{*nonce, {}};
    for (const auto& piece : message.pieces()) {
        const auto id = platform::array_of<32>(view_of(piece.attachment()));
        const auto record = platform::array_of<16>(view_of(piece.record_id()));
        const ByteView data = view_of(piece.data());
        if (!id || !record || piece.size() == 0) return fail(PacketError::malformed);
        if (piece.size() > kMaxAttachment) return fail(PacketError::too_large);
        if (piece.at() > piece.size() || data.size() > piece.size() - piece.at())
            return fail(PacketError::malformed);
        call.pieces.push_back({*id, *record, piece.size(), piece.at(), Bytes(data.begin(), data.end())});
    }
    return call;
}

}  // namespace syncing
