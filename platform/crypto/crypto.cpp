#include "platform/crypto/crypto.h"

#include <sodium.h>

#include <algorithm>
#include <iterator>

#include "platform/base/check.h"
#include "platform/crypto/hasher.h"

namespace platform {

namespace {

constexpr std::string_view kDomain = "mutual-aid/v1/";

/// Points of order 1, 2, 4 and 8 of Curve25519 and its twist, with the encodings p - 1, p and p + 1: whatever
/// the other key is, the shared secret is zero (RFC 7748, section 6.1).
constexpr std::string_view kSmallOrderPoints[] = {
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
};

static_assert(kSealOverhead == crypto_box_SEALBYTES);
static_assert(sizeof(Signature) == crypto_sign_BYTES);

void add_framed(Hasher& hasher, ByteView part) {
    Bytes length;
    append_u32(length, static_cast<std::uint32_t>(part.size()));
    hasher.add(length);
    hasher.add(part);
}

void append_framed(Bytes& to, ByteView part) {
    append_u32(to, static_cast<std::uint32_t>(part.size()));
    append(to, part);
}

Bytes signed_message(Purpose purpose, std::initializer_list<ByteView> parts) {
    Bytes message;
    append_framed(message, view_of(std::string(kDomain) + std::string(purpose_name(purpose))));
    for (const ByteView part : parts) append_framed(message, part);
    return message;
}

}  // namespace

template <std::size_t N>
SecretBytes<N>::~SecretBytes() {
    sodium_memzero(bytes.data(), bytes.size());
}
template struct SecretBytes<32>;
template struct SecretBytes<64>;

std::string_view purpose_name(Purpose purpose) {
    switch (purpose) {
        case Purpose::key_list:
            return "key_list";
        case Purpose::ledger_head:
            return "ledger_head";
        case Purpose::acknowledgement:
            return "acknowledgement";
        case Purpose::updates:
            return "updates";
        case Purpose::slip:
            return "slip";
        case Purpose::pack:
            return "pack";
        case Purpose::settings:
            return "settings";
        case Purpose::directory:
            return "directory";
        case Purpose::badge:
            return "badge";
        case Purpose::provisioning:
            return "provisioning";
        case Purpose::hand_over:
            return "hand_over";
        case Purpose::packet:
            return "packet";
    }
    check(false, "unknown signature purpose");
    return {};
}

void init_crypto() {
    check(sodium_init() >= 0, "libsodium cannot start");
}

void random_bytes(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

Hash hash(ByteView bytes) {
    return hash({bytes});
}

Hash hash(std::initializer_list<ByteView> parts) {
    Hasher hasher;
    for (const ByteView part : parts) hasher.add(part);
    return hasher.finish();
}

Hash keyed_hash(const SymmetricKey& key, std::string_view label, std::initializer_list<ByteView> parts) {
    Hasher hasher(key.bytes);
    add_framed(hasher, view_of(label));
    for (const ByteView part : parts) add_framed(hasher, part);
    return hasher.finish();
}

bool equal_in_constant_time(ByteView a, ByteView b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

SigningKeyPair new_signing_key() {
    SigningKeyPair pair;
    crypto_sign_keypair(pair.public_key.data(), pair.secret_key.bytes.data());
    return pair;
}

SigningKeyPair signing_key_from_seed(const ByteArray<32>& seed) {
    SigningKeyPair pair;
    crypto_sign_seed_keypair(pair.public_key.data(), pair.secret_key.bytes.data(), seed.data());
    return pair;
}

Signature sign(const SigningSecretKey& key, Purpose purpose, std::initializer_list<ByteView> parts) {
    const Bytes message = signed_message(purpose, parts);
    Signature signature{};
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), key.bytes.data());
    return signature;
}

bool verify(const SigningPublicKey& key, Purpose purpose, std::initializer_list<ByteView> parts,
            ByteView signature) {
    if (signature.size() != crypto_sign_BYTES) return false;
    const Bytes message = signed_message(purpose, parts);
    return crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.data()) == 0;
}

