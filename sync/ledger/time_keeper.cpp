#include "sync/ledger/time_keeper.h"

#include <algorithm>

namespace syncing {

namespace {

std::int64_t drift_over(std::int64_t elapsed_ms) {
    return elapsed_ms / 10'000 + 1;
}

/// Additions that stop at the ends: an unknown latest stays unknown.
std::int64_t plus(std::int64_t a, std::int64_t b) {
    std::int64_t sum = 0;
    if (!__builtin_add_overflow(a, b, &sum)) return sum;
    return b > 0 ? INT64_MAX : INT64_MIN;
}

TimeInterval since(const SignedTime& signed_time, platform::BootMs boot) {
    const std::int64_t least = boot - signed_time.received;
    const std::int64_t most = boot - signed_time.asked;
    return {signed_time.center_ms + least - drift_over(least),
            signed_time.center_ms + most + drift_over(most), TimeBasis::signed_time};
}

TimeInterval later_in_boot(const TimeCheckpoint& checkpoint, platform::BootMs boot) {
    const std::int64_t elapsed = boot - checkpoint.boot;
    TimeInterval out = checkpoint.interval;
    out.earliest_ms = plus(out.earliest_ms, elapsed - drift_over(elapsed));
    if (out.latest_ms != INT64_MAX) out.latest_ms = plus(out.latest_ms, elapsed + drift_over(elapsed));
    return out;
}

/// At least the time since this boot has passed; the battery clock says how much more, if it can be believed.
TimeInterval after_reboot(const TimeCheckpoint& checkpoint, const ClockReading& now) {
    const std::int64_t rtc = now.wall - checkpoint.wall;
    const std::int64_t slack = kRtcToleranceMs + drift_over(std::max<std::int64_t>(rtc, 0));
    TimeInterval out;
    out.earliest_ms = plus(checkpoint.interval.earliest_ms, now.boot);
    const bool plausible = rtc >= now.boot - kRtcToleranceMs && rtc <= kRtcLongestOffMs;
    if (!plausible || checkpoint.interval.basis == TimeBasis::unknown) return out;
    out.earliest_ms = std::max(out.earliest_ms, plus(checkpoint.interval.earliest_ms, rtc - slack));
    out.latest_ms = plus(checkpoint.interval.latest_ms, rtc + slack);
    out.basis = TimeBasis::after_reboot;
    return out;
}

}  // namespace

ClockReading read(const platform::Clock& clock) {
    return {clock.wall(), clock.boot(), clock.boot_id(), clock.simulated()};
}

TimeInterval time_now(const std::optional<SignedTime>& signed_time,
                      const std::optional<TimeCheckpoint>& checkpoint, const ClockReading& now) {
    if (now.simulated) return {now.wall, now.wall, TimeBasis::simulated};
    if (signed_time && signed_time->boot_id == now.boot_id) return since(*signed_time, now.boot);
    if (!checkpoint) return {};
    if (checkpoint->boot_id == now.boot_id) return later_in_boot(*checkpoint, now.boot);
    return after_reboot(*checkpoint, now);
}

bool jumps(const TimeInterval& known, std::int64_t center_ms) {
    return center_ms < plus(known.earliest_ms, -kJumpMs) || center_ms > plus(known.latest_ms, kJumpMs);
}

}  // namespace syncing
