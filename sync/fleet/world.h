// What all of a simulated fleet share: the true time, chance, and the disks.
#pragma once

#include <cstdint>
#include <string>

#include "platform/clock/clock.h"
#include "platform/simulation/dice.h"
#include "platform/simulation/simulated_disk.h"

namespace syncing::fleet {

constexpr platform::UtcMs kMinute = 60'000;
constexpr platform::UtcMs kHour = 60 * kMinute;
constexpr platform::UtcMs kDay = 24 * kHour;

struct World {
    explicit World(std::uint64_t seed, platform::UtcMs start) : now(start), dice(seed), disk(seed) {}
    platform::UtcMs now;  // true time; never goes back
    platform::Dice dice;
    platform::SimulatedDisk disk;
};

/// The center's clock is right.
class CenterClock final : public platform::Clock {
  public:
    explicit CenterClock(const World& world) : world_(world) {}
    platform::UtcMs wall() const override { return world_.now; }
    platform::BootMs boot() const override { return world_.now; }
    std::string boot_id() const override { return "center"; }
    bool simulated() const override { return false; }

  private:
    const World& world_;
};

/// A terminal's: its battery clock may be wrong, its quartz is off by some parts in a million.
class MachineClock final : public platform::Clock {
  public:
    MachineClock(const World& world, std::string name, std::int64_t quartz_ppm)
        : world_(world), name_(std::move(name)), ppm_(quartz_ppm), booted_(world.now) {}
    platform::UtcMs wall() const override { return world_.now + battery_off_; }
    platform::BootMs boot() const override {
        const std::int64_t up = world_.now - booted_;
        return up + up * ppm_ / 1'000'000;
    }
    std::string boot_id() const override { return name_ + "/" + std::to_string(boots_); }
    bool simulated() const override { return false; }

    void reboot() {
        ++boots_;
        booted_ = world_.now;
    }
    /// The battery clock says `off` milliseconds more than the truth from now on.
    void set_battery_clock(std::int64_t off) { battery_off_ = off; }

  private:
    const World& world_;
    std::string name_;
    std::int64_t ppm_;
    platform::UtcMs booted_;
    std::int64_t battery_off_ = 0;
    int boots_ = 1;
};

}  // namespace syncing::fleet
