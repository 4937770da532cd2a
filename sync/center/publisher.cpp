#include "sync/center/publisher.h"

#include "platform/base/check.h"
#include "platform/log/log.h"
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

Piece desk_piece(const Desk& desk, const EnrollmentRow& row, const std::string& note) {
    wire::DeskView view;
    view.set_state(row.state);
    view.set_reason(row.reason);
    view.set_note(note);
    const auto sealed = seal_message(desk.public_key, view);
    platform::check(sealed.has_value(), "a desk row cannot be sealed");
    wire::Update update;
    wire::DeskRow& out = *update.mutable_desk();
    out.set_row_id(string_of(row.record));
    out.set_version(row.version);
    out.set_desk_key_id(desk.key_id);
    out.set_sealed(string_of(*sealed));
    return make_piece(row.station, {view_of("desk"), row.record}, update);
}

}  // namespace

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

Done Publisher::to_desk(const EnrollmentRow& row, std::string_view note) {
    const auto desk = store_.desk(row.station);
    if (!desk) return fail(desk.error());
    platform::check(desk->has_value(), "a terminal's station has no desk key");
    store_.publish(slot_of(row.station, {view_of("desk"), row.record}),
                   [desk = **desk, row, note = std::string(note)] { return desk_piece(desk, row, note); });
    return {};
}

Done Publisher::enrollment(const EnrollmentRow& row, std::string_view note) {
    const Done told = to_desk(row, note);
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
    for (const PersonKey& key : *keys) claim_to(key, row);
    return {};
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
    for (const ClaimRow& row : *claims) claim_to(key, row);
    return {};
}

}  // namespace syncing::center
