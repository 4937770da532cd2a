// The 256 bytes of text that every second-generation card carries: UTF-16 little-endian fields of fixed
// width. Pure; the layouts are those of GA/T 490 (resident), the 2018 permit, and the 2017 and 2023 foreigner
// cards.
#pragma once

#include <cstddef>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/idcard/card.h"

namespace platform {

constexpr std::size_t kCardTextSize = 256;

/// unknown_card_type (also for a wrong size), bad_field, bad_number or fields_contradict; the first of these
/// that applies. The fields are cross-checked because XOR misses paired errors: number against birth and sex,
/// dates real and in order.
Result<Card, CardError> parse_card_text(ByteView text);

}  // namespace platform
