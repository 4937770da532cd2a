// Sealing of messages: padded to size classes so that a length says little, then sealed to one public key.
// Plaintext before sealing:  u32le(length of message) message zeros…  up to a size class.
// Size classes of the padded plaintext: 512, 1024, 2048, 4096, then multiples of 4096 up to 65536 bytes.
// The sealed size is 48 bytes more. docs/wire_format.md, "Sealing".
#pragma once

#include "platform/base/result.h"
#include "platform/crypto/crypto.h"
#include "sync/record/entry.h"

namespace google::protobuf {
class MessageLite;
}
namespace mutual_aid::v1 {
class Body;
}

namespace syncing {

constexpr std::size_t kMaxPadded = 65536;
constexpr std::size_t kMaxSealed = kMaxPadded + platform::kSealOverhead;

enum class SealError {
    too_large,       // does not fit the largest size class
    bad_key,         // a degenerate public key
    not_for_us,      // sealed to another key, or changed on the way
    malformed,       // opened, but padding or message are not what the format says
    wrong_identity,  // opened, but speaks of another ledger or record than its header
};
std::string_view name_of(SealError error);

/// The smallest size class that takes `length` message bytes; 0 when none does.
std::size_t padded_size(std::size_t length);

/// Any message (PersonView, DeskView, IndexRow, …) to any key.
platform::Result<platform::Bytes, SealError> seal_message(const platform::SealingPublicKey& to,
                                                          const google::protobuf::MessageLite& message);
/// `into` holds the message after success; cleared otherwise.
platform::Result<void, SealError> open_message(const platform::SealingKeyPair& key, platform::ByteView sealed,
                                               google::protobuf::MessageLite& into);

/// Any bytes, a photographed paper: padded as above to multiples of 16,384 bytes, `limit` when sealed.
platform::Result<platform::Bytes, SealError> seal_bytes(const platform::SealingPublicKey& to,
                                                        platform::ByteView bytes, std::size_t limit);
platform::Result<platform::Bytes, SealError> open_bytes(const platform::SealingKeyPair& key,
                                                        platform::ByteView sealed);

/// A ledger entry's body. The ids inside must equal the header's, so that a body cannot be moved to another
/// entry.
platform::Result<platform::Bytes, SealError> seal_body(const platform::SealingPublicKey& center,
                                                       const mutual_aid::v1::Body& body);
platform::Result<void, SealError> open_body(const platform::SealingKeyPair& center, platform::ByteView sealed,
                                            const LedgerId& ledger, const RecordId& record,
                                            mutual_aid::v1::Body& into);

}  // namespace syncing
