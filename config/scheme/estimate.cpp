// What would a claim pay?
#include <algorithm>

#include "config/scheme/explain.h"
#include "config/scheme/money.h"
#include "config/scheme/rules.h"

namespace config {

namespace {

Refusal refusal_for(Condition lacking) {
    return lacking == Condition::first_diagnosis ? Refusal::not_first_diagnosis : Refusal::not_covered;
}

std::int64_t measured(const Claim& claim, Measure measure) {
    switch (measure) {
        case Measure::amount:
            return std::max<std::int64_t>(0, claim.amount_fen);
        case Measure::pooled_share:
            return std::max<std::int64_t>(0, claim.pooled_share_fen);
        case Measure::large_share:
            return std::max<std::int64_t>(0, claim.large_share_fen);
    }
    return 0;
}

bool has_stages(const Plan& plan) {
    return std::any_of(plan.benefits.begin(), plan.benefits.end(),
                       [](const Benefit& benefit) { return std::holds_alternative<Stages>(benefit.pays); });
}

/// One question on its way through the checks.
class Estimate {
  public:
    Estimate(const Pack& pack, const EstimateRequest& request)
        : pack_(pack), request_(request), claim_(request.claim) {}

    platform::Result<EstimateAnswer, RequestError> answer(Explain explain) {
        explain_ = explain;
        const ClaimKind* kind = pack_.find_kind(claim_.kind);
        out_.route = kind == nullptr ? pack_.other_route : kind->route;
        plan_ = pack_.find_plan(request_.plan);
        term_ = plan_ == nullptr ? nullptr : find_term(*plan_, request_.years);
        if (plan_ == nullptr || term_ == nullptr) {
            refuse(Refusal::unknown_plan);
            return std::move(out_);
        }
        if (const auto error = wrong_request()) return platform::fail(*error);
        judge();
        return std::move(out_);
    }

  private:
    void refuse(Refusal refusal) {
        refuse_quietly(refusal);
        if (explain_ == Explain::yes) out_.steps.push_back(reason(refusal));
    }
    /// After a step that has said it better.
    void refuse_quietly(Refusal refusal) {
        out_.refusals.push_back(refusal);
        if (refusal != Refusal::benefit_unpublished) out_.benefit_fen = 0;
    }
    template <class Words>
    void step(Words words) {
        if (explain_ == Explain::yes) out_.steps.push_back(words());
    }

    std::optional<RequestError> wrong_request() const {
        if (request_.units < 1 || request_.units > plan_->max_units) return RequestError::units_out_of_range;
        if (claim_.grade && (*claim_.grade < 1 || *claim_.grade > 10))
            return RequestError::grade_out_of_range;
        const Benefit* benefit = find_benefit().benefit;
        if (!claim_.grade && benefit != nullptr && std::holds_alternative<Grades>(benefit->pays)) {
            return RequestError::grade_out_of_range;
        }
        if (!request_.effective && counts_days(pack_, *plan_)) return RequestError::effective_missing;
        return std::nullopt;
    }

    /// The contract's order of checks.
    void judge() {
        if (plan_->benefits_unpublished) return refuse(Refusal::benefit_unpublished);
        if (!is_covered_day()) return refuse(Refusal::outside_coverage);
        const FoundBenefit found = find_benefit();
        if (found.benefit == nullptr) return refuse(Refusal::not_covered);
        for (const Condition need : found.benefit->needs) {
            if (!says(claim_, need)) return refuse(refusal_for(need));
        }
        units_ = found.units;
        std::visit([&](const auto& formula) { pay(formula); }, found.benefit->pays);
        if (out_.refusals.empty()) limit(found.benefit->cap_fen);
    }

    bool is_covered_day() const {
        if (const auto* fixed = std::get_if<FixedCoverage>(&plan_->coverage))
            return fixed->days.contains(request_.on);
        if (!request_.effective) return true;
        return term_from(*plan_, *request_.effective, term_->years).contains(request_.on);
    }

    FoundBenefit find_benefit() const {
        return config::find_benefit(pack_, *plan_, request_.units, claim_.kind, claim_.disease);
    }

    void give(std::int64_t fen) { out_.benefit_fen = fen; }

    void give_sum(std::int64_t fen, bool per_unit) {
        give(per_unit ? times(fen, units_) : fen);
        step([&] { return sum_step(fen, per_unit ? units_ : 1); });
    }

    void pay(const Sum& formula) { give_sum(formula.amount_fen, formula.per_unit); }

    void pay(const PerDay& formula) {
        const std::int64_t days = std::max<std::int64_t>(0, claim_.days);
        const std::int64_t before = std::clamp<std::int64_t>(claim_.days_paid_before, 0, formula.max_days);
        const std::int64_t paid = std::min(days, formula.max_days - before);
        step([&] { return days_step(formula, days, before, paid); });
        if (days == 0) return refuse_quietly(Refusal::below_threshold);
        if (paid == 0) return refuse_quietly(Refusal::cap_reached);
        give(times(paid, formula.amount_fen));
    }

    void pay(const Grades& formula) {
        const std::int64_t amount = formula.amount_fen[static_cast<std::size_t>(*claim_.grade - 1)];
        step([&] { return grade_step(*claim_.grade, amount); });
        if (amount == 0) return refuse_quietly(Refusal::not_covered);
        give(amount);
    }

