#include "sync/center/pages/answers.h"

#include <nlohmann/json.hpp>

#include "platform/log/log.h"

namespace syncing::center {

using platform::HttpResponse;

HttpResponse json_answer(const nlohmann::json& json, int status) {
    const std::string text = json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const platform::ByteView body = platform::view_of(text);
    return {status, "application/json", {body.begin(), body.end()}, {}};
}

HttpResponse ops_problem(int status, std::string_view type, std::string_view title, bool retryable) {
    return platform::problem_response({status, std::string(type), std::string(title), retryable, {}});
}

HttpResponse ops_store_problem(StoreError error) {
    platform::log::error("operators' store: {}", name_of(error));
    return ops_problem(503, "busy", "The center's database does not answer at the moment; try again.", true);
}

HttpResponse desk_problem(DeskError error) {
    platform::log::error("the adjudicator's desk: {}", error == DeskError::away ? "away" : "broken answer");
    return ops_problem(503, "adjudicator-away", "The adjudicator does not answer at the moment; try again.",
                       true);
}

HttpResponse nothing_there() {
    return ops_problem(404, "not-found", "There is nothing at this address.");
}

HttpResponse not_allowed() {
    return ops_problem(403, "not-allowed", "Your account may not do this.");
}

nlohmann::json object_of(const platform::HttpRequest& request) {
    constexpr std::size_t kMaxObject = 64 * 1024;
    if (request.body.size() > kMaxObject) return nullptr;
    auto json = nlohmann::json::parse(request.body, nullptr, false);
    return json.is_object() ? json : nlohmann::json(nullptr);
}

std::string text_in(const nlohmann::json& object, const char* name) {
    if (!object.is_object()) return "";
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace syncing::center
