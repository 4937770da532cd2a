// Private to the adjudicator's files.
#pragma once

#include "sync/center/adjudicator.h"
#include "sync/seal/seal.h"
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

/// What opening a sealed body gave.
struct Adjudicator::Opened {
    mutual_aid::v1::Body body;
    platform::Result<void, SealError> how;
};

/// A person by the number on the card and, when that is another, by the one that lasts.
struct Adjudicator::Tags {
    PersonTag own{};
    std::optional<PersonTag> lasting;
};

/// The enrollment that a body speaks of, or its own record; nothing when the body is not what its class says.
std::optional<RecordId> target_of(const mutual_aid::v1::Body& body, const EntryHeader& header);

/// EnrollmentRow.period.
std::string period_text(const std::optional<config::Period>& period);
/// Nothing when it is none.
std::optional<config::Period> parse_period(std::string_view text);

}  // namespace syncing::center
