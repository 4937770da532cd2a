// libsodium behind names of the field. Every function is thread-safe after init(); keys are values.
// Signatures never cover bare bytes: a purpose is always framed in, so that a signature made for one thing
// cannot pass for another:   sign(key, "mutual-aid/v1/" PURPOSE, parts…)  over
//   u32le(len(domain)) domain  u32le(len(part)) part …
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/bytes.h"

namespace platform {

using Hash = ByteArray<32>;              // BLAKE2b-256
using SigningPublicKey = ByteArray<32>;  // Ed25519
using Signature = ByteArray<64>;
using SealingPublicKey = ByteArray<32>;  // X25519

/// Secret keys wipe themselves when they go.
template <std::size_t N>
struct SecretBytes {
    ByteArray<N> bytes{};
    SecretBytes() = default;
    explicit SecretBytes(const ByteArray<N>& from) : bytes(from) {}
    SecretBytes(const SecretBytes&) = default;
    SecretBytes& operator=(const SecretBytes&) = default;
    ~SecretBytes();
};
extern template struct SecretBytes<32>;
extern template struct SecretBytes<64>;

using SigningSecretKey = SecretBytes<64>;
using SealingSecretKey = SecretBytes<32>;
using SymmetricKey = SecretBytes<32>;

struct SigningKeyPair {
    SigningPublicKey public_key{};
    SigningSecretKey secret_key;
};
struct SealingKeyPair {
    SealingPublicKey public_key{};
    SealingSecretKey secret_key;
};

/// What a signature is for. The text is the last part of its domain "mutual-aid/v1/PURPOSE".
enum class Purpose {
    key_list,         // city root over a key list
    ledger_head,      // terminal over the head of a pushed range
    acknowledgement,  // center over an acknowledgement
    updates,          // center over a piece of the updates stream
    slip,             // terminal over a slip's code
    pack,             // pack key over a scheme pack
    settings,         // pack key over settings for stations
    directory,        // pack key over the city's station directory
    badge,            // center over a staff badge's code
    provisioning,     // center over a provisioning code
    hand_over,        // old ledger key over its successor
    packet            // ledger key over the head of a packet on a stick
};
std::string_view purpose_name(Purpose purpose);

/// Call once per process before anything else; aborts when libsodium cannot start.
void init_crypto();

void random_bytes(std::span<std::uint8_t> out);
template <std::size_t N>
ByteArray<N> random_array() {
    ByteArray<N> out{};
    random_bytes(out);
    return out;
}

Hash hash(ByteView bytes);
Hash hash(std::initializer_list<ByteView> parts);  // of the concatenation
/// Keyed BLAKE2b-256 of a label and the length-framed parts: local tags, derived keys.
Hash keyed_hash(const SymmetricKey& key, std::string_view label, std::initializer_list<ByteView> parts);
bool equal_in_constant_time(ByteView a, ByteView b);

SigningKeyPair new_signing_key();
SigningKeyPair signing_key_from_seed(const ByteArray<32>& seed);
Signature sign(const SigningSecretKey& key, Purpose purpose, std::initializer_list<ByteView> parts);
bool verify(const SigningPublicKey& key, Purpose purpose, std::initializer_list<ByteView> parts,
            ByteView signature);

SealingKeyPair new_sealing_key();
SealingKeyPair sealing_key_from_seed(const ByteArray<32>& seed);
/// The pair of a stored X25519 secret key.
SealingKeyPair sealing_key_from_secret(const SealingSecretKey& secret);
/// crypto_box_seal: anonymous, 48 bytes longer than the plaintext.
constexpr std::size_t kSealOverhead = 48;
/// False for the few degenerate points; ask before sealing to a key that came from outside.
bool can_seal_to(const SealingPublicKey& key);
/// Aborts when !can_seal_to(to).
Bytes seal(const SealingPublicKey& to, ByteView plaintext);
std::optional<Bytes> open(const SealingKeyPair& key, ByteView sealed);

/// XChaCha20-Poly1305 with a random nonce in front (24 + 16 bytes longer).
Bytes encrypt(const SymmetricKey& key, ByteView plaintext, ByteView associated);
std::optional<Bytes> decrypt(const SymmetricKey& key, ByteView box, ByteView associated);

/// Argon2id, 32 bytes out. `memory_kib` is a power of two. Blocking: about 40 ms at 64 MiB and one pass.
SymmetricKey derive_key(ByteView secret, const ByteArray<16>& salt, std::uint32_t passes,
                        std::uint32_t memory_kib);

/// A person's password as it is kept: salt, costs (Argon2id, 64 MiB, two passes) and hash in one line of
/// ASCII, under 128 characters. Blocking, about 0.1 s.
std::string hash_password(std::string_view password);
bool password_matches(std::string_view hashed, std::string_view password);

}  // namespace platform
