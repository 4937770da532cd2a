// The folder that makes a machine this terminal: identity, keys, certificates, ledger.db, cache.db,
// attachments.db. Mode
// 0700, files 0600, every file replaced atomically. identity.json is written last: with it, the terminal is
// provisioned.
//
//   ledger.key       64 bytes   Ed25519 secret key: signs the head of pushed ranges
//   slip.key         64 bytes   Ed25519 secret key: signs slips
//   local.key        32 bytes   HMAC key of local tags; taken from $CREDENTIALS_DIRECTORY where it is there
//   ledger.id        16 bytes   written last of the keys
//   tls.key          PEM        P-256 private key of the client certificate
//   tls.der          DER        client certificate
//   ca.der           DER        the center's private CA
//   root.key         32 bytes   the city root's public key, pinned at provisioning
//   key_list         bytes      the SignedKeyList of provisioning (a newer one may be in cache.db)
//   identity.json               who this terminal is
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "platform/base/result.h"
#include "platform/crypto/crypto.h"
#include "sync/ledger/ledger.h"

namespace syncing {

using TerminalId = platform::ByteArray<16>;

struct TerminalIdentity {
    TerminalId terminal_id{};
    LedgerName ledger;
    std::string station_code;
    std::uint32_t terminal_number = 0;
    std::string center_url;
    std::string district_center;
};

/// Made once, before anything is asked of a center.
struct TerminalKeys {
    platform::SigningKeyPair ledger;
    platform::SigningKeyPair slip;
    platform::SymmetricKey local;
    std::string tls_key_pem;
    LedgerId ledger_id{};
};

/// What the center gave.
struct TerminalCredentials {
    platform::Bytes certificate_der;
    platform::Bytes ca_der;
    platform::SigningPublicKey root{};
    platform::Bytes signed_key_list;
};

struct Terminal {
    TerminalIdentity identity;
    TerminalKeys keys;
    TerminalCredentials credentials;
};

enum class StateError {
    not_provisioned,
    unreadable,  // missing permission, or a file of the folder is gone
    damaged,     // a file is not what it should be
    disk_full,
    unwritable,
};
std::string_view name_of(StateError error);

class StateFolder {
  public:
    explicit StateFolder(std::filesystem::path path) : path_(std::move(path)) {}

    std::filesystem::path ledger_db() const { return path_ / "ledger.db"; }
    std::filesystem::path cache_db() const { return path_ / "cache.db"; }
    std::filesystem::path attachments_db() const { return path_ / "attachments.db"; }
    /// Held by the one kiosk-sync that runs.
    std::filesystem::path sync_lock() const { return path_ / "sync.lock"; }

    platform::Result<Terminal, StateError> load() const;

    /// Keys that an earlier, interrupted provisioning left; nothing when there are none.
    platform::Result<std::optional<TerminalKeys>, StateError> load_keys() const;
    /// Makes the folder.
    platform::Result<void, StateError> save_keys(const TerminalKeys& keys) const;
    platform::Result<void, StateError> save_provisioned(const TerminalIdentity& identity,
                                                        const TerminalCredentials& credentials) const;

    /// In place of the one that ends.
    platform::Result<void, StateError> save_certificate(platform::ByteView certificate_der) const;

  private:
    std::filesystem::path path_;
};

}  // namespace syncing
