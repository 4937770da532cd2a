// The texts inside our QR codes. Strict: anything that is not exactly one of them is "not one of our codes".
// All are upper-case, so that they fit a QR code's alphanumeric mode. docs/wire_format.md, "Codes".
//
//   MA1:  + base32 of 135 bytes   a worker's slip
//     at  size
//      0    16  ledger id
//     16     8  seq
//     24    16  record id of the enrollment
//     40     4  fee in fen
//     44     6  slip prefix, ASCII, zero-filled
//     50     1  ledger letter: 'A' for a terminal's first ledger, 'B' …
//     51     4  slip counter
//     55    16  slip secret: opens what the center says about this enrollment
//     71    64  signature of the slip key, purpose slip, over the 71 bytes before
//   MAB1: + base32 of 16 bytes    a staff badge: the badge secret
//   MAP1: + base32                a one-time provisioning code
//      0    16  code secret
//     16    32  city root public key, pinned by the terminal
//     48     1  length of the URL
//     49     …  URL of the center, "https://host[:port]" (ASCII, no trailing slash)
//   MAT1: + base32                a part of a file for a terminal without a network (file_codes.h)
//      0    16  transfer: first bytes of the BLAKE2b-256 of all parts put together
//     16     1  which part, from 0
//     17     1  how many parts, 1 to 64
//     18     …  1 to 290 bytes; exactly 290 in every part but the last
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/crypto/crypto.h"
#include "sync/record/entry.h"
#include "sync/seal/keys.h"

namespace syncing {

constexpr std::size_t kMaxPrefix = 6;

/// What stands on paper: "JL03-000313", from a terminal's second ledger "JL03-B000313".
struct SlipNumber {
    std::string prefix;  // 1 to 6 characters A-Z 0-9
    char letter = 'A';
    std::uint32_t counter = 0;
    bool operator==(const SlipNumber&) const = default;
};
std::string to_text(const SlipNumber& number);
/// Exactly what to_text() gives.
std::optional<SlipNumber> parse_slip_number(std::string_view text);

struct SlipCode {
    LedgerId ledger_id{};
    std::uint64_t seq = 0;
    RecordId record_id{};
    std::uint32_t fee_fen = 0;
    SlipNumber number;
    SlipSecret secret{};
    platform::Signature signature{};
    bool operator==(const SlipCode&) const = default;
};
struct BadgeCode {
    BadgeSecret secret{};
    bool operator==(const BadgeCode&) const = default;
};
struct ProvisioningCode {
    platform::ByteArray<16> secret{};
    platform::SigningPublicKey root{};
    std::string url;
    bool operator==(const ProvisioningCode&) const = default;
};
constexpr std::size_t kMaxFileParts = 64;
constexpr std::size_t kFilePartSize = 290;
struct FilePartCode {
    platform::ByteArray<16> transfer{};
    std::uint8_t part = 0;
    std::uint8_t parts = 1;
    platform::Bytes bytes;
    bool operator==(const FilePartCode&) const = default;
};
struct NotOurs {
    bool operator==(const NotOurs&) const = default;
};

using Code = std::variant<NotOurs, SlipCode, BadgeCode, ProvisioningCode, FilePartCode>;
/// Grammar only: whether a slip's signature is right, verify_slip() says.
Code parse_code(std::string_view text);

/// Fills in the signature. The prefix must fit (checked, aborts).
SlipCode sign_slip(SlipCode slip, const platform::SigningSecretKey& slip_key);
bool verify_slip(const SlipCode& slip, const platform::SigningPublicKey& slip_key);

std::string to_text(const SlipCode& slip);
std::string to_text(const BadgeCode& badge);
/// The URL must be valid (see valid_center_url; checked, aborts).
std::string to_text(const ProvisioningCode& code);
/// The part must be as the grammar has it (checked, aborts).
std::string to_text(const FilePartCode& code);
/// "https://" host [":" port], at most 200 characters of A-Z a-z 0-9 . - : [ ].
bool valid_center_url(std::string_view url);

}  // namespace syncing
