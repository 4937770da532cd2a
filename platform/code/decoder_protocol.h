// What Decoder and kiosk-decoder say to each other. Integers are little-endian u32.
//   descriptor 3 of the child: shared memory of kPictureBytesLimit bytes, pixels or a picture file at its
//   start request:  kind, a, b, c           frame: a = width, b = height, c = stride;  picture: a = size in
//   bytes answer:   status, length, then `length` bytes of body: for each code
//             is_text (0 or 1), raw length, raw bytes, text length, text bytes (empty when is_text is 0),
//             the outline's four corners, x and y each
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/code/qr.h"

namespace platform {

enum class DecodeKind : std::uint32_t { quick_frame = 1, closer_frame = 2, thorough_frame = 3, picture = 4 };

struct DecodeRequest {
    DecodeKind kind = DecodeKind::quick_frame;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t c = 0;
    bool operator==(const DecodeRequest&) const = default;
};
constexpr std::size_t kRequestSize = 16;
Bytes encode_request(const DecodeRequest& request);
/// Nothing unless exactly one request that stays inside the shared memory.
std::optional<DecodeRequest> parse_request(ByteView bytes);

enum class DecodeStatus : std::uint32_t { ok = 0, unreadable_picture = 1, too_large = 2 };
struct AnswerHeader {
    DecodeStatus status = DecodeStatus::ok;
    std::uint32_t length = 0;
};
constexpr std::size_t kAnswerHeaderSize = 8;
constexpr std::size_t kAnswerLimit = std::size_t{1} << 20;
Bytes encode_answer(DecodeStatus status, const std::vector<DecodedCode>& codes);
std::optional<AnswerHeader> parse_answer_header(ByteView bytes);
/// Nothing unless the body is whole and every text is plain text (is_plain_text).
std::optional<std::vector<DecodedCode>> parse_codes(ByteView body);

}  // namespace platform
