#include "sync/wire/desk_keys.h"

#include <algorithm>

#include "platform/base/check.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;
using platform::view_of;

}  // namespace

const platform::SealingKeyPair* DeskKeyring::find(std::uint64_t id) const {
    const auto found = std::ranges::find(keys, id, &Key::id);
    return found == keys.end() ? nullptr : &found->pair;
}

platform::Bytes seal_desk_keys(const platform::SealingPublicKey& staff, const DeskKeyring& ring) {
    wire::DeskKeys message;
    for (const DeskKeyring::Key& key : ring.keys) {
        wire::DeskKey& out = *message.add_keys();
        out.set_key_id(key.id);
        out.set_secret(platform::string_of(key.pair.secret_key.bytes));
    }
    auto sealed = seal_message(staff, message);
    platform::check(sealed.has_value(), "desk keys cannot be sealed");
    return std::move(*sealed);
}

std::optional<DeskKeyring> open_desk_keys(const wire::StaffRoster& roster, const wire::Staff& staff,
                                          const BadgeSecret& badge, std::string_view pin) {
    const auto salt = platform::array_of<16>(view_of(staff.salt()));
    if (!salt) return std::nullopt;
    if (staff.sealed_desk_keys().empty()) {
        const auto key =
            unwrap_desk_key(view_of(staff.wrapped_desk_key()), badge, pin, *salt, staff.staff_id());
        if (!key) return std::nullopt;
        return DeskKeyring{{{roster.desk_key_id(), *key}}};
    }
    wire::DeskKeys message;
    if (!open_message(staff_key(badge, pin, *salt), view_of(staff.sealed_desk_keys()), message))
        return std::nullopt;
    DeskKeyring ring;
    for (const wire::DeskKey& key : message.keys()) {
        const auto secret = platform::array_of<32>(view_of(key.secret()));
        if (!secret) return std::nullopt;
        ring.keys.push_back(
            {key.key_id(), platform::sealing_key_from_secret(platform::SealingSecretKey(*secret))});
    }
    if (ring.keys.empty()) return std::nullopt;
    return ring;
}

}  // namespace syncing
