// The fleet page's figures, from the store's rows. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "config/directory/directory.h"
#include "sync/center/operator_store.h"

namespace syncing::center {

/// A pack as the center holds it.
struct PackEdition {
    platform::Hash hash{};
    std::string id;
    std::int64_t edition = 0;
    std::optional<platform::UtcMs> window_end;  // first moment after the open window
};
/// Packs that do not load are left out.
std::vector<PackEdition> editions_of(const std::vector<PackRow>& packs, platform::UtcMs now);

struct FleetInput {
    platform::UtcMs now = 0;
    std::span<const FleetRow> rows;
    std::span<const Arrivals> days;   // since 14 days ago or the month's first, without today
    std::span<const Arrivals> hours;  // of today
    std::span<const PackEdition> packs;
    std::span<const std::pair<std::string, std::int64_t>> states;  // enrollments by state
    const config::Directory* directory = nullptr;                  // names of stations; may be null
};

constexpr std::int64_t kFleetDays = 14;
/// Days since 1970 in Asia/Shanghai.
std::int64_t day_of(platform::UtcMs at);
/// From which day on `days` must reach.
std::int64_t first_day(platform::UtcMs now);

/// docs/center.md, "Operators' pages", GET /ops/v1/fleet.
nlohmann::json fleet_json(const FleetInput& input);

}  // namespace syncing::center