    void pay(const Tiers& formula) {
        const std::int64_t amount = measured(claim_, Measure::amount);
        const Tier* reached = reached_tier(formula, amount);
        if (reached == nullptr) {
            step([&] { return below_step(formula.tiers.front(), amount); });
            return refuse_quietly(Refusal::below_threshold);
        }
        const auto* percent = std::get_if<int>(&reached->pays);
        const std::int64_t fen = percent == nullptr ? std::get<std::int64_t>(reached->pays)
                                                    : hundredth(WideFen(amount) * *percent);
        step([&] { return tier_step(*reached, amount, fen); });
        if (fen == 0) return refuse_quietly(Refusal::below_threshold);
        give(fen);
    }

    void pay(const Slices& formula) {
        WideFen percent_fen = 0;
        for (const Slice& slice : formula.slices) {
            const std::int64_t part = part_of(slice, claim_).value_or(0);
            percent_fen += WideFen(part) * slice.percent;
            if (part > 0) step([&] { return slice_step(part, slice.percent); });
        }
        std::int64_t fen = hundredth(percent_fen);
        for (const Extra& extra : formula.extras) {
            if (!says(claim_, extra.when)) continue;
            fen = add(fen, extra.amount_fen);
            step([&] { return extra_step(extra); });
        }
        if (fen == 0) return refuse(Refusal::below_threshold);
        if (out_.steps.size() > 1) step([&] { return total_step(fen); });
        give(fen);
    }

    void pay(const Stages& formula) {
        using std::chrono::sys_days;
        const std::int64_t day = (sys_days(request_.on) - sys_days(*request_.effective)).count();
        const Stage* reached = reached_stage(formula, day);
        step([&] { return stage_step(formula, day); });
        if (reached == nullptr) return refuse_quietly(Refusal::waiting_period);
        for (const Condition need : reached->needs) {
            if (!says(claim_, need)) return refuse(refusal_for(need));
        }
        give_sum(reached->amount_fen, reached->per_unit);
    }

    void limit(std::optional<std::int64_t> cap_fen) {
        if (!cap_fen) return;
        const std::int64_t left = *cap_fen - std::clamp<std::int64_t>(claim_.paid_before_fen, 0, *cap_fen);
        if (*out_.benefit_fen <= left) return;
        step([&] { return cap_step(*cap_fen, left); });
        if (left == 0) return refuse_quietly(Refusal::cap_reached);
        give(left);
    }

    const Pack& pack_;
    const EstimateRequest& request_;
    const Claim& claim_;
    const Plan* plan_ = nullptr;
    const Term* term_ = nullptr;
    std::int64_t units_ = 1;
    Explain explain_ = Explain::no;
    EstimateAnswer out_;
};

bool covers(const Benefit& benefit, std::string_view kind, std::string_view disease) {
    if (benefit.kind != kind) return false;
    return benefit.diseases.empty() ||
           std::find(benefit.diseases.begin(), benefit.diseases.end(), disease) != benefit.diseases.end();
}

}  // namespace

FoundBenefit find_benefit(const Pack& pack, const Plan& plan, std::int64_t units, std::string_view kind,
                          std::string_view disease) {
    for (const Benefit& benefit : plan.benefits) {
        if (covers(benefit, kind, disease)) return {&benefit, units};
    }
    for (const Part& part : plan.parts) {
        for (const Benefit& benefit : pack.find_plan(part.plan)->benefits) {
            if (covers(benefit, kind, disease)) return {&benefit, times(part.units, units)};
        }
    }
    return {};
}

bool counts_days(const Pack& pack, const Plan& plan) {
    return has_stages(plan) || std::any_of(plan.parts.begin(), plan.parts.end(), [&](const Part& part) {
               return has_stages(*pack.find_plan(part.plan));
           });
}

bool says(const Claim& claim, Condition condition) {
    switch (condition) {
        case Condition::first_diagnosis:
            return claim.first_diagnosis;
        case Condition::hospitalized:
            return claim.hospitalized;
        case Condition::first_admission:
            return claim.first_admission;
        case Condition::continuous:
            return claim.continuous;
    }
    return false;
}

std::optional<std::int64_t> part_of(const Slice& slice, const Claim& claim) {
    if ((slice.when && !says(claim, *slice.when)) || (slice.unless && says(claim, *slice.unless)))
        return std::nullopt;
    const std::int64_t upper = std::min(measured(claim, slice.of), slice.up_to_fen.value_or(INT64_MAX));
    return std::max<std::int64_t>(0, upper - slice.above_fen);
}

const Tier* reached_tier(const Tiers& formula, std::int64_t amount_fen) {
    const Tier* reached = nullptr;
    for (const Tier& tier : formula.tiers) {
        if (tier.above ? amount_fen > tier.bound_fen : amount_fen >= tier.bound_fen) reached = &tier;
    }
    return reached;
}

const Stage* reached_stage(const Stages& formula, std::int64_t day) {
    const Stage* reached = nullptr;
    for (const Stage& stage : formula.stages) {
        if (day >= stage.from_day) reached = &stage;
    }
    return reached;
}

platform::Result<EstimateAnswer, RequestError> estimate(const Pack& pack, const EstimateRequest& request,
                                                        Explain explain) {
    return Estimate(pack, request).answer(explain);
}

}  // namespace config
