// Grey pictures as JPEG files, for photographed papers. libjpeg-turbo stays behind this header. Any thread.
#pragma once

#include <optional>

#include "platform/base/bytes.h"
#include "platform/code/gray.h"

namespace platform {

/// A grey JPEG of at most `limit` bytes: as good as print needs where that fits, else coarser, at last
/// smaller. Nothing when memory runs out or nothing fits.
std::optional<Bytes> write_jpeg(const GrayView& picture, std::size_t limit);

}  // namespace platform
