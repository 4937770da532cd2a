// Files that are signed with the city's pack key at the command line, and what carries them to a terminal
// without a network. FILE.sig is one line: the key's id in 16 hexadecimal digits, a space, the signature in
// 128.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/crypto/crypto.h"
#include "sync/center/folder.h"

namespace mutual_aid::v1 {
class Update;
}

namespace syncing::ctl {

constexpr std::size_t kLargestSignedFile = 1 << 20;

/// Says what is wrong and ends the command with exit code 1.
[[noreturn]] void refuse(const std::string& what);

/// Refuses when it cannot be read.
platform::Bytes read_signed_file(const std::string& file);

struct FileSignature {
    std::uint64_t key_id = 0;
    platform::Bytes bytes;
};
/// Nothing when FILE.sig is missing or is no signature.
std::optional<FileSignature> read_signature(const std::string& file);

/// Writes FILE.sig over those contents; the key's id in hexadecimal digits.
std::string write_signature(const std::string& file, platform::ByteView contents,
                            const center::SigningKey& key, platform::Purpose purpose);

/// Refuses when the folder holds no pack key.
center::SigningKey pack_key_in(const std::string& root_dir);

/// The update (a pack or a document) as pictures FOLDER/01.png …; how many.
std::size_t write_code_pictures(const mutual_aid::v1::Update& update, const std::string& file,
                                const std::string& folder);

}  // namespace syncing::ctl
