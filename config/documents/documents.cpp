#include "config/documents/documents.h"

#include <algorithm>

#include "config/directory/directory.h"
#include "config/settings/document.h"

namespace config {

platform::Purpose purpose_of(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::settings:
            return platform::Purpose::settings;
        case DocumentKind::directory:
            return platform::Purpose::directory;
    }
    return {};
}

std::string_view name_of(DocumentKind kind) {
    return platform::purpose_name(purpose_of(kind));
}

std::optional<DocumentKind> document_kind_named(std::string_view name) {
    const auto found =
        std::ranges::find_if(kDocumentKinds, [&](DocumentKind kind) { return name_of(kind) == name; });
    return found == kDocumentKinds.end() ? std::nullopt : std::optional(*found);
}

std::size_t largest_document(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::settings:
            return kLargestSettingsDocument;
        case DocumentKind::directory:
            return kLargestDirectoryDocument;
    }
    return {};
}

platform::Result<DocumentHead, FileError> check_document(DocumentKind kind, std::string_view file,
                                                         std::string_view text) {
    switch (kind) {
        case DocumentKind::settings:
            return parse_settings_document(file, text).map([](SettingsDocument document) {
                return DocumentHead{document.version, std::move(document.station)};
            });
        case DocumentKind::directory:
            return parse_directory_document(file, text).map([](const DirectoryFile& document) {
                return DocumentHead{document.version, {}};
            });
    }
    return {};
}

}  // namespace config
