#include "platform/idcard/status.h"

#include <algorithm>

namespace platform {

StatusMeaning meaning_of_status(std::uint8_t sw3) {
    const auto* const found = std::find_if(kStatusMeanings.begin(), kStatusMeanings.end(),
                                           [&](const StatusMeaning& one) { return one.sw3 == sw3; });
    if (found != kStatusMeanings.end()) return *found;
    return {sw3, "unlisted_status", CardError::reader_fault};
}

}  // namespace platform
