#include "sync/center/judge_claim.h"

#include <algorithm>

#include "sync/wire/code.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

using config::Date;

/// Those in the plan that the claim names, where it names one.
std::vector<const Standing*> in_plan(const ClaimCase& the_case) {
    std::vector<const Standing*> found;
    for (const Standing& one : the_case.standing) {
        if (the_case.claim->plan().empty() || one.plan == the_case.claim->plan()) found.push_back(&one);
    }
    return found;
}

/// The one that it says it rests on, else the first.
std::optional<RecordId> chosen(const ClaimCase& the_case, const std::vector<const Standing*>& from) {
    if (from.empty()) return std::nullopt;
    const auto named = std::ranges::find_if(from, [&](const Standing* one) {
        return platform::string_of(one->record) == the_case.claim->enrollment_record();
    });
    return named == from.end() ? from.front()->record : (*named)->record;
}

bool knows_kind(const config::Pack& pack, const mutual_aid::v1::ClaimFiled& claim) {
    return pack.find_kind(claim.kind()) != nullptr &&
           (claim.plan().empty() || pack.find_plan(claim.plan()) != nullptr);
}

bool settled(const ClaimCase& the_case, ClaimReason question) {
    const ReviewFact* review = review_of(the_case.reviews, name_of(question));
    return review != nullptr && review->accepted;
}

ClaimDecision decide_by_rules(const ClaimCase& the_case) {
    const auto& claim = *the_case.claim;
    const auto happened = platform::parse_date(claim.event_date());
    const auto enrolled = in_plan(the_case);
    std::vector<const Standing*> covering;
    std::ranges::copy_if(enrolled, std::back_inserter(covering), [&](const Standing* one) {
        return happened && one->coverage.from <= *happened && *happened <= one->coverage.to;
    });
    const std::pair<ClaimReason, bool> questions[]{
        {ClaimReason::simulated_time, the_case.time.basis == TimeBasis::simulated && !the_case.simulation},
        {ClaimReason::bad_number, the_case.number_taken || !parse_slip_number(claim.claim_number())},
        {ClaimReason::unknown_pack, the_case.pack == nullptr},
        {ClaimReason::unknown_kind, the_case.pack != nullptr && !knows_kind(*the_case.pack, claim)},
        {ClaimReason::bad_event_date, !happened || *happened > day_filed(the_case.time, the_case.received)},
        {ClaimReason::not_enrolled, enrolled.empty()},
        {ClaimReason::outside_coverage, happened && !enrolled.empty() && covering.empty()},
        {ClaimReason::typed_card, !claim.typed_by().empty()},
    };
    const auto rests_on = chosen(the_case, covering.empty() ? enrolled : covering);
    if (the_case.quarantine != Quarantine::none)
        return {ClaimState::in_review, std::string(name_of(ClaimReason::quarantine)), rests_on};
    for (const auto& [question, asked] : questions) {
        if (asked && !settled(the_case, question))
            return {ClaimState::in_review, std::string(name_of(question)), rests_on};
    }
    return {ClaimState::received, "", rests_on};
}

}  // namespace

std::string_view name_of(ClaimState state) {
    switch (state) {
        case ClaimState::received:
            return "received";
        case ClaimState::in_review:
            return "in_review";
        case ClaimState::refused:
            return "refused";
    }
    return "unknown";
}

std::string_view name_of(ClaimReason reason) {
    switch (reason) {
        case ClaimReason::none:
            return "";
        case ClaimReason::quarantine:
            return "quarantine";
        case ClaimReason::simulated_time:
            return "simulated_time";
        case ClaimReason::bad_number:
            return "bad_number";
        case ClaimReason::unknown_pack:
            return "unknown_pack";
        case ClaimReason::unknown_kind:
            return "unknown_kind";
        case ClaimReason::bad_event_date:
            return "bad_event_date";
        case ClaimReason::not_enrolled:
            return "not_enrolled";
        case ClaimReason::outside_coverage:
            return "outside_coverage";
        case ClaimReason::typed_card:
            return "typed_card";
    }
    return "unknown";
}

bool may_claim_be_accepted(std::string_view question) {
    return question != name_of(ClaimReason::bad_number);
}

Date day_filed(const TimeInterval& time, platform::UtcMs received) {
    const TimeInterval known = narrowed(time, received);
    return platform::shanghai_date(std::min<std::int64_t>(known.latest_ms, received));
}

ClaimDecision decide_claim(const ClaimCase& the_case) {
    ClaimDecision decided = decide_by_rules(the_case);
    if (decided.state != ClaimState::in_review || the_case.quarantine == Quarantine::asks) return decided;
    const ReviewFact* review = review_of(the_case.reviews, decided.reason);
    if (review == nullptr || review->accepted) return decided;
    // Whoever had the disk made it up: its person is not told (publisher.h).
    const bool made_up = the_case.quarantine != Quarantine::none;
    return {ClaimState::refused, made_up ? decided.reason : review->reason, decided.enrollment};
}

}  // namespace syncing::center
