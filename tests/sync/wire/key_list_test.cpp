#include "sync/wire/key_list.h"

#include <gtest/gtest.h>

#include "sync/wire/packet.pb.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;

const platform::SigningKeyPair kRoot = platform::signing_key_from_seed({1});
const platform::SigningKeyPair kAcknowledger = platform::signing_key_from_seed({2});

void add(wire::KeyList& list, std::uint64_t id, std::string_view purpose, platform::ByteView data,
         std::int64_t from, std::int64_t to) {
    auto& key = *list.add_keys();
    key.set_key_id(id);
    key.set_purpose(std::string(purpose));
    key.set_data(platform::string_of(data));
    key.set_valid_from_ms(from);
    key.set_valid_to_ms(to);
}

wire::KeyList sample() {
    wire::KeyList list;
    list.set_version(7);
    list.set_city("测试市");
    add(list, 1, "acknowledgement", kAcknowledger.public_key, 100, 200);
    add(list, 2, "sealing", kAcknowledger.public_key, 100, 200);
    add(list, 3, "sealing", kRoot.public_key, 150, 300);
    add(list, 4, "of_a_later_release", platform::view_of("anything"), 0, 1000);
    return list;
}

std::string signed_by(const platform::SigningKeyPair& root, const wire::KeyList& list) {
    wire::SignedKeyList envelope;
    envelope.set_list_bytes(list.SerializeAsString());
    envelope.set_signature(platform::string_of(platform::sign(root.secret_key, platform::Purpose::key_list,
                                                              {platform::view_of(envelope.list_bytes())})));
    return envelope.SerializeAsString();
}

auto verify(const std::string& bytes) {
    return KeyList::verify(platform::view_of(bytes), kRoot.public_key);
}

TEST(KeyList, is_believed_under_its_root_only) {
    EXPECT_EQ(verify(signed_by(kRoot, sample()))->version(), 7U);
    EXPECT_EQ(verify(signed_by(kAcknowledger, sample())).error(), KeyListError::bad_signature);
    EXPECT_EQ(verify("<html>").error(), KeyListError::malformed);
    EXPECT_EQ(verify("").error(), KeyListError::bad_signature);
    EXPECT_EQ(verify(std::string(100'000, 'x')).error(), KeyListError::too_large);
}

TEST(KeyList, leaves_out_purposes_it_does_not_know) {
    EXPECT_EQ(verify(signed_by(kRoot, sample()))->keys().size(), 3U);
}

TEST(KeyList, refuses_a_key_of_the_wrong_length) {
    wire::KeyList list = sample();
    list.mutable_keys(0)->mutable_data()->pop_back();
    EXPECT_EQ(verify(signed_by(kRoot, list)).error(), KeyListError::malformed);
}

TEST(KeyList, gives_a_key_for_its_purpose_and_time_only) {
    const KeyList list = verify(signed_by(kRoot, sample())).value();
    EXPECT_NE(list.find(KeyPurpose::acknowledgement, 1), nullptr);
    EXPECT_NE(list.find(KeyPurpose::acknowledgement, 1, {150, 160}), nullptr);
    EXPECT_NE(list.find(KeyPurpose::acknowledgement, 1, {0, 100}), nullptr)
        << "the span touches its first moment";
    EXPECT_EQ(list.find(KeyPurpose::acknowledgement, 1, {0, 99}), nullptr);
    EXPECT_EQ(list.find(KeyPurpose::acknowledgement, 1, {201, 300}), nullptr);
    EXPECT_EQ(list.find(KeyPurpose::updates, 1), nullptr);
    EXPECT_EQ(list.find(KeyPurpose::acknowledgement, 2), nullptr);
}

TEST(KeyList, newest_is_the_one_that_became_valid_last) {
    const KeyList list = verify(signed_by(kRoot, sample())).value();
    EXPECT_EQ(list.newest(KeyPurpose::sealing, {160, 170})->key_id, 3U);
    EXPECT_EQ(list.newest(KeyPurpose::sealing, {120, 130})->key_id, 2U);
    EXPECT_EQ(list.newest(KeyPurpose::sealing, {301, 400}), nullptr);
}

TEST(KeyList, verifies_a_signature_of_a_listed_key) {
    const KeyList list = verify(signed_by(kRoot, sample())).value();
    const auto part = platform::view_of("answer");
    const auto signature =
        platform::sign(kAcknowledger.secret_key, platform::Purpose::acknowledgement, {part});
    const auto verifies = [&](KeyPurpose purpose, std::uint64_t id, TimeSpan when) {
        return list.verifies(purpose, id, when, platform::Purpose::acknowledgement, part, signature);
    };
    EXPECT_TRUE(verifies(KeyPurpose::acknowledgement, 1, {}));
    EXPECT_FALSE(verifies(KeyPurpose::acknowledgement, 1, {500, 600})) << "expired";
    EXPECT_FALSE(verifies(KeyPurpose::acknowledgement, 9, {})) << "not listed";
    EXPECT_FALSE(
        list.verifies(KeyPurpose::acknowledgement, 1, {}, platform::Purpose::updates, part, signature));
}

}  // namespace
}  // namespace syncing
