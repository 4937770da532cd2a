#include "sync/ledger/state_folder.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <system_error>

#include "platform/base/file.h"
#include "platform/base/wipe.h"

namespace syncing {

namespace {

using nlohmann::json;
using platform::Bytes;
using platform::ByteView;
using platform::fail;
using platform::FileError;
using platform::Result;

constexpr std::size_t kFileLimit = 1024 * 1024;

StateError state_error(FileError error) {
    switch (error) {
        case FileError::full:
            return StateError::disk_full;
        case FileError::unwritable:
            return StateError::unwritable;
        case FileError::too_large:
            return StateError::damaged;
        case FileError::missing:
        case FileError::unreadable:
            return StateError::unreadable;
    }
    return StateError::unreadable;
}

/// Where the service manager hands it over (bound to a TPM, say), or else in the folder.
std::filesystem::path credential(const std::filesystem::path& folder, const char* name) {
    const char* handed = std::getenv("CREDENTIALS_DIRECTORY");
    if (handed != nullptr) {
        const std::filesystem::path file = std::filesystem::path(handed) / name;
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored)) return file;
    }
    return folder / name;
}

template <std::size_t N>
Result<platform::ByteArray<N>, StateError> read_exactly(const std::filesystem::path& file) {
    auto bytes = platform::read_file(file, kFileLimit);
    if (!bytes) return fail(state_error(bytes.error()));
    const auto exact = platform::array_of<N>(*bytes);
    platform::wipe(*bytes);
    if (!exact) return fail(StateError::damaged);
    return *exact;
}

Result<platform::SigningKeyPair, StateError> read_signing_key(const std::filesystem::path& file) {
    const auto secret = read_exactly<64>(file);
    if (!secret) return fail(secret.error());
    platform::SigningKeyPair pair;
    pair.secret_key = platform::SigningSecretKey(*secret);
    // libsodium's Ed25519 secret key ends with its public key.
    pair.public_key = platform::array_of<32>(ByteView(*secret).subspan(32)).value();
    return pair;
}

Result<void, StateError> write(const std::filesystem::path& file, ByteView content) {
    return platform::write_file(file, content).map_error(state_error);
}

template <std::size_t N>
bool read_hex(const json& object, const char* key, platform::ByteArray<N>& into) {
    const auto bytes = platform::from_hex(object.value(key, ""));
    const auto exact = bytes ? platform::array_of<N>(*bytes) : std::nullopt;
    if (exact) into = *exact;
    return exact.has_value();
}

std::string identity_text(const TerminalIdentity& identity) {
    return json{{"terminal_id", platform::to_hex(identity.terminal_id)},
                {"ledger_id", platform::to_hex(identity.ledger.id)},
                {"ledger_letter", std::string(1, identity.ledger.letter)},
                {"slip_prefix", identity.ledger.slip_prefix},
                {"station_code", identity.station_code},
                {"terminal_number", identity.terminal_number},
                {"center_url", identity.center_url},
                {"district_center", identity.district_center}}
               .dump(2) +
           "\n";
}

Result<TerminalIdentity, StateError> parse_identity(ByteView text) {
    const json object = json::parse(text.begin(), text.end(), nullptr, false);
    if (!object.is_object()) return fail(StateError::damaged);
    TerminalIdentity identity;
    try {
        const std::string letter = object.value("ledger_letter", "");
        if (!read_hex(object, "terminal_id", identity.terminal_id) ||
            !read_hex(object, "ledger_id", identity.ledger.id) || letter.size() != 1)
            return fail(StateError::damaged);
        identity.ledger.letter = letter.front();
        identity.ledger.slip_prefix = object.at("slip_prefix").get<std::string>();
        identity.station_code = object.at("station_code").get<std::string>();
        identity.terminal_number = object.at("terminal_number").get<std::uint32_t>();
        identity.center_url = object.at("center_url").get<std::string>();
        identity.district_center = object.at("district_center").get<std::string>();
    } catch (const json::exception&) {
        return fail(StateError::damaged);
    }
    return identity;
}

}  // namespace

