#include "sync/wire/pack_codes.h"

#include <algorithm>

#include "platform/compress/compress.h"
#include "sync/wire/packet.pb.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;

constexpr std::size_t kLargestPack = 1 << 20;  // as kioskctl and the center read one

platform::ByteArray<16> transfer_of(ByteView whole) {
    return platform::array_of<16>(ByteView(platform::hash(whole)).first(16)).value();
}

}  // namespace

std::optional<std::vector<PackPartCode>> split_pack(const mutual_aid::v1::PackFile& pack) {
    const Bytes whole = platform::compress(platform::view_of(pack.SerializeAsString()));
    const std::size_t parts = (whole.size() + kPackPartSize - 1) / kPackPartSize;
    if (parts > kMaxPackParts) return std::nullopt;
    std::vector<PackPartCode> out;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::size_t at = part * kPackPartSize;
        const ByteView bytes = ByteView(whole).subspan(at, std::min(kPackPartSize, whole.size() - at));
        out.push_back({transfer_of(whole), static_cast<std::uint8_t>(part), static_cast<std::uint8_t>(parts),
                       Bytes(bytes.begin(), bytes.end())});
    }
    return out;
}

void PackParts::take(const PackPartCode& part) {
    if (part.transfer != transfer_ || part.parts != here_.size()) {
        transfer_ = part.transfer;
        here_.assign(part.parts, false);
        parts_.assign(part.parts, {});
    }
    here_[part.part] = true;
    parts_[part.part] = part.bytes;
}

bool PackParts::complete() const {
    return !here_.empty() && std::ranges::all_of(here_, [](bool here) { return here; });
}

std::optional<mutual_aid::v1::PackFile> PackParts::pack() const {
    if (!complete()) return std::nullopt;
    Bytes whole;
    for (const Bytes& part : parts_) platform::append(whole, part);
    if (transfer_of(whole) != transfer_) return std::nullopt;
    const auto message = platform::decompress(whole, kLargestPack);
    mutual_aid::v1::PackFile pack;
    if (!message || !pack.ParseFromArray(message->data(), static_cast<int>(message->size())))
        return std::nullopt;
    return pack;
}

}  // namespace syncing
