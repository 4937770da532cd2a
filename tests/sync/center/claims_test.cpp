#include "sync/center/claims.h"

#include "center_fixture.h"

namespace syncing::center {
namespace {

constexpr const char* kHeader = "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due\n";
constexpr const char* kGood =
    "XM-1,11010519491231002x,hospitalization,filed,2026-06-16,\"a, \"\"b\"\"\",3600,no,,2026-07-16";

TEST(ClaimLines, are_read) {
    const auto line = parse_claim_line(kGood);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->id_number, "11010519491231002X");
    EXPECT_EQ(line->place, "a, \"b\"");
    EXPECT_EQ(line->amount_fen, 3600);
    EXPECT_EQ(line->is_final, false);
    EXPECT_EQ(line->due, "2026-07-16");
}

struct Bad {
    const char* line;
    ClaimLineError error;
};
class BadClaimLine : public testing::TestWithParam<Bad> {};
TEST_P(BadClaimLine, is_told_what_is_wrong) {
    const auto line = parse_claim_line(GetParam().line);
    ASSERT_FALSE(line) << GetParam().line;
    EXPECT_EQ(line.error(), GetParam().error) << GetParam().line;
}
INSTANTIATE_TEST_SUITE_P(
    Claims, BadClaimLine,
    testing::Values(Bad{"", ClaimLineError::columns}, Bad{"a,b,c", ClaimLineError::columns},
                    Bad{"a,11010519491231002X,k,filed,,,,,,,", ClaimLineError::columns},
                    Bad{"a,11010519491231002X,k,filed,,\"open,,,,", ClaimLineError::columns},
                    Bad{"a,11010519491231002X,k,filed,,\"x\"y,,,,", ClaimLineError::columns},
                    Bad{",11010519491231002X,k,filed,,,,,,", ClaimLineError::claim_number},
                    Bad{"a b,11010519491231002X,k,filed,,,,,,", ClaimLineError::claim_number},
                    Bad{"a,110105194912310021,k,filed,,,,,,", ClaimLineError::id_number},
                    Bad{"a,11010519491231002X,K9,filed,,,,,,", ClaimLineError::kind},
                    Bad{"a,11010519491231002X,k,lost,,,,,,", ClaimLineError::step},
                    Bad{"a,11010519491231002X,k,filed,2026-02-30,,,,,", ClaimLineError::date},
                    Bad{"a,11010519491231002X,k,filed,,,-1,,,", ClaimLineError::amount},
                    Bad{"a,11010519491231002X,k,filed,,,36.00,,,", ClaimLineError::amount},
                    Bad{"a,11010519491231002X,k,filed,,,99999999999999999999,,,", ClaimLineError::amount},
                    Bad{"a,11010519491231002X,k,filed,,,,maybe,,", ClaimLineError::final_word},
                    Bad{"a,11010519491231002X,k,filed,,,,,,soon", ClaimLineError::due},
                    Bad{"a,11010519491231002X,k,filed,,\xff,,,,", ClaimLineError::not_utf8},
                    Bad{"a,11010519491231002X,k,filed,,\xe9\x9b,,,,", ClaimLineError::not_utf8},
                    Bad{"a,11010519491231002X,k,filed,,x\ty,,,,", ClaimLineError::not_utf8}));

class ClaimImport : public CenterFixture {};

TEST_F(ClaimImport, loads_good_lines_and_names_bad_ones_by_number) {
    const std::string csv = std::string("\xEF\xBB\xBF") + kHeader + kGood + "\r\n" + "nonsense\n\n" + kGood;
    const auto report = import_claims(*admin, folder, csv, clock.wall_ms);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->loaded, 2U);
    ASSERT_EQ(report->bad.size(), 1U);
    EXPECT_EQ(report->bad.front().line, 3U);
    EXPECT_EQ(judges->claim_inbox(10)->size(), 2U);
}

TEST_F(ClaimImport, loads_nothing_without_the_header) {
    const auto report = import_claims(*admin, folder, kGood, clock.wall_ms);
    EXPECT_EQ(report->loaded, 0U);
    EXPECT_EQ(report->bad.front().error, ClaimLineError::header);
}

TEST_F(ClaimImport, rests_sealed_until_judged) {
    ASSERT_TRUE(import_claims(*admin, folder, std::string(kHeader) + kGood, clock.wall_ms));
    const auto inbox = judges->claim_inbox(10);
    const std::string sealed = platform::string_of(inbox->front().sealed);
    EXPECT_EQ(sealed.find("11010519491231002"), std::string::npos);
}

}  // namespace
}  // namespace syncing::center
