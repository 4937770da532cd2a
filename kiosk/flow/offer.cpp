// Questions to the pack: may this person enroll, what does it cost, what does it cover.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

/// Whether an enrollment still stands, or may come to stand.
bool is_held(const EnrollmentStatus& enrollment) {
    switch (enrollment.state) {
        case EnrollmentState::stored_here:
        case EnrollmentState::received:
        case EnrollmentState::awaiting_payment:
        case EnrollmentState::accepted:
        case EnrollmentState::in_review:
            return true;
        case EnrollmentState::refused:
        case EnrollmentState::withdrawn:
        case EnrollmentState::duplicate:
            return false;
    }
    return false;
}

/// The day that prices this person. A card's own start proves that this day has come, whatever an untrusted
/// clock says.
Date pricing_day(const Context& context, const State& state) {
    const Date began = state.began_on.value_or(platform::shanghai_date(best_known_time(state)));
    const Date proven = state.visitor->card.valid_from;
    if (state.time.trusted || proven <= began) return began;
    return first_intake_day(context, proven).value_or(began);
}

/// What an enrollment covers. One found by its number alone tells only when it was made: then it is what the
/// pack's plan gave on that day.
config::HeldPlan held_plan(const Context& context, const EnrollmentStatus& held) {
    const bool known = !held.plan.empty();
    if (known || !held.at) return {held.plan, {held.coverage_from, held.coverage_to}};
    const config::Plan& plan = context.pack.plans.front();
    return {plan.id,
            config::coverage_from(plan, platform::shanghai_date(*held.at), plan.terms.front().years)};
}

config::Applicant applicant_of(const Context& context, const Visitor& visitor) {
    config::Applicant applicant;
    applicant.id_number = visitor.card.number;
    if (visitor.card.kind == platform::CardKind::foreigner_2017) {
        const auto sex = visitor.card.sex == "2" ? config::Sex::female : config::Sex::male;
        applicant.identity = config::Identity{visitor.card.birth, sex};
    }
    if (!visitor.known) return applicant;
    for (const EnrollmentStatus& enrollment : visitor.known->enrollments) {
        if (!is_held(enrollment)) continue;
        applicant.enrolled.push_back(held_plan(context, enrollment));
    }
    return applicant;
}

/// Whether it is what the visitor would get now, or overlaps that.
bool is_in_the_way(const Context& context, const State& state, const config::HeldPlan& other) {
    const config::Plan& plan = context.pack.plans.front();
    const config::Period wanted =
        config::coverage_from(plan, pricing_day(context, state), plan.terms.front().years);
    return other.plan == plan.id && wanted.overlaps(other.coverage);
}

/// The enrollment that a new one would overlap.
std::optional<EnrollmentStatus> in_the_way(const Context& context, const State& state) {
    if (!state.visitor->known) return std::nullopt;
    for (const EnrollmentStatus& held : state.visitor->known->enrollments) {
        if (is_held(held) && is_in_the_way(context, state, held_plan(context, held))) return held;
    }
    return std::nullopt;
}

struct Answers {
    std::optional<Employment> employment;
    std::vector<Document> documents;
    bool union_member = false;
};

config::QuoteAnswer ask_pack(const Context& context, const State& state, const Answers& answers) {
    config::QuoteRequest request;
    request.on = pricing_day(context, state);
    request.applicant = applicant_of(context, *state.visitor);
    request.applicant.employment = answers.employment;
    request.applicant.documents = answers.documents;
    request.applicant.union_member = answers.union_member;
    request.applicant.basic_insurance = true;  // no pack for single workers asks for it
    request.plans = {{context.pack.plans.front().id, 1, std::nullopt}};
    config::QuoteAnswer answer = config::quote(context.pack, request);
    platform::wipe(request.applicant.id_number);
    return answer;
}

}  // namespace

std::vector<config::Refusal> early_refusals(const Context& context, const State& state) {
    const Answers best{context.pack.plans.front().employment.front(), context.pack.documents, true};
    return ask_pack(context, state, best).refusals;
}

std::optional<config::Period> perhaps_enrolled(const Context& context, const State& state) {
    const Visitor& visitor = *state.visitor;
    const bool withdrawn =
        visitor.known && std::ranges::any_of(visitor.known->enrollments, [&](const auto& it) {
            return it.state == EnrollmentState::withdrawn &&
                   is_in_the_way(context, state, held_plan(context, it));
        });
    if (withdrawn) return std::nullopt;
    for (const config::HeldPlan& held : visitor.perhaps_enrolled) {
        if (is_in_the_way(context, state, held)) return held.coverage;
    }
    return std::nullopt;
}

bool asks_for_papers(const Context& context) {
    return !context.pack.documents.empty();
}
bool asks_for_union(const Context& context) {
    return context.pack.needs_union_member;
}

std::vector<Employment> offered_employments(const Context& context) {
    const auto& taken = context.pack.plans.front().employment;
    std::vector<Employment> offered;
    for (const Employment kind : {Employment::flexible, Employment::small_micro}) {
        if (std::ranges::find(taken, kind) != taken.end()) offered.push_back(kind);
    }
    return offered;
}

std::vector<Document> offered_documents(const Context& context) {
    const auto& taken = context.pack.documents;
    std::vector<Document> offered;
    for (const Document kind : {Document::labour_contract, Document::social_security_proof}) {
        if (std::ranges::find(taken, kind) != taken.end()) offered.push_back(kind);
    }
    return offered;
}

platform::Result<Offer, std::vector<config::Refusal>> make_offer(const Context& context, const State& state) {
    const Visitor& visitor = *state.visitor;
    Answers answers;
    if (visitor.employment) answers.employment = *visitor.employment;
    if (visitor.document) answers.documents.push_back(*visitor.document);
    answers.union_member = visitor.joins_union.value_or(false);
    config::QuoteAnswer answer = ask_pack(context, state, answers);
    // A fee that is not published sends the person to staff: no reasons, and no figure of ours.
    if (!answer.ok || !answer.fee_fen) return platform::fail(std::move(answer.refusals));
    const config::CoverageRow& row = answer.coverage.front();
    return Offer{row.plan, 1, *answer.fee_fen, row.days.from, row.days.to};
}

void show_refusal(Flow& flow, std::vector<config::Refusal> reasons) {
    screen::Refused refused;
    for (const config::Refusal reason : reasons) {
        if (reason == config::Refusal::missing_document) refused.change = Stage::papers;
        if (reason == config::Refusal::not_union_member) refused.change = Stage::join_union;
        if (reason == config::Refusal::already_enrolled)
            refused.earlier = in_the_way(flow.context, flow.state);
    }
    refused.minimum_age = flow.context.pack.minimum_age;
    refused.reasons = std::move(reasons);
    flow.go(std::move(refused));
}

}  // namespace kiosk
