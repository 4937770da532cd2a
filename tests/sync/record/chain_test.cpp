#include "sync/record/chain.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace syncing {
namespace {

struct Stored {
    EntryHeader header;
    platform::Hash hash{};
    platform::Bytes body;
};

std::vector<Stored> chain_of(std::uint64_t count) {
    std::vector<Stored> entries;
    platform::Hash previous{};
    for (std::uint64_t seq = 1; seq <= count; ++seq) {
        Stored one;
        one.body = platform::Bytes(40, static_cast<std::uint8_t>(seq));
        one.header.ledger_id.fill(0x11);
        one.header.seq = seq;
        one.header.previous = previous;
        one.header.sealed_length = static_cast<std::uint32_t>(one.body.size());
        one.header.sealed_hash = platform::hash(one.body);
        one.hash = previous = entry_hash(encode(one.header));
        entries.push_back(one);
    }
    return entries;
}

/// Whether all were what they say, and are the whole chain to the last of `whole`.
bool are_chain(const std::vector<Stored>& entries, const std::vector<Stored>& whole) {
    ChainSet set;
    const bool right = std::ranges::all_of(entries, [&](const Stored& one) {
        return set.add(one.header.seq, one.header.ledger_id, encode(one.header), one.hash, one.body);
    });
    return right && set.ends_with(whole.size(), whole.back().hash);
}

TEST(ChainSet, is_whole_in_any_order) {
    const auto whole = chain_of(6);
    auto turned = whole;
    std::ranges::reverse(turned);
    std::swap(turned[1], turned[4]);
    EXPECT_TRUE(are_chain(whole, whole));
    EXPECT_TRUE(are_chain(turned, whole));
    EXPECT_TRUE(ChainSet().ends_with(0, {}));
}

TEST(ChainSet, lacks_whichever_is_missing) {
    const auto whole = chain_of(5);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        auto some = whole;
        some.erase(some.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_FALSE(are_chain(some, whole)) << i;
        some.push_back(some.front());
        EXPECT_FALSE(are_chain(some, whole)) << "one twice in the place of " << i;
    }
}

TEST(ChainSet, takes_no_entry_twice_and_none_beyond_its_end) {
    const auto whole = chain_of(4);
    auto more = whole;
    more.push_back(whole[2]);
    EXPECT_FALSE(are_chain(more, whole));
    EXPECT_FALSE(are_chain(chain_of(5), whole));
}

TEST(ChainSet, finds_a_link_that_is_another) {
    const auto whole = chain_of(4);
    auto other = whole;
    other[2].header.previous[0] ^= 1;
    other[2].hash = entry_hash(encode(other[2].header));
    EXPECT_FALSE(are_chain(other, whole));
}

TEST(ChainSet, takes_only_what_is_as_its_header_says) {
    const auto whole = chain_of(2);
    auto body = whole;
    body[0].body[0] ^= 1;
    EXPECT_FALSE(are_chain(body, whole));
    auto hash = whole;
    hash[0].hash[0] ^= 1;
    EXPECT_FALSE(are_chain(hash, whole));
    auto purged = whole;
    purged[0].body.clear();
    EXPECT_TRUE(are_chain(purged, whole)) << "a purged body is not looked at";
}

}  // namespace
}  // namespace syncing
