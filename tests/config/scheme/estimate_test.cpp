#include <gmock/gmock.h>

#include "platform/clock/clock.h"
#include "tests/config/scheme/ask.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

using namespace std::chrono;

EstimateRequest on_day(const std::string& plan, Date on, const std::string& kind) {
    EstimateRequest request;
    request.plan = plan;
    request.on = on;
    request.claim.kind = kind;
    return request;
}

/// "25000" or "0 below_threshold": what is paid and why not.
std::string outcome(std::string_view pack, const EstimateRequest& request) {
    const auto answer = estimate(shipped_pack(pack), request);
    if (!answer) return std::string(message_of(answer.error()));
    std::string out = answer->benefit_fen ? std::to_string(*answer->benefit_fen) : "unknown";
    for (const std::string& name : names(answer->refusals)) out += " " + name;
    return out;
}

// ------------------------------------------------------------------------------------------ xiamen

TEST(DaysInHospital, ArePaidUpToTwentyOverAllStays) {
    struct Row {
        std::int64_t days, before;
        const char* outcome;
    };
    const Row rows[] = {{0, 0, "0 below_threshold"},
                        {1, 0, "5000"},
                        {19, 0, "95000"},
                        {20, 0, "100000"},
                        {21, 0, "100000"},
                        {1, 19, "5000"},
                        {2, 19, "5000"},
                        {1, 20, "0 cap_reached"},
                        {0, 20, "0 below_threshold"},
                        {1, 21, "0 cap_reached"},
                        {-5, 0, "0 below_threshold"},
                        {3, -7, "15000"}};
    for (const Row& row : rows) {
        EstimateRequest request = on_day("mutual-aid", 2026y / September / 1, "hospitalization");
        request.claim.days = row.days;
        request.claim.days_paid_before = row.before;
        EXPECT_EQ(outcome("xiamen", request), row.outcome) << row.days << " after " << row.before;
    }
}

TEST(LargeExpense, FallsIntoItsTierToTheFen) {
    struct Row {
        std::int64_t fen;
        const char* outcome;
    };
    const Row rows[] = {{2000000, "0 below_threshold"},
                        {2000001, "200000"},
                        {4999999, "200000"},
                        {5000000, "300000"},
                        {7999999, "300000"},
                        {8000000, "500000"},
                        {9999999, "500000"},
                        {10000000, "800000"},
                        {INT64_MAX, "800000"},
                        {INT64_MIN, "0 below_threshold"}};
    for (const Row& row : rows) {
        EstimateRequest request = on_day("mutual-aid", 2026y / September / 1, "large_expense");
        request.claim.amount_fen = row.fen;
        EXPECT_EQ(outcome("xiamen", request), row.outcome) << row.fen;
    }
}

TEST(Disability, PaysByGrade) {
    const char* expected[] = {"1000000", "1000000", "1000000", "1000000", "800000",
                              "800000",  "500000",  "500000",  "500000",  "500000"};
    for (int grade = 1; grade <= 10; ++grade) {
        EstimateRequest request = on_day("mutual-aid", 2026y / September / 1, "accidental_disability");
        request.claim.grade = grade;
        EXPECT_EQ(outcome("xiamen", request), expected[grade - 1]) << grade;
    }
}

TEST(Disability, OfNoGradeIsNoQuestion) {
    EstimateRequest request = on_day("mutual-aid", 2026y / September / 1, "accidental_disability");
    for (const std::optional<int> grade :
         {std::optional<int>(), std::optional(0), std::optional(11), std::optional(-1)}) {
        request.claim.grade = grade;
        EXPECT_EQ(outcome("xiamen", request), "grade must be from 1 to 10");
    }
}

TEST(CriticalIllness, AsksFirstForTheDiagnosisThenForTheHospital) {
    EstimateRequest request = on_day("mutual-aid", 2026y / September / 1, "critical_illness");
    EXPECT_EQ(outcome("xiamen", request), "0 not_first_diagnosis");
    request.claim.hospitalized = true;
    EXPECT_EQ(outcome("xiamen", request), "0 not_first_diagnosis");
    request.claim.first_diagnosis = true;
    EXPECT_EQ(outcome("xiamen", request), "2000000");
    request.claim.hospitalized = false;
    EXPECT_EQ(outcome("xiamen", request), "0 not_covered");
}

