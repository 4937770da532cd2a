#include "sync/center/review.h"

#include <nlohmann/json.hpp>

#include "platform/base/utf8.h"
#include "sync/center/judge_claim.h"
#include "sync/center/pieces.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::fail;
using platform::string_of;

Operated<wire::Review> checked(const ReviewRow& row, const ReviewDecision& decision) {
    if (row.state != name_of(State::in_review)) return fail(OperateError::not_in_review);
    const bool judgeable = row.claim ? may_claim_be_accepted(row.reason) : may_be_accepted(row.reason);
    if (decision.accept && !judgeable) return fail(OperateError::not_judgeable);
    const std::string reason =
        decision.reason.empty() ? std::string(name_of(Reason::review_refused)) : decision.reason;
    if (!decision.accept && !is_refusal_word(reason)) return fail(OperateError::bad_reason);
    if (decision.note.size() > kMaxNote || !platform::is_text(decision.note) ||
        !platform::is_text(decision.operator_id))
        return fail(OperateError::bad_note);
    wire::Review review;
    review.set_record_id(string_of(row.record));
    review.set_question(row.reason);
    review.set_accepted(decision.accept);
    if (!decision.accept) review.set_reason(reason);
    review.set_note(decision.note);
    review.set_operator_id(decision.operator_id);
    return review;
}

std::string number_in(const ReviewRow& row, platform::ByteView plain) {
    const int size = static_cast<int>(plain.size());
    wire::EnrollmentView enrollment;
    wire::ClaimView claim;
    if (row.claim) return claim.ParseFromArray(plain.data(), size) ? claim.claim_number() : "";
    return enrollment.ParseFromArray(plain.data(), size) ? enrollment.slip_number() : "";
}

}  // namespace

Operated<void> decide_review(AdminStore& store, const CenterFolder& folder, const ReviewDecision& decision,
                             platform::UtcMs now) {
    const auto key = folder.sealing_public_key(now);
    if (!key) return fail(OperateError::key_files);
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    const auto row = store.review_row(decision.record);
    if (!row) return fail(operate_error(row.error()));
    if (!*row) return fail(OperateError::no_enrollment);
    auto review = checked(**row, decision);
    if (!review) return fail(review.error());
    const auto known = store.known_of(decision.record);
    if (!known) return fail(operate_error(known.error()));
    for (const RecordId& record : *known) review->add_seen(string_of(record));
    review->set_at_ms(now);
    const Done done = store.add_to_review_inbox(platform::seal(*key, serialize(*review))).and_then([&] {
        return (*unit)->commit();
    });
    if (!done) return fail(operate_error(done.error()));
    return {};
}

std::string review_json(const ReviewRow& row, const platform::SymmetricKey* data) {
    nlohmann::ordered_json json{{"record", platform::to_hex(row.record)},
                                {"station", row.station},
                                {"state", row.state},
                                {"reason", row.reason},
                                {"since_ms", row.decided_ms}};
    if (row.duplicate_of) json["other"] = platform::to_hex(*row.duplicate_of);
    const Tag& box_of = row.claim ? *row.claim : row.record;
    const auto plain = data != nullptr ? platform::decrypt(*data, row.box, box_of) : std::nullopt;
    const std::string number = plain ? number_in(row, *plain) : "";
    if (!number.empty()) json[row.claim ? "claim" : "slip"] = number;
    return json.dump();
}

}  // namespace syncing::center
