// What people were told is saved, beside what the center holds.
#pragma once

#include "sync/fleet/account.h"
#include "sync/fleet/center_node.h"
#include "sync/fleet/fleet.h"

namespace syncing::fleet {

/// Fills in captured, held, died, lost, doubled and digest. Everything has been judged.
void compare(const Account& account, CenterNode& center, FleetReport& report);

}  // namespace syncing::fleet
