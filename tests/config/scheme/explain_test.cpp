// The steps of an answer in words.
#include <gtest/gtest.h>

#include "config/scheme/rules.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

using namespace std::chrono;

EstimateRequest on_day(const char* plan, Date on, const char* kind) {
    EstimateRequest request;
    request.plan = plan;
    request.on = on;
    request.claim.kind = kind;
    return request;
}

TEST(Explanations, ShowTheArithmetic) {
    EstimateRequest request = on_day("inpatient", 2019y / September / 9, "hospitalization");
    request.claim.amount_fen = 100000;
    const auto share = estimate(shipped_pack("ningbo-2019"), request, Explain::yes);
    ASSERT_EQ(share->steps.size(), 1U);
    EXPECT_EQ(share->steps[0].en, "800.00 yuan of 1,000.00 at 80 %");
    EXPECT_EQ(share->steps[0].zh, "1,000.00 元的 80% = 800.00 元");

    EstimateRequest waiting = on_day("critical", 2019y / March / 21, "critical_illness");
    waiting.effective = 2019y / March / 1;
    waiting.claim.disease = "malignant_tumour";
    const auto answer = estimate(shipped_pack("ningbo-2019"), waiting, Explain::yes);
    ASSERT_EQ(answer->steps.size(), 1U);
    EXPECT_EQ(answer->steps[0].en, "Day 20 of 31: waiting period");
    EXPECT_EQ(answer->steps[0].zh, "生效后第 20 天，第 31 天起才有补助：等待期");
}

TEST(Explanations, AddUpToWhatIsPaid) {
    EstimateRequest request = on_day("inpatient", 2019y / September / 9, "hospitalization");
    request.claim.amount_fen = 520'000;
    request.claim.first_admission = true;
    const auto answer = estimate(shipped_pack("ningbo-2019"), request, Explain::yes);
    ASSERT_EQ(answer->steps.size(), 4U);
    EXPECT_EQ(answer->steps.back().en, "Together 2,820.00 yuan");
    EXPECT_EQ(answer->benefit_fen, 282'000);
}

TEST(Explanations, SayWhatACapLeaves) {
    EstimateRequest request = on_day("mutual-aid", 2024y / May / 5, "reimbursement");
    request.claim.amount_fen = 12'000'000;
    request.claim.paid_before_fen = 1'200'000;
    const auto answer = estimate(shipped_pack("yuncheng"), request, Explain::yes);
    EXPECT_EQ(answer->steps.back(),
              (Text{"本保障期最多 30,000.00 元，还可以补 18,000.00 元",
                    "At most 30,000.00 yuan in this period: 18,000.00 yuan can still be paid"}));
    EXPECT_EQ(answer->benefit_fen, 1'800'000);
}

TEST(Money, ReadsLikeMoney) {
    EXPECT_EQ(yuan(3600), (Text{"36 元", "36 yuan"}));
    EXPECT_EQ(yuan(3650).en, "36.50 yuan");
    EXPECT_EQ(yuan(5).en, "0.05 yuan");
    EXPECT_EQ(yuan(200000000).en, "2,000,000 yuan");
    EXPECT_EQ(yuan(INT64_MAX).en, "92,233,720,368,547,758.07 yuan");
}

}  // namespace

}  // namespace config::test
