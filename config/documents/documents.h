// The kinds of files that a center sends to its terminals, or staff bring by codes, and what the files of all
// kinds have in common. docs/wire_format.md, "Signed documents". Values only; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "config/toml/toml.h"
#include "platform/crypto/crypto.h"

namespace config {

enum class DocumentKind {
    settings,   // config/settings/document.h
    directory,  // config/directory/directory.h
};
inline constexpr std::array kDocumentKinds{DocumentKind::settings, DocumentKind::directory};

/// What the pack key signs it for.
platform::Purpose purpose_of(DocumentKind kind);
/// The same as a word: "settings".
std::string_view name_of(DocumentKind kind);
/// Nothing for a kind of a later release.
std::optional<DocumentKind> document_kind_named(std::string_view name);
/// In bytes.
std::size_t largest_document(DocumentKind kind);

struct DocumentHead {
    std::int64_t version = 1;  // whatever is newer takes the place of all before it for the same station
    std::string station;       // its code; "" = every station
};
/// Of a document that is right as a whole. `file` names it in errors.
platform::Result<DocumentHead, FileError> check_document(DocumentKind kind, std::string_view file,
                                                         std::string_view text);

}  // namespace config
