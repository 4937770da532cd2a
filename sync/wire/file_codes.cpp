#include "sync/wire/file_codes.h"

#include <algorithm>

#include "platform/base/check.h"
#include "platform/compress/compress.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using mutual_aid::v1::Update;
using platform::Bytes;
using platform::ByteView;

constexpr std::size_t kLargestFile = 1 << 20;  // as kioskctl and the center read one
constexpr char kDocumentTag = 0x5A;            // field 11 of Update, length-delimited

platform::ByteArray<16> transfer_of(ByteView whole) {
    return platform::array_of<16>(ByteView(platform::hash(whole)).first(16)).value();
}

std::string message_of(const Update& file) {
    if (file.has_pack()) return file.pack().SerializeAsString();
    platform::check(file.has_document(), "a file that travels by codes");
    Update alone;
    *alone.mutable_document() = file.document();
    return alone.SerializeAsString();
}

std::optional<Update> file_in(const std::string& message) {
    Update file;
    if (message.starts_with(kDocumentTag)) {
        if (!file.ParseFromString(message) || !file.has_document()) return std::nullopt;
    } else if (!file.mutable_pack()->ParseFromString(message) || file.pack().id().empty()) {
        return std::nullopt;
    }
    return file;
}

}  // namespace

std::optional<std::vector<FilePartCode>> split_file(const Update& file) {
    const Bytes whole = platform::compress(platform::view_of(message_of(file)));
    const std::size_t parts = (whole.size() + kFilePartSize - 1) / kFilePartSize;
    if (parts > kMaxFileParts) return std::nullopt;
    std::vector<FilePartCode> out;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t at = part * kFilePartSize;
        const ByteView bytes = ByteView(whole).subspan(at, std::min(kFilePartSize, whole.size() - at));
        out.push_back({transfer_of(whole), static_cast<std::uint8_t>(part), static_cast<std::uint8_t>(parts),
                       Bytes(bytes.begin(), bytes.end())});
    }
    return out;
}

void FileParts::take(const FilePartCode& part) {
    if (part.transfer != transfer_ || part.parts != here_.size()) {
        transfer_ = part.transfer;
        here_.assign(part.parts, false);
        parts_.assign(part.parts, {});
    }
    here_[part.part] = true;
    parts_[part.part] = part.bytes;
}

bool FileParts::complete() const {
    return !here_.empty() && std::ranges::all_of(here_, [](bool here) { return here; });
}

std::optional<Update> FileParts::file() const {
    if (!complete()) return std::nullopt;
    Bytes whole;
    for (const Bytes& part : parts_) platform::append(whole, part);
    if (transfer_of(whole) != transfer_) return std::nullopt;
    const auto message = platform::decompress(whole, kLargestFile);
    return message ? file_in(platform::string_of(*message)) : std::nullopt;
}

}  // namespace syncing
