// Words and times that the readers of settings files share. Private to config/settings.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "config/settings/settings.h"

namespace config {

std::optional<ScreenLanguage> language_named(std::string_view name);  // "zh", "en"
std::string_view name_of(ScreenLanguage language);

/// "02:14", as minutes after midnight.
std::optional<std::chrono::minutes> time_of_day(std::string_view text);
std::string time_text(std::chrono::minutes after_midnight);

}  // namespace config
