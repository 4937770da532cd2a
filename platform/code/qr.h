// QR codes: drawing them and reading them. The one place that touches ZXing, and QR only: the other
// symbologies of ZXing 1.4.0 have known memory-safety bugs. Pure; any thread. ZXing is not trusted with
// strangers' pictures: programs read them through Decoder (decoder.h), which calls decode_gray in a sandboxed
// child.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/code/outline.h"

namespace platform {

/// A QR code as modules, without the quiet zone: whoever draws it leaves kQuietZone light modules around it.
struct QrMatrix {
    int size = 0;                    ///< modules per side, 21 to 177
    std::vector<std::uint8_t> dark;  ///< size * size, row by row, 1 = dark
    bool at(int x, int y) const { return dark[static_cast<std::size_t>(y * size + x)] != 0; }
};

constexpr int kQuietZone = 4;

enum class QrError {
    empty,     ///< nothing to encode
    not_utf8,  ///< the text is not UTF-8
    too_long,  ///< does not fit the largest QR code
};

/// Error correction level M. Upper-case letters, digits and " $%*+-./:" use the compact alphanumeric mode;
/// text outside ASCII is written as UTF-8 with its ECI mark.
Result<QrMatrix, QrError> qr_encode(std::string_view text);

/// Luma, one byte a pixel, row by row; `stride` bytes from one row to the next (>= width).
struct GrayView {
    const std::uint8_t* pixels = nullptr;
    int width = 0;
    int height = 0;
    int stride = 0;
};

constexpr int kMaxPictureSide = 8192;  ///< pixels

struct DecodedCode {
    Bytes raw;         ///< the code's bytes as they stand in it
    std::string text;  ///< as UTF-8; a code in another charset is converted; empty when `is_text` is false
    bool is_text = false;
    Outline
        outline{};  ///< in the picture's pixels, 0 to kMaxPictureSide; beyond its edge by a little at most
    bool operator==(const DecodedCode&) const = default;
};

/// How much is tried. Costs are for 1280 x 720 pixels of noise on one core, which is the worst case.
enum class Effort {
    quick,     ///< as it is, and once cleaned at half size: sharp codes and most others, about 20 ms
    closer,    ///< cleaned, inverted, straightened: what `quick` misses, about 40 ms; for every other frame
    thorough,  ///< everything until a code is found, about 0.2 s; for a picture that stands still
};

/// The QR codes in a picture, each text once: any rotation, mirrored or inverted. Never throws; a picture
/// under 21 pixels a side or over kMaxPictureSide has none.
std::vector<DecodedCode> decode_gray(const GrayView& picture, Effort effort);

/// Valid UTF-8 without control characters other than tab, CR, LF and GS, and not empty.
bool is_plain_text(std::string_view text);

}  // namespace platform
