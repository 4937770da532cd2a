// The staff's side: signing in with badge and PIN opens the desk key, and with it the masked rows.
#include <algorithm>

#include "kiosk/app/store_draft.h"
#include "kiosk/app/wire_names.h"
#include "platform/log/log.h"
#include "sync/ledger/current_keys.h"
#include "sync/seal/seal.h"

namespace kiosk {

namespace log = platform::log;
namespace wire = mutual_aid::v1;

Event Store::answer(const SignIn& request) {
    desk_.reset();
    const auto code = syncing::parse_code(request.badge.text());
    const auto* badge = std::get_if<syncing::BadgeCode>(&code);
    const auto bytes = cache_.roster();
    if (!bytes) return SignInFailed{request.request, SignInError::store_failed};
    wire::StaffRoster roster;
    if (badge == nullptr || !*bytes ||
        !roster.ParseFromArray((*bytes)->data(), static_cast<int>((*bytes)->size()))) {
        return SignInFailed{request.request, SignInError::unknown_badge};
    }
    const auto tag = syncing::badge_tag(badge->secret);
    for (const wire::Staff& staff : roster.staff()) {
        if (!platform::equal_in_constant_time(platform::view_of(staff.badge_tag()), tag)) continue;
        auto keys = syncing::open_desk_keys(roster, staff, badge->secret, request.pin.text());
        if (!keys) return SignInFailed{request.request, SignInError::wrong_pin};
        desk_ = std::make_unique<Desk>(Desk{{staff.staff_id(), staff.masked_name()}, std::move(*keys)});
        audit("signed_in");
        return SignedIn{request.request, desk_->staff};
    }
    return SignInFailed{request.request, SignInError::unknown_badge};
}

/// The pack or document whose parts are all here, judged like those from the center.
platform::Result<KeptFile, FileTrouble> Store::keep_file() {
    const auto file = file_parts_.file();
    file_parts_ = {};
    if (!file) return platform::fail(FileTrouble::damaged);
    const auto keys = syncing::current_keys(terminal_.credentials, cache_);
    if (!keys) return platform::fail(FileTrouble::store_failed);
    if (file->has_pack()) return keep_pack(syncing::cached(file->pack()), *keys);
    return keep_document(syncing::cached(file->document()), *keys);
}

platform::Result<KeptFile, FileTrouble> Store::keep_pack(const syncing::CachedPack& pack,
                                                         const syncing::KeyList& keys) {
    if (!packs_) return platform::fail(FileTrouble::store_failed);
    const auto taken = packs_->would_take(pack, keys);
    if (!taken) return platform::fail(taken.error());
    if (!cache_.save_pack(pack)) return platform::fail(FileTrouble::store_failed);
    audit("brought_pack");
    return KeptFile{KeptFile::What::pack, taken->edition};
}

Event Store::answer(const TakeFilePart& request) {
    const auto code = syncing::parse_code(request.code);
    const auto* part = std::get_if<syncing::FilePartCode>(&code);
    if (part == nullptr || !desk_) return FilePartRefused{request.request, FileTrouble::not_a_part};
    file_parts_.take(*part);
    FilePartTaken taken{request.request, file_parts_.here(), std::nullopt};
    if (!file_parts_.complete()) return taken;
    const auto kept = keep_file();
    if (!kept) return FilePartRefused{request.request, kept.error()};
    taken.kept = *kept;
    return taken;
}

platform::Result<wire::IndexRow, StoreError> Store::index_row(const syncing::LocalSlip& local) const {
    wire::IndexRow row;
    if (local.index_row.empty()) return row;  // written before the station had a desk key
    const auto* key = desk_ ? desk_->keys.find(local.desk_key_id) : nullptr;
    if (key == nullptr || !syncing::open_message(*key, local.index_row, row)) {
        log::warning("an index row does not open with this desk key");
        return platform::fail(StoreError::broken);
    }
    return row;
}

namespace {

/// How long what was sent back stays on the list: an intake and what is paid after it.
constexpr std::int64_t kTasksMs = 92LL * 24 * 3600 * 1000;

bool needs_staff(const DeskRow& row) {
    if (row.withdrawn || (row.claim && row.claim->filed_again)) return false;
    switch (row.state) {
        case EnrollmentState::refused:
        case EnrollmentState::in_review:
        case EnrollmentState::duplicate:
            return true;
        case EnrollmentState::awaiting_payment:
            return !row.reason.empty();
        case EnrollmentState::stored_here:
        case EnrollmentState::received:
        case EnrollmentState::accepted:
        case EnrollmentState::withdrawn:
            return false;
    }
    return false;
}

DeskRow slip_row(const syncing::LocalSlip& local) {
    DeskRow row;
    row.record_id = local.record_id;
    row.slip_number = syncing::to_text(local.number);
    row.at = local.saved_ms;
    return row;
}

/// What needs no key.
DeskRow plain_row(const syncing::LocalEnrollment& local) {
    DeskRow row = slip_row(local);
    row.paid = local.paid;
    row.withdrawn = local.withdrawn;
    return row;
}

DeskRow plain_row(const syncing::LocalClaim& local) {
    DeskRow row = slip_row(local);
    row.claim.emplace().filed_again = local.filed_again;
    return row;
}

void add_person(DeskRow& row, const wire::IndexRow& index) {
    row.masked_name = index.masked_name();
    row.number_tail = index.number_tail();
    row.masked_phone = index.masked_phone();
}

}  // namespace

platform::Result<void, StoreError> Store::add_decision(DeskRow& row) {
    const auto decided = cache_.desk_row(row.record_id);
    if (!decided) return platform::fail(StoreError::broken);
    if (!*decided || !desk_) return {};
    // Opened once: most of a season's rows never change again.
    auto& known = desk_->decisions[row.record_id];
    if (known.version != (*decided)->version) {
        wire::DeskView view;
        const auto* key = desk_->keys.find((*decided)->desk_key_id);
        if (key == nullptr || !syncing::open_message(*key, (*decided)->sealed, view)) return {};
        known = {(*decided)->version, enrollment_state_of(view.state()).value_or(EnrollmentState::in_review),
                 view.reason(), view.note()};
    }
    row.state = known.state;
    row.reason = known.reason;
    row.note = known.note;
    row.task = needs_staff(row);
    return {};
}

platform::Result<void, StoreError> Store::add_state(DeskRow& row, const syncing::LocalSlip& local) {
    const auto held = cache_.acknowledgement();
    if (!held) return platform::fail(StoreError::broken);
    row.state = held->seq >= local.seq ? EnrollmentState::received : EnrollmentState::stored_here;
    return add_decision(row);
}

platform::Result<DeskRow, StoreError> Store::desk_row(const syncing::LocalEnrollment& local) {
    const auto index = index_row(local);
    if (!index) return platform::fail(index.error());
    DeskRow row = plain_row(local);
    add_person(row, *index);
    row.fee_fen = index->fee_fen();
    row.employment = config::employment_named(index->employment());
    row.document = config::document_named(index->document());
    row.workplace = index->workplace();
    row.receipt_number = index->receipt_number();
    const auto known = add_state(row, local);
    if (!known) return platform::fail(known.error());
    return row;
}

platform::Result<DeskRow, StoreError> Store::desk_row(const syncing::LocalClaim& local) {
    const auto index = index_row(local);
    if (!index) return platform::fail(index.error());
    DeskRow row = plain_row(local);
    add_person(row, *index);
    row.claim->kind = index->claim_kind();
    row.claim->event = platform::parse_date(index->event_date());
    row.claim->papers = index->papers();
    row.claim->photographs = index->pages();
    const auto known = add_state(row, local);
    if (!known) return platform::fail(known.error());
    return row;
}

template <class Local>
platform::Result<void, StoreError> Store::list(
    const platform::Result<std::vector<Local>, syncing::LedgerError>& found, Listing which,
    std::vector<DeskRow>& rows) {
    if (!found) return platform::fail(store_error(found.error()));
    for (const Local& local : *found) {
        if (which == Listing::only_tasks) {
            DeskRow decision = plain_row(local);
            const auto decided = add_decision(decision);
            if (!decided) return platform::fail(decided.error());
            if (!decision.task) continue;
        }
        auto row = desk_row(local);
        if (!row) return platform::fail(row.error());
        row->earlier = which == Listing::only_tasks;
        rows.push_back(std::move(*row));
    }
    return {};
}

Event Store::answer(const LoadDeskDay& request) {
    const platform::UtcMs start = platform::start_of_day(platform::shanghai_date(request.at));
    const platform::UtcMs end = start + 24LL * 3600 * 1000;
    const platform::UtcMs long_ago = start - kTasksMs;
    DeskDayLoaded loaded{request.request, {}};
    std::vector<DeskRow>& rows = loaded.rows;
    const auto done =
        list(ledger_.enrollments_between(start, end), Listing::all, rows)
            .and_then([&] { return list(ledger_.claims_between(start, end), Listing::all, rows); })
            .and_then(
                [&] { return list(ledger_.enrollments_between(long_ago, start), Listing::only_tasks, rows); })
            .and_then(
                [&] { return list(ledger_.claims_between(long_ago, start), Listing::only_tasks, rows); });
    if (!done) return StoreFailed{request.request, done.error()};
    std::ranges::stable_sort(
        rows, [](const DeskRow& a, const DeskRow& b) { return a.task != b.task ? a.task : a.at > b.at; });
    return loaded;
}

platform::Result<syncing::LocalEnrollment, StoreError> Store::changeable(const syncing::RecordId& record) {
    auto local = ledger_.enrollment(record);
    if (!local) return platform::fail(store_error(local.error()));
    if (!*local) return platform::fail(StoreError::not_found);
    if ((*local)->withdrawn) return platform::fail(StoreError::already_done);
    return **local;
}

}  // namespace kiosk
