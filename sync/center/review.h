// Decisions of a person about enrollments and filed claims that are in review. Whoever decides (a command, a
// page) needs no secret: the finding is sealed to the adjudicator, which judges the enrollment again with it.
#pragma once

#include <string>
#include <string_view>

#include "platform/clock/clock.h"
#include "sync/center/operate.h"

namespace syncing::center {

constexpr std::size_t kMaxNote = 200;

struct ReviewDecision {
    RecordId record{};
    bool accept = false;  // settles the question that is asked; there may be another after it
    /// Of a refusal: a word that the terminal can say; "" = review_refused.
    std::string reason;
    std::string note;  // to the station's staff; may be personal
    std::string operator_id;
};

/// Puts the decision into the adjudicator's inbox; wake it, or run it, afterwards. Any process that may write
/// the database can call this.
Operated<void> decide_review(AdminStore& store, const CenterFolder& folder, const ReviewDecision& decision,
                             platform::UtcMs now);

/// One line of JSON; the slip's number only with the adjudicator's key of opened data.
std::string review_json(const ReviewRow& row, const platform::SymmetricKey* data);

}  // namespace syncing::center
