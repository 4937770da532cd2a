// Private to the adjudicator's files.
#pragma once

#include "sync/center/adjudicator.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

/// What the facts of one enrollment add up to.
struct Adjudicator::Known {
    const Fact* fact = nullptr;  // the enrollment's own
    mutual_aid::v1::Enrollment enrollment;
    Case the_case;
};

/// The facts that count, and what is to be said of those that came from a revoked terminal's disk: each is
/// asked about until a review of the question `quarantine` has seen it. Accepted, it counts; refused, it is
/// left out, and an enrollment that itself came so is refused.
struct Adjudicator::Counted {
    std::vector<Fact> facts;
    Quarantine quarantine = Quarantine::none;
    bool own = false;  // the enrollment itself is in question
};

/// EnrollmentRow.period.
std::string period_text(const std::optional<config::Period>& period);

}  // namespace syncing::center
