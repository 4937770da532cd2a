#include "sync/wire/key_list.h"

#include <array>

#include "sync/wire/packet.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::fail;
using platform::view_of;

constexpr std::array kPurposes = {KeyPurpose::acknowledgement, KeyPurpose::updates, KeyPurpose::pack,
                                  KeyPurpose::sealing, KeyPurpose::tls_ca};

std::optional<KeyPurpose> purpose_of(std::string_view text) {
    for (const KeyPurpose purpose : kPurposes)
        if (name_of(purpose) == text) return purpose;
    return std::nullopt;
}

bool may_be_valid(const ListedKey& key, const TimeSpan& when) {
    return when.earliest_ms <= key.valid_to_ms && when.latest_ms >= key.valid_from_ms;
}

}  // namespace

std::string_view name_of(KeyPurpose purpose) {
    switch (purpose) {
        case KeyPurpose::acknowledgement:
            return "acknowledgement";
        case KeyPurpose::updates:
            return "updates";
        case KeyPurpose::pack:
            return "pack";
        case KeyPurpose::sealing:
            return "sealing";
        case KeyPurpose::tls_ca:
            return "tls_ca";
    }
    return "unknown";
}

std::string_view name_of(KeyListError error) {
    switch (error) {
        case KeyListError::too_large:
            return "too_large";
        case KeyListError::malformed:
            return "malformed";
        case KeyListError::bad_signature:
            return "bad_signature";
    }
    return "unknown";
}

platform::Result<KeyList, KeyListError> KeyList::verify(platform::ByteView signed_key_list,
                                                        const platform::SigningPublicKey& root) {
    if (signed_key_list.size() > kMaxKeyListBytes) return fail(KeyListError::too_large);
    mutual_aid::v1::SignedKeyList envelope;
    if (!envelope.ParseFromArray(signed_key_list.data(), static_cast<int>(signed_key_list.size())))
        return fail(KeyListError::malformed);
    if (!platform::verify(root, platform::Purpose::key_list, {view_of(envelope.list_bytes())},
                          view_of(envelope.signature())))
        return fail(KeyListError::bad_signature);
    mutual_aid::v1::KeyList message;
    if (!message.ParseFromString(envelope.list_bytes())) return fail(KeyListError::malformed);
    KeyList list;
    list.version_ = message.version();
    list.city_ = message.city();
    list.center_name_ = message.center_name();
    for (const auto& key : message.keys()) {
        const auto purpose = purpose_of(key.purpose());
        if (!purpose) continue;
        if (*purpose != KeyPurpose::tls_ca && key.data().size() != 32) return fail(KeyListError::malformed);
        const platform::ByteView data = view_of(key.data());
        list.keys_.push_back({key.key_id(), *purpose, platform::Bytes(data.begin(), data.end()),
                              key.valid_from_ms(), key.valid_to_ms()});
    }
    return list;
}

const ListedKey* KeyList::find(KeyPurpose purpose, std::uint64_t key_id, const TimeSpan& when) const {
    for (const ListedKey& key : keys_)
        if (key.purpose == purpose && key.key_id == key_id && may_be_valid(key, when)) return &key;
    return nullptr;
}

const ListedKey* KeyList::newest(KeyPurpose purpose, const TimeSpan& when) const {
    const ListedKey* best = nullptr;
    for (const ListedKey& key : keys_)
        if (key.purpose == purpose && may_be_valid(key, when) &&
            (best == nullptr || key.valid_from_ms > best->valid_from_ms))
            best = &key;
    return best;
}

bool KeyList::verifies(KeyPurpose purpose, std::uint64_t key_id, const TimeSpan& when,
                       platform::Purpose signed_for, platform::ByteView part,
                       platform::ByteView signature) const {
    const ListedKey* key = find(purpose, key_id, when);
    if (key == nullptr || purpose == KeyPurpose::tls_ca) return false;
    return platform::verify(platform::array_of<32>(key->data).value(), signed_for, {part}, signature);
}

}  // namespace syncing
