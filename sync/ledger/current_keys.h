// The newest key list a terminal may believe: that of provisioning, or a newer one from the updates stream.
#pragma once

#include "sync/ledger/cache.h"
#include "sync/ledger/state_folder.h"
#include "sync/wire/key_list.h"

namespace syncing {

/// `damaged` when not even provisioning's list verifies under the pinned root.
platform::Result<KeyList, StateError> current_keys(const TerminalCredentials& credentials, Cache& cache);

/// The center's newest sealing key for entries written now; nothing when the list holds none.
std::optional<SealTo> sealing_key(const KeyList& keys, const TimeInterval& now);

}  // namespace syncing
