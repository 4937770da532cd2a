#include "platform/crypto/crypto.h"

#include <gtest/gtest.h>
#include <sodium.h>

namespace platform {
namespace {

TEST(Hash, is_blake2b_256) {
    EXPECT_EQ(to_hex(hash(view_of("abc"))),
              "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
    EXPECT_EQ(hash({view_of("a"), view_of("bc")}), hash(view_of("abc")));
}

TEST(KeyedHash, tells_apart_where_one_part_ends) {
    const SymmetricKey key(hash(view_of("key")));
    EXPECT_NE(keyed_hash(key, "tag", {view_of("ab"), view_of("c")}),
              keyed_hash(key, "tag", {view_of("a"), view_of("bc")}));
    EXPECT_NE(keyed_hash(key, "tag", {view_of("ab")}), keyed_hash(key, "gat", {view_of("ab")}));
}

TEST(Sign, covers_the_framed_domain_and_parts_byte_for_byte) {
    const SigningKeyPair key = signing_key_from_seed(hash(view_of("seed")));
    const Signature signature = sign(key.secret_key, Purpose::slip, {view_of("one"), view_of("")});
    Bytes message;
    append_u32(message, 18);
    append(message, view_of("mutual-aid/v1/slip"));
    append_u32(message, 3);
    append(message, view_of("one"));
    append_u32(message, 0);
    EXPECT_EQ(
        crypto_sign_verify_detached(signature.data(), message.data(), message.size(), key.public_key.data()),
        0);
}

TEST(Sign, does_not_pass_for_another_purpose_key_or_framing) {
    const SigningKeyPair key = new_signing_key();
    const Signature signature = sign(key.secret_key, Purpose::slip, {view_of("ab"), view_of("c")});
    EXPECT_TRUE(verify(key.public_key, Purpose::slip, {view_of("ab"), view_of("c")}, signature));
    EXPECT_FALSE(verify(key.public_key, Purpose::badge, {view_of("ab"), view_of("c")}, signature));
    EXPECT_FALSE(verify(key.public_key, Purpose::slip, {view_of("a"), view_of("bc")}, signature));
    EXPECT_FALSE(
        verify(new_signing_key().public_key, Purpose::slip, {view_of("ab"), view_of("c")}, signature));
    EXPECT_FALSE(
        verify(key.public_key, Purpose::slip, {view_of("ab"), view_of("c")}, ByteView(signature).first(63)));
}

TEST(Purpose, names_are_all_different) {
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(Purpose::packet); ++i)
        names.push_back(purpose_name(static_cast<Purpose>(i)));
    std::sort(names.begin(), names.end());
    EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
}

TEST(Seal, opens_only_with_the_key_it_was_sealed_to) {
    const SealingKeyPair key = new_sealing_key();
    Bytes sealed = seal(key.public_key, view_of("plain"));
    EXPECT_EQ(sealed.size(), 5 + kSealOverhead);
    EXPECT_EQ(string_of(open(key, sealed).value()), "plain");
    EXPECT_EQ(string_of(open(sealing_key_from_secret(key.secret_key), sealed).value()), "plain");
    EXPECT_FALSE(open(new_sealing_key(), sealed));
    sealed[40] ^= 1U;
    EXPECT_FALSE(open(key, sealed));
    EXPECT_FALSE(open(key, Bytes(kSealOverhead - 1)));
}

TEST(Seal, refuses_degenerate_public_keys) {
    EXPECT_TRUE(can_seal_to(new_sealing_key().public_key));
    const SealingSecretKey any(random_array<32>());
    for (const char* hex : {"0000000000000000000000000000000000000000000000000000000000000000",
                            "0100000000000000000000000000000000000000000000000000000000000000",
                            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}) {
        const auto point = array_of<32>(*from_hex(hex)).value();
        EXPECT_FALSE(can_seal_to(point)) << hex;
        ByteArray<32> shared{};
        EXPECT_NE(crypto_scalarmult(shared.data(), any.bytes.data(), point.data()), 0)
            << "the library agrees";
    }
}

TEST(Encrypt, binds_the_associated_bytes) {
    const SymmetricKey key(random_array<32>());
    const Bytes box = encrypt(key, view_of("plain"), view_of("row 1"));
    EXPECT_EQ(string_of(decrypt(key, box, view_of("row 1")).value()), "plain");
    EXPECT_FALSE(decrypt(key, box, view_of("row 2")));
    EXPECT_FALSE(decrypt(SymmetricKey(random_array<32>()), box, view_of("row 1")));
    EXPECT_FALSE(decrypt(key, Bytes(39), view_of("row 1")));
}

TEST(DeriveKey, is_argon2id) {
    ByteArray<16> salt{};
    salt.fill(7);
    const SymmetricKey key = derive_key(view_of("secret"), salt, 2, 1024);
    ByteArray<32> expected{};
    ASSERT_EQ(crypto_pwhash(expected.data(), 32, "secret", 6, salt.data(), 2, 1024 * 1024,
                            crypto_pwhash_ALG_ARGON2ID13),
              0);
    EXPECT_EQ(key.bytes, expected);
}

TEST(EqualInConstantTime, compares_length_and_content) {
    EXPECT_TRUE(equal_in_constant_time(view_of("abc"), view_of("abc")));
    EXPECT_FALSE(equal_in_constant_time(view_of("abc"), view_of("abd")));
    EXPECT_FALSE(equal_in_constant_time(view_of("abc"), view_of("ab")));
}

}  // namespace
}  // namespace platform
