// A packet on a stick: a magic and frames, u32le(length) and bytes (docs/wire_format.md, "On a stick").
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"

namespace syncing {

constexpr std::string_view kPacketOut = "MAPO1\n";   // from a terminal
constexpr std::string_view kPacketBack = "MAPB1\n";  // to it
constexpr std::size_t kMaxPacketBytes = 256UL * 1024 * 1024;

/// Begins with the magic.
platform::Bytes new_packet_file(std::string_view magic);
void append_frame(platform::Bytes& file, platform::ByteView frame);
/// The frames; nothing when it is not that kind of packet or was cut. The views are into `file`.
std::optional<std::vector<platform::ByteView>> frames_of(platform::ByteView file, std::string_view magic);

}  // namespace syncing
