// The edges of the shipped packs, walked one step at a time: to the second, to the day, to the fen, to the
// person.
#include <gmock/gmock.h>

#include "platform/clock/clock.h"
#include "tests/config/scheme/ask.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

using namespace std::chrono;

std::string outcome(const Pack& pack, const EstimateRequest& request) {
    const auto answer = estimate(pack, request);
    if (!answer) return std::string(message_of(answer.error()));
    std::string out = answer->benefit_fen ? std::to_string(*answer->benefit_fen) : "unknown";
    for (const std::string& name : names(answer->refusals)) out += " " + name;
    return out;
}

EstimateRequest asking(const char* plan, const char* kind, Date on) {
    EstimateRequest request;
    request.plan = plan;
    request.on = on;
    request.claim.kind = kind;
    return request;
}

// ------------------------------------------------------------------------------------------ to the second

/// The window in a year that the pack's source speaks of.
Period days_of(const IntakeWindow& window, year in) {
    if (const auto* fixed = std::get_if<Period>(&window.days)) return *fixed;
    const auto& yearly = std::get<YearlyWindow>(window.days);
    return {in / yearly.from.month() / yearly.from.day(), in / yearly.to.month() / yearly.to.day()};
}

/// Whether exactly this window is open at that moment, in Shanghai.
bool is_open(const Plan& plan, const Period& days, platform::UtcMs at) {
    const WindowState state = window_on(plan, platform::shanghai_date(at));
    return state.open && state.window == days;
}

TEST(EveryWindow, OpensWithItsFirstSecondAndClosesWithItsLast) {
    int windows = 0;
    for (const Pack& pack : shipped_packs()) {
        for (const Plan& plan : pack.plans) {
            for (const IntakeWindow& window : plan.intake) {
                const Period days = days_of(window, 2028y);  // a leap year
                const platform::UtcMs opens = platform::start_of_day(days.from);
                const platform::UtcMs closes =
                    platform::start_of_day(Date(sys_days(days.to) + std::chrono::days(1)));
                EXPECT_FALSE(is_open(plan, days, opens - 1)) << pack.id << ' ' << plan.id;
                EXPECT_TRUE(is_open(plan, days, opens)) << pack.id << ' ' << plan.id;
                EXPECT_TRUE(is_open(plan, days, closes - 1)) << pack.id << ' ' << plan.id;
                EXPECT_FALSE(is_open(plan, days, closes)) << pack.id << ' ' << plan.id;
                ++windows;
            }
        }
    }
    EXPECT_EQ(windows, 10);
}

TEST(FixedCoverage, HoldsFromItsFirstSecondToItsLast) {
    const Pack& pack = shipped_pack("xiamen-9");
    const auto paid_at = [&](platform::UtcMs at) {
        return outcome(pack, asking("mutual-aid", "accidental_death", platform::shanghai_date(at)));
    };
    const platform::UtcMs begins = platform::start_of_day(2014y / July / 1);
    const platform::UtcMs ends = platform::start_of_day(2015y / July / 1);
    EXPECT_EQ(paid_at(begins - 1), "0 outside_coverage");
    EXPECT_EQ(paid_at(begins), "2000000");
    EXPECT_EQ(paid_at(ends - 1), "2000000");
    EXPECT_EQ(paid_at(ends), "0 outside_coverage");
}

// ------------------------------------------------------------------------------------------ to the day

TEST(WaitingPeriod, CountsA29FebruaryLikeAnyDay) {
    struct Row {
        Date effective, on;
        const char* outcome;
    };
    const Row rows[] = {{2020y / February / 1, 2020y / March / 2, "0 waiting_period"},    // day 30
                        {2020y / February / 1, 2020y / March / 3, "100000"},              // day 31
                        {2020y / February / 1, 2020y / April / 30, "100000"},             // day 89
                        {2020y / February / 1, 2020y / May / 1, "1000000"},               // day 90
                        {2019y / February / 1, 2019y / March / 3, "0 waiting_period"},    // day 30
                        {2019y / February / 1, 2019y / March / 4, "100000"},              // day 31
                        {2019y / February / 1, 2019y / May / 1, "100000"},                // day 89
                        {2019y / February / 1, 2019y / May / 2, "1000000"},               // day 90
                        {2020y / February / 29, 2020y / March / 30, "0 waiting_period"},  // day 30
                        {2020y / February / 29, 2021y / February / 28, "1000000"},  // the term's last day
                        {2020y / February / 29, 2021y / March / 1, "0 outside_coverage"}};
    for (const Row& row : rows) {
        EstimateRequest request = asking("critical", "critical_illness", row.on);
        request.effective = row.effective;
        request.claim.disease = "malignant_tumour";
        request.claim.first_diagnosis = true;
        EXPECT_EQ(outcome(shipped_pack("ningbo-2019"), request), row.outcome)
            << platform::format_date(row.on);
    }
}

TEST(WaitingPeriod, PaysUnitsFromDay90AndOneSumBefore) {
    for (const char* plan : {"critical", "women"}) {
        for (std::int64_t units = 0; units <= 4; ++units) {
            EstimateRequest request = asking(plan, "critical_illness", 2019y / May / 29);  // day 89
            request.effective = 2019y / March / 1;
            request.units = units;
            request.claim.disease = "breast_cancer";
            request.claim.first_diagnosis = true;
            const bool possible = units >= 1 && units <= 3;
            const std::string impossible = "units must be from 1 to the plan's limit";
            EXPECT_EQ(outcome(shipped_pack("ningbo-2019"), request), possible ? "100000" : impossible);
            request.on = 2019y / May / 30;
            EXPECT_EQ(outcome(shipped_pack("ningbo-2019"), request),
                      possible ? std::to_string(units * 1'000'000) : impossible);
        }
    }
}

