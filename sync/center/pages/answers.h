// How the operators' interface answers.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "platform/http_server/http_server.h"
#include "sync/center/desk_socket.h"
#include "sync/center/store.h"

namespace syncing::center {

platform::HttpResponse json_answer(const nlohmann::json& json, int status = 200);
platform::HttpResponse ops_problem(int status, std::string_view type, std::string_view title,
                                   bool retryable = false);
/// Logs it too.
platform::HttpResponse ops_store_problem(StoreError error);
/// Logs it too.
platform::HttpResponse desk_problem(DeskError error);
platform::HttpResponse nothing_there();
platform::HttpResponse not_allowed();

/// The object in a request's body; a null when there is none or it is over 64 KiB.
nlohmann::json object_of(const platform::HttpRequest& request);
/// The text under that name; "" when there is none.
std::string text_in(const nlohmann::json& object, const char* name);

}  // namespace syncing::center
