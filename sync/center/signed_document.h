// Documents for terminals (config/documents/documents.h): signed by the pack key, sent to one station's
// terminals or to all of them.
#pragma once

#include "config/documents/documents.h"
#include "sync/center/operate.h"

namespace syncing::center {

/// Takes the place of the document of that kind before it, for the same station or stations. `content` must
/// be a document of that kind (checked, aborts).
Operated<void> add_document(AdminStore& store, config::DocumentKind kind, platform::ByteView content,
                            const SigningKey& pack_key);

}  // namespace syncing::center
