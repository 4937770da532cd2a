// What a terminal may say of the true time (design of time: docs/architecture.md). Pure.
// A signed center time T, asked at boot time m0 and received at m1, bounds every later moment m of the same
// boot:
//   earliest = T + (m - m1) - drift,   latest = T + (m - m0) + drift,   drift = elapsed / 10,000 + 1 ms.
// (100 ppm: twice what a cheap quartz does in a warm hall.)
// A checkpoint, stored every minute, carries the interval over a reboot; the battery clock narrows it where
// it moved forward plausibly, marked after_reboot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/clock/clock.h"
#include "sync/record/entry.h"

namespace syncing {

/// A center time whose signature was verified.
struct SignedTime {
    std::int64_t center_ms = 0;
    platform::BootMs asked = 0;
    platform::BootMs received = 0;
    std::string boot_id;
    bool operator==(const SignedTime&) const = default;
};

struct TimeCheckpoint {
    TimeInterval interval;  // true time at this moment
    std::string boot_id;
    platform::BootMs boot = 0;
    platform::UtcMs wall = 0;
    bool operator==(const TimeCheckpoint&) const = default;
};

struct ClockReading {
    platform::UtcMs wall = 0;
    platform::BootMs boot = 0;
    std::string boot_id;
    bool simulated = false;
};
ClockReading read(const platform::Clock& clock);

/// Tolerance of the battery clock across a reboot.
constexpr std::int64_t kRtcToleranceMs = 5'000;
/// A battery clock that went forward by more than this since the checkpoint is not believed.
constexpr std::int64_t kRtcLongestOffMs = 400LL * 24 * 3600 * 1000;
/// A center time further than this from what elapsed time allows waits for an operator.
constexpr std::int64_t kJumpMs = 3'600'000;

TimeInterval time_now(const std::optional<SignedTime>& signed_time,
                      const std::optional<TimeCheckpoint>& checkpoint, const ClockReading& now);

/// True when a signed center time contradicts what was known (by more than kJumpMs).
bool jumps(const TimeInterval& known, std::int64_t center_ms);

}  // namespace syncing