TEST(Terms, EndToTheDayWhateverTheirLength) {
    struct Row {
        const char* plan;
        int term_years;
        Date last;
    };
    for (const Row& row :
         {Row{"critical", 1, 2020y / February / 29}, Row{"critical", 3, 2022y / February / 28},
          Row{"women", 1, 2020y / February / 29}, Row{"women", 4, 2023y / February / 28}}) {
        EstimateRequest request = asking(row.plan, "critical_illness", row.last);
        request.effective = 2019y / March / 1;
        request.years = row.term_years;
        request.claim.disease = "female_reproductive_cancer";
        EXPECT_EQ(outcome(shipped_pack("ningbo-2019"), request), "1000000") << row.plan << row.term_years;
        request.on = Date(sys_days(row.last) + days(1));
        EXPECT_EQ(outcome(shipped_pack("ningbo-2019"), request), "0 outside_coverage")
            << row.plan << row.term_years;
    }
}

// ------------------------------------------------------------------------------------------ to the fen

/// So many hundredths of a fen, half a fen up.
std::int64_t rounded(std::int64_t percent_fen) {
    const std::int64_t whole = percent_fen / 100;
    return percent_fen % 100 >= 50 ? whole + 1 : whole;
}

TEST(Percentages, RoundHalfUpOnEveryFen) {
    const auto paid = [](const char* pack, EstimateRequest request, std::int64_t fen, bool continuous) {
        request.claim.amount_fen = fen;
        request.claim.pooled_share_fen = fen;
        request.claim.continuous = continuous;
        return estimate(shipped_pack(pack), request)->benefit_fen.value();
    };
    const EstimateRequest in_service = asking("inpatient", "hospitalization", 2019y / June / 1);
    const EstimateRequest retired = asking("inpatient-retired", "hospitalization", 2019y / June / 1);
    const EstimateRequest medical = asking("medical", "medical", 2024y / June / 1);
    const EstimateRequest base = asking("mutual-aid", "reimbursement", 2024y / June / 1);
    for (std::int64_t fen = 0; fen <= 1'000; ++fen) {
        ASSERT_EQ(paid("ningbo-2019", in_service, fen, false), rounded(80 * fen)) << fen;
        ASSERT_EQ(paid("ningbo-2019", in_service, 300'000 + fen, false), rounded(80 * 300'000 + 10 * fen))
            << fen;
        ASSERT_EQ(paid("ningbo-2019", retired, fen, true), rounded(50 * fen)) << fen;
        ASSERT_EQ(paid("ningbo-2019", retired, fen, false), rounded(40 * fen)) << fen;
        ASSERT_EQ(paid("zhonghu", medical, fen, false), rounded(70 * fen)) << fen;
        ASSERT_EQ(paid("yuncheng", base, 200'000 + fen, false), rounded(25 * (200'000 + fen))) << fen;
        ASSERT_EQ(paid("yuncheng", base, 500'000 + fen, false), rounded(30 * (500'000 + fen))) << fen;
    }
}

TEST(Caps, LeaveToEachClaimWhatTheOnesBeforeLeft) {
    EstimateRequest request = asking("mutual-aid", "reimbursement", 2024y / June / 1);
    request.claim.amount_fen = 4'000'001;  // 30 % of it is 12,000.00 yuan and 0.3 fen
    std::vector<std::string> outcomes;
    for (int claim = 0; claim < 4; ++claim) {
        outcomes.push_back(outcome(shipped_pack("yuncheng"), request));
        request.claim.paid_before_fen += estimate(shipped_pack("yuncheng"), request)->benefit_fen.value();
    }
    EXPECT_THAT(outcomes, testing::ElementsAre("1200000", "1200000", "600000", "0 cap_reached"));
}

TEST(Caps, OfDaysLeaveToEachStayWhatTheOnesBeforeLeft) {
    EstimateRequest request = asking("mutual-aid", "hospitalization", 2026y / September / 1);
    request.claim.days = 9;
    std::vector<std::string> outcomes;
    for (int stay = 0; stay < 4; ++stay) {
        outcomes.push_back(outcome(shipped_pack("xiamen"), request));
        request.claim.days_paid_before += request.claim.days;
    }
    EXPECT_THAT(outcomes, testing::ElementsAre("45000", "45000", "10000", "0 cap_reached"));
}

// ------------------------------------------------------------------------------------------ to the person

TEST(Groups, NeedTheLeastNumberThatReachesTheShareAtEverySize) {
    struct Row {
        const char* pack;
        std::int64_t everyone_up_to;
    };
    for (const Row& row : {Row{"yuncheng", 50}, Row{"yuncheng-old", 50}, Row{"zhonghu", 19}}) {
        for (std::int64_t headcount = 1; headcount <= 2'000; ++headcount) {
            const std::int64_t required = group(shipped_pack(row.pack), {headcount, 0})->required.value();
            if (headcount <= row.everyone_up_to) {
                ASSERT_EQ(required, headcount) << row.pack;
                continue;
            }
            ASSERT_GE(required * 100, headcount * 80) << row.pack << ' ' << headcount;
            ASSERT_LT((required - 1) * 100, headcount * 80) << row.pack << ' ' << headcount;
        }
    }
}

}  // namespace

}  // namespace config::test
