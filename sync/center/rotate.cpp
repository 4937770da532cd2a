#include <fmt/format.h>

#include <algorithm>

#include "sync/center/folder_files.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace fs = std::filesystem;
namespace wire = mutual_aid::v1;
using platform::fail;
using platform::view_of;

platform::SigningPublicKey public_of(const Seed& seed) {
    return platform::signing_key_from_seed(seed.bytes.bytes).public_key;
}

platform::Result<wire::KeyList, FolderError> current_list(const CenterFolder& folder) {
    const auto root = folder.root();
    const auto bytes = read(folder.path() / "key_list");
    if (!root || !bytes) return fail(FolderError::missing);
    wire::SignedKeyList envelope;
    wire::KeyList list;
    if (!KeyList::verify(*bytes, *root) ||
        !envelope.ParseFromArray(bytes->data(), static_cast<int>(bytes->size())) ||
        !list.ParseFromString(envelope.list_bytes()))
        return fail(FolderError::malformed);
    return list;
}

/// The old secret gets a name of its own before the new one takes its place.
Written rotate_sealing(const fs::path& judge, const Seed& seed) {
    const auto old = read_seed(judge / "sealing.key");
    if (!old) return fail(old.error());
    return write_seed(judge / fmt::format("sealing-{:016x}.key", old->id), *old).and_then([&] {
        return write_seed(judge / "sealing.key", seed);
    });
}

Written rotate_server(const CenterFolder& folder, const std::vector<std::string>& hosts,
                      platform::UtcMs now) {
    const auto keys = folder.serve_keys();
    if (!keys) return fail(keys.error());
    auto key = platform::new_tls_key();
    if (!key) return fail(FolderError::malformed);
    const auto certificate = platform::issue_server_certificate(keys->authority, *key, hosts,
                                                                {now - kDay, now - kDay + kServerLife});
    if (!certificate) return fail(FolderError::bad_name);
    const fs::path serve = folder.path() / "serve";
    return write(serve / "server.pem", view_of(*key)).and_then([&] {
        return write(serve / "server.der", *certificate);
    });
}

}  // namespace

platform::Result<platform::Bytes, FolderError> rotate_keys(const CenterFolder& folder,
                                                           const fs::path& root_dir,
                                                           const std::vector<Rotation>& what,
                                                           const std::vector<std::string>& hosts,
                                                           platform::UtcMs now) {
    auto list = current_list(folder);
    if (!list) return fail(list.error());
    const auto root = read_signing_key(root_dir / "root.key");
    const auto pinned = folder.root();
    if (!root) return fail(root.error());
    if (!pinned || root->pair.public_key != *pinned) return fail(FolderError::other_root);
    const auto wants = [&](Rotation one) { return std::ranges::find(what, one) != what.end(); };
    const Seed acknowledgement = new_seed();
    const Seed updates = new_seed();
    const Seed sealing = new_seed();
    const Seed pack = new_seed();
    list->set_version(list->version() + 1);
    if (wants(Rotation::acknowledgement))
        list_key(*list, acknowledgement.id, KeyPurpose::acknowledgement, public_of(acknowledgement), now,
                 kSigningLife);
    if (wants(Rotation::updates))
        list_key(*list, updates.id, KeyPurpose::updates, public_of(updates), now, kSigningLife);
    if (wants(Rotation::pack)) list_key(*list, pack.id, KeyPurpose::pack, public_of(pack), now, kSigningLife);
    if (wants(Rotation::sealing))
        list_key(*list, sealing.id, KeyPurpose::sealing,
                 platform::sealing_key_from_seed(sealing.bytes.bytes).public_key, now, kSealingLife);
    const platform::Bytes signed_bytes = signed_list(*list, *root);
    // Nobody may seal to a key before its secret is on the disk, nor sign with one that is not listed.
    Written done;
    if (wants(Rotation::sealing)) done = rotate_sealing(folder.path() / "judge", sealing);
    if (done) done = write(folder.path() / "key_list", signed_bytes);
    const fs::path serve = folder.path() / "serve";
    if (done && wants(Rotation::acknowledgement))
        done = write_seed(serve / "acknowledgement.key", acknowledgement);
    if (done && wants(Rotation::updates)) done = write_seed(serve / "updates.key", updates);
    if (done && wants(Rotation::pack)) done = write_seed(root_dir / "pack.key", pack);
    if (done && wants(Rotation::server)) done = rotate_server(folder, hosts, now);
    if (!done) return fail(done.error());
    return signed_bytes;
}

}  // namespace syncing::center
