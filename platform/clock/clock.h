// Time comes in through this interface and nowhere else.
// Shapes: UtcMs = milliseconds since 1970-01-01 UTC as this machine's clock tells them (may be wrong, see
// design of time in docs/architecture.md); BootMs = milliseconds of CLOCK_BOOTTIME (steady, counts suspend,
// starts again at a reboot). Civil dates are those of Asia/Shanghai, a fixed +08:00 (no summer time since
// 1991).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace platform {

using UtcMs = std::int64_t;
using BootMs = std::int64_t;

class Clock {
  public:
    virtual ~Clock() = default;
    virtual UtcMs wall() const = 0;
    virtual BootMs boot() const = 0;
    /// Random per boot of the machine (Linux: /proc/sys/kernel/random/boot_id).
    virtual std::string boot_id() const = 0;
    /// True when a demo or test set the time; the screen then says so.
    virtual bool simulated() const = 0;
};

/// The machine's clocks. Thread-safe.
class SystemClock final : public Clock {
  public:
    UtcMs wall() const override;
    BootMs boot() const override;
    std::string boot_id() const override;
    bool simulated() const override { return false; }
};

/// Starts at a chosen wall time and runs on with CLOCK_BOOTTIME. Thread-safe.
class SimulatedClock final : public Clock {
  public:
    explicit SimulatedClock(UtcMs start);
    UtcMs wall() const override;
    BootMs boot() const override;
    std::string boot_id() const override;
    bool simulated() const override { return true; }

  private:
    UtcMs start_;
    BootMs started_at_;
};

/// Stands still until a test moves it. Not thread-safe.
class FakeClock final : public Clock {
  public:
    UtcMs wall_ms = 0;
    BootMs boot_ms = 0;
    std::string boot_name = "fake-boot";
    UtcMs wall() const override { return wall_ms; }
    BootMs boot() const override { return boot_ms; }
    std::string boot_id() const override { return boot_name; }
    bool is_simulated = true;
    bool simulated() const override { return is_simulated; }
    void advance(std::int64_t ms) {
        wall_ms += ms;
        boot_ms += ms;
    }
};

struct CivilTime {
    std::chrono::year_month_day date{};
    int hour = 0;
    int minute = 0;
    int second = 0;
};

constexpr std::int64_t kShanghaiOffsetMs = 8LL * 3600 * 1000;

CivilTime shanghai_time(UtcMs utc);
std::chrono::year_month_day shanghai_date(UtcMs utc);
/// First millisecond of that civil day in Asia/Shanghai.
UtcMs start_of_day(std::chrono::year_month_day date);
/// "2026-06-15T09:00[:30]" in Asia/Shanghai.
std::optional<UtcMs> parse_civil_time(std::string_view text);
/// With seconds; what parse_civil_time takes.
std::string format_civil_time(UtcMs utc);

/// "2026-06-15"; parse takes exactly that and only real dates.
std::string format_date(std::chrono::year_month_day date);
std::optional<std::chrono::year_month_day> parse_date(std::string_view text);

}  // namespace platform
