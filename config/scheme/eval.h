// The rule engine as JSON Lines: one question in, one answer out (docs/scheme_packs.md, "Answers").
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "config/scheme/pack.h"
#include "config/scheme/rules.h"

namespace config {

/// One line of JSON without line end, for any input: a question that cannot be answered gives
/// {"id":…,"error":"…"}. With Explain::yes an answer carries "steps":[{"zh","en"},…] as its last key.
std::string eval_line(std::span<const Pack> packs, std::string_view line, Explain explain);

/// The same values, whatever the order of keys and spaces; false where one is not JSON.
bool same_json(std::string_view a, std::string_view b);

}  // namespace config
