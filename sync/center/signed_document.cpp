#include "sync/center/signed_document.h"

#include "platform/base/check.h"
#include "sync/center/pieces.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using config::DocumentKind;
using platform::ByteView;
using platform::fail;
using platform::string_of;
using platform::view_of;

/// Of the document in that piece; 0 when there is none.
std::int64_t version_in(DocumentKind kind, const std::optional<platform::Bytes>& update) {
    wire::Update message;
    if (!update || !message.ParseFromArray(update->data(), static_cast<int>(update->size()))) return 0;
    const auto head = config::check_document(kind, config::name_of(kind), message.document().content());
    return head ? head->version : 0;
}

}  // namespace

Operated<void> add_document(AdminStore& store, DocumentKind kind, ByteView content,
                            const SigningKey& pack_key) {
    const std::string_view name = config::name_of(kind);
    const auto head = config::check_document(kind, name, string_of(content));
    platform::check(head.has_value(), "a document that was checked is one");
    wire::Update update;
    wire::SignedDocument& to = *update.mutable_document();
    to.set_kind(std::string(name));
    to.set_content(string_of(content));
    to.set_key_id(pack_key.id);
    to.set_signature(
        string_of(platform::sign(pack_key.pair.secret_key, config::purpose_of(kind), {content})));
    const Piece piece = make_piece(head->station, {view_of(name)}, update);
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    if (!head->station.empty()) {
        const auto station = store.station(head->station);
        if (!station) return fail(operate_error(station.error()));
        if (!*station) return fail(OperateError::no_station);
    }
    const auto before = store.published(piece.slot);
    if (!before) return fail(operate_error(before.error()));
    if (head->version <= version_in(kind, *before)) return fail(OperateError::not_newer);
    const Done done = store.publish(piece).and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(operate_error(done.error()));
    return {};
}

}  // namespace syncing::center
