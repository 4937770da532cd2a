// A center's state folder: keys and certificates by who may hold them, and the database beside.
//
//   key_list, root.pub  SignedKeyList and the city root's public key in hexadecimal: public
//   serve/  0700        what the answering process holds: keys that sign acknowledgements and updates, the
//                       certificate authority and server key, the pepper
//   judge/  0700        what only the adjudicator holds: sealing secrets (sealing.key and, of earlier years,
//                       sealing-ID.key), the key of person tags, the key of opened data at rest
//   center.db           or `database`, a file with the address of a PostgreSQL database, "postgresql://…"
// The city root and the pack key are not here: they lie in a folder of their own that belongs offline.
// Every file is 0600. A secret seed's file holds one line, "KEY-ID SEED" in hexadecimal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/result.h"
#include "platform/clock/clock.h"
#include "platform/crypto/crypto.h"
#include "platform/pki/pki.h"
#include "sync/seal/keys.h"

namespace syncing::center {

enum class FolderError {
    exists,       // there is a center (or something else) already
    missing,      // no such folder or file: not a center's state, or not readable by this user
    malformed,    // a file is not what it should be
    unwritable,   // no space or no permission
    no_database,  // the PostgreSQL database cannot be reached, or holds a center already
    other_root,   // the offline folder's root key is not the one that terminals have pinned
    bad_name,     // a host name or the center's name cannot stand in a certificate
};
std::string_view error_text(FolderError error);

struct SigningKey {
    std::uint64_t id = 0;
    platform::SigningKeyPair pair;
};
struct SealingKey {
    std::uint64_t id = 0;
    platform::SealingKeyPair pair;
};

struct ServeKeys {
    SigningKey acknowledgement;
    SigningKey updates;
    platform::CertificateAuthority authority;
    std::string server_key_pem;
    platform::Bytes server_certificate;
    platform::Bytes key_list;  // a SignedKeyList
    Pepper pepper;
};

struct JudgeKeys {
    SealingKey sealing;                   // the newest
    std::vector<SealingKey> old_sealing;  // what was sealed to them still comes
    platform::SymmetricKey person;        // tags of people: HMAC of the normalised number
    platform::SymmetricKey data;          // opened data at rest

    const platform::SealingKeyPair& sealing_key(
        std::uint64_t id) const;  // the newest where there is none such
    /// What was sealed to any of them.
    std::optional<platform::Bytes> open(platform::ByteView sealed) const;
};

struct NewCenter {
    std::filesystem::path state;
    std::filesystem::path root;  // the offline folder; made when missing, an existing root is used
    std::string city;
    std::string name;
    std::vector<std::string> hosts;
    platform::UtcMs now = 0;
    std::string database;  // "postgresql://…"; "" = a SQLite file in the state folder
};

class CenterFolder {
  public:
    explicit CenterFolder(std::filesystem::path path) : path_(std::move(path)) {}

    /// Makes all keys and the database. All or nothing: the folder appears complete or not at all.
    static platform::Result<CenterFolder, FolderError> create(const NewCenter& center);

    /// Where the stores are (stores open it): center.db beside the keys, or a PostgreSQL server.
    std::string database() const;
    const std::filesystem::path& path() const { return path_; }
    platform::Result<ServeKeys, FolderError> serve_keys() const;
    platform::Result<JudgeKeys, FolderError> judge_keys() const;
    /// Pinned by terminals.
    platform::Result<platform::SigningPublicKey, FolderError> root() const;
    /// The newest sealing key of the key list: anyone may seal to the center.
    platform::Result<platform::SealingPublicKey, FolderError> sealing_public_key(platform::UtcMs now) const;

  private:
    std::filesystem::path path_;
};

/// A secret that takes the place of another.
enum class Rotation {
    acknowledgement,
    updates,
    sealing,  // the old secret stays
    server,   // key and certificate of the HTTPS side
    pack      // in the offline folder: of all centers of the city
};

/// New keys for these, and a key list with them signed by the root; old ones stay listed until their dates
/// end. Whoever runs meanwhile goes on with the keys it started with: restart `serve` and the adjudicator.
/// The bytes of the new list are to be published. `hosts`: of the server's certificate.
platform::Result<platform::Bytes, FolderError> rotate_keys(const CenterFolder& folder,
                                                           const std::filesystem::path& root_dir,
                                                           const std::vector<Rotation>& what,
                                                           const std::vector<std::string>& hosts,
                                                           platform::UtcMs now);

/// The key that signs packs, from the offline folder.
platform::Result<SigningKey, FolderError> pack_key(const std::filesystem::path& root);

}  // namespace syncing::center
