#include "sync/wire/packet_file.h"

#include <algorithm>
#include <istream>
#include <string>

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

namespace {

constexpr std::size_t kLength = 4;  // in front of a frame

/// The length of the frame that begins here; nothing at the end, or where a length is cut or too large.
std::optional<std::size_t> read_length(std::istream& file) {
    platform::ByteArray<kLength> length{};
    if (!file.read(reinterpret_cast<char*>(length.data()), kLength)) return std::nullopt;
    const std::size_t bytes = platform::read_u32(length, 0);
    return bytes <= kMaxPacketFrame ? std::optional(bytes) : std::nullopt;
}

}  // namespace

std::optional<PacketReader> PacketReader::open(std::istream& file, std::string_view magic) {
    file.seekg(0, std::ios::end);
    const std::streamoff size = file.tellg();
    file.seekg(0);
    std::string begin(magic.size(), '\0');
    const auto start = static_cast<std::streamoff>(magic.size());
    if (size < start || static_cast<std::uint64_t>(size) > kMaxPacketOutBytes ||
        !file.read(begin.data(), start) || begin != magic)
        return std::nullopt;
    std::size_t frames = 0;
    for (std::streamoff at = start; at < size; ++frames) {
        const auto length = read_length(file);
        if (!length || frames == kMaxPacketFrames) return std::nullopt;
        at += static_cast<std::streamoff>(kLength + *length);
        if (at > size || !file.seekg(at)) return std::nullopt;
    }
    file.seekg(start);
    return PacketReader(file, frames);
}

std::optional<Bytes> PacketReader::next() {
    const auto length = read_length(*file_);
    if (!length) return std::nullopt;
    Bytes frame(*length);
    if (!file_->read(reinterpret_cast<char*>(frame.data()), static_cast<std::streamsize>(*length)))
        return std::nullopt;
    return frame;
}

}  // namespace syncing
