// The `adjudicate` command.
#pragma once

#include "platform/clock/clock.h"
#include "sync/center/folder.h"

namespace syncing::center {

/// Once, or until standard input ends: then working when a byte arrives there, and every few seconds for what
/// came another way. Returns the exit code.
int adjudicate(const CenterFolder& folder, const platform::Clock& clock, bool once);

}  // namespace syncing::center
