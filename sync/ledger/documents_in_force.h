// Which of the documents that came from the center, or by codes, are in force at this terminal: of those that
// are signed by a listed pack key, whole and for this station, the newest of their kind; of settings the
// newest for every station and, laid over it, the newest for this one. Whatever is none of that leaves what
// is in force alone. Pure but for offered_documents.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/directory/directory.h"
#include "config/settings/document.h"
#include "sync/ledger/cache.h"
#include "sync/wire/key_list.h"

namespace syncing {

enum class DocumentTrouble {
    not_signed,     // by a listed pack key, for this purpose, as it is
    broken,         // no document of this release of its kind, or a value is out of its range
    other_station,  // for another one
    not_newer,      // than what is in force for the same station or stations
};

struct DocumentRefused {
    DocumentTrouble trouble{};
    std::string line;  // for an operator: what is wrong, without any value
};

struct SettingsInForce {
    std::optional<config::SettingsDocument> for_all;
    std::optional<config::SettingsDocument> for_station;

    config::StationSettings over(const config::StationSettings& own) const;
    bool operator==(const SettingsInForce&) const = default;
};

struct DocumentsInForce {
    SettingsInForce settings;
    std::optional<config::DirectoryFile> directory;
    bool operator==(const DocumentsInForce&) const = default;
};

/// Puts that document in force; its version, or why it stays out.
platform::Result<std::int64_t, DocumentRefused> take_document(const CachedDocument& offered,
                                                              const KeyList& keys, std::string_view station,
                                                              DocumentsInForce& to);

struct JudgedDocuments {
    DocumentsInForce in_force;
    std::vector<std::string> refused;  // a line each
};
/// Of all that ever came, in the order of arrival. `own` is what is in force without them: the directory that
/// the terminal has in a file of its own, if it has one.
JudgedDocuments judge_documents(const std::vector<CachedDocument>& offered, const KeyList& keys,
                                std::string_view station, DocumentsInForce own = {});

/// All that ever came, of the kinds that this release knows.
Cache::Result<std::vector<CachedDocument>> offered_documents(Cache& cache);

}  // namespace syncing
