// Inside of config/scheme: arithmetic in fen that saturates instead of overflowing. Inputs below 0 count as
// 0.
#pragma once

#include <algorithm>
#include <cstdint>

namespace config {

__extension__ using WideFen = __int128;

inline std::int64_t saturated(WideFen fen) {
    return static_cast<std::int64_t>(std::clamp<WideFen>(fen, 0, INT64_MAX));
}
inline std::int64_t add(std::int64_t a, std::int64_t b) {
    return saturated(WideFen(a) + WideFen(b));
}
inline std::int64_t times(std::int64_t a, std::int64_t b) {
    return saturated(WideFen(a) * WideFen(b));
}
/// Half a fen rounds up (schemes: percentages round half up to the fen).
inline std::int64_t hundredth(WideFen percent_fen) {
    return saturated((percent_fen + 50) / 100);
}

}  // namespace config
