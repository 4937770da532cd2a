// What must hold for every pack and any 64-bit input: questions are drawn at random, mostly near the edges.
#include <gtest/gtest.h>

#include <random>

#include "platform/clock/clock.h"
#include "tests/config/scheme/ask.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

using namespace std::chrono;

class Draw {
  public:
    explicit Draw(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
    }
    bool coin() { return below(2) == 0; }
    template <class T>
    const T& one_of(const std::vector<T>& items) {
        return items[below(items.size())];
    }
    std::int64_t amount() {
        static const std::vector<std::int64_t> edges{
            INT64_MIN, -1,     0,       1,       199999,   200000,        300000,
            499999,    500000, 2000000, 2000001, 10000000, INT64_MAX - 1, INT64_MAX};
        const std::size_t kind = below(3);
        if (kind == 0) return one_of(edges);
        if (kind == 1) return static_cast<std::int64_t>(below(12'000'000));
        return static_cast<std::int64_t>(random_());
    }
    Date date() { return Date(sys_days(2014y / January / 1) + days(below(365 * 14))); }

  private:
    std::mt19937_64 random_;
};

EstimateRequest any_question(const Pack& pack, Draw& draw) {
    EstimateRequest out;
    const Plan& plan = draw.one_of(pack.plans);
    out.plan = plan.id;
    out.units = 1 + static_cast<std::int64_t>(draw.below(static_cast<std::size_t>(plan.max_units)));
    out.years = draw.one_of(plan.terms).years;
    out.on = draw.date();
    if (draw.below(4) != 0) out.effective = Date(sys_days(out.on) - days(draw.below(200)));
    out.claim.kind = draw.one_of(pack.kinds).id;
    out.claim.days = draw.amount();
    out.claim.days_paid_before = draw.coin() ? 0 : draw.amount();
    out.claim.grade = 1 + static_cast<int>(draw.below(10));
    out.claim.amount_fen = draw.amount();
    out.claim.paid_before_fen = draw.coin() ? 0 : draw.amount();
    out.claim.pooled_share_fen = draw.amount();
    out.claim.large_share_fen = draw.amount();
    if (!pack.diseases.empty()) out.claim.disease = draw.one_of(pack.diseases).id;
    out.claim.first_diagnosis = draw.coin();
    out.claim.hospitalized = draw.coin();
    out.claim.first_admission = draw.coin();
    out.claim.continuous = draw.coin();
    return out;
}

std::int64_t paid(const Pack& pack, const EstimateRequest& request) {
    const auto answer = estimate(pack, request);
    return answer ? answer->benefit_fen.value_or(0) : 0;
}

class EveryPack : public testing::TestWithParam<const char*> {
  protected:
    const Pack& pack() const { return shipped_pack(GetParam()); }
};

TEST_P(EveryPack, NeverPaysANegativeSumAndGivesEveryZeroAReason) {
    Draw draw(1);
    for (int i = 0; i < 20'000; ++i) {
        const EstimateRequest request = any_question(pack(), draw);
        const auto answer = estimate(pack(), request, i % 8 == 0 ? Explain::yes : Explain::no);
        if (!answer) continue;
        if (!answer->benefit_fen) {
            ASSERT_EQ(names(answer->refusals), std::vector<std::string>{"benefit_unpublished"});
            continue;
        }
        ASSERT_GE(*answer->benefit_fen, 0);
        ASSERT_EQ(*answer->benefit_fen == 0, !answer->refusals.empty());
    }
}

TEST_P(EveryPack, PaysNoLessForMoreDaysOrCost) {
    Draw draw(2);
    for (int i = 0; i < 20'000; ++i) {
        const EstimateRequest less = any_question(pack(), draw);
        EstimateRequest more = less;
        more.claim.days = std::max(less.claim.days, draw.amount());
        more.claim.amount_fen = std::max(less.claim.amount_fen, draw.amount());
        more.claim.pooled_share_fen = std::max(less.claim.pooled_share_fen, draw.amount());
        more.claim.large_share_fen = std::max(less.claim.large_share_fen, draw.amount());
        ASSERT_GE(paid(pack(), more), paid(pack(), less)) << less.claim.kind << " in " << less.plan;
    }
}

TEST_P(EveryPack, PaysNoMoreToThoseWhoWerePaidBefore) {
    Draw draw(3);
    for (int i = 0; i < 20'000; ++i) {
        const EstimateRequest less = any_question(pack(), draw);
        EstimateRequest more = less;
        more.claim.days_paid_before = std::max(less.claim.days_paid_before, draw.amount());
        more.claim.paid_before_fen = std::max(less.claim.paid_before_fen, draw.amount());
        ASSERT_LE(paid(pack(), more), paid(pack(), less)) << less.claim.kind << " in " << less.plan;
    }
}

