// Claims filed at the desk, and the photographs of their papers: sealed to the center before they reach the
// disk, and added before the claim is appended, so that a claim is never half there.
#include "kiosk/app/store_draft.h"
#include "platform/log/log.h"
#include "sync/ledger/ledger_error.h"
#include "sync/record/mask.h"
#include "sync/seal/seal.h"

namespace kiosk {

namespace log = platform::log;
namespace wire = mutual_aid::v1;

namespace {

void fill_claim(wire::ClaimFiled& to, const ClaimForm& form) {
    fill_person(*to.mutable_person(), form.card);
    if (form.enrollment) to.set_enrollment_record(to_bytes_field(*form.enrollment));
    to.set_scheme(form.scheme);
    to.set_plan(form.plan);
    to.set_kind(form.kind);
    to.set_place(form.place);
    to.set_event_date(platform::format_date(form.event));
    to.set_phone(form.phone.text());
    to.set_typed_by(form.typed_by);
    for (const ClaimPaper& paper : form.papers) {
        wire::ClaimPaper& brought = *to.add_papers();
        brought.set_listed(paper.listed);
        for (const platform::Hash& page : paper.pages) brought.add_pages(to_bytes_field(page));
    }
}

wire::IndexRow index_row_of(const ClaimForm& form, platform::UtcMs wall) {
    wire::IndexRow row;
    row.set_masked_name(syncing::mask_name(form.card.name.empty() ? form.card.english_name : form.card.name));
    row.set_number_tail(syncing::number_tail(form.card.number));
    row.set_masked_phone(syncing::mask_phone(form.phone.text()));
    row.set_claim_kind(form.kind);
    row.set_event_date(platform::format_date(form.event));
    row.set_papers(static_cast<std::uint32_t>(form.papers.size()));
    for (const ClaimPaper& paper : form.papers)
        row.set_pages(row.pages() + static_cast<std::uint32_t>(paper.pages.size()));
    row.set_wall_ms(wall);
    return row;
}

}  // namespace

void Store::open_attachments(const syncing::StateFolder& folder) {
    auto opened = syncing::Attachments::open(folder.attachments_db());
    if (!opened)
        return log::error("attachments.db cannot be opened, papers cannot be photographed: {}",
                          platform::name_of(opened.error()));
    attachments_ = std::move(*opened);
    const auto records = attachments_->records();
    if (!records) return log::warning("attachments.db: {}", platform::name_of(records.error()));
    for (const syncing::RecordId& record : *records) {
        const auto filed = ledger_.has(record);
        if (!filed || *filed) continue;
        log::info("photographs of a claim that was never filed are deleted");
        const auto dropped = attachments_->drop(record);
        if (!dropped) log::warning("attachments.db: {}", platform::name_of(dropped.error()));
    }
}

Event Store::answer(const KeepPhotograph& request) {
    if (!desk_ || !attachments_) return StoreFailed{request.request, StoreError::broken};
    const auto center = center_key(interval());
    if (!center) return StoreFailed{request.request, center.error()};
    const auto sealed = syncing::seal_bytes(center->key, request.photograph->jpeg, syncing::kMaxAttachment);
    if (!sealed) {
        log::error("a photograph cannot be sealed: {}", syncing::name_of(sealed.error()));
        return StoreFailed{request.request, StoreError::broken};
    }
    if (!claim_) claim_ = platform::random_array<16>();
    const auto page = attachments_->add(*claim_, *sealed);
    if (page) return PhotographKept{request.request, *page};
    log::error("a photograph is not stored: {}", platform::name_of(page.error()));
    return StoreFailed{request.request, store_error(syncing::ledger_error(page.error()))};
}

void Store::drop(const platform::Hash& page) {
    if (!attachments_ || !claim_) return;
    const auto dropped = attachments_->drop(*claim_, page);
    if (!dropped) log::warning("a photograph is not deleted: {}", platform::name_of(dropped.error()));
}

void Store::drop_claim() {
    if (!attachments_ || !claim_) return;
    // What cannot be deleted now is never sent, and deleted at the next start.
    const auto dropped = attachments_->drop(*claim_);
    if (!dropped) log::warning("photographs are not deleted: {}", platform::name_of(dropped.error()));
    claim_.reset();
}

Event Store::answer(const FileClaim& request) {
    if (!desk_) return StoreFailed{request.request, StoreError::broken};
    const ClaimForm& form = request.form;
    Draft made = draft(syncing::RecordClass::claim_filed);
    if (claim_) made.record.record_id = *claim_;
    wire::ClaimFiled& claim = *made.body.mutable_claim_filed();
    fill_claim(claim, form);
    claim.set_staff_id(desk_->staff.staff_id);
    const auto secret = add_readers(made, claim, form.card, form.typed_by);
    made.record.pack_hash = form.pack_hash;
    made.index_row = index_row_of(form, made.record.wall_ms);
    Event answer = append_with_slip(request.request, std::move(made), secret, 0);
    if (std::holds_alternative<Submitted>(answer)) claim_.reset();
    return answer;
}

}  // namespace kiosk
