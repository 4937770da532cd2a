#include "sync/center/settings_document.h"

#include "config/settings/document.h"
#include "platform/base/check.h"
#include "sync/center/pieces.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using platform::ByteView;
using platform::fail;
using platform::string_of;
using platform::view_of;

SettingsAddError add_error(StoreError error) {
    switch (error) {
        case StoreError::busy:
            return SettingsAddError::store_busy;
        case StoreError::full:
            return SettingsAddError::store_full;
        case StoreError::conflict:
        case StoreError::failed:
            return SettingsAddError::store_failed;
    }
    return SettingsAddError::store_failed;
}

/// Of the document in that piece; 0 when there is none.
std::int64_t version_in(const std::optional<platform::Bytes>& update) {
    wire::Update message;
    if (!update || !message.ParseFromArray(update->data(), static_cast<int>(update->size()))) return 0;
    const auto document = config::parse_settings_document("settings", message.document().content());
    return document ? document->version : 0;
}

}  // namespace

std::string_view error_text(SettingsAddError error) {
    switch (error) {
        case SettingsAddError::no_station:
            return "this center has no such station; register a terminal there first, or write \"*\" for "
                   "every station";
        case SettingsAddError::not_newer:
            return "a document of this or a higher version was sent there already; raise `version`";
        case SettingsAddError::store_busy:
            return error_text(OperateError::store_busy);
        case SettingsAddError::store_full:
            return error_text(OperateError::store_full);
        case SettingsAddError::store_failed:
            return error_text(OperateError::store_failed);
    }
    return "";
}

platform::Result<void, SettingsAddError> add_settings(AdminStore& store, ByteView toml,
                                                      const SigningKey& pack_key) {
    const auto document = config::parse_settings_document("settings", string_of(toml));
    platform::check(document.has_value(), "settings that were checked are a document");
    const std::string_view kind = platform::purpose_name(platform::Purpose::settings);
    wire::Update update;
    wire::SignedDocument& to = *update.mutable_document();
    to.set_kind(std::string(kind));
    to.set_content(string_of(toml));
    to.set_key_id(pack_key.id);
    to.set_signature(
        string_of(platform::sign(pack_key.pair.secret_key, platform::Purpose::settings, {toml})));
    const Piece piece = make_piece(document->station, {view_of(kind)}, update);
    const auto unit = store.begin();
    if (!unit) return fail(add_error(unit.error()));
    if (!document->station.empty()) {
        const auto station = store.station(document->station);
        if (!station) return fail(add_error(station.error()));
        if (!*station) return fail(SettingsAddError::no_station);
    }
    const auto before = store.published(piece.slot);
    if (!before) return fail(add_error(before.error()));
    if (document->version <= version_in(*before)) return fail(SettingsAddError::not_newer);
    const Done done = store.publish(piece).and_then([&] { return (*unit)->commit(); });
    if (!done) return fail(add_error(done.error()));
    return {};
}

}  // namespace syncing::center
