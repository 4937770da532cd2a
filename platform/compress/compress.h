// Making bytes smaller (zstd), where room is dear: in QR codes. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>

#include "platform/base/bytes.h"

namespace platform {

/// One zstd frame, as small as it gets; takes some milliseconds for tens of kilobytes.
Bytes compress(ByteView plain);

/// Nothing when `packed` is not exactly one whole frame that says how long it unpacks, or that is longer than
/// `limit`: decided before anything is unpacked, so strangers' bytes cost no more memory than that.
std::optional<Bytes> decompress(ByteView packed, std::size_t limit);

}  // namespace platform
