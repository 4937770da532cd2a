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

/// EnrollmentRow.period.
std::string period_text(const std::optional<config::Period>& period);

}  // namespace syncing::center
