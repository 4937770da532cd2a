// Making a machine a terminal with a one-time code: keys are made here and never leave; the center certifies
// them. Safe to run again after a power cut: the keys are kept, and the center answers the same code and keys
// the same.
#pragma once

#include <stop_token>
#include <string>

#include "platform/base/result.h"
#include "sync/ledger/state_folder.h"
#include "sync/wire/code.h"

namespace syncing {

enum class ProvisionError {
    already_provisioned,
    store,           // the state folder cannot be read or written
    unreachable,     // no network, or nobody answers at the code's address
    not_the_center,  // what answers there is not certified by the code's root
    refused,         // the center does not take this code
};
std::string_view name_of(ProvisionError error);

struct ProvisionFailure {
    ProvisionError error;
    std::string detail;  // a machine word for the log: "unknown-code", "timeout", "disk_full" …
};

/// Blocks for the network. The state folder is made when it is missing.
platform::Result<TerminalIdentity, ProvisionFailure> provision(const ProvisioningCode& code,
                                                               const StateFolder& state,
                                                               std::stop_token stop = {});

}  // namespace syncing
