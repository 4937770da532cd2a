// The texts that the wire uses for the flow's closed sets (docs/wire_format.md), both ways. Pure.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/flow/values.h"

namespace kiosk {

std::string_view wire_name(PayMethod value);
std::string_view wire_name(CorrectionReason value);
std::string_view wire_name(WithdrawalReason value);
std::string_view wire_name(Language value);

/// Nothing for a state a later center may know.
std::optional<EnrollmentState> enrollment_state_of(std::string_view name);
std::optional<ClaimStepKind> claim_step_of(std::string_view name);

}  // namespace kiosk
