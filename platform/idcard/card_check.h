// Whether what a card says agrees with itself, however it was come by: read from its chip, or typed in. Pure.
#pragma once

#include <optional>

#include "platform/idcard/card.h"

namespace platform {

/// The first of: bad_field (no name at all), bad_number (the check character is wrong), fields_contradict
/// (number against birth and sex, validity dates out of order). Nothing when all is well.
std::optional<CardError> fault_in(const Card& card);

/// The number begins as numbers of this kind do (Card::unusual_prefix).
bool prefix_is_usual(const Card& card);

}  // namespace platform
