#include "sync/sim/scanner_device.h"

#include <algorithm>
#include <array>
#include <utility>

namespace syncing::sim {

namespace {

using Choice = std::pair<std::string_view, std::string_view>;

constexpr std::array<Choice, 4> kSuffixes{{{"cr", "\r"}, {"lf", "\n"}, {"crlf", "\r\n"}, {"none", ""}}};
constexpr std::array<Choice, 2> kPrefixes{{{"on", "]Q1"}, {"off", ""}}};

template <class Choices>
std::optional<Obeyed> choose(const Choices& choices, std::string_view name, std::string& into) {
    const auto found =
        std::find_if(choices.begin(), choices.end(), [&](const Choice& one) { return one.first == name; });
    if (found == choices.end()) return std::nullopt;
    into = found->second;
    return Obeyed{};
}

platform::Bytes bytes_of(const std::string& text) {
    const auto view = platform::view_of(text);
    return {view.begin(), view.end()};
}

}  // namespace

std::optional<Obeyed> ScannerDevice::obey(std::string_view verb, const std::string& rest) {
    if (verb == "scan" && !rest.empty()) return Obeyed{"ok", {{bytes_of(prefix_ + rest + suffix_)}}};
    if (verb == "send") {
        auto bytes = platform::from_hex(rest);
        if (bytes) return Obeyed{"ok", {{std::move(*bytes)}}};
    }
    if (verb == "suffix") return choose(kSuffixes, rest, suffix_);
    if (verb == "aim") return choose(kPrefixes, rest, prefix_);
    return std::nullopt;
}

}  // namespace syncing::sim
