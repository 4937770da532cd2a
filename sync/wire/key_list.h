// The list of keys that the offline city root signs: which key may do what, and when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "platform/crypto/crypto.h"

namespace syncing {

enum class KeyPurpose { acknowledgement, updates, pack, sealing, tls_ca };
/// The `purpose` text in the list.
std::string_view name_of(KeyPurpose purpose);

struct ListedKey {
    std::uint64_t key_id = 0;
    KeyPurpose purpose = KeyPurpose::acknowledgement;
    platform::Bytes data;  // 32 bytes; for tls_ca a DER certificate
    std::int64_t valid_from_ms = 0;
    std::int64_t valid_to_ms = 0;  // last millisecond
};

/// What is known of true time: [earliest, latest]; nothing known = the whole range.
struct TimeSpan {
    std::int64_t earliest_ms = INT64_MIN;
    std::int64_t latest_ms = INT64_MAX;
};

enum class KeyListError { too_large, malformed, bad_signature };
std::string_view name_of(KeyListError error);

class KeyList {
  public:
    /// Believes nothing before the root's signature is right. Keys of purposes this release does not know are
    /// left out.
    static platform::Result<KeyList, KeyListError> verify(platform::ByteView signed_key_list,
                                                          const platform::SigningPublicKey& root);

    std::uint64_t version() const { return version_; }
    const std::string& city() const { return city_; }
    const std::string& center_name() const { return center_name_; }
    const std::vector<ListedKey>& keys() const { return keys_; }
    /// That key, if it may have been valid in the span.
    const ListedKey* find(KeyPurpose purpose, std::uint64_t key_id, const TimeSpan& when = {}) const;
    /// The one that became valid last and may be valid in the span.
    const ListedKey* newest(KeyPurpose purpose, const TimeSpan& when = {}) const;
    /// True when `signature` over `part` is right for that listed key.
    bool verifies(KeyPurpose purpose, std::uint64_t key_id, const TimeSpan& when,
                  platform::Purpose signed_for, platform::ByteView part, platform::ByteView signature) const;

  private:
    std::uint64_t version_ = 0;
    std::string city_;
    std::string center_name_;
    std::vector<ListedKey> keys_;
};

}  // namespace syncing
