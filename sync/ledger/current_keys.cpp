#include "sync/ledger/current_keys.h"

namespace syncing {

platform::Result<KeyList, StateError> current_keys(const TerminalCredentials& credentials, Cache& cache) {
    auto list = KeyList::verify(credentials.signed_key_list, credentials.root);
    if (!list) return platform::fail(StateError::damaged);
    const auto cached = cache.key_list();
    if (!cached) return platform::fail(StateError::unreadable);
    if (*cached) {
        auto newer = KeyList::verify(**cached, credentials.root);
        if (newer && newer->version() > list->version()) return std::move(*newer);
    }
    return std::move(*list);
}

std::optional<SealTo> sealing_key(const KeyList& keys, const TimeInterval& now) {
    const ListedKey* key = keys.newest(KeyPurpose::sealing, {now.earliest_ms, now.latest_ms});
    // The worker is never refused because of a clock: better an old key than no record.
    if (key == nullptr) key = keys.newest(KeyPurpose::sealing);
    if (key == nullptr) return std::nullopt;
    return SealTo{key->key_id, platform::array_of<32>(key->data).value()};
}

}  // namespace syncing
