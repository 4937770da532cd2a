#include "sync/ledger/documents_in_force.h"

#include <fmt/format.h>

#include <iterator>

#include "config/documents/documents.h"

namespace syncing {

namespace {

using config::DocumentKind;
using platform::fail;
using Taken = platform::Result<std::int64_t, DocumentRefused>;

template <class Document>
Taken put(DocumentKind kind, Document newer, std::optional<Document>& place) {
    if (place && newer.version <= place->version) {
        return fail(DocumentRefused{DocumentTrouble::not_newer,
                                    fmt::format("{}: version {} is not newer than {}, in force",
                                                config::name_of(kind), newer.version, place->version)});
    }
    place = std::move(newer);
    return place->version;
}

Taken broken(const config::FileError& error) {
    return fail(DocumentRefused{DocumentTrouble::broken, config::describe(error)});
}

Taken take_settings(std::string_view text, std::string_view station, SettingsInForce& to) {
    auto document = config::parse_settings_document(config::name_of(DocumentKind::settings), text);
    if (!document) return broken(document.error());
    if (!document->station.empty() && document->station != station)
        return fail(DocumentRefused{DocumentTrouble::other_station, "settings: for another station"});
    auto& place = document->station.empty() ? to.for_all : to.for_station;
    return put(DocumentKind::settings, std::move(*document), place);
}

Taken take_directory(std::string_view text, std::optional<config::DirectoryFile>& to) {
    auto document = config::parse_directory_document(config::name_of(DocumentKind::directory), text);
    if (!document) return broken(document.error());
    return put(DocumentKind::directory, std::move(*document), to);
}

}  // namespace

config::StationSettings SettingsInForce::over(const config::StationSettings& own) const {
    config::SettingsChange change;
    if (for_all) change = config::laid_over(change, for_all->change);
    if (for_station) change = config::laid_over(change, for_station->change);
    return config::changed(own, change);
}

Taken take_document(const CachedDocument& offered, const KeyList& keys, std::string_view station,
                    DocumentsInForce& to) {
    const auto kind = config::document_kind_named(offered.kind);
    if (!kind) return fail(DocumentRefused{DocumentTrouble::broken, "a document of a kind not known here"});
    if (!keys.verifies(KeyPurpose::pack, offered.key_id, {}, config::purpose_of(*kind), offered.content,
                       offered.signature)) {
        return fail(DocumentRefused{
            DocumentTrouble::not_signed,
            fmt::format("{}: not signed by a listed pack key, or changed since", config::name_of(*kind))});
    }
    const std::string text = platform::string_of(offered.content);
    switch (*kind) {
        case DocumentKind::settings:
            return take_settings(text, station, to.settings);
        case DocumentKind::directory:
            return take_directory(text, to.directory);
    }
    return {};
}

JudgedDocuments judge_documents(const std::vector<CachedDocument>& offered, const KeyList& keys,
                                std::string_view station, DocumentsInForce own) {
    JudgedDocuments out{std::move(own), {}};
    for (const CachedDocument& one : offered) {
        auto taken = take_document(one, keys, station, out.in_force);
        if (!taken) out.refused.push_back(std::move(taken.error().line));
    }
    return out;
}

Cache::Result<std::vector<CachedDocument>> offered_documents(Cache& cache) {
    std::vector<CachedDocument> out;
    for (const DocumentKind kind : config::kDocumentKinds) {
        auto some = cache.signed_documents(config::purpose_of(kind));
        if (!some) return some;
        std::ranges::move(*some, std::back_inserter(out));
    }
    return out;
}

}  // namespace syncing
