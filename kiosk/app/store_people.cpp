// What a person may see with their card or slip: rows sealed to them here or by the center, opened with the
// key that only the card or the slip gives.
#include <algorithm>

#include "kiosk/app/store_draft.h"
#include "kiosk/app/wire_names.h"
#include "platform/log/log.h"
#include "sync/record/mask.h"
#include "sync/record/person.h"
#include "sync/seal/seal.h"

namespace kiosk {

namespace log = platform::log;
namespace wire = mutual_aid::v1;

namespace {

EnrollmentStatus status_of(const wire::EnrollmentView& view) {
    EnrollmentStatus status;
    if (const auto id = platform::array_of<16>(platform::view_of(view.record_id()))) status.record_id = *id;
    status.slip_number = view.slip_number();
    // A state that this release does not know is one that people are still working on.
    status.state = enrollment_state_of(view.state()).value_or(EnrollmentState::in_review);
    status.reason = view.reason();
    status.paid = status.state == EnrollmentState::accepted;
    status.scheme = view.scheme();
    status.plan = view.plan();
    status.coverage_from = platform::parse_date(view.coverage_from()).value_or(Date{});
    status.coverage_to = platform::parse_date(view.coverage_to()).value_or(Date{});
    if (view.decided_ms() > 0) status.at = view.decided_ms();
    return status;
}

ClaimStatus status_of(const wire::ClaimView& view) {
    ClaimStatus claim;
    claim.number = view.claim_number();
    claim.kind = view.kind();
    for (const wire::ClaimStep& step : view.steps()) {
        const auto kind = claim_step_of(step.step());
        if (kind) claim.steps.push_back({*kind, platform::parse_date(step.on()), step.place()});
    }
    claim.amount_fen = view.amount_fen();
    claim.amount_is_final = view.amount_is_final();
    claim.detail = view.detail();
    claim.answer_due = platform::parse_date(view.answer_due());
    return claim;
}

/// The center's word, taken first, stands before this terminal's own.
void add_claim(StatusView& status, ClaimStatus claim) {
    const auto same = [&](const ClaimStatus& other) { return other.number == claim.number; };
    if (std::none_of(status.claims.begin(), status.claims.end(), same))
        status.claims.push_back(std::move(claim));
}

}  // namespace

const Store::VisitorKey* Store::key_of(const platform::Card& card) {
    if (visitor_ && visitor_->number.text() == card.number) return visitor_.get();
    visitor_.reset();
    const auto peppers = cache_.peppers();
    if (!peppers || peppers->empty()) return nullptr;
    const syncing::Pepper& pepper = peppers->front();
    visitor_ = std::make_unique<VisitorKey>();
    visitor_->number = PrivateText(card.number);
    visitor_->key =
        syncing::card_key(card.number, platform::format_date(card.valid_from), card.authority, pepper);
    visitor_->pepper_version = pepper.version;
    return visitor_.get();
}

platform::Result<StatusView, LookUpError> Store::views_for(const platform::SealingKeyPair& key) {
    const auto recipient = syncing::recipient_tag(key.public_key);
    const auto cached = cache_.person_rows(recipient);
    const auto local = ledger_.views_for(recipient);
    const auto held = cache_.acknowledgement();
    const auto run = cache_.last_run();
    if (!cached || !local || !held || !run) return platform::fail(LookUpError::store_failed);

    StatusView status;
    status.as_of = center_last_heard(*held, *run);
    const auto take = [&](platform::ByteView sealed) {
        wire::PersonView view;
        if (!syncing::open_message(key, sealed, view))
            return log::warning("a row sealed to its owner does not open");
        if (view.has_claim()) {
            if (status.masked_name.empty()) status.masked_name = view.claim().masked_name();
            add_claim(status, status_of(view.claim()));
        } else if (view.has_enrollment()) {
            auto enrollment = status_of(view.enrollment());
            const auto same = [&](const EnrollmentStatus& other) {
                return other.record_id == enrollment.record_id;
            };
            // The center's word, taken first, replaces this terminal's own.
            if (std::none_of(status.enrollments.begin(), status.enrollments.end(), same)) {
                status.enrollments.push_back(std::move(enrollment));
            }
        }
    };
    for (const auto& row : *cached) take(row.sealed);
    for (const auto& sealed : *local) take(sealed);
    mark_paid(status);
    const auto later = [](const auto& a, const auto& b) { return a.at.value_or(0) > b.at.value_or(0); };
    std::stable_sort(status.enrollments.begin(), status.enrollments.end(), later);
    std::sort(status.claims.begin(), status.claims.end(),
              [](const ClaimStatus& a, const ClaimStatus& b) { return a.number > b.number; });
    return status;
}

void Store::mark_paid(StatusView& status) {
    for (EnrollmentStatus& enrollment : status.enrollments) {
        const auto local = ledger_.enrollment(enrollment.record_id);
        if (!local || !*local) continue;
        enrollment.paid = enrollment.paid || (*local)->paid;
        if ((*local)->withdrawn) enrollment.state = EnrollmentState::withdrawn;
        if (!enrollment.at) enrollment.at = (*local)->saved_ms;
    }
}

std::string Store::kind_of(const syncing::LocalClaim& claim) const {
    if (!desk_) return "";
    const auto row = index_row(claim);
    return row ? row->claim_kind() : "";
}

bool Store::add_own(StatusView& status, const PrivateText& number) {
    const auto person = syncing::person_tag(terminal_.keys.local, number.text());
    const auto own = ledger_.enrollments_of(person);
    const auto claims = ledger_.claims_of(person);
    if (!own || !claims) return false;
    for (const auto& local : *claims) {
        const Date filed = platform::shanghai_date(local.saved_ms);
        ClaimStatus found;
        found.number = syncing::to_text(local.number);
        found.kind = kind_of(local);
        found.steps = {{ClaimStepKind::filed, filed, ""}};
        add_claim(status, std::move(found));
    }
    for (const auto& local : *own) {
        const auto same = [&](const EnrollmentStatus& other) { return other.record_id == local.record_id; };
        if (std::any_of(status.enrollments.begin(), status.enrollments.end(), same)) continue;
        EnrollmentStatus found;
        found.record_id = local.record_id;
        found.slip_number = syncing::to_text(local.number);
        found.paid = local.paid;
        found.state = local.withdrawn ? EnrollmentState::withdrawn : EnrollmentState::stored_here;
        found.at = local.saved_ms;
        status.enrollments.push_back(std::move(found));
    }
    return true;
}

Event Store::answer(const LookUpCard& request) {
    if (request.by_staff) audit("looked_up_card");
    const VisitorKey* key = request.typed ? nullptr : key_of(request.card);
    StatusView status;
    if (key != nullptr) {
        auto views = views_for(key->key);
        if (!views) return LookUpFailed{request.request, views.error()};
        status = std::move(*views);
    }
    if (!add_own(status, PrivateText(request.card.number))) {
        return LookUpFailed{request.request, LookUpError::store_failed};
    }
    status.masked_name =
        syncing::mask_name(request.card.name.empty() ? request.card.english_name : request.card.name);
    return PersonFound{request.request, std::move(status), perhaps_enrolled(request.card)};
}

std::vector<config::HeldPlan> Store::perhaps_enrolled(const platform::Card& card) {
    const auto found = cache_.perhaps_enrolled(syncing::numbers_of(card.number, card.former_number));
    std::vector<config::HeldPlan> out;
    if (!found) {
        // Nobody is held up by it: the center links a second enrollment to the first.
        log::warning("the filter of who is enrolled already cannot be asked: {}",
                     platform::name_of(found.error()));
        return out;
    }
    for (const syncing::EnrolledElsewhere& one : *found) {
        const auto from = platform::parse_date(one.coverage_from);
        const auto to = platform::parse_date(one.coverage_to);
        if (from && to) out.push_back({one.plan, {*from, *to}});
    }
    return out;
}

platform::Result<syncing::SlipCode, LookUpError> Store::checked_slip(const PrivateText& code) {
    const auto parsed = syncing::parse_code(code.text());
    const auto* slip = std::get_if<syncing::SlipCode>(&parsed);
    if (slip == nullptr) return platform::fail(LookUpError::not_ours);
    if (slip->number.prefix == terminal_.identity.ledger.slip_prefix) {
        if (syncing::verify_slip(*slip, terminal_.keys.slip.public_key)) return *slip;
        return platform::fail(LookUpError::not_ours);
    }
    const auto sibling = cache_.slip_key(slip->number.prefix);
    if (!sibling) return platform::fail(LookUpError::store_failed);
    // A slip of another station cannot be verified here; its secret opens nothing unless the center sealed to
    // it.
    if (*sibling && !syncing::verify_slip(*slip, **sibling)) return platform::fail(LookUpError::not_ours);
    return *slip;
}

Event Store::answer(const LookUpSlip& request) {
    if (request.by_staff) audit("looked_up_slip");
    const auto slip = checked_slip(request.code);
    if (!slip) return LookUpFailed{request.request, slip.error()};
    auto views = views_for(syncing::slip_key(slip->secret));
    if (!views) return LookUpFailed{request.request, views.error()};
    if (views->enrollments.empty() && views->claims.empty()) {
        return LookUpFailed{request.request, LookUpError::unknown_here};
    }
    SlipFound found{request.request, std::move(*views)};
    if (!request.by_staff) return found;
    const auto claim = ledger_.claim(slip->record_id);
    if (!claim) return LookUpFailed{request.request, LookUpError::store_failed};
    if (*claim) {
        auto row = desk_row(**claim);
        if (row) found.claim = std::move(*row);
    }
    return found;
}

Event Store::answer(const LookUpSlipRow& request) {
    const auto slip = checked_slip(request.code);
    if (!slip) return LookUpFailed{request.request, slip.error()};
    const auto enrollment = ledger_.enrollment(slip->record_id);
    const auto claim = ledger_.claim(slip->record_id);
    if (!enrollment || !claim) return LookUpFailed{request.request, LookUpError::store_failed};
    if (*enrollment || *claim) {
        auto row = *enrollment ? desk_row(**enrollment) : desk_row(**claim);
        if (!row) return LookUpFailed{request.request, LookUpError::store_failed};
        return SlipRowFound{request.request, std::move(*row)};
    }
    DeskRow row;
    row.record_id = slip->record_id;
    row.slip_number = syncing::to_text(slip->number);
    row.fee_fen = slip->fee_fen;
    return SlipRowFound{request.request, std::move(row)};
}

}  // namespace kiosk
