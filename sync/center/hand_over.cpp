#include "sync/center/hand_over.h"

#include <algorithm>

namespace syncing::center {

namespace {

using platform::fail;

HandOverError hand_over_error(StoreError error) {
    switch (error) {
        case StoreError::busy:
            return HandOverError::store_busy;
        case StoreError::full:
            return HandOverError::store_full;
        case StoreError::conflict:
        case StoreError::failed:
            return HandOverError::store_failed;
    }
    return HandOverError::store_failed;
}

Stored<ChainPlace> common_place(ServeStore& store, const Ledger& old, const HandOverCall& call) {
    ChainPlace best;
    for (const ChainPlace& place : call.places) {
        if (place.seq <= best.seq || place.seq > old.held_seq) continue;
        const auto held = store.entry_hash(old.id, place.seq);
        if (!held) return fail(held.error());
        if (*held == place.hash) best = place;
    }
    return best;
}

/// The letter that the terminal uses already, or the first after all of its ledgers; 0 when there is none.
char letter_for(const std::vector<Ledger>& ledgers, char wanted) {
    char last = 'A';
    bool wanted_is_free = wanted > 'A' && wanted <= 'Z';
    for (const Ledger& ledger : ledgers) {
        last = std::max(last, ledger.letter);
        wanted_is_free = wanted_is_free && ledger.letter != wanted;
    }
    if (wanted_is_free) return wanted;
    return last < 'Z' ? static_cast<char>(last + 1) : '\0';
}

/// The ledger to go on with, made where it is not known yet. A letter 0 when there is none left.
Stored<Ledger> successor(ServeStore& store, const Ledger& old, const HandOverCall& call) {
    const auto known = store.ledger(call.new_ledger);
    if (!known) return fail(known.error());
    if (*known) return **known;
    const auto ledgers = store.ledgers_of(old.terminal);
    if (!ledgers) return fail(ledgers.error());
    return Ledger{call.new_ledger, old.terminal, call.new_key, 0, {}, letter_for(*ledgers, call.letter),
                  old.id,          std::nullopt};
}

}  // namespace

std::string_view name_of(HandOverError error) {
    switch (error) {
        case HandOverError::not_its_ledger:
            return "not_its_ledger";
        case HandOverError::bad_signature:
            return "bad_signature";
        case HandOverError::two_machines:
            return "two_machines";
        case HandOverError::no_letter_left:
            return "no_letter_left";
        case HandOverError::store_busy:
            return "store_busy";
        case HandOverError::store_full:
            return "disk_full";
        case HandOverError::store_failed:
            return "store_failed";
    }
    return "unknown";
}

platform::Result<HandedOver, HandOverError> take_hand_over(ServeStore& store,
                                                           const platform::TerminalId& terminal,
                                                           const HandOverCall& call) {
    const auto unit = store.begin();
    if (!unit) return fail(hand_over_error(unit.error()));
    const auto old = store.ledger(call.old_ledger);
    if (!old) return fail(hand_over_error(old.error()));
    if (!*old || (*old)->terminal != terminal || call.terminal != terminal)
        return fail(HandOverError::not_its_ledger);
    if (!verify_hand_over(call, (*old)->key)) return fail(HandOverError::bad_signature);
    if ((*old)->successor && *(*old)->successor != call.new_ledger) {
        const Done done = store.dispute(terminal).and_then([&] { return (*unit)->commit(); });
        return fail(done ? HandOverError::two_machines : hand_over_error(done.error()));
    }
    const auto next = successor(store, **old, call);
    if (!next) return fail(hand_over_error(next.error()));
    if (next->letter == '\0') return fail(HandOverError::no_letter_left);
    if (next->predecessor != (*old)->id || next->key != call.new_key || next->terminal != terminal)
        return fail(HandOverError::not_its_ledger);
    const auto common = common_place(store, **old, call);
    if (!common) return fail(hand_over_error(common.error()));
    const Done done = store.hand_over(*next).and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(hand_over_error(done.error()));
    return HandedOver{*next, *common};
}

}  // namespace syncing::center
