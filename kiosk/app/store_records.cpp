// What is written: enrollments, payments, corrections, withdrawals, audit. Each answer follows its commit.
#include <utility>

#include "kiosk/app/store_draft.h"
#include "kiosk/app/wire_names.h"
#include "platform/log/log.h"
#include "sync/ledger/current_keys.h"
#include "sync/record/mask.h"

namespace kiosk {

namespace log = platform::log;
namespace wire = mutual_aid::v1;
using syncing::RecordClass;

StoreError store_error(syncing::LedgerError error) {
    switch (error) {
        case syncing::LedgerError::disk_full:
            return StoreError::disk_full;
        case syncing::LedgerError::busy:
            return StoreError::busy;
        case syncing::LedgerError::already_there:
            return StoreError::already_done;
        case syncing::LedgerError::broken:
        case syncing::LedgerError::other_ledger:
        case syncing::LedgerError::cannot_seal:
            return StoreError::broken;
    }
    return StoreError::broken;
}

void fill_person(wire::Person& person, const platform::Card& card) {
    person.set_card_kind(std::string(platform::name_of(card.kind)));
    person.set_name(card.name);
    person.set_number(card.number);
    person.set_sex(card.sex);
    person.set_birth(platform::format_date(card.birth));
    person.set_authority(card.authority);
    person.set_valid_from(platform::format_date(card.valid_from));
    if (card.valid_to) person.set_valid_to(platform::format_date(*card.valid_to));
    person.set_english_name(card.english_name);
    person.set_nationality(card.nationality);
    person.set_former_number(card.former_number);
}

namespace {

void fill_enrollment(wire::Enrollment& to, const EnrollmentForm& form) {
    fill_person(*to.mutable_person(), form.card);
    to.set_scheme(form.scheme);
    to.set_plan(form.plan);
    to.set_units(static_cast<std::uint32_t>(form.units));
    to.set_employment(std::string(config::name_of(form.employment)));
    to.set_workplace(form.workplace);
    to.set_phone(form.phone.text());
    if (form.document) to.set_document(std::string(config::name_of(*form.document)));
    to.set_joins_union(form.joins_union);
    to.set_consent(form.consent);
    to.set_consent_version(form.consent_version);
    to.set_fee_fen(form.fee_fen);
    to.set_coverage_from(platform::format_date(form.coverage_from));
    to.set_coverage_to(platform::format_date(form.coverage_to));
    to.set_language(std::string(wire_name(form.language)));
    to.set_typed_by(form.typed_by);
}

wire::IndexRow index_row_of(const EnrollmentForm& form, platform::UtcMs wall) {
    wire::IndexRow row;
    row.set_masked_name(syncing::mask_name(form.card.name.empty() ? form.card.english_name : form.card.name));
    row.set_number_tail(syncing::number_tail(form.card.number));
    row.set_fee_fen(form.fee_fen);
    if (form.document) row.set_document(std::string(config::name_of(*form.document)));
    row.set_employment(std::string(config::name_of(form.employment)));
    row.set_workplace(form.workplace);
    row.set_masked_phone(syncing::mask_phone(form.phone.text()));
    row.set_wall_ms(wall);
    return row;
}

}  // namespace

Store::Draft Store::draft(RecordClass record_class) {
    Draft made;
    made.record.record_class = record_class;
    made.record.record_id = platform::random_array<16>();
    made.record.wall_ms = best_known_time();
    return made;
}

std::optional<syncing::SealTo> Store::desk_key() {
    // Who is signed in must be able to open what they write, even if the roster changes meanwhile.
    if (desk_) return syncing::SealTo{desk_->keys.keys.front().id, desk_->keys.keys.front().pair.public_key};
    const auto bytes = cache_.roster();
    wire::StaffRoster roster;
    if (!bytes || !*bytes || !roster.ParseFromArray((*bytes)->data(), static_cast<int>((*bytes)->size()))) {
        return std::nullopt;
    }
    const auto key = platform::array_of<32>(platform::view_of(roster.desk_public_key()));
    if (!key) return std::nullopt;
    return syncing::SealTo{roster.desk_key_id(), *key};
}

platform::Result<syncing::SealTo, StoreError> Store::center_key(const syncing::TimeInterval& now) {
    const auto keys = syncing::current_keys(terminal_.credentials, cache_);
    const auto center = keys ? syncing::sealing_key(*keys, now) : std::nullopt;
    if (center) return *center;
    log::error("no sealing key in the key list");
    return platform::fail(StoreError::broken);
}

platform::Result<std::vector<syncing::Appended>, StoreError> Store::append(std::vector<Draft> drafts) {
    const auto now = interval();
    const auto center = center_key(now);
    if (!center) return platform::fail(center.error());
    std::vector<syncing::LedgerAppend> records;
    for (Draft& each : drafts) {
        each.record.time = now;
        each.record.body = &each.body;
        each.record.index_row = each.index_row ? &*each.index_row : nullptr;
        records.push_back(each.record);
    }
    auto appended = ledger_.append(records, *center, desk_key());
    if (appended) return std::move(*appended);
    log::error("not stored: {}", syncing::name_of(appended.error()));
    return platform::fail(store_error(appended.error()));
}

platform::Result<syncing::Appended, StoreError> Store::append_one(Draft draft) {
    std::vector<Draft> drafts;
    drafts.push_back(std::move(draft));
    auto appended = append(std::move(drafts));
    if (!appended) return platform::fail(appended.error());
    return appended->front();
}

Event Store::append_with_slip(RequestId request, Draft draft, const platform::ByteArray<16>& secret,
                              std::int64_t fee_fen) {
    const auto record_id = draft.record.record_id;
    const auto saved_at = draft.record.wall_ms;
    const auto entry = append_one(std::move(draft));
    if (!entry) return StoreFailed{request, entry.error()};
    syncing::SlipCode slip;
    slip.ledger_id = entry->ledger;
    slip.seq = entry->seq;
    slip.record_id = record_id;
    slip.fee_fen = static_cast<std::uint32_t>(fee_fen);
    slip.number = *entry->slip_number;
    slip.secret = secret;
    const auto code = syncing::sign_slip(slip, terminal_.keys.slip.secret_key);
    log::info("stored as entry {}", entry->seq);
    return Submitted{request, Slip{record_id, syncing::to_text(*entry->slip_number),
                                   PrivateText(syncing::to_text(code)), saved_at}};
}

Event Store::answer(const Submit& request) {
    const EnrollmentForm& form = request.form;
    Draft made = draft(RecordClass::enrollment);
    wire::Enrollment& enrollment = *made.body.mutable_enrollment();
    fill_enrollment(enrollment, form);
    const auto secret = add_readers(made, enrollment, form.card, form.typed_by);
    made.record.pack_hash = form.pack_hash;
    made.index_row = index_row_of(form, made.record.wall_ms);
    return append_with_slip(request.request, std::move(made), secret, form.fee_fen);
}

Event Store::answer(const ConfirmPayments& request) {
    if (!desk_) return StoreFailed{request.request, StoreError::broken};
    std::vector<Draft> drafts;
    for (const PaymentForm& form : request.payments) {
        const auto known = ledger_.enrollment(form.enrollment);
        if (!known) return StoreFailed{request.request, store_error(known.error())};
        if (*known && ((*known)->paid || (*known)->withdrawn)) {
            return StoreFailed{request.request, StoreError::already_done};
        }
        Draft made = draft(RecordClass::payment);
        made.record.about = form.enrollment;
        wire::Payment& payment = *made.body.mutable_payment();
        payment.set_enrollment_record(to_bytes_field(form.enrollment));
        payment.set_amount_fen(form.amount_fen);
        payment.set_receipt_number(form.receipt_number);
        payment.set_method(std::string(wire_name(form.method)));
        payment.set_staff_id(desk_->staff.staff_id);
        payment.set_papers_checked(form.papers_checked);
        if (*known) {
            auto row = index_row(**known);
            if (!row) return StoreFailed{request.request, row.error()};
            row->set_receipt_number(form.receipt_number);
            made.index_row = std::move(*row);
        }
        drafts.push_back(std::move(made));
    }
    const auto appended = append(std::move(drafts));
    if (!appended) return StoreFailed{request.request, appended.error()};
    return Stored{request.request};
}

Event Store::answer(const Correct& request) {
    if (!desk_) return StoreFailed{request.request, StoreError::broken};
    const auto local = changeable(request.form.enrollment);
    if (!local) return StoreFailed{request.request, local.error()};
    auto row = index_row(*local);
    if (!row) return StoreFailed{request.request, row.error()};

    Draft made = draft(RecordClass::correction);
    made.record.about = request.form.enrollment;
    wire::Correction& correction = *made.body.mutable_correction();
    correction.set_enrollment_record(to_bytes_field(request.form.enrollment));
    correction.set_staff_id(desk_->staff.staff_id);
    correction.set_reason(std::string(wire_name(request.form.reason)));
    if (request.form.phone) {
        correction.set_phone(request.form.phone->text());
        row->set_masked_phone(syncing::mask_phone(request.form.phone->text()));
    }
    if (request.form.workplace) {
        correction.set_workplace(*request.form.workplace);
        row->set_workplace(*request.form.workplace);
    }
    if (request.form.document) {
        correction.set_document(std::string(config::name_of(*request.form.document)));
        row->set_document(correction.document());
    }
    if (request.form.employment) {
        correction.set_employment(std::string(config::name_of(*request.form.employment)));
        row->set_employment(correction.employment());
    }
    made.index_row = std::move(*row);
    const auto appended = append_one(std::move(made));
    if (!appended) return StoreFailed{request.request, appended.error()};
    return Stored{request.request};
}

Event Store::answer(const Withdraw& request) {
    if (!desk_) return StoreFailed{request.request, StoreError::broken};
    const auto local = changeable(request.form.enrollment);
    if (!local) return StoreFailed{request.request, local.error()};
    Draft made = draft(RecordClass::withdrawal);
    made.record.about = request.form.enrollment;
    wire::Withdrawal& withdrawal = *made.body.mutable_withdrawal();
    withdrawal.set_enrollment_record(to_bytes_field(request.form.enrollment));
    withdrawal.set_staff_id(desk_->staff.staff_id);
    withdrawal.set_reason(std::string(wire_name(request.form.reason)));
    const auto appended = append_one(std::move(made));
    if (!appended) return StoreFailed{request.request, appended.error()};
    return Stored{request.request};
}

void Store::audit(const char* action) {
    if (!desk_) return;
    Draft made = draft(RecordClass::staff_action);
    made.body.mutable_staff_action()->set_staff_id(desk_->staff.staff_id);
    made.body.mutable_staff_action()->set_action(action);
    // An audit line that cannot be kept is logged by append(); the staff's work goes on.
    (void)append_one(std::move(made));
}

}  // namespace kiosk
