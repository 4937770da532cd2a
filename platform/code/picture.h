// Picture files as luma. The parser (stb_image) is not trusted: strangers' files go through Decoder, which
// calls this in its sandbox; only the demo's and the tests' own pictures are read without it. Any thread.
#pragma once

#include <optional>

#include "platform/base/result.h"
#include "platform/code/gray.h"

namespace platform {

enum class PictureError {
    unreadable,  ///< no PNG, JPEG, GIF, BMP or PNM, or a damaged one
    too_large,   ///< over kMaxPictureSide a side
};

/// Transparent parts count as white paper.
Result<GrayPicture, PictureError> read_picture(ByteView file);

/// A grey PNG file; nothing when memory runs out.
std::optional<Bytes> write_png(const GrayView& picture);

/// A code as it is printed: dark on white with its quiet zone, `scale` pixels a module.
GrayPicture paint_code(const QrMatrix& matrix, int scale);

}  // namespace platform
