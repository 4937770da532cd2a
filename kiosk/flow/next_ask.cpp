// Which question comes next.
#include <algorithm>

#include "kiosk/flow/inquiry.h"
#include "platform/base/check.h"

namespace kiosk {

namespace {

using config::Date;

Ask ask_for(config::Condition condition) {
    switch (condition) {
        case config::Condition::first_diagnosis:
            return Ask::first_diagnosis;
        case config::Condition::hospitalized:
            return Ask::hospitalized;
        case config::Condition::first_admission:
            return Ask::first_admission;
        case config::Condition::continuous:
            return Ask::continuous;
    }
    platform::check(false, "every condition is a question");
    return Ask::first_diagnosis;
}

Ask ask_for(config::Measure measure) {
    switch (measure) {
        case config::Measure::amount:
            return Ask::amount;
        case config::Measure::pooled_share:
            return Ask::pooled_share;
        case config::Measure::large_share:
            return Ask::large_share;
    }
    platform::check(false, "every measure is a question");
    return Ask::amount;
}

/// Goes through what a benefit reads, in order, and stops at the first that has not been told, or where a
/// reply settles the matter.
class BenefitQuestions {
  public:
    BenefitQuestions(const config::Pack& pack, const Replies& replies, Date today)
        : pack_(pack), replies_(replies), today_(today) {}

    std::optional<Ask> next() {
        const auto topic = topic_of(pack_, replies_);
        if (!topic) return Ask::topic;
        plan_ = &pack_.plans.at(topic->plan);
        if (plan_->benefits_unpublished) return std::nullopt;
        if (!diseases_of(pack_, *topic).empty()) want(Ask::disease);
        if (next_) return next_;
        const config::EstimateRequest request = estimate_request(pack_, replies_, today_);
        const auto found = config::find_benefit(pack_, *plan_, 1, request.claim.kind, request.claim.disease);
        if (found.benefit == nullptr) return std::nullopt;
        if (config::counts_days(pack_, *plan_)) want_days();
        if (next_ || is_outside()) return next_;
        if (!want_all(found.benefit->needs)) return next_;
        std::visit([&](const auto& formula) { read(formula); }, found.benefit->pays);
        if (found.benefit->cap_fen) want(Ask::paid_before);
        return next_;
    }

  private:
    void want(Ask ask) {
        if (!next_ && !told(replies_, ask)) next_ = ask;
    }
    /// False when one of them is open, or told not to be so: then nothing is paid.
    bool want_all(const std::vector<config::Condition>& needs) {
        for (const config::Condition need : needs) {
            want(ask_for(need));
            if (told(replies_, ask_for(need)) != 1) return false;
        }
        return true;
    }
    void want_days() {
        if (plan_->terms.size() > 1) want(Ask::term);
        want(Ask::effective);
        want(Ask::event_day);
    }
    bool is_outside() const {
        const auto request = estimate_request(pack_, replies_, today_);
        if (!request.effective) return false;
        const int years = config::find_term(*plan_, request.years)->years;
        return !config::term_from(*plan_, *request.effective, years).contains(request.on);
    }
    void want_units(bool per_unit) {
        if (per_unit && plan_->max_units > 1) want(Ask::units);
    }

    void read(const config::Sum& formula) { want_units(formula.per_unit); }
    void read(const config::PerDay&) {
        want(Ask::days);
        want(Ask::days_paid_before);
    }
    void read(const config::Grades&) { want(Ask::grade); }
    void read(const config::Tiers&) { want(Ask::amount); }
    void read(const config::Slices& formula) {
        for (const config::Slice& slice : formula.slices) want(ask_for(slice.of));
        for (const config::Slice& slice : formula.slices) {
            if (slice.when) want(ask_for(*slice.when));
            if (slice.unless) want(ask_for(*slice.unless));
        }
        for (const config::Extra& extra : formula.extras) want(ask_for(extra.when));
    }
    void read(const config::Stages& formula) {
        const auto request = estimate_request(pack_, replies_, today_);
        const auto passed = std::chrono::sys_days(request.on) - std::chrono::sys_days(*request.effective);
        const config::Stage* stage = config::reached_stage(formula, passed.count());
        if (stage != nullptr && want_all(stage->needs)) want_units(stage->per_unit);
    }

