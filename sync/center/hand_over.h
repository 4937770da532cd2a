// A terminal's next ledger after a fork: accepted once for each ledger. The same request again gets the same
// answer; another successor for a closed ledger means that two machines hold one key, and stops both.
#pragma once

#include "sync/center/store.h"
#include "sync/wire/packet.h"

namespace syncing::center {

enum class HandOverError {
    not_its_ledger,  // an unknown ledger, another terminal's, or the new id is taken
    bad_signature,   // not signed by the old ledger's key
    two_machines,    // closed already in favour of another ledger; the terminal is now disputed
    no_letter_left,  // after ledger Z: provision the terminal anew
    store_busy,
    store_full,
    store_failed,
};
std::string_view name_of(HandOverError error);

struct HandedOver {
    Ledger ledger;      // the new one
    ChainPlace common;  // the highest place of the old ledger where both agree; zeros when there is none
};

/// `call` as decode_hand_over() gave it.
platform::Result<HandedOver, HandOverError> take_hand_over(ServeStore& store,
                                                           const platform::TerminalId& terminal,
                                                           const HandOverCall& call);

}  // namespace syncing::center