std::string_view name_of(StateError error) {
    switch (error) {
        case StateError::not_provisioned:
            return "not_provisioned";
        case StateError::unreadable:
            return "unreadable";
        case StateError::damaged:
            return "damaged";
        case StateError::disk_full:
            return "disk_full";
        case StateError::unwritable:
            return "unwritable";
    }
    return "unknown";
}

Result<Terminal, StateError> StateFolder::load() const {
    const auto text = platform::read_file(path_ / "identity.json", kFileLimit);
    if (!text)
        return fail(text.error() == FileError::missing ? StateError::not_provisioned
                                                       : state_error(text.error()));
    auto identity = parse_identity(*text);
    if (!identity) return fail(identity.error());
    auto keys = load_keys();
    if (!keys) return fail(keys.error());
    if (!*keys || (*keys)->ledger_id != identity->ledger.id) return fail(StateError::damaged);
    TerminalCredentials credentials;
    for (const auto& [name, into] :
         {std::pair{"tls.der", &credentials.certificate_der}, std::pair{"ca.der", &credentials.ca_der},
          std::pair{"key_list", &credentials.signed_key_list}}) {
        auto bytes = platform::read_file(path_ / name, kFileLimit);
        if (!bytes) return fail(state_error(bytes.error()));
        *into = std::move(*bytes);
    }
    const auto root = read_exactly<32>(path_ / "root.key");
    if (!root) return fail(root.error());
    credentials.root = *root;
    return Terminal{std::move(*identity), std::move(**keys), std::move(credentials)};
}

Result<std::optional<TerminalKeys>, StateError> StateFolder::load_keys() const {
    // ledger.id is written last of the keys: without it they were never used.
    const auto id_bytes = platform::read_file(path_ / "ledger.id", kFileLimit);
    if (!id_bytes && id_bytes.error() == FileError::missing) return std::nullopt;
    TerminalKeys keys;
    const auto id = read_exactly<16>(path_ / "ledger.id");
    const auto ledger = read_signing_key(path_ / "ledger.key");
    const auto slip = read_signing_key(path_ / "slip.key");
    const auto local = read_exactly<32>(credential(path_, "local.key"));
    auto tls = platform::read_file(path_ / "tls.key", kFileLimit);
    if (!id) return fail(id.error());
    if (!ledger) return fail(ledger.error());
    if (!slip) return fail(slip.error());
    if (!local) return fail(local.error());
    if (!tls) return fail(state_error(tls.error()));
    keys.ledger_id = *id;
    keys.ledger = *ledger;
    keys.slip = *slip;
    keys.local = platform::SymmetricKey(*local);
    keys.tls_key_pem = platform::string_of(*tls);
    platform::wipe(*tls);
    return keys;
}

Result<void, StateError> StateFolder::save_keys(const TerminalKeys& keys) const {
    std::error_code error;
    std::filesystem::create_directories(path_, error);
    if (error) return fail(StateError::unwritable);
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
    if (error) return fail(StateError::unwritable);
    return write(path_ / "ledger.key", keys.ledger.secret_key.bytes)
        .and_then([&] { return write(path_ / "slip.key", keys.slip.secret_key.bytes); })
        .and_then([&] { return write(path_ / "local.key", keys.local.bytes); })
        .and_then([&] { return write(path_ / "tls.key", platform::view_of(keys.tls_key_pem)); })
        .and_then([&] { return write(path_ / "ledger.id", keys.ledger_id); });
}

Result<void, StateError> StateFolder::save_certificate(ByteView certificate_der) const {
    return write(path_ / "tls.der", certificate_der);
}

Result<void, StateError> StateFolder::save_provisioned(const TerminalIdentity& identity,
                                                       const TerminalCredentials& credentials) const {
    return write(path_ / "tls.der", credentials.certificate_der)
        .and_then([&] { return write(path_ / "ca.der", credentials.ca_der); })
        .and_then([&] { return write(path_ / "root.key", credentials.root); })
        .and_then([&] { return write(path_ / "key_list", credentials.signed_key_list); })
        .and_then([&] { return write(path_ / "identity.json", platform::view_of(identity_text(identity))); });
}

}  // namespace syncing
