// Which of the settings that came from the center, or by codes, are in force at this terminal: of those that
// are signed by a listed pack key, whole and for this station, the newest for every station and, laid over
// it, the newest for this one. Whatever is none of that leaves what is in force alone. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/settings/document.h"
#include "sync/ledger/cache.h"
#include "sync/wire/key_list.h"

namespace syncing {

enum class SettingsTrouble {
    not_signed,     // by a listed pack key, for this purpose, as it is
    broken,         // not a settings document of this release, or a value is out of its range
    other_station,  // for another one
    not_newer,      // than what is in force for the same station or stations
};

struct SettingsRefused {
    SettingsTrouble trouble{};
    std::string line;  // for an operator: what is wrong, without any value
};

struct SettingsInForce {
    std::optional<config::SettingsDocument> for_all;
    std::optional<config::SettingsDocument> for_station;

    config::StationSettings over(const config::StationSettings& own) const;
    bool operator==(const SettingsInForce&) const = default;
};

/// What would come into force with that document, or why it would not.
platform::Result<config::SettingsDocument, SettingsRefused> judge_settings(const CachedDocument& offered,
                                                                           const KeyList& keys,
                                                                           std::string_view station,
                                                                           const SettingsInForce& now);

struct JudgedSettings {
    SettingsInForce in_force;
    std::vector<std::string> refused;  // a line each
};
/// Of all that ever came, in the order of arrival.
JudgedSettings judge_all_settings(const std::vector<CachedDocument>& offered, const KeyList& keys,
                                  std::string_view station);

}  // namespace syncing
