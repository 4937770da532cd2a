#include "sync/ledger/settings_in_force.h"

namespace syncing {

namespace {

std::optional<config::SettingsDocument>& place_of(SettingsInForce& in_force, const std::string& station) {
    return station.empty() ? in_force.for_all : in_force.for_station;
}

}  // namespace

config::StationSettings SettingsInForce::over(const config::StationSettings& own) const {
    config::SettingsChange change;
    if (for_all) change = config::laid_over(change, for_all->change);
    if (for_station) change = config::laid_over(change, for_station->change);
    return config::changed(own, change);
}

platform::Result<config::SettingsDocument, SettingsRefused> judge_settings(const CachedDocument& offered,
                                                                           const KeyList& keys,
                                                                           std::string_view station,
                                                                           const SettingsInForce& now) {
    if (!keys.verifies(KeyPurpose::pack, offered.key_id, {}, platform::Purpose::settings, offered.content,
                       offered.signature)) {
        return platform::fail(SettingsRefused{SettingsTrouble::not_signed,
                                              "settings: not signed by a listed pack key, or changed since"});
    }
    auto document = config::parse_settings_document("settings", platform::string_of(offered.content));
    if (!document)
        return platform::fail(SettingsRefused{SettingsTrouble::broken, config::describe(document.error())});
    if (!document->station.empty() && document->station != station) {
        return platform::fail(
            SettingsRefused{SettingsTrouble::other_station, "settings: for another station"});
    }
    const auto& current = document->station.empty() ? now.for_all : now.for_station;
    if (current && document->version <= current->version) {
        return platform::fail(SettingsRefused{SettingsTrouble::not_newer,
                                              "settings: version " + std::to_string(document->version) +
                                                  " is not newer than " + std::to_string(current->version) +
                                                  ", in force"});
    }
    return std::move(*document);
}

JudgedSettings judge_all_settings(const std::vector<CachedDocument>& offered, const KeyList& keys,
                                  std::string_view station) {
    JudgedSettings out;
    for (const CachedDocument& one : offered) {
        auto document = judge_settings(one, keys, station, out.in_force);
        if (document) {
            place_of(out.in_force, document->station) = std::move(*document);
        } else {
            out.refused.push_back(std::move(document.error().line));
        }
    }
    return out;
}

}  // namespace syncing
