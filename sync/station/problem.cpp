#include "sync/station/problem.h"

#include <nlohmann/json.hpp>

#include "sync/wire/packet.h"

namespace syncing {

namespace {

constexpr std::string_view kTypePrefix = "urn:mutual-aid:problem:";
/// nlohmann's parser recurses: nothing of ours is nested deeper.
constexpr int kMaxDepth = 4;

}  // namespace

std::optional<ProblemDetails> parse_problem(const platform::HttpAnswer& answer) {
    using nlohmann::json;
    if (answer.content_type != kProblemType) return std::nullopt;
    bool too_deep = false;
    const auto shallow = [&](int depth, json::parse_event_t, json&) {
        too_deep = too_deep || depth > kMaxDepth;
        return !too_deep;
    };
    const json object = json::parse(answer.body.begin(), answer.body.end(), shallow, false);
    if (too_deep || !object.is_object()) return std::nullopt;
    const auto text = [&](const char* key) {
        const auto found = object.find(key);
        return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    ProblemDetails out;
    out.type = text("type");
    if (!out.type.starts_with(kTypePrefix)) return std::nullopt;
    out.type.erase(0, kTypePrefix.size());
    const auto retryable = object.find("retryable");
    out.retryable = retryable != object.end() && retryable->is_boolean() && retryable->get<bool>();
    out.answer = platform::from_base64(text("answer")).value_or(platform::Bytes());
    return out;
}

bool looks_like_captive_portal(const platform::HttpAnswer& answer) {
    if (answer.status >= 300 && answer.status < 400) return true;
    if (answer.status == 511) return true;  // RFC 6585, Network Authentication Required
    return answer.status >= 200 && answer.status < 300 && answer.content_type != kProtobufType;
}

}  // namespace syncing
