#include "sync/wire/packet.h"

#include <gtest/gtest.h>

#include "sync/wire/packet.pb.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;
using platform::Bytes;

const platform::SigningKeyPair kKey = platform::signing_key_from_seed({1});

LedgerRange sample(std::uint64_t from, std::size_t count, std::size_t body_size = 560) {
    LedgerRange range;
    range.ledger_id.fill(7);
    range.nonce.fill(8);
    range.known_epoch = 3;
    platform::Hash previous{};
    for (std::size_t i = 0; i < count; ++i) {
        RangeEntry entry;
        entry.sealed_body.assign(body_size, static_cast<std::uint8_t>(i));
        entry.header.ledger_id = range.ledger_id;
        entry.header.seq = from + i;
        entry.header.previous = previous;
        entry.header.record_id = platform::random_array<16>();
        entry.header.sealed_length = static_cast<std::uint32_t>(body_size);
        entry.header.sealed_hash = platform::hash(entry.sealed_body);
        entry.header_bytes = encode(entry.header);
        entry.hash = previous = entry_hash(entry.header_bytes);
        range.entries.push_back(entry);
    }
    return range;
}

wire::Range message_of(const LedgerRange& range) {
    const Bytes bytes = encode_range(range, kKey.secret_key);
    wire::Range message;
    EXPECT_TRUE(message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())));
    return message;
}

platform::Result<LedgerRange, PacketError> decode(const wire::Range& message) {
    return decode_range(platform::view_of(message.SerializeAsString()));
}

TEST(Range, comes_back_and_its_signature_verifies) {
    const LedgerRange range = sample(5, 3);
    const auto decoded = decode_range(encode_range(range, kKey.secret_key));
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->ledger_id, range.ledger_id);
    EXPECT_EQ(decoded->nonce, range.nonce);
    EXPECT_EQ(decoded->known_epoch, 3U);
    ASSERT_EQ(decoded->entries.size(), 3U);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(decoded->entries[i].header, range.entries[i].header);
        EXPECT_EQ(decoded->entries[i].hash, range.entries[i].hash);
        EXPECT_EQ(decoded->entries[i].sealed_body, range.entries[i].sealed_body);
    }
    EXPECT_TRUE(verify_range(*decoded, kKey.public_key));
}

TEST(Range, signature_binds_key_nonce_ledger_and_head) {
    const auto decoded = decode_range(encode_range(sample(1, 2), kKey.secret_key)).value();
    EXPECT_FALSE(verify_range(decoded, platform::signing_key_from_seed({2}).public_key));
    LedgerRange other = decoded;
    other.nonce[0] ^= 1U;
    EXPECT_FALSE(verify_range(other, kKey.public_key));
    other = decoded;
    other.entries.pop_back();
    EXPECT_FALSE(verify_range(other, kKey.public_key));
}

TEST(Range, says_what_is_wrong_with_it) {
    wire::Range message = message_of(sample(1, 3));
    message.mutable_entries(1)->mutable_sealed_body()->at(0) ^= 1;
    EXPECT_EQ(decode(message).error(), PacketError::bad_body);

    message = message_of(sample(1, 3));
    message.mutable_entries(1)->mutable_header()->pop_back();
    EXPECT_EQ(decode(message).error(), PacketError::bad_header);

    message = message_of(sample(1, 3));
    message.mutable_entries()->SwapElements(0, 1);
    EXPECT_EQ(decode(message).error(), PacketError::broken_chain);

    message = message_of(sample(1, 3));
    message.mutable_entries()->DeleteSubrange(1, 1);
    EXPECT_EQ(decode(message).error(), PacketError::broken_chain);

    message = message_of(sample(1, 3));
    message.mutable_ledger_id()->at(0) ^= 1;
    EXPECT_EQ(decode(message).error(), PacketError::wrong_ledger);

    message = message_of(sample(1, 3));
    message.clear_entries();
    EXPECT_EQ(decode(message).error(), PacketError::malformed);

    message = message_of(sample(1, 3));
    message.mutable_request_nonce()->pop_back();
    EXPECT_EQ(decode(message).error(), PacketError::malformed);
}

TEST(Range, has_limits) {
    EXPECT_EQ(decode_range(Bytes(kMaxRangeBytes + 1)).error(), PacketError::too_large);
    EXPECT_EQ(decode_range(encode_range(sample(1, kMaxRangeEntries + 1, 0), kKey.secret_key)).error(),
              PacketError::too_large);
    EXPECT_EQ(decode_range(platform::view_of("<html>login</html>")).error(), PacketError::malformed);
}

TEST(Range, cut_anywhere_is_never_taken) {
    const Bytes bytes = encode_range(sample(1, 2), kKey.secret_key);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto decoded = decode_range(platform::ByteView(bytes).first(size));
        // Only the epoch, last in the bytes and not signed, may be missing.
        if (decoded) {
            EXPECT_GE(size + 2, bytes.size());
        }
    }
}

}  // namespace
}  // namespace syncing
