#include "sync/center/publisher.h"

#include <algorithm>

#include "platform/base/check.h"
#include "platform/log/log.h"
#include "sync/center/judge_claim.h"
#include "sync/center/pieces.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::fail;
using platform::string_of;
using platform::view_of;

bool may_see(const PersonKey& key, const EnrollmentRow& row) {
    return !key.only_enrollment || *key.only_enrollment == row.record;
}

std::optional<Piece> person_piece(const PersonKey& key, const Tag& row_id, std::uint64_t version,
                                  const wire::PersonView& view) {
    const auto sealed = seal_message(key.key, view);
    if (!sealed) {
        // A terminal sent a key that nobody can open: its holder goes without, everything else goes on.
        platform::log::warning("a row of station {} cannot be sealed: {}", key.station,
                               name_of(sealed.error()));
        return std::nullopt;
    }
    const Tag recipient = recipient_tag(key.key);
    wire::Update update;
    wire::PersonRow& row = *update.mutable_person();
    row.set_recipient(string_of(recipient));
    row.set_row_id(string_of(row_id));
    row.set_version(version);
    row.set_sealed(string_of(*sealed));
    return make_piece(key.station, {view_of("person"), recipient, row_id}, update);
}

platform::Hash person_slot(const PersonKey& key, const Tag& row_id) {
    return slot_of(key.station, {view_of("person"), recipient_tag(key.key), row_id});
}

/// A claim's slip shows that claim alone.
bool may_see(const PersonKey& key, const ClaimRow& row, const std::vector<ClaimRow>& all) {
    if (row.filed && row.filed->reason == name_of(ClaimReason::quarantine)) return false;
    const bool of_other_claim =
        key.only_enrollment && std::ranges::any_of(all, [&](const ClaimRow& other) {
            return other.id != row.id && other.filed && other.filed->record == *key.only_enrollment;
        });
    return !of_other_claim;
}

}  // namespace

/// A desk row before it is sealed.
struct Publisher::News {
    RecordId record{};
    std::string station;
    std::uint64_t version = 0;
    std::string state;
    std::string reason;
    std::string note;

    Piece piece(const Desk& desk) const;
};

Piece Publisher::News::piece(const Desk& desk) const {
    wire::DeskView view;
    view.set_state(state);
    view.set_reason(reason);
    view.set_note(note);
    const auto sealed = seal_message(desk.public_key, view);
    platform::check(sealed.has_value(), "a desk row cannot be sealed");
    wire::Update update;
    wire::DeskRow& out = *update.mutable_desk();
    out.set_row_id(string_of(record));
    out.set_version(version);
    out.set_desk_key_id(desk.key_id);
    out.set_sealed(string_of(*sealed));
    return make_piece(station, {view_of("desk"), record}, update);
}

void Publisher::enrollment_to(const PersonKey& key, const EnrollmentRow& row) {
    store_.publish(person_slot(key, row.record), [key, row, rest = rest_] {
        const platform::Bytes plain = rest.unbox(row.box, row.record);
        wire::PersonView view;
        platform::check(
            view.mutable_enrollment()->ParseFromArray(plain.data(), static_cast<int>(plain.size())),
            "an enrollment view at rest cannot be read");
        return person_piece(key, row.record, row.version, view);
    });
}

void Publisher::claim_to(const PersonKey& key, const ClaimRow& row) {
    store_.publish(person_slot(key, row.id), [key, row, rest = rest_] {
        const platform::Bytes plain = rest.unbox(row.box, row.id);
        wire::PersonView view;
        platform::check(view.mutable_claim()->ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                        "a claim view at rest cannot be read");
        return person_piece(key, row.id, row.version, view);
    });
}

Done Publisher::to_desk(News news) {
    const auto desk = store_.desk(news.station);
    if (!desk) return fail(desk.error());
    platform::check(desk->has_value(), "a terminal's station has no desk key");
    const platform::Hash slot = slot_of(news.station, {view_of("desk"), news.record});
    store_.publish(slot, [desk = **desk, news = std::move(news)] { return news.piece(desk); });
    return {};
}

Done Publisher::enrollment(const EnrollmentRow& row, std::string_view note) {
    const Done told =
        to_desk({row.record, row.station, row.version, row.state, row.reason, std::string(note)});
    if (!told || !row.person) return told;
    const auto keys = store_.person_keys(*row.person);
    if (!keys) return fail(keys.error());
    for (const PersonKey& key : *keys) {
        if (may_see(key, row)) enrollment_to(key, row);
    }
    return {};
}

Done Publisher::claim(const ClaimRow& row) {
    const auto keys = store_.person_keys(row.person);
    if (!keys) return fail(keys.error());
    const auto all = store_.claims_of(row.person);
    if (!all) return fail(all.error());
    for (const PersonKey& key : *keys) {
        if (may_see(key, row, *all)) claim_to(key, row);
    }
    return {};
}

Done Publisher::claim_to_desk(const ClaimRow& row, std::string_view note) {
    const FiledClaim& filed = *row.filed;
    return to_desk({filed.record, filed.station, row.version, filed.state, filed.reason, std::string(note)});
}

Done Publisher::unreadable_claim(const RecordId& record, const std::string& station) {
    return to_desk({record, station, 1, std::string(name_of(ClaimState::in_review)),
                    std::string(name_of(Reason::unreadable)), ""});
}

Done Publisher::add_key(const PersonKey& key) {
    const auto added = store_.add_person_key(key);
    if (!added) return fail(added.error());
    if (!*added) return {};
    const auto enrollments = store_.enrollments_of(key.person);
    if (!enrollments) return fail(enrollments.error());
    const auto claims = store_.claims_of(key.person);
    if (!claims) return fail(claims.error());
    for (const EnrollmentRow& row : *enrollments) {
        if (may_see(key, row)) enrollment_to(key, row);
    }
    for (const ClaimRow& row : *claims) {
        if (may_see(key, row, *claims)) claim_to(key, row);
    }
    return {};
}

}  // namespace syncing::center