    const config::Pack& pack_;
    const Replies& replies_;
    Date today_;
    const config::Plan* plan_ = nullptr;
    std::optional<Ask> next_;
};

// ------------------------------------------------------------------------------------------ joining

/// An applicant as told so far, who has whatever else this plan wants.
config::Applicant applicant_for(const config::Pack& pack, const config::Plan& plan, const Replies& replies,
                                Date today) {
    const auto yes = [&](Ask ask) { return told(replies, ask).value_or(1) == 1; };
    config::Applicant applicant;
    applicant.via = pack.via;
    applicant.employment = plan.employment.front();
    if (const auto work = told(replies, Ask::employment))
        applicant.employment = static_cast<config::Employment>(*work);
    const auto wanted = static_cast<std::int64_t>(plan.only_sex.value_or(config::Sex::male));
    const auto sex = static_cast<config::Sex>(told(replies, Ask::sex).value_or(wanted));
    const int age = yes(Ask::of_age) ? pack.minimum_age + 1 : 0;
    applicant.identity = config::Identity{(today.year() - std::chrono::years(age)) / 1 / 1, sex};
    applicant.basic_insurance = yes(Ask::basic_insurance);
    applicant.union_member = yes(Ask::union_member);
    applicant.service_card_verified = told(replies, Ask::service_card) == 1;
    if (yes(Ask::document)) applicant.documents = pack.documents;
    return applicant;
}

/// Nothing but the day stands against it.
bool may_still_join(const config::QuoteAnswer& quote) {
    return std::ranges::all_of(
        quote.refusals, [](config::Refusal refusal) { return refusal == config::Refusal::window_closed; });
}

std::optional<Ask> next_of_joining(const config::Pack& pack, const Replies& replies, Date today) {
    const std::vector<config::QuoteAnswer> quotes = join_quotes(pack, replies, today);
    if (std::ranges::none_of(quotes, may_still_join)) return std::nullopt;
    bool by_sex = false;
    for (std::size_t i = 0; i < quotes.size(); ++i)
        by_sex = by_sex || (pack.plans[i].only_sex && may_still_join(quotes[i]));
    const struct {
        Ask ask;
        bool matters;
    } asks[] = {{Ask::employment, true},
                {Ask::of_age, pack.minimum_age > 0},
                {Ask::sex, by_sex},
                {Ask::basic_insurance, pack.needs_basic_insurance},
                {Ask::union_member, pack.needs_union_member || pack.membership_fee_fen},
                {Ask::document, !pack.documents.empty()},
                {Ask::service_card, pack.gift.has_value()}};
    for (const auto& it : asks) {
        if (it.matters && !told(replies, it.ask)) return it.ask;
    }
    return std::nullopt;
}

std::optional<Ask> next_of_group(const Replies& replies) {
    for (const Ask ask : {Ask::headcount, Ask::joining}) {
        if (!told(replies, ask)) return ask;
    }
    return std::nullopt;
}

}  // namespace

std::vector<config::QuoteAnswer> join_quotes(const config::Pack& pack, const Replies& replies, Date today) {
    std::vector<config::QuoteAnswer> quotes;
    for (const config::Plan& plan : pack.plans) {
        config::QuoteRequest request;
        request.on = today;
        request.applicant = applicant_for(pack, plan, replies, today);
        request.plans = {{plan.id, 1, std::nullopt}};
        quotes.push_back(config::quote(pack, request, config::Explain::yes));
    }
    return quotes;
}

std::optional<Ask> next_ask(const config::Pack& pack, Inquiry inquiry, const Replies& replies, Date today) {
    switch (inquiry) {
        case Inquiry::benefit:
            return BenefitQuestions(pack, replies, today).next();
        case Inquiry::joining:
            return next_of_joining(pack, replies, today);
        case Inquiry::group:
            return next_of_group(replies);
    }
    return std::nullopt;
}

}  // namespace kiosk