TEST(FixedCoverage, IsCheckedWithoutAnEffectiveDay) {
    struct Row {
        Date on;
        const char* outcome;
    };
    const Row rows[] = {{2014y / June / 30, "0 outside_coverage"},
                        {2014y / July / 1, "2000000"},
                        {2015y / June / 30, "2000000"},
                        {2015y / July / 1, "0 outside_coverage"}};
    for (const Row& row : rows) {
        EXPECT_EQ(outcome("xiamen-9", on_day("mutual-aid", row.on, "accidental_death")), row.outcome);
    }
}

TEST(YearlyCoverage, EndsOnItsDayAfterTheEffectiveOne) {
    struct Row {
        const char* pack;
        const char* kind;
        Date effective, on;
        bool inside;
    };
    const Row rows[] = {
        {"xiamen", "accidental_death", 2026y / July / 1, 2026y / June / 30, false},
        {"xiamen", "accidental_death", 2026y / July / 1, 2026y / July / 1, true},
        {"xiamen", "accidental_death", 2026y / July / 1, 2027y / June / 30, true},
        {"xiamen", "accidental_death", 2026y / July / 1, 2027y / July / 1, false},
        {"yuncheng", "reimbursement", 2024y / March / 3, 2024y / March / 2, false},
        {"yuncheng", "reimbursement", 2024y / March / 3, 2024y / December / 31, true},
        {"yuncheng", "reimbursement", 2024y / March / 3, 2025y / January / 1, false},
    };
    for (const Row& row : rows) {
        EstimateRequest request = on_day("mutual-aid", row.on, row.kind);
        request.effective = row.effective;
        request.claim.amount_fen = 1000000;
        EXPECT_EQ(outcome(row.pack, request) != "0 outside_coverage", row.inside)
            << row.pack << ' ' << platform::format_date(row.on);
    }
}

TEST(Routes, SendHospitalStaysToTheDistrictAndTheRestToTheCity) {
    const auto route = [](const char* kind) {
        EstimateRequest request = on_day("mutual-aid", 2026y / September / 1, kind);
        request.claim.grade = 1;
        return estimate(shipped_pack("xiamen"), request)->route;
    };
    EXPECT_EQ(route("hospitalization"), Route::district);
    EXPECT_EQ(route("accidental_disability"), Route::city);
    EXPECT_EQ(route("toothache"), Route::city);
}

// ------------------------------------------------------------------------------------------ yuncheng

TEST(ShareOfTheWhole, RoundsHalfAFenUpAndStopsAtTheCap) {
    struct Row {
        const char* pack;
        std::int64_t base, before;
        const char* outcome;
    };
    const Row rows[] = {{"yuncheng", 199999, 0, "0 below_threshold"},
                        {"yuncheng", 200000, 0, "50000"},
                        {"yuncheng", 200001, 0, "50000"},
                        {"yuncheng", 200002, 0, "50001"},
                        {"yuncheng", 499999, 0, "125000"},
                        {"yuncheng", 500000, 0, "150000"},
                        {"yuncheng", 10000000, 0, "3000000"},
                        {"yuncheng", 10000004, 0, "3000000"},
                        {"yuncheng", 500000, 2850000, "150000"},
                        {"yuncheng", 500000, 2850001, "149999"},
                        {"yuncheng", 500000, 2999999, "1"},
                        {"yuncheng", 500000, 3000000, "0 cap_reached"},
                        {"yuncheng", 500000, INT64_MAX, "0 cap_reached"},
                        {"yuncheng", 500000, INT64_MIN, "150000"},
                        {"yuncheng", 199999, 3000000, "0 below_threshold"},
                        {"yuncheng", INT64_MAX, 0, "3000000"},
                        {"yuncheng-old", 200000, 0, "30000"},
                        {"yuncheng-old", 500000, 0, "100000"},
                        {"yuncheng-old", INT64_MAX, 0, "2000000"}};
    for (const Row& row : rows) {
        EstimateRequest request = on_day("mutual-aid", 2024y / May / 5, "reimbursement");
        request.claim.amount_fen = row.base;
        request.claim.paid_before_fen = row.before;
        EXPECT_EQ(outcome(row.pack, request), row.outcome)
            << row.pack << ' ' << row.base << " after " << row.before;
    }
}

