// A range of ledger entries as it travels, checked: what both sides do alike.
// Everything that depends on no stored state is checked here; what needs the held ledger is the center's.
#pragma once

#include <cstddef>
#include <vector>

#include "platform/base/result.h"
#include "platform/crypto/crypto.h"
#include "sync/record/entry.h"

namespace syncing {

constexpr std::size_t kMaxRangeBytes = 8UL * 1024 * 1024;
constexpr std::size_t kMaxRangeEntries = 2000;
constexpr std::size_t kMaxAnswerBytes = 64UL * 1024;
constexpr std::size_t kMaxUpdatesBytes = 8UL * 1024 * 1024;
constexpr std::size_t kMaxKeyListBytes = 64UL * 1024;
constexpr std::string_view kProtobufType = "application/x-protobuf";
constexpr std::string_view kProblemType = "application/problem+json";

using Nonce = platform::ByteArray<16>;

enum class PacketError {
    too_large,     // more bytes or entries than the limits above
    malformed,     // not this message, or a field of the wrong length
    bad_header,    // an entry header that is not one
    bad_body,      // a sealed body whose length or hash is not its header's
    wrong_ledger,  // an entry of another ledger
    broken_chain   // sequence numbers or previous hashes do not follow each other
};
std::string_view name_of(PacketError error);

struct RangeEntry {
    HeaderBytes header_bytes{};
    EntryHeader header;           // decoded from header_bytes
    platform::Hash hash{};        // of header_bytes
    platform::Bytes sealed_body;  // empty when it is left out: of an entry that the center holds already
};

struct LedgerRange {
    LedgerId ledger_id{};
    Nonce nonce{};
    std::vector<RangeEntry> entries;  // at least one, contiguous, chained to each other
    std::uint64_t known_epoch = 0;
    platform::Signature signature{};
};

/// The bytes of a v1.Range, signed with the ledger key. Entries as LedgerRange says; `signature` is not read.
platform::Bytes encode_range(const LedgerRange& range, const platform::SigningSecretKey& ledger_key);
/// Everything but the signature is checked.
platform::Result<LedgerRange, PacketError> decode_range(platform::ByteView bytes);
bool verify_range(const LedgerRange& range, const platform::SigningPublicKey& ledger_key);

/// A ledger that asks to follow another. Places from the old ledger's head back; at most kMaxPlaces are read.
constexpr std::size_t kMaxPlaces = 64;
struct ChainPlace {
    std::uint64_t seq = 0;
    platform::Hash hash{};
    bool operator==(const ChainPlace&) const = default;
};
struct HandOverCall {
    platform::ByteArray<16> terminal{};
    LedgerId old_ledger{};
    LedgerId new_ledger{};
    platform::SigningPublicKey new_key{};
    Nonce nonce{};
    std::vector<ChainPlace> places;
    char letter = 0;  // 0 = the center chooses
    platform::Bytes statement_bytes;
    platform::Signature old_signature{};
};

/// The bytes of a v1.HandOverRequest. Fills in statement_bytes and old_signature.
platform::Bytes encode_hand_over(HandOverCall& call, const platform::SigningSecretKey& old_key,
                                 const platform::SigningSecretKey& new_key);
/// The new key's signature is checked; the old one's is not (the reader knows that key: verify_hand_over).
platform::Result<HandOverCall, PacketError> decode_hand_over(platform::ByteView bytes);
bool verify_hand_over(const HandOverCall& call, const platform::SigningPublicKey& old_key);

}  // namespace syncing
