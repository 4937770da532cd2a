#include "sync/center/pages/files.h"

#include "platform/base/file.h"
#include "platform/crypto/crypto.h"
#include "sync/center/pages/answers.h"

namespace syncing::center {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxFile = 8 * 1024 * 1024;

std::string type_of(const fs::path& path) {
    const std::string ending = path.extension();
    if (ending == ".html") return "text/html; charset=utf-8";
    if (ending == ".js") return "text/javascript; charset=utf-8";
    if (ending == ".css") return "text/css; charset=utf-8";
    if (ending == ".svg") return "image/svg+xml";
    return "application/octet-stream";
}

}  // namespace

Files::Files(const fs::path& folder) {
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
        if (!entry.is_regular_file(error)) continue;
        auto content = platform::read_file(entry.path(), kMaxFile);
        if (!content) continue;
        const std::string tag = '"' + platform::to_hex(platform::hash(*content)).substr(0, 32) + '"';
        files_["/" + entry.path().lexically_relative(folder).generic_string()] = {type_of(entry.path()), tag,
                                                                                  std::move(*content)};
    }
}

platform::HttpResponse Files::answer(const platform::HttpRequest& request) const {
    const bool page = request.path.find('.') == std::string::npos;
    const auto found = files_.find(page ? std::string_view("/index.html") : std::string_view(request.path));
    if (found == files_.end()) return nothing_there();
    const File& file = found->second;
    // Asked for again each time, and mostly answered with "as it was": a new release shows at once.
    platform::HttpResponse response{200, file.type, {}, {{"Cache-Control", "no-cache"}, {"ETag", file.tag}}};
    if (request.header("if-none-match") == file.tag) {
        response.status = 304;
        response.content_type.clear();
        return response;
    }
    response.body = file.content;
    return response;
}

void add_security_headers(platform::HttpResponse& response) {
    const auto add = [&](const char* name, const char* value) { response.headers.emplace_back(name, value); };
    add("Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    add("X-Content-Type-Options", "nosniff");
    add("Referrer-Policy", "no-referrer");
    add("Cross-Origin-Opener-Policy", "same-origin");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    add("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace syncing::center