// ------------------------------------------------------------------------------------------ zhonghu

TEST(TwoShares, AreAddedThenRoundedOnce) {
    struct Row {
        std::int64_t pooled, large;
        const char* outcome;
    };
    // 0.7 + 0.85 = 1.55 → 2, where rounding each would also give 2; 0.7·2 + 0.85·2 = 3.1 → 3, each alone 1
    // + 2. 0.35 alone is 0; 0.7·5 + 0 = 3.5 → 4; 0.7·3 + 0.85·0 = 2.1 → 2; 0.7·1 + 0.85·4 = 4.1 → 4, each
    // alone 1 + 3.
    const Row rows[] = {{0, 0, "0 below_threshold"},
                        {1, 0, "1"},
                        {1, 1, "2"},
                        {2, 2, "3"},
                        {5, 0, "4"},
                        {3, 0, "2"},
                        {1, 4, "4"},
                        {INT64_MAX, 0, "6456360425798343065"},
                        {INT64_MAX, INT64_MAX, "9223372036854775807"},
                        {INT64_MIN, 10, "9"}};
    for (const Row& row : rows) {
        for (const char* plan : {"medical", "package"}) {
            EstimateRequest request = on_day(plan, 2024y / May / 5, "medical");
            request.claim.pooled_share_fen = row.pooled;
            request.claim.large_share_fen = row.large;
            EXPECT_EQ(outcome("zhonghu", request), row.outcome)
                << plan << ' ' << row.pooled << ' ' << row.large;
        }
    }
}

TEST(Units, MultiplyTheSumUpToTheLimit) {
    struct Row {
        const char* plan;
        const char* kind;
        std::int64_t each, most;
    };
    for (const Row& row :
         {Row{"women", "women_disease", 600000, 3}, Row{"critical", "critical_illness", 500000, 3},
          Row{"accident", "accident", 500000, 10}, Row{"package", "accident", 500000, 1}}) {
        for (std::int64_t units = -1; units <= 12; ++units) {
            EstimateRequest request = on_day(row.plan, 2024y / May / 5, row.kind);
            request.units = units;
            EXPECT_EQ(outcome("zhonghu", request), units < 1 || units > row.most
                                                       ? "units must be from 1 to the plan's limit"
                                                       : std::to_string(row.each * units))
                << row.plan << ' ' << units;
        }
    }
}

TEST(ClaimPromise, FallsOnTheSameDayOfTheNextMonthOrItsLast) {
    const Pack& pack = shipped_pack("zhonghu");
    EXPECT_EQ(claim_due(pack, 2024y / January / 31), Date(2024y / February / 29));
    EXPECT_EQ(claim_due(pack, 2024y / December / 5), Date(2025y / January / 5));
    EXPECT_EQ(claim_due(shipped_pack("xiamen"), 2024y / December / 5), std::nullopt);
}

// ------------------------------------------------------------------------------------------ ningbo

TEST(CoPayment, IsPaidInTwoSlices) {
    struct Row {
        const char* plan;
        std::int64_t fen;
        bool first_admission, continuous;
        const char* outcome;
    };
    const Row rows[] = {{"inpatient", 300000, false, false, "240000"},
                        {"inpatient", 300001, false, false, "240000"},
                        {"inpatient", 300005, false, false, "240001"},
                        {"inpatient", 1, false, false, "1"},
                        {"inpatient", 0, true, false, "20000"},
                        {"inpatient", 400000, true, true, "270000"},
                        {"inpatient", -1, false, false, "0 below_threshold"},
                        {"inpatient-retired", 300000, true, true, "150000"},
                        {"inpatient-retired", 300000, true, false, "120000"},
                        {"inpatient-retired", 300010, false, false, "120001"},
                        {"inpatient-retired", 1, false, true, "1"},
                        {"inpatient-retired", 1, false, false, "0 below_threshold"}};
    for (const Row& row : rows) {
        EstimateRequest request = on_day(row.plan, 2019y / September / 9, "hospitalization");
        request.claim.amount_fen = row.fen;
        request.claim.first_admission = row.first_admission;
        request.claim.continuous = row.continuous;
        EXPECT_EQ(outcome("ningbo-2019", request), row.outcome) << row.plan << ' ' << row.fen;
    }
}

