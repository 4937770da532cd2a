#include "sync/wire/enrolled_filter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "sync/wire/packet.pb.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;

platform::SymmetricKey key_of(std::uint8_t seed) {
    platform::ByteArray<32> bytes{};
    bytes.fill(seed);
    return platform::SymmetricKey(bytes);
}

/// Elements of made-up numbers first .. first + count − 1.
std::vector<FilterElement> elements(int first, int count, const platform::SymmetricKey& key = key_of(1)) {
    std::vector<FilterElement> out;
    for (int i = first; i < first + count; ++i)
        out.push_back(filter_element(key, "350299" + std::to_string(100'000'000'000 + i)));
    return out;
}

wire::EnrolledFilter shard_of(std::span<const FilterElement> held, std::uint32_t shard = 0,
                              std::uint32_t shards = 1) {
    wire::EnrolledFilter out;
    out.set_plan("mutual-aid");
    out.set_coverage_from("2026-07-01");
    out.set_coverage_to("2027-06-30");
    out.set_key(std::string(32, 'k'));
    out.set_shard(shard);
    out.set_shards(shards);
    fill_filter(out, held);
    return out;
}

struct Whole {
    std::vector<wire::EnrolledFilter> shards;

    explicit Whole(const std::vector<FilterElement>& held) {
        const std::uint32_t count = filter_shards(held.size());
        for (std::uint32_t i = 0; i < count; ++i) {
            std::vector<FilterElement> mine;
            std::ranges::copy_if(held, std::back_inserter(mine),
                                 [&](const auto& one) { return filter_shard_of(one, count) == i; });
            shards.push_back(shard_of(mine, i, count));
        }
    }
    bool may_hold(const FilterElement& one) const {
        return may_contain(shards[filter_shard_of(one, static_cast<std::uint32_t>(shards.size()))], one);
    }
    std::size_t bytes() const {
        std::size_t sum = 0;
        for (const auto& shard : shards) sum += shard.ByteSizeLong();
        return sum;
    }
};

struct Size {
    int people;
    std::size_t shards;
    double most_others;     // of 100, who seem to be in
    double bytes_a_person;  // at most, all shards with their heads
};
class FilterOf : public testing::TestWithParam<Size> {};

TEST_P(FilterOf, everybody_in_it_is_found_and_about_one_in_a_hundred_others) {
    const auto held = elements(0, GetParam().people);
    const Whole filter(held);
    EXPECT_EQ(filter.shards.size(), GetParam().shards);
    for (const auto& shard : filter.shards) EXPECT_TRUE(is_filter(shard));
    EXPECT_TRUE(std::ranges::all_of(held, [&](const auto& one) { return filter.may_hold(one); }));

    constexpr int kOthers = 50'000;
    const auto others = elements(10'000'000, kOthers);
    const auto hits = std::ranges::count_if(others, [&](const auto& one) { return filter.may_hold(one); });
    const double percent = 100.0 * static_cast<double>(hits) / kOthers;
    EXPECT_LE(percent, GetParam().most_others);
    EXPECT_GE(percent, 0.5) << "it blurs on purpose";
    EXPECT_LE(static_cast<double>(filter.bytes()) / GetParam().people, GetParam().bytes_a_person);
    RecordProperty("percent_of_others", std::to_string(percent));
    RecordProperty("bytes", std::to_string(filter.bytes()));
}
INSTANTIATE_TEST_SUITE_P(Sizes, FilterOf,
                         testing::Values(Size{1'000, 1, 1.3, 1.4}, Size{8'192, 1, 1.2, 1.25},
                                         Size{8'193, 2, 1.2, 1.25}, Size{50'000, 8, 1.2, 1.25}),
                         [](const auto& it) { return "people_" + std::to_string(it.param.people); });

TEST(EnrolledFilter, of_nobody_holds_nobody) {
    const auto nobody = shard_of({});
    EXPECT_TRUE(is_filter(nobody));
    EXPECT_TRUE(nobody.bits().empty());
    for (const auto& one : elements(0, 100)) EXPECT_FALSE(may_contain(nobody, one));
}

TEST(EnrolledFilter, is_the_same_whatever_the_order) {
    auto held = elements(0, 500);
    const auto one = shard_of(held);
    std::ranges::reverse(held);
    EXPECT_EQ(one.bits(), shard_of(held).bits());
}

TEST(EnrolledFilter, another_key_gives_other_elements) {
    const auto filter = shard_of(elements(0, 1'000));
    const auto same_people = elements(0, 1'000, key_of(2));
    const auto hits =
        std::ranges::count_if(same_people, [&](const auto& one) { return may_contain(filter, one); });
    EXPECT_LT(hits, 30);
}

TEST(EnrolledFilter, the_layout_is_the_one_written_down) {
    FilterElement element{};
    element[0] = 3;   // first place 3
    element[8] = 10;  // an even step is made odd: 3, 14, 25 …
    element[16] = 6;  // shard 6 mod 4
    EXPECT_EQ(filter_shard_of(element, 4), 2U);
    wire::EnrolledFilter filter = shard_of(std::span(&element, 1));
    ASSERT_EQ(filter.bits().size(), 2U);  // 9.6 bits, in whole bytes
    // 3, 14, 25 mod 16 = 9, 4, 15, 10, 5
    EXPECT_EQ(filter.bits(), std::string("\x38\xc6", 2));
    EXPECT_EQ(filter.hashes(), 7U);
}

TEST(EnrolledFilter, doubles_its_shards_as_people_come) {
    const std::pair<std::size_t, std::uint32_t> cases[] = {
        {0, 1}, {1, 1}, {8192, 1}, {8193, 2}, {16385, 4}, {2'000'000, 256}, {1'000'000'000, 4096}};
    for (const auto& [people, shards] : cases) EXPECT_EQ(filter_shards(people), shards) << people;
}

TEST(EnrolledFilter, what_cannot_be_one_is_told_apart) {
    const auto good = shard_of(elements(0, 10));
    ASSERT_TRUE(is_filter(good));
    const std::pair<const char*, std::function<void(wire::EnrolledFilter&)>> faults[] = {
        {"no plan", [](auto& it) { it.clear_plan(); }},
        {"long plan", [](auto& it) { it.set_plan(std::string(65, 'x')); }},
        {"no such day", [](auto& it) { it.set_coverage_from("2026-02-30"); }},
        {"no last day", [](auto& it) { it.clear_coverage_to(); }},
        {"short key", [](auto& it) { it.set_key("short"); }},
        {"no shards", [](auto& it) { it.set_shards(0); }},
        {"shard beyond them", [](auto& it) { it.set_shard(1); }},
        {"too many shards", [](auto& it) { it.set_shards(4097); }},
        {"no hashes", [](auto& it) { it.set_hashes(0); }},
        {"too many hashes", [](auto& it) { it.set_hashes(33); }},
        {"too long", [](auto& it) { it.set_bits(std::string(1024 * 1024 + 1, '\0')); }}};
    for (const auto& [name, spoil] : faults) {
        wire::EnrolledFilter bad = good;
        spoil(bad);
        EXPECT_FALSE(is_filter(bad)) << name;
    }
}

}  // namespace
}  // namespace syncing
