#include "sync/wire/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "platform/base/check.h"

namespace syncing {

namespace {

using platform::Bytes;
using platform::ByteView;

constexpr std::string_view kSlip = "MA1:";
constexpr std::string_view kBadge = "MAB1:";
constexpr std::string_view kProvisioning = "MAP1:";
constexpr std::string_view kFilePart = "MAT1:";
constexpr std::size_t kSlipSigned = 71;
constexpr std::size_t kSlipSize = kSlipSigned + 64;
constexpr std::size_t kProvisioningHead = 49;
constexpr std::size_t kFilePartHead = 18;
constexpr std::size_t kMaxUrl = 200;
constexpr std::size_t kMaxText = 512;

template <std::size_t N>
platform::ByteArray<N> array_at(ByteView bytes, std::size_t at) {
    return platform::array_of<N>(bytes.subspan(at, N)).value();
}

bool is_upper_or_digit(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool valid_number(const SlipNumber& number) {
    return !number.prefix.empty() && number.prefix.size() <= kMaxPrefix &&
           std::ranges::all_of(number.prefix, is_upper_or_digit) && number.letter >= 'A' &&
           number.letter <= 'Z' && number.counter > 0;
}

Bytes signed_part(const SlipCode& slip) {
    platform::check(valid_number(slip.number), "slip number out of range");
    Bytes out;
    platform::append(out, slip.ledger_id);
    platform::append_u64(out, slip.seq);
    platform::append(out, slip.record_id);
    platform::append_u32(out, slip.fee_fen);
    std::string prefix = slip.number.prefix;
    prefix.resize(kMaxPrefix, '\0');
    platform::append(out, platform::view_of(prefix));
    out.push_back(static_cast<std::uint8_t>(slip.number.letter));
    platform::append_u32(out, slip.number.counter);
    platform::append(out, slip.secret);
    return out;
}

std::optional<std::string> parse_prefix(ByteView field) {
    const std::string padded = platform::string_of(field);
    const std::size_t length = std::min(padded.find('\0'), padded.size());
    if (padded.find_first_not_of('\0', length) != std::string::npos) return std::nullopt;
    return padded.substr(0, length);
}

Code parse_slip(ByteView bytes) {
    if (bytes.size() != kSlipSize) return NotOurs{};
    SlipCode slip;
    slip.ledger_id = array_at<16>(bytes, 0);
    slip.seq = platform::read_u64(bytes, 16);
    slip.record_id = array_at<16>(bytes, 24);
    slip.fee_fen = platform::read_u32(bytes, 40);
    const auto prefix = parse_prefix(bytes.subspan(44, kMaxPrefix));
    if (!prefix) return NotOurs{};
    slip.number = {*prefix, static_cast<char>(bytes[50]), platform::read_u32(bytes, 51)};
    slip.secret = array_at<16>(bytes, 55);
    slip.signature = array_at<64>(bytes, kSlipSigned);
    if (slip.seq == 0 || !valid_number(slip.number)) return NotOurs{};
    return slip;
}

Code parse_badge(ByteView bytes) {
    const auto secret = platform::array_of<16>(bytes);
    if (!secret) return NotOurs{};
    return BadgeCode{*secret};
}

Code parse_provisioning(ByteView bytes) {
    if (bytes.size() < kProvisioningHead || bytes.size() != kProvisioningHead + bytes[48]) return NotOurs{};
    ProvisioningCode code;
    code.secret = array_at<16>(bytes, 0);
    code.root = array_at<32>(bytes, 16);
    code.url = platform::string_of(bytes.subspan(kProvisioningHead));
    if (!valid_center_url(code.url)) return NotOurs{};
    return code;
}

bool valid_part(const FilePartCode& code) {
    if (code.parts == 0 || code.parts > kMaxFileParts || code.part >= code.parts) return false;
    if (code.part + 1 < code.parts) return code.bytes.size() == kFilePartSize;
    return !code.bytes.empty() && code.bytes.size() <= kFilePartSize;
}

Code parse_file_part(ByteView bytes) {
    if (bytes.size() < kFilePartHead) return NotOurs{};
    FilePartCode code{array_at<16>(bytes, 0), bytes[16], bytes[17], {}};
    platform::append(code.bytes, bytes.subspan(kFilePartHead));
    if (!valid_part(code)) return NotOurs{};
    return code;
}

Code parse_payload(std::string_view text, std::string_view tag, Code (*parse)(ByteView)) {
    const auto bytes = platform::from_base32(text.substr(tag.size()));
    return bytes ? parse(*bytes) : NotOurs{};
}

}  // namespace

std::string to_text(const SlipNumber& number) {
    const std::string letter = number.letter == 'A' ? "" : std::string(1, number.letter);
    return fmt::format("{}-{}{:06}", number.prefix, letter, number.counter);
}

std::optional<SlipNumber> parse_slip_number(std::string_view text) {
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    SlipNumber number{std::string(text.substr(0, dash)), 'A', 0};
    std::string_view rest = text.substr(dash + 1);
    if (!rest.empty() && rest.front() >= 'B' && rest.front() <= 'Z') {
        number.letter = rest.front();
        rest.remove_prefix(1);
    }
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number.counter);
    if (error != std::errc() || end != rest.data() + rest.size() || !valid_number(number))
        return std::nullopt;
    return to_text(number) == text ? std::optional(number) : std::nullopt;
}

Code parse_code(std::string_view text) {
    if (text.size() > kMaxText) return NotOurs{};
    if (text.starts_with(kSlip)) return parse_payload(text, kSlip, parse_slip);
    if (text.starts_with(kBadge)) return parse_payload(text, kBadge, parse_badge);
    if (text.starts_with(kProvisioning)) return parse_payload(text, kProvisioning, parse_provisioning);
    if (text.starts_with(kFilePart)) return parse_payload(text, kFilePart, parse_file_part);
    return NotOurs{};
}

SlipCode sign_slip(SlipCode slip, const platform::SigningSecretKey& slip_key) {
    slip.signature = platform::sign(slip_key, platform::Purpose::slip, {signed_part(slip)});
    return slip;
}

bool verify_slip(const SlipCode& slip, const platform::SigningPublicKey& slip_key) {
    return platform::verify(slip_key, platform::Purpose::slip, {signed_part(slip)}, slip.signature);
}

std::string to_text(const SlipCode& slip) {
    Bytes bytes = signed_part(slip);
    platform::append(bytes, slip.signature);
    return std::string(kSlip) + platform::to_base32(bytes);
}

std::string to_text(const BadgeCode& badge) {
    return std::string(kBadge) + platform::to_base32(badge.secret);
}

std::string to_text(const ProvisioningCode& code) {
    platform::check(valid_center_url(code.url), "center URL in a provisioning code");
    Bytes bytes;
    platform::append(bytes, code.secret);
    platform::append(bytes, code.root);
    bytes.push_back(static_cast<std::uint8_t>(code.url.size()));
    platform::append(bytes, platform::view_of(code.url));
    return std::string(kProvisioning) + platform::to_base32(bytes);
}

std::string to_text(const FilePartCode& code) {
    platform::check(valid_part(code), "a part of a pack");
    Bytes bytes;
    platform::append(bytes, code.transfer);
    bytes.push_back(code.part);
    bytes.push_back(code.parts);
    platform::append(bytes, code.bytes);
    return std::string(kFilePart) + platform::to_base32(bytes);
}

bool valid_center_url(std::string_view url) {
    constexpr std::string_view kScheme = "https://";
    if (url.size() > kMaxUrl || !url.starts_with(kScheme) || url.size() == kScheme.size()) return false;
    return std::ranges::all_of(url.substr(kScheme.size()), [](char c) {
        return is_upper_or_digit(c) || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == ':' ||
               c == '[' || c == ']';
    });
}

}  // namespace syncing
