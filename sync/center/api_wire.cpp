// Old terminals and new centers, and the reverse.
#include <charconv>

#include "sync/center/api.h"
#include "sync/wire/packet.h"

namespace syncing::center {

namespace {

/// What the terminal says it speaks; 1 when it says nothing that is a number.
std::uint32_t wire_of(const platform::HttpRequest& request) {
    const std::string_view text = request.parameter("wire").value_or("");
    std::uint32_t version = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
    return error == std::errc() && end == text.data() + text.size() ? version : 1;
}

}  // namespace

platform::HttpResponse Api::wire() const {
    return {200, std::string(kProtobufType), encode_wire(wire_taken(least_wire_)), {}};
}

std::optional<platform::HttpResponse> Api::too_old(const platform::HttpRequest& request) const {
    if (wire_of(request) >= least_wire_) return std::nullopt;
    return platform::problem_response({426,
                                       "update-terminal",
                                       "This terminal's software is too old for this center; update it.",
                                       false,
                                       {{"least_wire", std::to_string(least_wire_)}}});
}

}  // namespace syncing::center
