// What operators found, and enrollments that only they can decide.
#include <algorithm>

#include "platform/base/check.h"
#include "platform/log/log.h"
#include "sync/center/adjudicator.h"
#include "sync/center/adjudicator_known.h"
#include "sync/center/pieces.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
namespace log = platform::log;
using platform::array_of;
using platform::Bytes;
using platform::fail;
using platform::view_of;

bool parse(google::protobuf::MessageLite& message, platform::ByteView bytes) {
    return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

/// A correction that the operator had not seen.
bool corrected_since(const wire::Review& review, const std::vector<Fact>& facts) {
    return std::ranges::any_of(facts, [&](const Fact& fact) {
        return fact.record_class == RecordClass::correction &&
               std::ranges::none_of(review.seen(), [&](const std::string& seen) {
                   return std::ranges::equal(view_of(seen), fact.record);
               });
    });
}

std::string same_script_name(const wire::Person& person, bool chinese) {
    return chinese ? person.name() : person.english_name();
}

}  // namespace

Stored<bool> Adjudicator::take_reviews() {
    const auto unit = store_.begin();
    if (!unit) return fail(unit.error());
    const auto reviews = judges_.review_inbox(kLinesPerUnit);
    if (!reviews) return fail(reviews.error());
    for (const InboxReview& waiting : *reviews) {
        const auto plain = keys_.open(waiting.sealed);
        wire::Review review;
        const bool read = plain && parse(review, *plain) && review.record_id().size() == 16;
        if (!read) log::error("review {} cannot be read; decide it again", waiting.id);
        const Done done = (read ? take_review(review) : Done()).and_then([&] {
            return judges_.drop_from_review_inbox(waiting.id);
        });
        if (!done) return fail(done.error());
    }
    const Done committed = (*unit)->commit();
    if (!committed) return fail(committed.error());
    return reviews->size() == kLinesPerUnit;
}

Done Adjudicator::take_review(const wire::Review& review) {
    const RecordId record = *array_of<16>(view_of(review.record_id()));
    return store_.add_review({record, rest_.box(serialize(review), record)}).and_then([&] {
        return judge(record);
    });
}

Stored<std::vector<ReviewFact>> Adjudicator::reviews_of(const RecordId& enrollment,
                                                        const std::vector<Fact>& facts) {
    const auto boxes = store_.reviews_of(enrollment);
    if (!boxes) return fail(boxes.error());
    std::vector<ReviewFact> out;
    for (const Bytes& box : *boxes) {
        wire::Review review;
        platform::check(parse(review, rest_.unbox(box, enrollment)), "a review at rest cannot be read");
        const bool lasts = review.question() == name_of(Reason::quarantine);
        if (!lasts && corrected_since(review, facts)) continue;
        out.push_back({review.question(), review.accepted(), review.reason(), review.note()});
    }
    return out;
}

Done Adjudicator::judge_unreadable(const RecordId& enrollment) {
    const auto existing = store_.enrollment(enrollment);
    if (!existing) return fail(existing.error());
    if (!*existing) return {};  // a payment or a review that came before its enrollment
    const auto reviews = reviews_of(enrollment, {});
    if (!reviews) return fail(reviews.error());
    EnrollmentRow row = **existing;
    if (reviews->empty() || reviews->back().accepted || row.state != name_of(State::in_review)) return {};
    row.state = name_of(State::refused);
    row.reason = reviews->back().reason;
    row.decided_ms = clock_.wall();
    ++row.version;
    return store_.put_enrollment(row).and_then(
        [&] { return publisher_.enrollment(row, reviews->back().note); });
}

Stored<bool> Adjudicator::other_name(const RecordId& holder, const wire::Enrollment& enrollment) {
    const auto facts = store_.facts_of(holder);
    if (!facts) return fail(facts.error());
    const auto known = gather(*facts);
    if (!known) return fail(known.error());
    if (!*known) return false;
    const wire::Person& one = (*known)->enrollment.person();
    const wire::Person& two = enrollment.person();
    const bool chinese = !one.name().empty() && !two.name().empty();
    return same_script_name(one, chinese) != same_script_name(two, chinese);
}

Stored<Decision> Adjudicator::against_others(const EnrollmentRow& row, const Known& known, Decision decision,
                                             std::optional<RecordId>& other) {
    // A typed card that is in order has been checked as one that would be accepted.
    if (decision.state != State::accepted && decision.state != State::awaiting_payment &&
        decision.reason != name_of(Reason::typed_card))
        return decision;
    const auto holder =
        store_.holder_of_period(*row.person, known.enrollment.plan(), period_text(decision.coverage));
    if (!holder) return fail(holder.error());
    other = *holder;
    if (!other) return decision;
    const auto differs = other_name(*other, known.enrollment);
    if (!differs) return fail(differs.error());
    const ReviewFact* review = review_of(known.the_case.reviews, name_of(Reason::name_differs));
    if (*differs && review == nullptr)
        return Decision{State::in_review, std::string(name_of(Reason::name_differs)), decision.coverage};
    if (*differs && !review->accepted) return Decision{State::refused, review->reason, decision.coverage};
    return Decision{State::duplicate, std::string(name_of(Reason::already_enrolled)), decision.coverage};
}

}  // namespace syncing::center
