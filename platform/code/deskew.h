// QR codes seen at a slant or on paper that is not flat, drawn anew as if seen from straight above: the
// corners of the finder patterns and the alignment patterns say where each module lies. No library of Debian
// 12 does it. Pure; any thread.
#pragma once

#include <vector>

#include "platform/code/gray.h"
#include "platform/code/outline.h"

namespace platform {

struct Deskewed {
    GrayPicture picture;  ///< black and white, upright, with its quiet zone
    Outline outline;      ///< of the code, in the picture it was found in
};

/// What looks like a code in a picture of 0 and 255 alone, the likeliest first, at most four.
std::vector<Deskewed> deskewed(const GrayView& black_and_white);

}  // namespace platform
