// Dates, times and money in the words of one language.
#pragma once

#include <string>

#include "config/scheme/pack.h"
#include "kiosk/ui/strings.h"
#include "platform/clock/clock.h"

namespace kiosk {

/// "6月30日" / "30 Jun"
std::string day_text(const Wording& wording, Date date);
/// "2027年6月30日" / "30 Jun 2027"
std::string date_text(const Wording& wording, Date date);
/// "09:00" in Asia/Shanghai
std::string time_text(platform::UtcMs at);
/// "6月15日 周一 09:00" / "Mon 15 Jun 09:00"
std::string clock_text(const Wording& wording, platform::UtcMs at);
/// The day, or that it is the day of `now`, and the time: "6月14日 02:14", "今天 02:14"
std::string when_text(const Wording& wording, platform::UtcMs at, platform::UtcMs now);

/// "1,280"; not below 0
std::string count_text(std::int64_t count);
/// "36", "36.50", "20,000"; no currency, not below 0
std::string amount_text(std::int64_t fen);
/// "36 元" / "36 yuan"
std::string money_text(const Wording& wording, std::int64_t fen);

/// A pack's words in that language.
inline const std::string& words(const Wording& wording, const config::Text& text) {
    return wording.language() == Language::zh ? text.zh : text.en;
}

}  // namespace kiosk
