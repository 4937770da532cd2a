#include "sync/center/folder.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <charconv>
#include <system_error>

#include "platform/base/file.h"
#include "platform/base/wipe.h"
#include "sync/center/folder_files.h"
#include "sync/center/pieces.h"
#include "sync/center/sql_store.h"
#include "sync/wire/key_list.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace fs = std::filesystem;
namespace wire = mutual_aid::v1;
using platform::ByteArray;
using platform::Bytes;
using platform::fail;
using platform::view_of;

FolderError folder_error(platform::PkiError error) {
    return error == platform::PkiError::bad_name ? FolderError::bad_name : FolderError::malformed;
}

/// Makes the folder (0700 from the first moment on).
bool make_private(const fs::path& path) {
    return ::mkdir(path.c_str(), 0700) == 0 || (errno == EEXIST && ::chmod(path.c_str(), 0700) == 0);
}

/// The root and the pack key: made once, then used again for every center of the city.
Written prepare_root(const fs::path& root) {
    if (!make_private(root)) return fail(FolderError::unwritable);
    for (const char* name : {"root.key", "pack.key"}) {
        if (fs::exists(root / name)) continue;
        const Written done = write_seed(root / name, new_seed());
        if (!done) return done;
    }
    return {};
}

struct AllKeys {
    Seed acknowledgement = new_seed();
    Seed updates = new_seed();
    Seed sealing = new_seed();
    Seed person = new_seed();
    Seed data = new_seed();
    Seed pepper = new_seed();
    platform::CertificateAuthority authority;
    std::string server_key_pem;
    Bytes server_certificate;
};

platform::Result<AllKeys, FolderError> make_keys(const NewCenter& center) {
    AllKeys keys;
    // A day early: a terminal's clock may lag.
    const platform::UtcMs from = center.now - kDay;
    auto authority =
        platform::make_certificate_authority("Mutual aid center CA", {from, from + kAuthorityLife});
    auto server_key = platform::new_tls_key();
    if (!authority || !server_key) return fail(FolderError::malformed);
    auto certificate =
        platform::issue_server_certificate(*authority, *server_key, center.hosts, {from, from + kServerLife});
    if (!certificate) return fail(folder_error(certificate.error()));
    keys.authority = std::move(*authority);
    keys.server_key_pem = std::move(*server_key);
    keys.server_certificate = std::move(*certificate);
    return keys;
}

Bytes sign_key_list(const NewCenter& center, const AllKeys& keys, const SigningKey& root,
                    const SigningKey& pack) {
    wire::KeyList list;
    list.set_version(1);
    list.set_city(center.city);
    list.set_center_name(center.name);
    const auto public_of = [](const Seed& seed) {
        return platform::signing_key_from_seed(seed.bytes.bytes).public_key;
    };
    const platform::UtcMs from = center.now - kDay;
    list_key(list, keys.acknowledgement.id, KeyPurpose::acknowledgement, public_of(keys.acknowledgement),
             from, kSigningLife);
    list_key(list, keys.updates.id, KeyPurpose::updates, public_of(keys.updates), from, kSigningLife);
    list_key(list, pack.id, KeyPurpose::pack, pack.pair.public_key, from, kSigningLife);
    list_key(list, keys.sealing.id, KeyPurpose::sealing,
             platform::sealing_key_from_seed(keys.sealing.bytes.bytes).public_key, from, kSealingLife);
    list_key(list, 1, KeyPurpose::tls_ca, keys.authority.certificate_der, from, kAuthorityLife);
    return signed_list(list, root);
}

Written write_folder(const fs::path& folder, const NewCenter& center, const AllKeys& keys,
                     const SigningKey& root, const SigningKey& pack) {
    if (!make_private(folder) || !make_private(folder / "serve") || !make_private(folder / "judge")) {
        return fail(FolderError::unwritable);
    }
    const fs::path serve = folder / "serve";
    const fs::path judge = folder / "judge";
    const std::string root_line = platform::to_hex(root.pair.public_key) + "\n";
    return write(folder / "key_list", sign_key_list(center, keys, root, pack))
        .and_then([&] { return write(folder / "root.pub", view_of(root_line)); })
        .and_then([&] {
            return center.database.empty() ? Written() : write(folder / "database", view_of(center.database));
        })
        .and_then([&] { return write_seed(serve / "acknowledgement.key", keys.acknowledgement); })
        .and_then([&] { return write_seed(serve / "updates.key", keys.updates); })
        .and_then([&] { return write_seed(serve / "pepper.key", keys.pepper); })
        .and_then([&] { return write(serve / "authority.pem", view_of(keys.authority.key_pem)); })
        .and_then([&] { return write(serve / "authority.der", keys.authority.certificate_der); })
        .and_then([&] { return write(serve / "server.pem", view_of(keys.server_key_pem)); })
        .and_then([&] { return write(serve / "server.der", keys.server_certificate); })
        .and_then([&] { return write_seed(judge / "sealing.key", keys.sealing); })
        .and_then([&] { return write_seed(judge / "person.key", keys.person); })
        .and_then([&] { return write_seed(judge / "data.key", keys.data); });
}

Written prepare_database(const CenterFolder& folder, const NewCenter& center) {
    const FolderError trouble = center.database.empty() ? FolderError::unwritable : FolderError::no_database;
    auto store = open_admin_store(folder.database());
    if (!store || !(*store)->set_up(center.city, center.name, 1)) return fail(trouble);
    return {};
}

}  // namespace

