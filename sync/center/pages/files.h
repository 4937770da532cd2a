// The pages' files, read once at start.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "platform/http_server/http_server.h"

namespace syncing::center {

class Files {
  public:
    Files() = default;
    /// Every file below the folder; empty when there is none.
    explicit Files(const std::filesystem::path& folder);

    bool empty() const { return files_.empty(); }
    /// A browser that has it already (If-None-Match) is told so. Any path without a dot is a page:
    /// index.html.
    platform::HttpResponse answer(const platform::HttpRequest& request) const;

  private:
    struct File {
        std::string type;
        std::string tag;  // of its content
        platform::Bytes content;
    };
    std::map<std::string, File, std::less<>> files_;
};

/// What every answer carries: nothing may be framed, embedded or run that is not the center's own.
void add_security_headers(platform::HttpResponse& response);

}  // namespace syncing::center
