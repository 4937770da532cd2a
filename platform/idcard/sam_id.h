// The 16 bytes that name a security module. Pure.
#pragma once

#include <cstddef>
#include <string>

#include "platform/base/bytes.h"

namespace platform {

constexpr std::size_t kSamIdSize = 16;

/// As vendors print it and staff read it out: "05.03-20180101-0001234567-0007654321" (type, maker, date of
/// making, two serial numbers; little-endian on the wire). `bytes` are kSamIdSize (checked).
std::string sam_id_text(ByteView bytes);

}  // namespace platform