std::string_view error_text(FolderError error) {
    switch (error) {
        case FolderError::exists:
            return "the state folder exists already; choose another one, or remove it if it is left over";
        case FolderError::missing:
            return "this is not a center's state folder, or this user may not read it; make one with `init`";
        case FolderError::malformed:
            return "a key file is damaged; restore the state folder from its backup";
        case FolderError::unwritable:
            return "the folder cannot be written: no permission, or no space left";
        case FolderError::no_database:
            return "the PostgreSQL database cannot be used: no server at that address, no permission, or a "
                   "center's data in it already";
        case FolderError::other_root:
            return "the root key in that folder is not this city's";
        case FolderError::bad_name:
            return "a host must be a DNS name or an IP address";
    }
    return "";
}

platform::Result<CenterFolder, FolderError> CenterFolder::create(const NewCenter& center) {
    std::error_code ignored;
    if (fs::exists(center.state, ignored)) return fail(FolderError::exists);
    const Written prepared = prepare_root(center.root);
    if (!prepared) return fail(prepared.error());
    const auto root = read_signing_key(center.root / "root.key");
    const auto pack = pack_key(center.root);
    if (!root || !pack) return fail(FolderError::malformed);
    const auto keys = make_keys(center);
    if (!keys) return fail(keys.error());
    // Under another name until it is whole, so that a crash half-way leaves no half center.
    const fs::path unfinished = center.state.string() + ".new";
    fs::remove_all(unfinished, ignored);
    const Written done = write_folder(unfinished, center, *keys, *root, *pack).and_then([&] {
        return prepare_database(CenterFolder(unfinished), center);
    });
    if (!done) return fail(done.error());
    fs::rename(unfinished, center.state, ignored);
    if (ignored) return fail(FolderError::unwritable);
    return CenterFolder(center.state);
}

std::string CenterFolder::database() const {
    const auto address = read(path_ / "database");
    return address ? platform::string_of(*address) : (path_ / "center.db").string();
}

platform::Result<ServeKeys, FolderError> CenterFolder::serve_keys() const {
    const fs::path serve = path_ / "serve";
    const auto acknowledgement = read_signing_key(serve / "acknowledgement.key");
    if (!acknowledgement) return fail(acknowledgement.error());
    const auto updates = read_signing_key(serve / "updates.key");
    if (!updates) return fail(updates.error());
    const auto pepper = read_seed(serve / "pepper.key");
    if (!pepper) return fail(pepper.error());
    auto authority_pem = read(serve / "authority.pem");
    auto authority_der = read(serve / "authority.der");
    auto server_pem = read(serve / "server.pem");
    auto server_der = read(serve / "server.der");
    auto key_list = read(path_ / "key_list");
    if (!authority_pem || !authority_der || !server_pem || !server_der || !key_list)
        return fail(FolderError::missing);
    return ServeKeys{*acknowledgement,
                     *updates,
                     {platform::string_of(*authority_pem), std::move(*authority_der)},
                     platform::string_of(*server_pem),
                     std::move(*server_der),
                     std::move(*key_list),
                     {1, pepper->bytes}};
}

platform::Result<JudgeKeys, FolderError> CenterFolder::judge_keys() const {
    const auto sealing = read_seed(path_ / "judge" / "sealing.key");
    if (!sealing) return fail(sealing.error());
    const auto person = read_seed(path_ / "judge" / "person.key");
    if (!person) return fail(person.error());
    const auto data = read_seed(path_ / "judge" / "data.key");
    if (!data) return fail(data.error());
    JudgeKeys keys{
        {sealing->id, platform::sealing_key_from_seed(sealing->bytes.bytes)}, {}, person->bytes, data->bytes};
    std::error_code ignored;
    for (const auto& file : fs::directory_iterator(path_ / "judge", ignored)) {
        if (!file.path().filename().string().starts_with("sealing-")) continue;
        const auto old = read_seed(file.path());
        if (!old) return fail(old.error());
        keys.old_sealing.push_back({old->id, platform::sealing_key_from_seed(old->bytes.bytes)});
    }
    return keys;
}

const platform::SealingKeyPair& JudgeKeys::sealing_key(std::uint64_t id) const {
    for (const SealingKey& old : old_sealing) {
        if (old.id == id) return old.pair;
    }
    return sealing.pair;
}

std::optional<Bytes> JudgeKeys::open(platform::ByteView sealed) const {
    auto plain = platform::open(sealing.pair, sealed);
    for (std::size_t i = 0; !plain && i < old_sealing.size(); ++i)
        plain = platform::open(old_sealing[i].pair, sealed);
    return plain;
}

platform::Result<platform::SigningPublicKey, FolderError> CenterFolder::root() const {
    const auto content = read(path_ / "root.pub");
    if (!content) return fail(content.error());
    const std::string line = platform::string_of(*content);
    const auto bytes = platform::from_hex(std::string_view(line).substr(0, line.find('\n')));
    const auto key = bytes ? platform::array_of<32>(*bytes) : std::nullopt;
    if (!key) return fail(FolderError::malformed);
    return *key;
}

platform::Result<platform::SealingPublicKey, FolderError> CenterFolder::sealing_public_key(
    platform::UtcMs now) const {
    const auto pinned = root();
    if (!pinned) return fail(pinned.error());
    const auto content = read(path_ / "key_list");
    if (!content) return fail(content.error());
    const auto list = KeyList::verify(*content, *pinned);
    if (!list) return fail(FolderError::malformed);
    const ListedKey* key = list->newest(KeyPurpose::sealing, {now, now});
    if (key == nullptr) return fail(FolderError::malformed);
    return *platform::array_of<32>(key->data);
}

platform::Result<SigningKey, FolderError> pack_key(const std::filesystem::path& root) {
    return read_signing_key(root / "pack.key");
}

}  // namespace syncing::center
