// Database failures as the ledger's. Private to this folder.
#pragma once

#include <utility>

#include "sync/ledger/ledger.h"

namespace syncing {

LedgerError ledger_error(platform::DatabaseError error);

template <class T>
platform::Result<T, LedgerError> of_ledger(platform::Result<T, platform::DatabaseError> result) {
    return std::move(result).map_error(ledger_error);
}

}  // namespace syncing
