// What two sides of different age can say to each other. A terminal says on every request which wire version
// it speaks (`wire=N` in the query; 1 when it does not), a center says what it takes (GET /v1/wire).
//
//   1  everything before versions were said
//   2  staff keys in the roster; GET /v1/wire
//   3  claims filed at the station (class 5). A center before it names the class, but cannot open it
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "platform/base/bytes.h"

namespace syncing {

constexpr std::uint32_t kWireVersion = 3;
constexpr std::uint32_t kLeastWireVersion = 1;  // that a center takes unless it is told otherwise

struct WireTaken {
    std::uint32_t least = kLeastWireVersion;
    std::uint32_t newest = 1;
    std::vector<std::uint16_t> record_classes;  // RecordClass by number
};

/// What this version's center takes from terminals that speak at least `least`.
WireTaken wire_taken(std::uint32_t least);
/// What a center takes that cannot say it.
WireTaken first_wire();

/// The bytes of a v1.WireAnswer.
platform::Bytes encode_wire(const WireTaken& taken);
/// Without claims of a center before version 3. Nothing when it is not one, names no version or no class, or
/// a class beyond 16 bits.
std::optional<WireTaken> decode_wire(platform::ByteView bytes);

}  // namespace syncing
