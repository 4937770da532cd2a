// What an HTTP answer that is not the expected packet means (RFC 9457 problem details plus "retryable").
#pragma once

#include <optional>
#include <string>

#include "platform/base/bytes.h"
#include "platform/http/http_client.h"

namespace syncing {

struct ProblemDetails {
    std::string type;  // "gap", without "urn:mutual-aid:problem:"
    bool retryable = false;
    platform::Bytes answer;  // a signed answer inside, if any
};

/// Nothing when it is not application/problem+json of ours.
std::optional<ProblemDetails> parse_problem(const platform::HttpAnswer& answer);

/// A login page, a proxy's own page or a redirect in place of the center.
bool looks_like_captive_portal(const platform::HttpAnswer& answer);

}  // namespace syncing
