#include "sync/wire/enrolled_filter.h"

#include <algorithm>
#include <bit>

#include "platform/clock/clock.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

namespace wire = mutual_aid::v1;

// With 9.6 bits a number and 7 of them set, (1 - e^(-7/9.6))^7 = 1.0 % of all others seem to be in.
constexpr std::uint32_t kHashes = 7;
constexpr std::size_t kTenthsOfBits = 96;
constexpr std::uint32_t kMaxHashes = 32;
constexpr std::size_t kMaxBits = std::size_t{1024} * 1024;  // bytes
constexpr std::size_t kMaxPlan = 64;

/// Calls `at(byte, bit)` for each place of the element.
template <class At>
void each_place(const FilterElement& element, std::uint32_t hashes, std::size_t bytes, const At& at) {
    const std::uint64_t first = platform::read_u64(element, 0);
    const std::uint64_t step = platform::read_u64(element, 8) | 1;  // never the same place twice in a row
    for (std::uint64_t i = 0; i < hashes; ++i) {
        const std::uint64_t place = (first + i * step) % (std::uint64_t{8} * bytes);
        at(static_cast<std::size_t>(place / 8), static_cast<unsigned>(1U << (place % 8)));
    }
}

bool is_date(const std::string& text) {
    return platform::parse_date(text).has_value();
}

}  // namespace

FilterElement filter_element(const platform::SymmetricKey& key, std::string_view number) {
    const platform::Hash hash =
        platform::keyed_hash(key, "mutual-aid/v1/enrolled", {platform::view_of(number)});
    return *platform::array_of<20>(platform::ByteView(hash).first(20));
}

std::uint32_t filter_shards(std::size_t numbers) {
    const std::size_t wanted = (numbers + kFilterShardNumbers - 1) / kFilterShardNumbers;
    return std::min(kMaxFilterShards,
                    static_cast<std::uint32_t>(std::bit_ceil(std::max<std::size_t>(wanted, 1))));
}

std::uint32_t filter_shard_of(const FilterElement& element, std::uint32_t shards) {
    return platform::read_u32(element, 16) % shards;
}

void fill_filter(wire::EnrolledFilter& shard, std::span<const FilterElement> elements) {
    std::string bits((elements.size() * kTenthsOfBits + 79) / 80, '\0');
    for (const FilterElement& element : elements) {
        each_place(element, kHashes, bits.size(), [&](std::size_t byte, unsigned bit) {
            bits[byte] = static_cast<char>(static_cast<unsigned char>(bits[byte]) | bit);
        });
    }
    shard.set_hashes(kHashes);
    shard.set_bits(std::move(bits));
}

bool is_filter(const wire::EnrolledFilter& shard) {
    return !shard.plan().empty() && shard.plan().size() <= kMaxPlan && is_date(shard.coverage_from()) &&
           is_date(shard.coverage_to()) && shard.key().size() == 32 && shard.shards() <= kMaxFilterShards &&
           shard.shard() < shard.shards() && shard.hashes() >= 1 && shard.hashes() <= kMaxHashes &&
           shard.bits().size() <= kMaxBits;
}

bool may_contain(const wire::EnrolledFilter& shard, const FilterElement& element) {
    const std::string& bits = shard.bits();
    if (bits.empty()) return false;
    bool all = true;
    each_place(element, shard.hashes(), bits.size(), [&](std::size_t byte, unsigned bit) {
        all = all && (static_cast<unsigned char>(bits[byte]) & bit) != 0;
    });
    return all;
}

}  // namespace syncing
