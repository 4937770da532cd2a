// What becomes of an enrollment, from everything the center knows of it. Pure: the same facts give the same
// decision, whatever the order in which they were learned.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/scheme/rules.h"
#include "platform/clock/clock.h"
#include "sync/record/entry.h"

namespace mutual_aid::v1 {
class Enrollment;
}

namespace syncing::center {

/// EnrollmentView.state.
enum class State { awaiting_payment, accepted, refused, in_review, withdrawn, duplicate };
std::string_view name_of(State state);

/// EnrollmentView.reason beside the rule engine's refusals (their names are used as they stand).
enum class Reason {
    none,
    papers_unchecked,  // awaiting_payment: paid, but nobody looked at the papers
    unreadable,        // in_review: the body could not be opened
    unknown_pack,      // in_review: priced by a pack the center does not have
    pack_differs,      // in_review: another scheme or plan than the pack's
    window_edge,       // in_review: the time interval straddles the window's edge
    simulated_time,    // in_review: written under a simulated clock
    fee_differs,       // in_review: the fee is not what the pack in force says
    paid_differs,      // in_review: paid more or less than the fee
    paid_late,         // in_review: paid later than the pack allows
    typed_card,        // in_review: all in order, but staff typed the card in
    name_differs,      // in_review: another name stands for this number and period
    quarantine,        // in_review: from a revoked terminal's disk
    no_consent,        // refused
    review_refused,    // refused: by who reviewed it
    already_enrolled,  // duplicate: another enrollment of this person stands for the period
};
std::string_view name_of(Reason reason);

/// What an operator found about one question, the reason of an in_review.
struct ReviewFact {
    std::string question;
    bool accepted = false;
    std::string reason;  // of a refusal: a Reason or a config::Refusal by name
    std::string note;    // to staff
};
/// Whether a person may say yes to it: not when what is missing cannot be judged without.
bool may_be_accepted(std::string_view question);
/// Whether a refusal may be said with this word.
bool is_refusal_word(std::string_view word);

struct PaymentFact {
    std::string receipt_number;  // the same one twice is one payment
    std::int64_t amount_fen = 0;
    bool papers_checked = false;
    TimeInterval time;
    platform::UtcMs received = 0;
};

/// What of the case came from a revoked terminal's disk and no operator has let count: it is left out of the
/// rest, and an enrollment that itself came so is decided by nothing else.
enum class Quarantine { none, asks, refused };

struct Case {
    const mutual_aid::v1::Enrollment* enrollment = nullptr;  // corrections already applied
    TimeInterval time;
    platform::UtcMs received = 0;
    bool withdrawn = false;
    std::vector<PaymentFact> payments;
    std::vector<ReviewFact> reviews;  // oldest first: of one question the last stands
    Quarantine quarantine = Quarantine::none;
    /// The pack that priced it; none when the center does not have it.
    const config::Pack* pack = nullptr;
    /// Whether a simulated clock is in order here (it is when the center's own is simulated).
    bool simulation = false;
};

struct Decision {
    State state = State::in_review;
    std::string reason;  // a Reason or a config::Refusal by name
    std::optional<config::Period> coverage;
    bool operator==(const Decision&) const = default;
};

/// Everything but duplicates: `accepted` here means that nothing but another enrollment can stand against it.
/// An awaiting_payment decision may become a duplicate as well.
Decision decide(const Case& the_case);

/// What an operator said to this question; null when nobody did.
const ReviewFact* review_of(const std::vector<ReviewFact>& reviews, std::string_view question);

/// What is true of the time an entry was made: for an unknown basis the time of receipt bounds it.
TimeInterval narrowed(const TimeInterval& time, platform::UtcMs received);

}  // namespace syncing::center
