// The 256 bytes of text that every second-generation card carries: UTF-16 little-endian fields of fixed
// width. Pure; the layouts are those of GA/T 490 (resident), the 2018 permit, and the 2017 and 2023 foreigner
// cards.
#pragma once

#include <cstddef>
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"
#include "platform/idcard/card.h"

namespace platform {

constexpr std::size_t kCardTextSize = 256;
constexpr std::size_t kLatestAddressSize = 70;

/// unknown_card_type (also for a wrong size), bad_field, bad_number or fields_contradict; the first of these
/// that applies. The fields are cross-checked because XOR misses paired errors: number against birth and sex,
/// dates real and in order.
Result<Card, CardError> parse_card_text(ByteView text);

/// The separate file in which an address newer than the printed one stands: kLatestAddressSize bytes of text.
/// bad_field for another size, for no text, and for what is not text.
Result<std::string, CardError> parse_latest_address(ByteView text);

}  // namespace platform
