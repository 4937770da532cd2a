// Private to the desk's files.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sync/center/judge_desk.h"

namespace syncing::center {

inline nlohmann::json error_json(std::string_view word) {
    return {{"error", word}};
}

inline std::string text_at(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

inline std::vector<platform::ByteArray<16>> ids_at(const nlohmann::json& object, const char* name) {
    std::vector<platform::ByteArray<16>> ids;
    const auto found = object.find(name);
    if (found == object.end() || !found->is_array()) return ids;
    for (const nlohmann::json& item : *found) {
        const auto bytes = item.is_string() ? platform::from_hex(item.get<std::string>()) : std::nullopt;
        if (const auto id = bytes ? platform::array_of<16>(*bytes) : std::nullopt) ids.push_back(*id);
    }
    return ids;
}

template <std::size_t N>
std::optional<platform::ByteArray<N>> id_at(const nlohmann::json& object, const char* name) {
    const auto bytes = platform::from_hex(text_at(object, name));
    return bytes ? platform::array_of<N>(*bytes) : std::nullopt;
}

/// One record in the history of what it speaks of.
nlohmann::json step_json(const Fact& fact, const mutual_aid::v1::Body& body);

}  // namespace syncing::center
