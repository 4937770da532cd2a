// The lists that operators take away. Pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "platform/spreadsheet/spreadsheet.h"

namespace syncing::center {

/// One row an enrollment, with masked names, titles and states in that language ("zh" or "en"). `rows` are
/// those of GET /ops/v1/enrollments.
platform::Sheet enrollment_sheet(const nlohmann::json& rows, std::string_view language);
/// One row a station: how many in each state, and the fees of what was accepted.
platform::Sheet station_sheet(const nlohmann::json& rows, std::string_view language);
/// One row a claim, with masked names; how far it has come is its last step that has a date. `rows` are those
/// of GET /ops/v1/claims.
platform::Sheet claim_sheet(const nlohmann::json& rows, std::string_view language);

}  // namespace syncing::center
