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

}  // namespace

platform::Bytes Publisher::box(platform::ByteView plain, platform::ByteView about) const {
    return platform::encrypt(data_, plain, about);
}

platform::Bytes Publisher::unbox(platform::ByteView boxed, platform::ByteView about) const {
    auto plain = platform::decrypt(data_, boxed, about);
    platform::check(plain.has_value(), "opened data at rest cannot be decrypted");
    return std::move(*plain);
}

Done Publisher::person_row(const PersonKey& key, const Tag& row_id, std::uint64_t version,
                           const wire::PersonView& view) {
    const auto sealed = seal_message(key.key, view);
    if (!sealed) {
        // A terminal sent a key that nobody can open: its holder goes without, everything else goes on.
        platform::log::warning("a row of station {} cannot be sealed: {}", key.station,
                               name_of(sealed.error()));
        return {};
    }
    const Tag recipient = recipient_tag(key.key);
    wire::Update update;
    wire::PersonRow& row = *update.mutable_person();
    row.set_recipient(string_of(recipient));
    row.set_row_id(string_of(row_id));
    row.set_version(version);
    row.set_sealed(string_of(*sealed));
    return store_.publish(make_piece(key.station, {view_of("person"), recipient, row_id}, update));
}

Done Publisher::enrollment_to(const PersonKey& key, const EnrollmentRow& row) {
    const platform::Bytes plain = unbox(row.box, row.record);
    wire::PersonView view;
    platform::check(view.mutable_enrollment()->ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                    "an enrollment view at rest cannot be read");
    return person_row(key, row.record, row.version, view);
}

Done Publisher::claim_to(const PersonKey& key, const ClaimRow& row) {
    const platform::Bytes plain = unbox(row.box, row.id);
    wire::PersonView view;
    platform::check(view.mutable_claim()->ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                    "a claim view at rest cannot be read");
    return person_row(key, row.id, row.version, view);
}

Done Publisher::to_desk(const EnrollmentRow& row, std::string_view note) {
    const auto desk = store_.desk(row.station);
    if (!desk) return fail(desk.error());
    platform::check(desk->has_value(), "a terminal's station has no desk key");
    wire::DeskView view;
    view.set_state(row.state);
    view.set_reason(row.reason);
    view.set_note(std::string(note));
    const auto sealed = seal_message((*desk)->public_key, view);
    platform::check(sealed.has_value(), "a desk row cannot be sealed");
    wire::Update update;
    wire::DeskRow& out = *update.mutable_desk();
    out.set_row_id(string_of(row.record));
    out.set_version(row.version);
    out.set_desk_key_id((*desk)->key_id);
    out.set_sealed(string_of(*sealed));
    return store_.publish(make_piece(row.station, {view_of("desk"), row.record}, update));
}

Done Publisher::enrollment(const EnrollmentRow& row, std::string_view note) {
    Done done = to_desk(row, note);
    if (!done || !row.person) return done;
    const auto keys = store_.person_keys(*row.person);
    if (!keys) return fail(keys.error());
    for (const PersonKey& key : *keys) {
        if (done && may_see(key, row)) done = enrollment_to(key, row);
    }
    return done;
}

Done Publisher::claim(const ClaimRow& row) {
    const auto keys = store_.person_keys(row.person);
    if (!keys) return fail(keys.error());
    Done done;
    for (const PersonKey& key : *keys) {
        if (done) done = claim_to(key, row);
    }
    return done;
}

Done Publisher::add_key(const PersonKey& key) {
    const auto added = store_.add_person_key(key);
    if (!added) return fail(added.error());
    if (!*added) return {};
    const auto enrollments = store_.enrollments_of(key.person);
    if (!enrollments) return fail(enrollments.error());
    const auto claims = store_.claims_of(key.person);
    if (!claims) return fail(claims.error());
    Done done;
    for (const EnrollmentRow& row : *enrollments) {
        if (done && may_see(key, row)) done = enrollment_to(key, row);
    }
    for (const ClaimRow& row : *claims) {
        if (done) done = claim_to(key, row);
    }
    return done;
}

}  // namespace syncing::center
