// Files of a center's state folder. Private to this folder.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>

#include "sync/center/folder.h"
#include "sync/wire/key_list.h"

namespace mutual_aid::v1 {
class KeyList;
}

namespace syncing::center {

using Written = platform::Result<void, FolderError>;

constexpr platform::UtcMs kDay = 24LL * 3600 * 1000;
constexpr platform::UtcMs kYear = 366 * kDay;
constexpr platform::UtcMs kAuthorityLife = 20 * kYear;
constexpr platform::UtcMs kServerLife = 5 * kYear;
constexpr platform::UtcMs kSigningLife = 10 * kYear;
constexpr platform::UtcMs kSealingLife = 2 * kYear;  // rotated yearly, so that two overlap

/// A secret 32-byte seed with its id.
struct Seed {
    std::uint64_t id = 0;
    platform::SymmetricKey bytes;
};
Seed new_seed();

Written write(const std::filesystem::path& path, platform::ByteView content, mode_t mode = 0600);
Written write_seed(const std::filesystem::path& path, const Seed& seed);
platform::Result<platform::Bytes, FolderError> read(const std::filesystem::path& path);
platform::Result<Seed, FolderError> read_seed(const std::filesystem::path& path);
platform::Result<SigningKey, FolderError> read_signing_key(const std::filesystem::path& path);

void list_key(mutual_aid::v1::KeyList& list, std::uint64_t id, KeyPurpose purpose, platform::ByteView data,
              platform::UtcMs from, platform::UtcMs life);
/// A SignedKeyList.
platform::Bytes signed_list(const mutual_aid::v1::KeyList& list, const SigningKey& root);

}  // namespace syncing::center
