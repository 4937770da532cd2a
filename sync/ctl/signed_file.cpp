#include "sync/ctl/signed_file.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "platform/base/check.h"
#include "platform/base/file.h"
#include "platform/code/picture.h"
#include "platform/code/qr.h"
#include "sync/wire/file_codes.h"
#include "sync/wire/packet.pb.h"

namespace syncing::ctl {

namespace {

constexpr std::size_t kKeyIdDigits = 16;
constexpr int kPixelsPerModule = 8;

}  // namespace

void refuse(const std::string& what) {
    std::cerr << what << '\n';
    throw CLI::RuntimeError(1);
}

platform::Bytes read_signed_file(const std::string& file) {
    auto bytes = platform::read_file(file, kLargestSignedFile);
    if (!bytes) refuse(file + ": the file cannot be read");
    return std::move(*bytes);
}

std::optional<FileSignature> read_signature(const std::string& file) {
    const auto bytes = platform::read_file(file + ".sig", kLargestSignedFile);
    if (!bytes) return std::nullopt;
    std::string line = platform::string_of(*bytes);
    if (!line.empty() && line.back() == '\n') line.pop_back();
    if (line.size() < kKeyIdDigits + 1 || line[kKeyIdDigits] != ' ') return std::nullopt;
    const auto key_id = platform::from_hex(line.substr(0, kKeyIdDigits));
    auto signature = platform::from_hex(line.substr(kKeyIdDigits + 1));
    if (!key_id || !signature) return std::nullopt;
    FileSignature out{0, std::move(*signature)};
    for (const std::uint8_t byte : *key_id) out.key_id = out.key_id << 8U | byte;
    return out;
}

std::string write_signature(const std::string& file, platform::ByteView contents,
                            const center::SigningKey& key, platform::Purpose purpose) {
    const auto signature = platform::sign(key.pair.secret_key, purpose, {contents});
    std::string key_id = fmt::format("{:016x}", key.id);
    const std::string line = key_id + " " + platform::to_hex(signature) + "\n";
    if (!platform::write_file(file + ".sig", platform::view_of(line), 0644))
        refuse(file + ".sig: cannot be written");
    return key_id;
}

center::SigningKey pack_key_in(const std::string& root_dir) {
    const auto key = center::pack_key(root_dir);
    if (!key) refuse(root_dir + ": holds no pack key that can be read");
    return *key;
}

std::size_t write_code_pictures(const mutual_aid::v1::Update& update, const std::string& file,
                                const std::string& folder) {
    const auto parts = split_file(update);
    if (!parts) refuse(file + ": is too large for codes; bring it on a stick");
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (const FilePartCode& part : *parts) {
        const auto matrix = platform::qr_encode(to_text(part));
        platform::check(matrix.has_value(), "a part fits a code");
        const auto png = platform::write_png(platform::paint_code(*matrix, kPixelsPerModule).view());
        const auto to = std::filesystem::path(folder) / fmt::format("{:02}.png", part.part + 1);
        if (!png || !platform::write_file(to, *png, 0644)) refuse(to.string() + ": cannot be written");
    }
    return parts->size();
}

}  // namespace syncing::ctl
