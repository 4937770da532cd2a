// Byte strings: the currency of keys, hashes, packets and files.
// Values only; nothing here throws on bad input, parsers return nullopt.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace platform {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;

inline ByteView view_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline std::string string_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Exactly N bytes or nothing.
template <std::size_t N>
std::optional<ByteArray<N>> array_of(ByteView bytes) {
    if (bytes.size() != N) return std::nullopt;
    ByteArray<N> out{};
    for (std::size_t i = 0; i < N; ++i) out[i] = bytes[i];
    return out;
}

void append(Bytes& to, ByteView more);

/// Fixed-width integers, little-endian: the byte order of every format of ours.
void append_u16(Bytes& to, std::uint16_t value);
void append_u32(Bytes& to, std::uint32_t value);
void append_u64(Bytes& to, std::uint64_t value);
/// `at` + width must lie inside `bytes` (checked, aborts).
std::uint16_t read_u16(ByteView bytes, std::size_t at);
std::uint32_t read_u32(ByteView bytes, std::size_t at);
std::uint64_t read_u64(ByteView bytes, std::size_t at);

/// Lower-case hexadecimal; `from_hex` takes either case and nothing else.
std::string to_hex(ByteView bytes);
std::optional<Bytes> from_hex(std::string_view text);

/// RFC 4648 base32 in upper case without padding: fits a QR code's alphanumeric mode.
std::string to_base32(ByteView bytes);
/// Canonical input only (upper case, no padding, unused bits zero).
std::optional<Bytes> from_base32(std::string_view text);

/// RFC 4648 base64 with padding.
std::string to_base64(ByteView bytes);
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace platform
