// Settings and the station directory that the center sends, or staff bring by codes, over the terminal's own.
#include "config/documents/documents.h"
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

StationFiles over(const syncing::DocumentsInForce& in_force, const StationFiles& own) {
    return {in_force.settings.over(own.settings), in_force.directory};
}

/// Whether the terminal works with the same.
bool same_in_use(const StationFiles& one, const StationFiles& other) {
    const auto stations = [](const StationFiles& files) {
        return files.directory ? files.directory->stations : config::Directory();
    };
    return one.settings == other.settings && stations(one) == stations(other);
}

FileTrouble broken_of(const std::string& kind) {
    return config::document_kind_named(kind) == config::DocumentKind::directory
               ? FileTrouble::broken_directory
               : FileTrouble::broken_settings;
}

KeptFile::What what_of(config::DocumentKind kind) {
    switch (kind) {
        case config::DocumentKind::settings:
            return KeptFile::What::settings;
        case config::DocumentKind::directory:
            return KeptFile::What::directory;
    }
    return {};
}

/// In the audit trail.
const char* brought(config::DocumentKind kind) {
    switch (kind) {
        case config::DocumentKind::settings:
            return "brought_settings";
        case config::DocumentKind::directory:
            return "brought_directory";
    }
    return "";
}

}  // namespace

Store::DocumentVersions Store::versions_of(const syncing::DocumentsInForce& in_force) {
    const auto version = [](const auto& document) { return document ? document->version : 0; };
    return {version(in_force.settings.for_all), version(in_force.settings.for_station),
            version(in_force.directory)};
}

std::optional<syncing::DocumentsInForce> Store::documents_in_force() {
    const auto arrival = cache_.last_document_arrival();
    const auto keys = syncing::current_keys(terminal_.credentials, cache_);
    if (!arrival || !keys) return std::nullopt;
    if (*arrival == judged_documents_ && keys->version() == judged_document_keys_) return in_force_;
    const auto offered = syncing::offered_documents(cache_);
    if (!offered) return std::nullopt;
    judged_documents_ = *arrival;
    judged_document_keys_ = keys->version();
    syncing::DocumentsInForce own;
    if (own_files_) own.directory = own_files_->directory;
    auto judged = syncing::judge_documents(*offered, *keys, terminal_.identity.station_code, std::move(own));
    for (const std::string& refused : judged.refused) {
        if (said_of_documents_.insert(refused).second)
            log::warning("refused, what was in force stays: {}", refused);
    }
    in_force_ = std::move(judged.in_force);
    return in_force_;
}

StationFiles Store::begin_with_files(const StationFiles& own) {
    own_files_ = own;
    files_ = own;
    if (const auto in_force = documents_in_force()) {
        log_in_force(in_force->settings);
        if (in_force->directory != own.directory)
            log::info("station directory from the center: version {}", in_force->directory->version);
        files_ = over(*in_force, own);
        versions_ = versions_of(*in_force);
    } else {
        log::error("documents from the center cannot be read: the terminal's own files are used alone");
        own_files_.reset();  // nor are they offered later: the terminal would start anew for ever
        versions_.directory = own.directory ? own.directory->version : 0;
    }
    return files_;
}

std::optional<SettingsOffered> Store::newer_files() {
    if (!own_files_) return std::nullopt;
    const auto in_force = documents_in_force();
    if (!in_force) return std::nullopt;
    StationFiles next = over(*in_force, *own_files_);
    if (same_in_use(next, files_)) {
        versions_ = versions_of(*in_force);
        return std::nullopt;
    }
    const char* what = next.settings == files_.settings ? "station directory" : "settings";
    files_ = std::move(next);
    log::info("new {}: the terminal starts anew when nobody is there", what);
    return SettingsOffered{};
}

platform::Result<KeptFile, FileTrouble> Store::keep_document(const syncing::CachedDocument& document,
                                                             const syncing::KeyList& keys) {
    auto next = documents_in_force();
    if (!next) return platform::fail(FileTrouble::store_failed);
    const auto version = syncing::take_document(document, keys, terminal_.identity.station_code, *next);
    if (!version) {
        switch (version.error().trouble) {
            case syncing::DocumentTrouble::not_signed:
                return platform::fail(FileTrouble::not_signed);
            case syncing::DocumentTrouble::broken:
                return platform::fail(broken_of(document.kind));
            case syncing::DocumentTrouble::other_station:
                return platform::fail(FileTrouble::other_station);
            case syncing::DocumentTrouble::not_newer:
                return platform::fail(FileTrouble::not_newer);
        }
    }
    const config::DocumentKind kind = config::document_kind_named(document.kind).value();
    if (!cache_.save_signed_document(document)) return platform::fail(FileTrouble::store_failed);
    audit(brought(kind));
    return KeptFile{what_of(kind), *version};
}

}  // namespace kiosk
