// "Is this person enrolled already, perhaps at another station?", answered offline: a Bloom filter over the
// numbers of everybody whose enrollment stands for a plan and period, keyed, in shards. Pure. It errs on one
// side: who is in is always found, of all others one in a hundred seems to be in; so a hit asks and never
// blocks. Layout: docs/wire_format.md, "Already enrolled"; what it gives away: docs/threat_model.md.
//
// Own code: libbloom, the one library of its kind in Debian, hashes with its own unkeyed function and stores
// what its struct looks like in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "platform/crypto/crypto.h"

namespace mutual_aid::v1 {
class EnrolledFilter;
}

namespace syncing {

/// One number under the filter's key: two 64-bit hashes and what chooses the shard.
using FilterElement = platform::ByteArray<20>;

/// `number` as normalise_number or lasting_number gives it (sync/record/person.h).
FilterElement filter_element(const platform::SymmetricKey& key, std::string_view number);

/// A shard holds at most about so many numbers, which is 9.6 KiB: a day's change sends little again.
constexpr std::size_t kFilterShardNumbers = 8192;
constexpr std::uint32_t kMaxFilterShards = 4096;

/// How many shards so many numbers need: a power of two.
std::uint32_t filter_shards(std::size_t numbers);
std::uint32_t filter_shard_of(const FilterElement& element, std::uint32_t shards);

/// The bits of one shard, 9.6 for each element; the same for the same elements in any order. Sets `shard`'s
/// hashes and bits.
void fill_filter(mutual_aid::v1::EnrolledFilter& shard, std::span<const FilterElement> elements);

/// Whether the fields can be used at all; whatever came from outside is checked before it is kept.
bool is_filter(const mutual_aid::v1::EnrolledFilter& shard);
/// `shard`: one that is_filter, and the one of this element.
bool may_contain(const mutual_aid::v1::EnrolledFilter& shard, const FilterElement& element);

}  // namespace syncing
