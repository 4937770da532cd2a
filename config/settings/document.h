// What a center may change of its terminals' settings while nobody is at the machine: a small signed file,
// for one station or for all, that is laid over station.toml. The list of keys is closed. It holds nothing
// that says which keys, ports or addresses a terminal trusts, where its state stands or which rules it prices
// with, and nothing that could weaken anybody's privacy: no headset switch, and idle limits only up to what
// the product ships with.
//
//   version = 7              # whatever is newer takes the place of all before it for the same station
//   station = "SM03"         # "*": every station
//   [screen]
//   language = "zh"          # before anybody chose: zh, en
//   idle_seconds = 60        # 20 to 600; only ever shorter than in station.toml, as the next two
//   countdown_seconds = 15   # 10 to 60
//   staff_idle_seconds = 180 # 60 to 1800
//   [camera]
//   width = 1280             # 320 to 1920, together with height
//   height = 720             # 240 to 1080
//   fps = 30                 # 5 to 30
//   [printer]
//   width_mm = 80            # 58 or 80
//   [speech]
//   volume = 100             # 10 to 150
//   [sync]
//   nightly_at = "02:14"
//   spread_minutes = 30      # 10 to 240
//
// What a file leaves out is as station.toml has it. Values only; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings/settings.h"

namespace config {

/// The settings that may be changed so; those that are set.
struct SettingsChange {
    std::optional<ScreenLanguage> language;
    std::optional<int> idle_seconds;
    std::optional<int> countdown_seconds;
    std::optional<int> staff_idle_seconds;
    std::optional<int> camera_width;
    std::optional<int> camera_height;
    std::optional<int> camera_fps;
    std::optional<int> printer_width_mm;
    std::optional<int> volume;  // percent
    std::optional<std::chrono::minutes> nightly_at;
    std::optional<std::chrono::minutes> spread;
    bool operator==(const SettingsChange&) const = default;
};

struct SettingsDocument {
    std::int64_t version = 1;
    std::string station;  // its code; "" = every station
    SettingsChange change;
    bool operator==(const SettingsDocument&) const = default;
};

constexpr std::size_t kLargestSettingsDocument = 16 * 1024;

/// `file` names it in errors.
platform::Result<SettingsDocument, FileError> parse_settings_document(std::string_view file,
                                                                      std::string_view text);

/// Both; where they set the same, `upper` counts.
SettingsChange laid_over(SettingsChange lower, const SettingsChange& upper);

/// A device that is not fitted stays so: what is said of it changes nothing. Idle limits are never
/// lengthened.
StationSettings changed(StationSettings settings, const SettingsChange& change);

/// What of the settings may be changed so, as it is now; devices that are not fitted are left out.
SettingsChange changeable_of(const StationSettings& settings);

struct SettingLine {
    std::string key;  // "screen.idle_seconds"
    std::string value;
};
/// What is set, in the order above.
std::vector<SettingLine> lines_of(const SettingsChange& change);

}  // namespace config
