// Inside of config/scheme: words that stand in packs and in explanations.
#pragma once

#include "config/scheme/pack.h"

namespace config {

std::optional<Sex> sex_named(std::string_view name);
std::optional<Condition> condition_named(std::string_view name);
std::optional<Route> route_named(std::string_view name);
std::optional<Measure> measure_named(std::string_view name);
/// "首次住院" / "First admission"
Text words_of(Condition condition);

}  // namespace config
