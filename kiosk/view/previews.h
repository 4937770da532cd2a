// A sample state for every interesting look of every screen: pictures, goldens and tap tests are made from
// them. All people are made up.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/flow/state.h"

namespace kiosk {

struct Preview {
    std::string name;  // a file name: "home_open"
    State state;
    std::string pack;  // drawn with this one; "" = the pack that terminals ship with
};

/// What previews are drawn with: the packs and a made-up terminal of a real station.
struct PreviewWorld {
    config::Pack pack;  // that terminals ship with
    std::map<std::string, config::Pack> others;
    StationInfo station;
    FlowSettings settings;
    std::shared_ptr<const StationFinder> stations;
    const config::Pack& pack_of(const std::string& id) const { return id.empty() ? pack : others.at(id); }
    Context context(const Preview& preview) const {
        return {pack_of(preview.pack), station, settings, stations.get()};
    }
};
/// Nothing when a pack, or the directory beside the packs' folder, cannot be read.
std::optional<PreviewWorld> preview_world(const std::filesystem::path& schemes);

/// All of them, names unique, on Monday 2026-06-15 at 09:00.
std::vector<Preview> previews(const PreviewWorld& world);

}  // namespace kiosk
