#include "sync/wire/packet_file.h"

#include <algorithm>

namespace syncing {

using platform::Bytes;
using platform::ByteView;

Bytes new_packet_file(std::string_view magic) {
    return {magic.begin(), magic.end()};
}

void append_frame(Bytes& file, ByteView frame) {
    platform::append_u32(file, static_cast<std::uint32_t>(frame.size()));
    platform::append(file, frame);
}

std::optional<std::vector<ByteView>> frames_of(ByteView file, std::string_view magic) {
    if (file.size() > kMaxPacketBytes || file.size() < magic.size() ||
        !std::ranges::equal(file.first(magic.size()), platform::view_of(magic)))
        return std::nullopt;
    std::vector<ByteView> frames;
    for (ByteView rest = file.subspan(magic.size()); !rest.empty();) {
        if (rest.size() < 4) return std::nullopt;
        const std::size_t length = platform::read_u32(rest, 0);
        if (rest.size() - 4 < length) return std::nullopt;
        frames.push_back(rest.subspan(4, length));
        rest = rest.subspan(4 + length);
    }
    return frames;
}

}  // namespace syncing