/// The published rule, day by day, in its own words.
std::string published(const std::string& plan, const std::string& disease, std::int64_t day, bool first) {
    const bool cancer = disease == "breast_cancer" || disease == "female_reproductive_cancer";
    if (day < 0 || day > 364) return "0 outside_coverage";
    if (disease == "cold") return "0 not_covered";
    if (day <= 30) return "0 waiting_period";
    if (day >= 90 && (plan == "critical" || cancer)) return "2000000";  // two units
    return first ? "100000" : "0 not_first_diagnosis";
}

TEST(WaitingPeriod, HoldsOnEveryDayOfAYear) {
    const Date effective = 2019y / March / 1;
    for (const std::string plan : {"critical", "women"}) {
        for (const char* disease :
             {"malignant_tumour", "aortic_surgery", "breast_cancer", "female_reproductive_cancer", "cold"}) {
            for (std::int64_t day = -3; day <= 370; ++day) {
                for (const bool first : {false, true}) {
                    EstimateRequest request =
                        on_day(plan, Date(sys_days(effective) + days(day)), "critical_illness");
                    request.effective = effective;
                    request.units = 2;
                    request.claim.disease = disease;
                    request.claim.first_diagnosis = first;
                    // 2020 is a leap year: the term of 365 days + 1 ends on 2020-02-29, day 365.
                    const std::string expected = day == 365 ? published(plan, disease, 364, first)
                                                            : published(plan, disease, day, first);
                    ASSERT_EQ(outcome("ningbo-2019", request), expected)
                        << plan << ' ' << disease << " day " << day;
                }
            }
        }
    }
}

TEST(WaitingPeriod, CannotBeCountedWithoutAnEffectiveDay) {
    EXPECT_EQ(outcome("ningbo-2019", on_day("women", 2019y / May / 1, "toothache")),
              "effective is missing: this plan counts days from it");
    EXPECT_EQ(outcome("ningbo-2019", on_day("inpatient", 2019y / May / 1, "hospitalization")),
              "0 below_threshold");
}

TEST(WaitingPeriod, OfAPartCountsForTheWholePackage) {
    std::string text = shipped_text("ningbo-2019");
    const std::string package = R"([[plan]]
id = "both"
name = { zh = "两项", en = "Both" }
terms = [{ years = 1, fee_fen = 1 }]
coverage = { begins = "enrollment_day" }
parts = [{ plan = "critical", units = 2 }, { plan = "inpatient" }]

)";
    text.insert(text.find("# Holders of"), package);
    const auto pack = load_pack("both.toml", platform::view_of(text));
    ASSERT_TRUE(pack) << describe(pack.error());
    EstimateRequest request = on_day("both", 2019y / September / 9, "critical_illness");
    request.claim.disease = "aortic_surgery";
    EXPECT_EQ(estimate(*pack, request).error(), RequestError::effective_missing);
    request.effective = 2019y / March / 1;
    EXPECT_EQ(estimate(*pack, request)->benefit_fen, 2000000);
}

TEST(Terms, LongerThanAYearCoverLonger) {
    EstimateRequest request = on_day("critical", 2021y / December / 31, "critical_illness");
    request.claim.disease = "malignant_tumour";
    request.effective = 2019y / January / 1;
    EXPECT_EQ(outcome("ningbo-2019", request), "0 outside_coverage");
    request.years = 3;
    EXPECT_EQ(outcome("ningbo-2019", request), "1000000");
    request.on = 2022y / January / 1;
    EXPECT_EQ(outcome("ningbo-2019", request), "0 outside_coverage");
    request.years = 2;
    EXPECT_EQ(outcome("ningbo-2019", request), "0 unknown_plan");
}

TEST(UnpublishedBenefits, ComeBeforeEverythingButTheWrongPlan) {
    EstimateRequest request = on_day("inpatient", 1999y / January / 1, "whatever");
    request.effective = 2018y / April / 1;
    EXPECT_EQ(outcome("weihai-9", request), "unknown benefit_unpublished");
    request.plan = "none";
    EXPECT_EQ(outcome("weihai-9", request), "0 unknown_plan");
}

}  // namespace

}  // namespace config::test
