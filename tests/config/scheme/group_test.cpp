#include <gmock/gmock.h>

#include "tests/config/scheme/ask.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

TEST(Groups, NeedTheirShareRoundedUp) {
    struct Row {
        const char* pack;
        std::int64_t headcount, required;
    };
    const Row rows[] = {{"yuncheng", 1, 1},    {"yuncheng", 50, 50},
                        {"yuncheng", 51, 41},  {"yuncheng", 55, 44},
                        {"yuncheng", 56, 45},  {"yuncheng", 100, 80},
                        {"zhonghu", 19, 19},   {"zhonghu", 20, 16},
                        {"zhonghu", 21, 17},   {"zhonghu", 24, 20},
                        {"zhonghu", 25, 20},   {"ningbo-2019", 7, 0},
                        {"weihai-9", 1000, 0}, {"zhonghu", INT64_MAX, 7378697629483820646}};
    for (const Row& row : rows) {
        const Pack& pack = shipped_pack(row.pack);
        const auto enough = group(pack, {row.headcount, row.required});
        ASSERT_TRUE(enough);
        EXPECT_EQ(enough->required, row.required) << row.pack << ' ' << row.headcount;
        EXPECT_TRUE(enough->ok);
        if (row.required == 0) continue;
        const auto short_by_one = group(pack, {row.headcount, row.required - 1});
        EXPECT_FALSE(short_by_one->ok);
        EXPECT_THAT(names(short_by_one->refusals), testing::ElementsAre("below_participation"));
    }
}

TEST(Groups, AreNotForSchemesOfIndividuals) {
    const auto answer = group(shipped_pack("xiamen"), {10, 10});
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->ok);
    EXPECT_EQ(answer->required, std::nullopt);
    EXPECT_THAT(names(answer->refusals), testing::ElementsAre("individual_only"));
}

TEST(Groups, OfImpossibleSizesAreNoQuestion) {
    const Pack& pack = shipped_pack("yuncheng");
    EXPECT_EQ(group(pack, {0, 0}).error(), RequestError::headcount_too_small);
    EXPECT_EQ(group(pack, {INT64_MIN, 0}).error(), RequestError::headcount_too_small);
    EXPECT_EQ(group(pack, {10, 11}).error(), RequestError::joining_out_of_range);
    EXPECT_EQ(group(pack, {10, -1}).error(), RequestError::joining_out_of_range);
}

}  // namespace

}  // namespace config::test
