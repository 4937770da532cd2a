// The squares in three corners of a QR code, found at any slant. Pure; any thread.
#pragma once

#include <array>
#include <vector>

#include "platform/code/qr.h"

namespace platform {

/// Pixels; the middle of the first pixel is (0.5, 0.5).
struct Spot {
    double x = 0;
    double y = 0;
};

struct FinderPattern {
    Spot centre;
    std::array<Spot, 4> corners;  ///< of its outer edge, seven modules apart, in turn
};

constexpr std::size_t kMostFinderPatterns = 12;

/// In a picture of 0 and 255 alone, of any number of codes; the largest kMostFinderPatterns of those
/// that are whole and stand free.
std::vector<FinderPattern> finder_patterns(const GrayView& black_and_white);

}  // namespace platform