TEST_P(EveryPack, NeverPassesItsCapOverManyClaims) {
    Draw draw(4);
    for (const Plan& plan : pack().plans) {
        for (const Benefit& benefit : plan.benefits) {
            if (!benefit.cap_fen) continue;
            std::int64_t total = 0;
            for (int claim = 0; claim < 500; ++claim) {
                EstimateRequest request = any_question(pack(), draw);
                request.plan = plan.id;
                request.effective.reset();
                request.claim.kind = benefit.kind;
                request.claim.paid_before_fen = total;
                total += paid(pack(), request);
                ASSERT_LE(total, *benefit.cap_fen);
            }
            EXPECT_EQ(total, *benefit.cap_fen);
        }
    }
}

/// Numbers and days that no screen lets anybody type.
EstimateRequest any_numbers_at_all(const Pack& pack, Draw& draw) {
    EstimateRequest out = any_question(pack, draw);
    out.units = draw.amount();
    out.claim.grade = static_cast<int>(draw.amount());
    if (draw.coin()) out.years = static_cast<int>(draw.amount());
    if (draw.coin()) out.effective = draw.date();
    return out;
}

TEST_P(EveryPack, AnswersAny64BitNumberOrSaysWhatIsWrongWithIt) {
    Draw draw(6);
    int answered = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto answer = estimate(pack(), any_numbers_at_all(pack(), draw), Explain::yes);
        if (!answer) {
            ASSERT_FALSE(message_of(answer.error()).empty());
            continue;
        }
        ++answered;
        const std::int64_t fen = answer->benefit_fen.value_or(0);
        ASSERT_GE(fen, 0);
        ASSERT_EQ(fen == 0, !answer->refusals.empty());
    }
    EXPECT_GT(answered, 0);
}

TEST_P(EveryPack, AsksAnEmployerForNoMoreThanItsStaff) {
    Draw draw(7);
    int answered = 0;
    for (int i = 0; i < 20'000; ++i) {
        const GroupRequest request{draw.amount(), draw.amount()};
        const auto answer = group(pack(), request, Explain::yes);
        ASSERT_EQ(answer.has_value(),
                  request.headcount >= 1 && request.joining >= 0 && request.joining <= request.headcount);
        if (!answer) continue;
        ++answered;
        ASSERT_GE(answer->required.value_or(0), 0);
        ASSERT_LE(answer->required.value_or(0), request.headcount);
        if (answer->required) {
            ASSERT_EQ(answer->ok, request.joining >= *answer->required);
        }
        ASSERT_EQ(answer->ok, answer->refusals.empty());
    }
    EXPECT_GT(answered, 0);
}

TEST_P(EveryPack, QuotesAreOkExactlyWithoutRefusals) {
    Draw draw(5);
    for (int i = 0; i < 20'000; ++i) {
        QuoteRequest request = good_request(pack(), draw.date(), {draw.one_of(pack().plans).id});
        request.applicant.union_member = draw.coin();
        request.applicant.via = draw.coin() ? Via::group : Via::individual;
        request.applicant.id_number = draw.coin() ? kManBornIn1988 : id_number(2008, 2, 29, true);
        request.applicant.service_card_verified = draw.coin();
        request.plans.push_back(
            {draw.one_of(pack().plans).id, draw.coin() ? 1 : draw.amount(), std::nullopt});
        const QuoteAnswer answer = quote(pack(), request, i % 8 == 0 ? Explain::yes : Explain::no);
        ASSERT_EQ(answer.ok, answer.refusals.empty());
        ASSERT_TRUE(std::is_sorted(answer.refusals.begin(), answer.refusals.end()));
        ASSERT_TRUE(std::is_sorted(answer.notes.begin(), answer.notes.end()));
        ASSERT_EQ(answer.coverage.size(), answer.ok ? request.plans.size() : 0);
        if (answer.fee_fen) {
            ASSERT_GE(*answer.fee_fen, 0);
        }
    }
}

TEST_P(EveryPack, EnrollsForDaysThatHoldNoGap) {
    for (const Plan& plan : pack().plans) {
        for (sys_days day = 2014y / January / 1; day < sys_days(2022y / January / 1); day += days(1)) {
            const Period covered = coverage_from(plan, Date(day), plan.terms.front().years);
            ASSERT_TRUE(covered.from.ok() && covered.to.ok());
            ASSERT_LT(covered.from, covered.to) << platform::format_date(Date(day));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Shipped, EveryPack,
                         testing::Values("xiamen", "xiamen-9", "yuncheng", "yuncheng-old", "zhonghu",
                                         "ningbo-2019", "weihai-9"),
                         [](const auto& row) {
                             std::string name = row.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

}  // namespace

}  // namespace config::test