SealingKeyPair new_sealing_key() {
    SealingKeyPair pair;
    crypto_box_keypair(pair.public_key.data(), pair.secret_key.bytes.data());
    return pair;
}

SealingKeyPair sealing_key_from_seed(const ByteArray<32>& seed) {
    SealingKeyPair pair;
    crypto_box_seed_keypair(pair.public_key.data(), pair.secret_key.bytes.data(), seed.data());
    return pair;
}

SealingKeyPair sealing_key_from_secret(const SealingSecretKey& secret) {
    SealingKeyPair pair;
    pair.secret_key = secret;
    crypto_scalarmult_base(pair.public_key.data(), secret.bytes.data());
    return pair;
}

bool can_seal_to(const SealingPublicKey& key) {
    SealingPublicKey point = key;
    point[31] &= 0x7fU;  // X25519 ignores the top bit
    return std::ranges::find(kSmallOrderPoints, to_hex(point)) == std::end(kSmallOrderPoints);
}

Bytes seal(const SealingPublicKey& to, ByteView plaintext) {
    Bytes sealed(plaintext.size() + kSealOverhead);
    check(crypto_box_seal(sealed.data(), plaintext.data(), plaintext.size(), to.data()) == 0,
          "cannot seal to this public key");
    return sealed;
}

std::optional<Bytes> open(const SealingKeyPair& key, ByteView sealed) {
    if (sealed.size() < kSealOverhead) return std::nullopt;
    Bytes plaintext(sealed.size() - kSealOverhead);
    if (crypto_box_seal_open(plaintext.data(), sealed.data(), sealed.size(), key.public_key.data(),
                             key.secret_key.bytes.data()) != 0)
        return std::nullopt;
    return plaintext;
}

Bytes encrypt(const SymmetricKey& key, ByteView plaintext, ByteView associated) {
    constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    Bytes box(kNonce + plaintext.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
    random_bytes(std::span(box).first(kNonce));
    crypto_aead_xchacha20poly1305_ietf_encrypt(box.data() + kNonce, nullptr, plaintext.data(),
                                               plaintext.size(), associated.data(), associated.size(),
                                               nullptr, box.data(), key.bytes.data());
    return box;
}

std::optional<Bytes> decrypt(const SymmetricKey& key, ByteView box, ByteView associated) {
    constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
    constexpr std::size_t kOverhead = kNonce + crypto_aead_xchacha20poly1305_ietf_ABYTES;
    if (box.size() < kOverhead) return std::nullopt;
    Bytes plaintext(box.size() - kOverhead);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plaintext.data(), nullptr, nullptr, box.data() + kNonce,
                                                   box.size() - kNonce, associated.data(), associated.size(),
                                                   box.data(), key.bytes.data()) != 0)
        return std::nullopt;
    return plaintext;
}

SymmetricKey derive_key(ByteView secret, const ByteArray<16>& salt, std::uint32_t passes,
                        std::uint32_t memory_kib) {
    static_assert(crypto_pwhash_SALTBYTES == 16);
    SymmetricKey key;
    check(crypto_pwhash(key.bytes.data(), key.bytes.size(), reinterpret_cast<const char*>(secret.data()),
                        secret.size(), salt.data(), passes, std::size_t{memory_kib} * 1024,
                        crypto_pwhash_ALG_ARGON2ID13) == 0,
          "no memory for key derivation");
    return key;
}

std::string hash_password(std::string_view password) {
    char hashed[crypto_pwhash_STRBYTES];
    check(crypto_pwhash_str_alg(hashed, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) == 0,
          "no memory for hashing a password");
    return hashed;
}

bool password_matches(std::string_view hashed, std::string_view password) {
    return crypto_pwhash_str_verify(std::string(hashed).c_str(), password.data(), password.size()) == 0;
}

}  // namespace platform
