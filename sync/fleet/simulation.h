// One run of the fleet: its calendar, and what befalls it. Private to this folder.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "sync/fleet/center_node.h"
#include "sync/fleet/fleet.h"
#include "sync/fleet/link.h"
#include "sync/fleet/machine.h"

namespace syncing::fleet {

class Simulation {
  public:
    explicit Simulation(const FleetOptions& options);
    FleetReport run();

  private:
    using Deed = std::function<void()>;

    /// A copy of a disk, made one day; some days later it takes the disk's place, or starts in another
    /// machine.
    struct PlannedCopy {
        std::size_t machine = 0;
        std::uint32_t made_on = 0;
        std::uint32_t used_on = 0;
        bool cloned = false;
        std::optional<DiskImage> image{};
    };
    /// A disk that goes on from what the center does not agree with.
    struct Fork {
        platform::TerminalId terminal{};
        const Machine* machine = nullptr;
        LedgerId ledger{};
        bool cloned = false;
        bool found = false;
    };

    void at(platform::UtcMs when, Deed deed) { deeds_.emplace(when, std::move(deed)); }
    platform::UtcMs some_time(platform::UtcMs from, platform::UtcMs to) {
        return world_.dice.between(from, to);
    }
    bool chance(unsigned per_thousand) { return world_.dice.chance(per_thousand); }
    void live_until(platform::UtcMs end);

    // ---- the ordinary days
    void live_through(std::uint32_t day, bool calm);
    void plan_day(Machine& machine, platform::UtcMs morning);
    void sync(Machine& machine);
    void operator_looks();
    bool rests(const Machine& machine) const;
    void finish();

    // ---- what befalls them (disasters.cpp)
    void plan_copies();
    void spoil(Machine& machine, platform::UtcMs morning);
    void spoil_center(std::uint32_t day, platform::UtcMs morning);
    void make_well();
    std::int64_t battery_off();
    void copy_disk(PlannedCopy& plan);
    void use_copy(PlannedCopy& plan);
    void put_back(Machine& machine, const DiskImage& image);
    void lose_center();
    void died_unless_kept(const AttachmentId& id);
    bool contradicts(Machine& machine, const LedgerId& ledger);
    void found_at(const Machine& machine);

    const FleetOptions options_;
    World world_;
    Account account_;
    CenterNode center_;
    Link link_;
    const platform::Hash pack_;
    std::vector<std::unique_ptr<Machine>> machines_;
    std::multimap<platform::UtcMs, Deed> deeds_;
    std::vector<PlannedCopy> copies_;
    std::vector<std::uint32_t> center_lost_on_;
    std::vector<Fork> forks_;
    FleetReport report_;
};

}  // namespace syncing::fleet
