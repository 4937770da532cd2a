// The `adjudicate` command.
#pragma once

#include "platform/clock/clock.h"
#include "sync/center/folder.h"

namespace syncing::center {

enum class Until {
    nothing_waits,
    input_ends,  // standard input: a byte there means that something came. For the child of serve()
    terminated,  // SIGTERM, for a service of its own
};

/// Works until then, looking every few seconds for what came another way. Returns the exit code.
int adjudicate(const CenterFolder& folder, const platform::Clock& clock, Until until);

}  // namespace syncing::center
