#include "sync/station/pace.h"

#include <algorithm>

#include "sync/wire/packet.h"

namespace syncing {

void BulkSize::succeeded() {
    entries_ = std::min(entries_ * 2, kMaxRangeEntries);
}

bool BulkSize::too_much() {
    if (entries_ == 1) return false;
    entries_ /= 2;
    return true;
}

std::chrono::milliseconds wait_before_retry(int attempt, double random) {
    constexpr std::int64_t kLongest = 60'000;
    const std::int64_t whole = std::min(kLongest, std::int64_t{1000} << std::clamp(attempt, 0, 16));
    return std::chrono::milliseconds(whole / 2 +
                                     static_cast<std::int64_t>(static_cast<double>(whole) / 2 * random));
}

}  // namespace syncing
