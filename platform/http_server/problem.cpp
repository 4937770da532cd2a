#include <fmt/format.h>

#include "platform/http_server/http_server.h"

namespace platform {

namespace {

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
        } else {
            out += c;
        }
    }
    return out + "\"";
}

}  // namespace

HttpResponse problem_response(const Problem& problem) {
    std::string json = fmt::format(R"({{"type":{},"title":{},"status":{},"retryable":{})",
                                   json_text("urn:mutual-aid:problem:" + problem.type),
                                   json_text(problem.title), problem.status, problem.retryable);
    for (const auto& [name, value] : problem.more) json += fmt::format(",{}:{}", json_text(name), value);
    json += '}';
    const ByteView body = view_of(json);
    return {problem.status, "application/problem+json", Bytes(body.begin(), body.end()), {}};
}

}  // namespace platform
