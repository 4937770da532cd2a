// A sample state for every interesting look of every screen: pictures, goldens and tap tests are made from
// them. All people are made up.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/flow/state.h"

namespace kiosk {

/// What previews are drawn with: the pack that terminals ship with and a made-up terminal of a real station.
struct PreviewWorld {
    config::Pack pack;
    StationInfo station;
    FlowSettings settings;
    Context context() const { return {pack, station, settings}; }
};
/// Nothing when the pack cannot be read.
std::optional<PreviewWorld> preview_world(const std::filesystem::path& schemes);

struct Preview {
    std::string name;  // a file name: "home_open"
    State state;
};
/// All of them, names unique, on Monday 2026-06-15 at 09:00.
std::vector<Preview> previews(const PreviewWorld& world);

}  // namespace kiosk
