// Signed files that the center sent, or staff brought by codes: packs and documents. All that ever came are
// kept.
#include "sync/ledger/cache.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::sql;
using platform::SqlRow;
using platform::view_of;

Bytes copy(ByteView bytes) {
    return {bytes.begin(), bytes.end()};
}

}  // namespace

Cache::Result<std::vector<CachedPack>> Cache::packs() {
    std::vector<CachedPack> out;
    const auto done = database_.each(
        "SELECT id, toml, signature, key_id FROM packs ORDER BY arrival", {}, [&](const SqlRow& row) {
            out.push_back({std::string(row.text(0)), copy(row.bytes(1)), copy(row.bytes(2)), row.counter(3)});
        });
    if (!done) return fail(done.error());
    return out;
}

Cache::Result<std::int64_t> Cache::last_pack_arrival() {
    const auto found = database_.first("SELECT coalesce(max(arrival), 0) FROM packs", {},
                                       [](const SqlRow& row) { return row.integer(0); });
    if (!found) return fail(found.error());
    return found->value();
}

CachedPack cached(const mutual_aid::v1::PackFile& pack) {
    return {pack.id(), copy(view_of(pack.toml())), copy(view_of(pack.signature())), pack.key_id()};
}

Cache::Result<void> Cache::save_pack(const CachedPack& pack) {
    return database_.run("INSERT OR REPLACE INTO packs(id, toml, signature, key_id) VALUES(?,?,?,?)",
                         {sql(std::string_view(pack.id)), sql(ByteView(pack.toml)),
                          sql(ByteView(pack.signature)), sql(pack.key_id)});
}

CachedDocument cached(const mutual_aid::v1::SignedDocument& document) {
    return {document.kind(), copy(view_of(document.content())), copy(view_of(document.signature())),
            document.key_id()};
}

Cache::Result<void> Cache::save_signed_document(const CachedDocument& document) {
    return database_.run(
        "INSERT OR REPLACE INTO signed_documents(kind, content, signature, key_id) VALUES(?,?,?,?)",
        {sql(std::string_view(document.kind)), sql(ByteView(document.content)),
         sql(ByteView(document.signature)), sql(document.key_id)});
}

Cache::Result<std::vector<CachedDocument>> Cache::signed_documents(platform::Purpose kind) {
    std::vector<CachedDocument> out;
    const auto done = database_.each(
        "SELECT kind, content, signature, key_id FROM signed_documents WHERE kind = ? ORDER BY arrival",
        {sql(platform::purpose_name(kind))}, [&](const SqlRow& row) {
            out.push_back({std::string(row.text(0)), copy(row.bytes(1)), copy(row.bytes(2)), row.counter(3)});
        });
    if (!done) return fail(done.error());
    return out;
}

Cache::Result<std::int64_t> Cache::last_document_arrival() {
    return database_.integer("SELECT coalesce(max(arrival), 0) FROM signed_documents", {});
}

}  // namespace syncing
