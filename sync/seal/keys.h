// Keys that are made from something a person holds: an ID card, a slip, a staff badge with its PIN.
// All Argon2id derivations use 64 MiB and kPasses passes (about 40 ms) and block: never on the drawing
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/crypto/crypto.h"

namespace syncing {

constexpr std::uint32_t kArgonMemoryKib = 64 * 1024;
constexpr std::uint32_t kArgonPasses = 1;

using Tag = platform::ByteArray<16>;
using SlipSecret = platform::ByteArray<16>;
using BadgeSecret = platform::ByteArray<16>;

/// Mixed into card keys, so that they cannot be tried out without a terminal's or the center's copy.
struct Pepper {
    std::uint32_t version = 0;
    platform::SymmetricKey secret;
};

/// The card's text as read, in UTF-8: number in upper case, `valid_from` as "YYYY-MM-DD".
/// X25519 pair from seed Argon2id(framed number, valid_from, authority; salt = 16 bytes from the pepper).
platform::SealingKeyPair card_key(std::string_view number, std::string_view valid_from,
                                  std::string_view authority, const Pepper& pepper);

/// X25519 pair from the slip's secret.
platform::SealingKeyPair slip_key(const SlipSecret& secret);

/// Whose row it is: the first 16 bytes of the BLAKE2b-256 of the public key.
Tag recipient_tag(const platform::SealingPublicKey& key);

/// Finds the roster row of a badge without saying its secret.
Tag badge_tag(const BadgeSecret& secret);

/// A staff member's key pair: X25519 from the seed BLAKE2b-256("mutual-aid/v1/staff_key" ‖ Argon2id(framed
/// badge secret, PIN; salt)).
platform::SealingKeyPair staff_key(const BadgeSecret& badge, std::string_view pin,
                                   const platform::ByteArray<16>& salt);

/// The station's desk secret key, encrypted under Argon2id(framed badge secret, PIN; salt), bound to the
/// staff id.
platform::Bytes wrap_desk_key(const platform::SealingSecretKey& desk, const BadgeSecret& badge,
                              std::string_view pin, const platform::ByteArray<16>& salt,
                              std::string_view staff_id);
/// Nothing for a wrong PIN, badge or staff id.
std::optional<platform::SealingKeyPair> unwrap_desk_key(platform::ByteView wrapped, const BadgeSecret& badge,
                                                        std::string_view pin,
                                                        const platform::ByteArray<16>& salt,
                                                        std::string_view staff_id);

}  // namespace syncing
