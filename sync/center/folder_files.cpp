#include "sync/center/folder_files.h"

#include <fmt/format.h>

#include <charconv>

#include "platform/base/file.h"
#include "platform/base/wipe.h"
#include "sync/center/pieces.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace wire = mutual_aid::v1;
using platform::fail;
using platform::view_of;

namespace {

constexpr std::size_t kMaxKeyFile = 64 * 1024;

}  // namespace

Seed new_seed() {
    Seed seed;
    while (seed.id == 0) seed.id = platform::read_u64(platform::random_array<8>(), 0);
    platform::random_bytes(seed.bytes.bytes);
    return seed;
}

Written write(const std::filesystem::path& path, platform::ByteView content, mode_t mode) {
    if (!platform::write_file(path, content, mode)) return fail(FolderError::unwritable);
    return {};
}

Written write_seed(const std::filesystem::path& path, const Seed& seed) {
    std::string line = fmt::format("{:016x} {}\n", seed.id, platform::to_hex(seed.bytes.bytes));
    const Written done = write(path, view_of(line));
    platform::wipe(line);
    return done;
}

platform::Result<platform::Bytes, FolderError> read(const std::filesystem::path& path) {
    auto content = platform::read_file(path, kMaxKeyFile);
    if (!content) return fail(FolderError::missing);
    return std::move(*content);
}

platform::Result<Seed, FolderError> read_seed(const std::filesystem::path& path) {
    auto content = read(path);
    if (!content) return fail(content.error());
    const std::string_view line(reinterpret_cast<const char*>(content->data()), content->size());
    if (line.size() != 16 + 1 + 64 + 1 || line[16] != ' ' || line.back() != '\n')
        return fail(FolderError::malformed);
    Seed seed;
    const auto [end, error] = std::from_chars(line.data(), line.data() + 16, seed.id, 16);
    auto bytes = platform::from_hex(line.substr(17, 64));
    if (error != std::errc() || end != line.data() + 16 || !bytes) return fail(FolderError::malformed);
    seed.bytes.bytes = *platform::array_of<32>(*bytes);
    platform::wipe(*bytes);
    platform::wipe(*content);
    return seed;
}

platform::Result<SigningKey, FolderError> read_signing_key(const std::filesystem::path& path) {
    const auto seed = read_seed(path);
    if (!seed) return fail(seed.error());
    return SigningKey{seed->id, platform::signing_key_from_seed(seed->bytes.bytes)};
}

void list_key(wire::KeyList& list, std::uint64_t id, KeyPurpose purpose, platform::ByteView data,
              platform::UtcMs from, platform::UtcMs life) {
    wire::Key& key = *list.add_keys();
    key.set_key_id(id);
    key.set_purpose(std::string(name_of(purpose)));
    key.set_data(platform::string_of(data));
    key.set_valid_from_ms(from);
    key.set_valid_to_ms(from + life);
}

platform::Bytes signed_list(const wire::KeyList& list, const SigningKey& root) {
    wire::SignedKeyList envelope;
    envelope.set_list_bytes(list.SerializeAsString());
    envelope.set_signature(platform::string_of(
        platform::sign(root.pair.secret_key, platform::Purpose::key_list, {view_of(envelope.list_bytes())})));
    return serialize(envelope);
}

}  // namespace syncing::center
