#include "sync/seal/keys.h"

#include <initializer_list>

#include "platform/base/wipe.h"

namespace syncing {

namespace {

using platform::ByteArray;
using platform::Bytes;
using platform::ByteView;
using platform::view_of;

constexpr std::string_view kSlipKeyLabel = "mutual-aid/v1/slip_key";
constexpr std::string_view kStaffKeyLabel = "mutual-aid/v1/staff_key";
constexpr std::string_view kBadgeTagLabel = "mutual-aid/v1/badge_tag";
constexpr std::string_view kCardSaltLabel = "mutual-aid/v1/card_salt";

ByteArray<16> first_half(const platform::Hash& hash) {
    return platform::array_of<16>(ByteView(hash).first(16)).value();
}

platform::SymmetricKey derive(std::initializer_list<ByteView> parts, const ByteArray<16>& salt) {
    std::size_t size = 0;
    for (const ByteView part : parts) size += 4 + part.size();
    Bytes framed;
    framed.reserve(size);  // no growth: a reallocation would leave a copy behind
    for (const ByteView part : parts) {
        platform::append_u32(framed, static_cast<std::uint32_t>(part.size()));
        platform::append(framed, part);
    }
    platform::SymmetricKey key = platform::derive_key(framed, salt, kArgonPasses, kArgonMemoryKib);
    platform::wipe(framed);
    return key;
}

}  // namespace

platform::SealingKeyPair card_key(std::string_view number, std::string_view valid_from,
                                  std::string_view authority, const Pepper& pepper) {
    Bytes version;
    platform::append_u32(version, pepper.version);
    const auto salt = first_half(platform::keyed_hash(pepper.secret, kCardSaltLabel, {version}));
    const auto seed = derive({view_of(number), view_of(valid_from), view_of(authority)}, salt);
    return platform::sealing_key_from_seed(seed.bytes);
}

platform::SealingKeyPair slip_key(const SlipSecret& secret) {
    const platform::SymmetricKey seed(platform::hash({view_of(kSlipKeyLabel), secret}));
    return platform::sealing_key_from_seed(seed.bytes);
}

Tag recipient_tag(const platform::SealingPublicKey& key) {
    return first_half(platform::hash(key));
}

Tag badge_tag(const BadgeSecret& secret) {
    return first_half(platform::hash({view_of(kBadgeTagLabel), secret}));
}

platform::SealingKeyPair staff_key(const BadgeSecret& badge, std::string_view pin,
                                   const ByteArray<16>& salt) {
    const platform::SymmetricKey derived = derive({badge, view_of(pin)}, salt);
    const platform::SymmetricKey seed(platform::hash({view_of(kStaffKeyLabel), derived.bytes}));
    return platform::sealing_key_from_seed(seed.bytes);
}

Bytes wrap_desk_key(const platform::SealingSecretKey& desk, const BadgeSecret& badge, std::string_view pin,
                    const ByteArray<16>& salt, std::string_view staff_id) {
    return platform::encrypt(derive({badge, view_of(pin)}, salt), desk.bytes, view_of(staff_id));
}

std::optional<platform::SealingKeyPair> unwrap_desk_key(ByteView wrapped, const BadgeSecret& badge,
                                                        std::string_view pin, const ByteArray<16>& salt,
                                                        std::string_view staff_id) {
    auto opened = platform::decrypt(derive({badge, view_of(pin)}, salt), wrapped, view_of(staff_id));
    if (!opened) return std::nullopt;
    const auto bytes = platform::array_of<32>(*opened);
    platform::wipe(*opened);
    if (!bytes) return std::nullopt;
    return platform::sealing_key_from_secret(platform::SealingSecretKey(*bytes));
}

}  // namespace syncing
