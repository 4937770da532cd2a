#include "platform/http_server/http_server.h"

namespace platform {

namespace {

/// application/x-www-form-urlencoded: '+' is a space, %XX a byte.
std::optional<std::string> decode_component(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%') {
            if (i + 2 >= text.size()) return std::nullopt;
            const auto byte = from_hex(text.substr(i + 1, 2));
            if (!byte) return std::nullopt;
            out += static_cast<char>(byte->front());
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::optional<std::string_view> first_named(const std::vector<std::pair<std::string, std::string>>& pairs,
                                            std::string_view name) {
    for (const auto& [key, value] : pairs) {
        if (key == name) return value;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string_view> HttpRequest::parameter(std::string_view name) const {
    return first_named(query, name);
}

std::optional<std::string_view> HttpRequest::header(std::string_view name) const {
    return first_named(headers, name);
}

std::optional<RequestTarget> parse_target(std::string_view target) {
    if (!target.starts_with('/')) return std::nullopt;
    const std::size_t mark = target.find('?');
    RequestTarget parsed;
    parsed.path = std::string(target.substr(0, mark));
    std::string_view rest = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    while (!rest.empty()) {
        const std::size_t end = rest.find('&');
        const std::string_view pair = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
        if (pair.empty()) continue;
        const std::size_t equals = pair.find('=');
        auto name = decode_component(pair.substr(0, equals));
        auto value =
            equals == std::string_view::npos ? std::string() : decode_component(pair.substr(equals + 1));
        if (!name || !value) return std::nullopt;
        parsed.query.emplace_back(std::move(*name), std::move(*value));
    }
    return parsed;
}

}  // namespace platform
