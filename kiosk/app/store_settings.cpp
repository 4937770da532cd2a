// Settings that the center sends, or staff bring by codes, over those of station.toml.
#include "kiosk/app/store.h"
#include "platform/log/log.h"
#include "sync/ledger/current_keys.h"

namespace kiosk {

namespace log = platform::log;

namespace {

void log_in_force(const syncing::SettingsInForce& in_force) {
    if (in_force.for_all)
        log::info("settings from the center for every station: version {}", in_force.for_all->version);
    if (in_force.for_station)
        log::info("settings from the center for this station: version {}", in_force.for_station->version);
}

}  // namespace

std::optional<syncing::SettingsInForce> Store::settings_in_force() {
    const auto arrival = cache_.last_document_arrival();
    const auto keys = syncing::current_keys(terminal_.credentials, cache_);
    if (!arrival || !keys) return std::nullopt;
    if (*arrival == judged_documents_ && keys->version() == judged_document_keys_) return in_force_;
    const auto offered = cache_.signed_documents(platform::Purpose::settings);
    if (!offered) return std::nullopt;
    judged_documents_ = *arrival;
    judged_document_keys_ = keys->version();
    auto judged = syncing::judge_all_settings(*offered, *keys, terminal_.identity.station_code);
    for (const std::string& refused : judged.refused) {
        if (said_of_settings_.insert(refused).second)
            log::warning("settings are refused, what was in force stays: {}", refused);
    }
    in_force_ = std::move(judged.in_force);
    return in_force_;
}

config::StationSettings Store::begin_with_settings(const config::StationSettings& own) {
    own_settings_ = own;
    settings_ = own;
    if (const auto in_force = settings_in_force()) {
        log_in_force(*in_force);
        settings_ = in_force->over(own);
    } else {
        log::error("settings from the center cannot be read: station.toml's are used alone");
        own_settings_.reset();  // nor are they offered later: the terminal would start anew for ever
    }
    return settings_;
}

std::optional<SettingsOffered> Store::newer_settings() {
    if (!own_settings_) return std::nullopt;
    const auto in_force = settings_in_force();
    if (!in_force) return std::nullopt;
    config::StationSettings next = in_force->over(*own_settings_);
    if (next == settings_) return std::nullopt;
    settings_ = std::move(next);
    log::info("new settings: the terminal starts anew when nobody is there");
    return SettingsOffered{};
}

platform::Result<KeptFile, FileTrouble> Store::keep_settings(const syncing::CachedDocument& document,
                                                             const syncing::KeyList& keys) {
    // Of a kind that this release does not know.
    if (document.kind != platform::purpose_name(platform::Purpose::settings))
        return platform::fail(FileTrouble::broken_settings);
    const auto now = settings_in_force();
    if (!now) return platform::fail(FileTrouble::store_failed);
    const auto taken = syncing::judge_settings(document, keys, terminal_.identity.station_code, *now);
    if (!taken) {
        switch (taken.error().trouble) {
            case syncing::SettingsTrouble::not_signed:
                return platform::fail(FileTrouble::not_signed);
            case syncing::SettingsTrouble::broken:
                return platform::fail(FileTrouble::broken_settings);
            case syncing::SettingsTrouble::other_station:
                return platform::fail(FileTrouble::other_station);
            case syncing::SettingsTrouble::not_newer:
                return platform::fail(FileTrouble::not_newer);
        }
    }
    if (!cache_.save_signed_document(document)) return platform::fail(FileTrouble::store_failed);
    audit("brought_settings");
    return KeptFile{KeptFile::What::settings, taken->version};
}

}  // namespace kiosk
