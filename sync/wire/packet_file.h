// A packet on a stick: a magic and frames, u32le(length) and bytes (docs/wire_format.md, "On a stick").
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"

namespace syncing {

constexpr std::string_view kPacketOut = "MAPO1\n";   // from a terminal
constexpr std::string_view kPacketBack = "MAPB1\n";  // to it
/// Of a packet back, which is read as a whole.
constexpr std::size_t kMaxPacketBytes = 256UL * 1024 * 1024;
/// Of a packet out, which is read frame by frame: what FAT32, a stick's usual file system, holds in a file.
constexpr std::uint64_t kMaxPacketOutBytes = 0xFFFF'FFFF;
constexpr std::size_t kMaxPacketFrame = 9UL * 1024 * 1024;  // the largest request, its path and signature
constexpr std::size_t kMaxPacketFrames = 100'000;

/// Begins with the magic.
platform::Bytes new_packet_file(std::string_view magic);
void append_frame(platform::Bytes& file, platform::ByteView frame);
/// The frames; nothing when it is not that kind of packet or was cut. The views are into `file`.
std::optional<std::vector<platform::ByteView>> frames_of(platform::ByteView file, std::string_view magic);

/// Reads a packet that is too large for the memory. `file` outlives it and stays as it is meanwhile.
class PacketReader {
  public:
    /// Walks through all of it first: nothing when it is not that kind of packet, was cut, or is beyond the
    /// limits.
    static std::optional<PacketReader> open(std::istream& file, std::string_view magic);
    std::size_t frames() const { return frames_; }
    /// The next frame; nothing when there is none left, or it can be read no more.
    std::optional<platform::Bytes> next();

  private:
    PacketReader(std::istream& file, std::size_t frames) : file_(&file), frames_(frames) {}

    std::istream* file_;
    std::size_t frames_;
};

}  // namespace syncing
