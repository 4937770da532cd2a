// One record on its way into the ledger, with what it points at, and how the ledger's failures read to the
// flow.
#pragma once

#include "kiosk/app/store.h"
#include "sync/seal/keys.h"
#include "sync/wire/packet.pb.h"

namespace kiosk {

struct Store::Draft {
    syncing::LedgerAppend record;
    mutual_aid::v1::Body body;
    std::optional<mutual_aid::v1::IndexRow> index_row;
};

StoreError store_error(syncing::LedgerError error);
void fill_person(mutual_aid::v1::Person& person, const platform::Card& card);

template <std::size_t N>
std::string to_bytes_field(const platform::ByteArray<N>& bytes) {
    return platform::string_of(bytes);
}

template <class Message>
platform::ByteArray<16> Store::add_readers(Draft& draft, Message& message, const platform::Card& card,
                                           const std::string& typed_by) {
    const auto secret = platform::random_array<16>();
    const auto slip_key = syncing::slip_key(secret);
    message.set_slip_public_key(to_bytes_field(slip_key.public_key));
    draft.record.readers.push_back(slip_key.public_key);
    if (const VisitorKey* card_key = typed_by.empty() ? key_of(card) : nullptr) {
        message.mutable_card_key()->set_public_key(to_bytes_field(card_key->key.public_key));
        message.mutable_card_key()->set_pepper_version(card_key->pepper_version);
        draft.record.readers.push_back(card_key->key.public_key);
    }
    draft.record.person = syncing::person_tag(terminal_.keys.local, card.number);
    return secret;
}

}  // namespace kiosk
