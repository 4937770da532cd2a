#include "sync/center/attachments.h"

namespace syncing::center {

namespace {

using platform::fail;

Stored<AttachmentHeld> take_piece(ServeStore& store, const platform::TerminalId& terminal,
                                  const AttachmentPiece& piece, platform::UtcMs now) {
    const auto known = store.attachment(terminal, piece.id);
    if (!known) return fail(known.error());
    AttachmentRow row = known->value_or(AttachmentRow{terminal, piece.id, piece.record, piece.size});
    const std::uint64_t end = piece.at + piece.data.size();
    if (row.size != piece.size || piece.at > row.held || end <= row.held)
        return AttachmentHeld{row.id, row.held, row.backed_up};
    const Done added =
        store.add_to_attachment(row, platform::ByteView(piece.data).subspan(row.held - piece.at), now);
    if (!added) return fail(added.error());
    row.held = end;
    if (row.held < row.size) return AttachmentHeld{row.id, row.held, false};
    const auto hash = store.attachment_hash(terminal, row.id);
    if (!hash) return fail(hash.error());
    if (*hash == row.id) return AttachmentHeld{row.id, row.held, false};
    // Bytes that are not its own came in between: from the start again.
    const Done dropped = store.drop_attachment(terminal, row.id);
    if (!dropped) return fail(dropped.error());
    return AttachmentHeld{row.id, 0, false};
}

}  // namespace

Stored<std::vector<AttachmentHeld>> take_attachments(ServeStore& store, const platform::TerminalId& terminal,
                                                     const AttachmentCall& call, platform::UtcMs now) {
    const auto unit = store.begin();
    if (!unit) return fail(unit.error());
    std::vector<AttachmentHeld> out;
    for (const AttachmentPiece& piece : call.pieces) {
        const auto held = take_piece(store, terminal, piece, now);
        if (!held) return fail(held.error());
        out.push_back(*held);
    }
    const Done committed = (*unit)->commit();
    if (!committed) return fail(committed.error());
    return out;
}

}  // namespace syncing::center
