// Taking in pieces of attachments: each is held as far as it has come without a gap, and wholly only when the
// hash of all its bytes is its name. The same pieces again change nothing.
#pragma once

#include "sync/center/store.h"
#include "sync/wire/attachment.h"

namespace syncing::center {

/// All pieces or none; in their order. `call` as decode_attachments() gave it.
Stored<std::vector<AttachmentHeld>> take_attachments(ServeStore& store, const platform::TerminalId& terminal,
                                                     const AttachmentCall& call, platform::UtcMs now);

}  // namespace syncing::center
