// A station's desk keys, and how staff open them with badge and PIN.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/crypto/crypto.h"
#include "sync/seal/keys.h"

namespace mutual_aid::v1 {
class Staff;
class StaffRoster;
}  // namespace mutual_aid::v1

namespace syncing {

struct DeskKeyring {
    struct Key {
        std::uint64_t id = 0;
        platform::SealingKeyPair pair;
    };
    std::vector<Key> keys;  // the one that rows are sealed to now comes first

    /// Null when it is none of them.
    const platform::SealingKeyPair* find(std::uint64_t id) const;
};

/// Staff.sealed_desk_keys.
platform::Bytes seal_desk_keys(const platform::SealingPublicKey& staff, const DeskKeyring& ring);

/// What badge and PIN of `staff` open; of a roster from before there were staff keys the one desk key.
/// Nothing when the PIN is wrong. Blocks for one Argon2id.
std::optional<DeskKeyring> open_desk_keys(const mutual_aid::v1::StaffRoster& roster,
                                          const mutual_aid::v1::Staff& staff, const BadgeSecret& badge,
                                          std::string_view pin);

}  // namespace syncing
