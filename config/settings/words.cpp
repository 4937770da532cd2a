#include "config/settings/words.h"

#include <cctype>

namespace config {

std::optional<ScreenLanguage> language_named(std::string_view name) {
    if (name == "zh") return ScreenLanguage::zh;
    if (name == "en") return ScreenLanguage::en;
    return std::nullopt;
}

std::string_view name_of(ScreenLanguage language) {
    return language == ScreenLanguage::zh ? "zh" : "en";
}

std::optional<std::chrono::minutes> time_of_day(std::string_view text) {
    const auto digit = [&](std::size_t at) {
        return std::isdigit(static_cast<unsigned char>(text[at])) != 0;
    };
    if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4))
        return std::nullopt;
    const int hour = (text[0] - '0') * 10 + (text[1] - '0');
    const int minute = (text[3] - '0') * 10 + (text[4] - '0');
    if (hour > 23 || minute > 59) return std::nullopt;
    return std::chrono::minutes(hour * 60 + minute);
}

std::string time_text(std::chrono::minutes after_midnight) {
    const auto two = [](std::chrono::minutes::rep number) {
        return std::string(number < 10 ? "0" : "") + std::to_string(number);
    };
    return two(after_midnight.count() / 60) + ":" + two(after_midnight.count() % 60);
}

}  // namespace config
