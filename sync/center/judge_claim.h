// What becomes of a claim that was filed at a station: it goes on as received, or a person looks at it first.
// Pure: the same facts give the same decision. Whether and what is paid is decided elsewhere and comes as
// imported progress (claims.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/center/judge.h"

namespace mutual_aid::v1 {
class ClaimFiled;
}

namespace syncing::center {

/// DeskView.state of a claim.
enum class ClaimState { received, in_review, refused };
std::string_view name_of(ClaimState state);

/// Why a claim is in review, in the order in which it is asked. All but bad_number a person may settle.
enum class ClaimReason {
    none,
    quarantine,        // from a revoked terminal's disk
    simulated_time,    // written under a simulated clock
    bad_number,        // not a slip's number, or another claim has it
    unknown_pack,      // filed by a pack the center does not have
    unknown_kind,      // the pack has no such kind of claim, or no such plan
    bad_event_date,    // none, or after the day it was filed
    not_enrolled,      // no accepted enrollment of this person in this plan
    outside_coverage,  // it happened on a day that none of them covers
    typed_card,        // all in order, but staff typed the card in
};
std::string_view name_of(ClaimReason reason);
bool may_claim_be_accepted(std::string_view question);

/// An accepted enrollment of the person.
struct Standing {
    RecordId record{};
    std::string plan;
    config::Period coverage;
};

struct ClaimCase {
    const mutual_aid::v1::ClaimFiled* claim = nullptr;
    TimeInterval time;
    platform::UtcMs received = 0;
    Quarantine quarantine = Quarantine::none;
    bool number_taken = false;
    const config::Pack* pack = nullptr;  // that it was filed by; none when the center does not have it
    std::vector<Standing> standing;
    std::vector<ReviewFact> reviews;  // oldest first: of one question the last stands
    bool simulation = false;
};

struct ClaimDecision {
    ClaimState state = ClaimState::in_review;
    std::string reason;                  // a ClaimReason, or the word of a refusal
    std::optional<RecordId> enrollment;  // that it rests on
    bool operator==(const ClaimDecision&) const = default;
};

ClaimDecision decide_claim(const ClaimCase& the_case);

/// The civil day on which it was filed, at the latest.
config::Date day_filed(const TimeInterval& time, platform::UtcMs received);

}  // namespace syncing::center
