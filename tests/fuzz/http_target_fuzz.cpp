// A request's target: any bytes give a path and a query, or nothing.
#include "platform/base/check.h"
#include "platform/http_server/http_server.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto target = platform::parse_target(text);
    if (!target) return 0;
    platform::check(target->path.starts_with('/'), "a path starts with a slash");
    platform::check(target->path.find('?') == std::string::npos, "a path has no query in it");
    return 0;
}
