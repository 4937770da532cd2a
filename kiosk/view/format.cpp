#include "kiosk/view/format.h"

#include <array>
#include <cstdio>

namespace kiosk {

namespace {

std::string month_text(const Wording& wording, Date date) {
    static constexpr std::array kShort{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const unsigned month = static_cast<unsigned>(date.month());
    if (wording.language() == Language::zh) return std::to_string(month);
    return kShort.at((month + 11) % 12);
}
std::string number(unsigned value) {
    return std::to_string(value);
}

}  // namespace

std::string day_text(const Wording& wording, Date date) {
    return wording.t("date.day", {{"month", month_text(wording, date)},
                                  {"day", number(static_cast<unsigned>(date.day()))}});
}

std::string date_text(const Wording& wording, Date date) {
    return wording.t("date.full", {{"year", std::to_string(static_cast<int>(date.year()))},
                                   {"month", month_text(wording, date)},
                                   {"day", number(static_cast<unsigned>(date.day()))}});
}

std::string time_text(platform::UtcMs at) {
    const platform::CivilTime time = platform::shanghai_time(at);
    char text[16];
    std::snprintf(text, sizeof text, "%02d:%02d", time.hour, time.minute);
    return text;
}

std::string clock_text(const Wording& wording, platform::UtcMs at) {
    const Date date = platform::shanghai_date(at);
    const std::chrono::weekday weekday{std::chrono::sys_days(date)};
    return wording.t("date.clock", {{"month", month_text(wording, date)},
                                    {"day", number(static_cast<unsigned>(date.day()))},
                                    {"weekday", wording.t("date.weekday" + number(weekday.c_encoding()))},
                                    {"time", time_text(at)}});
}

std::string when_text(const Wording& wording, platform::UtcMs at, platform::UtcMs now) {
    if (platform::shanghai_date(at) == platform::shanghai_date(now))
        return wording.t("date.today", {{"time", time_text(at)}});
    return day_text(wording, platform::shanghai_date(at)) + " " + time_text(at);
}

std::string count_text(std::int64_t count) {
    std::string text = std::to_string(count);
    for (std::size_t at = text.size(); at > 3; at -= 3) text.insert(at - 3, ",");
    return text;
}

std::string amount_text(std::int64_t fen) {
    std::string yuan = count_text(fen / 100);
    if (fen % 100 == 0) return yuan;
    char cents[8];
    std::snprintf(cents, sizeof cents, ".%02d", static_cast<int>(fen % 100));
    return yuan + cents;
}

std::string money_text(const Wording& wording, std::int64_t fen) {
    return wording.t("money.yuan", {{"amount", amount_text(fen)}});
}

}  // namespace kiosk
