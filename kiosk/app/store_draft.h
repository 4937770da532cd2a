// One record on its way into the ledger, with what it points at, and how the ledger's failures read to the
// flow.
#pragma once

#include "kiosk/app/store.h"
#include "sync/wire/packet.pb.h"

namespace kiosk {

struct Store::Draft {
    syncing::LedgerAppend record;
    mutual_aid::v1::Body body;
    std::optional<mutual_aid::v1::IndexRow> index_row;
};

StoreError store_error(syncing::LedgerError error);

template <std::size_t N>
std::string to_bytes_field(const platform::ByteArray<N>& bytes) {
    return platform::string_of(bytes);
}

}  // namespace kiosk
