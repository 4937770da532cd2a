#include "platform/base/bytes.h"

#include <sodium.h>

#include "platform/base/check.h"

namespace platform {

namespace {

constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void append_little_endian(Bytes& to, std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) to.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t read_little_endian(ByteView bytes, std::size_t at, std::size_t width) {
    check(at <= bytes.size() && bytes.size() - at >= width, "read past the end");
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = (value << 8) | bytes[at + i];
    return value;
}

}  // namespace

void append(Bytes& to, ByteView more) {
    to.insert(to.end(), more.begin(), more.end());
}
void append_u16(Bytes& to, std::uint16_t value) {
    append_little_endian(to, value, 2);
}
void append_u32(Bytes& to, std::uint32_t value) {
    append_little_endian(to, value, 4);
}
void append_u64(Bytes& to, std::uint64_t value) {
    append_little_endian(to, value, 8);
}

std::uint16_t read_u16(ByteView bytes, std::size_t at) {
    return static_cast<std::uint16_t>(read_little_endian(bytes, at, 2));
}
std::uint32_t read_u32(ByteView bytes, std::size_t at) {
    return static_cast<std::uint32_t>(read_little_endian(bytes, at, 4));
}
std::uint64_t read_u64(ByteView bytes, std::size_t at) {
    return read_little_endian(bytes, at, 8);
}

std::string to_hex(ByteView bytes) {
    std::string out(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes.data(), bytes.size());
    out.pop_back();
    return out;
}

std::optional<Bytes> from_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    if (text.empty()) return Bytes{};  // the decoder may not be handed a null buffer
    Bytes out(text.size() / 2);
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_hex2bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end) != 0)
        return std::nullopt;
    if (length != out.size() || end != text.data() + text.size()) return std::nullopt;
    return out;
}

std::string to_base32(ByteView bytes) {
    std::string out;
    out.reserve((bytes.size() * 8 + 4) / 5);
    std::uint32_t bits = 0;
    int held = 0;
    for (const std::uint8_t byte : bytes) {
        bits = (bits << 8) | byte;
        held += 8;
        for (; held >= 5; held -= 5) out.push_back(kBase32[(bits >> (held - 5)) & 31U]);
    }
    if (held > 0) out.push_back(kBase32[(bits << (5 - held)) & 31U]);
    return out;
}

std::optional<Bytes> from_base32(std::string_view text) {
    Bytes out;
    out.reserve(text.size() * 5 / 8);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const auto digit = kBase32.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        bits = (bits << 5) | static_cast<std::uint32_t>(digit);
        held += 5;
        if (held >= 8) {
            out.push_back(static_cast<std::uint8_t>(bits >> (held - 8)));
            held -= 8;
        }
        bits &= (1U << held) - 1U;
    }
    if (held >= 5 || bits != 0) return std::nullopt;
    return out;
}

std::string to_base64(ByteView bytes) {
    std::string out(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
    sodium_bin2base64(out.data(), out.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
    out.pop_back();
    return out;
}

std::optional<Bytes> from_base64(std::string_view text) {
    Bytes out(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(out.data(), out.size(), text.data(), text.size(), nullptr, &length, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0)
        return std::nullopt;
    if (end != text.data() + text.size()) return std::nullopt;
    out.resize(length);
    return out;
}

}  // namespace platform
