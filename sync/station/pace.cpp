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

void PieceSize::succeeded() {
    bytes_ = std::min(bytes_ * 2, std::size_t{1024} * 1024);
}

void PieceSize::failed() {
    bytes_ = std::max(bytes_ / 2, std::size_t{64} * 1024);
}

std::chrono::milliseconds wait_before_retry(int attempt, double random) {
    constexpr std::int64_t kLongest = 60'000;
    const std::int64_t whole = std::min(kLongest, std::int64_t{1000} << std::clamp(attempt, 0, 16));
    return std::chrono::milliseconds(whole / 2 +
                                     static_cast<std::int64_t>(static_cast<double>(whole) / 2 * random));
}

std::chrono::milliseconds pause_before_sync(std::int64_t now_ms, std::chrono::minutes nightly_at,
                                            std::chrono::minutes spread, double random) {
    constexpr std::int64_t kDay = 24LL * 3600 * 1000;
    constexpr std::int64_t kShanghai = 8LL * 3600 * 1000;
    constexpr std::int64_t kShortest = 20LL * 60 * 1000;
    const auto part = [random](std::int64_t whole) {
        return static_cast<std::int64_t>(static_cast<double>(whole) * random);
    };
    const std::int64_t by_day = kShortest + part(kShortest);
    const std::int64_t moment =
        std::chrono::milliseconds(nightly_at).count() + part(std::chrono::milliseconds(spread).count());
    const std::int64_t of_day = ((now_ms + kShanghai) % kDay + kDay) % kDay;
    const std::int64_t until_night = (moment - of_day + kDay) % kDay;
    return std::chrono::milliseconds(until_night > 0 ? std::min(by_day, until_night) : by_day);
}

}  // namespace syncing
