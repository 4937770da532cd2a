#include "platform/clock/clock.h"

#include <fmt/format.h>
#include <time.h>

#include <fstream>

namespace platform {

namespace {

std::int64_t read_clock(clockid_t id) {
    timespec now{};
    clock_gettime(id, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

/// `width` digits at `at`, or nothing.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t width) {
    if (text.size() < at + width) return std::nullopt;
    int value = 0;
    for (const char c : text.substr(at, width)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

UtcMs SystemClock::wall() const {
    return read_clock(CLOCK_REALTIME);
}
BootMs SystemClock::boot() const {
    return read_clock(CLOCK_BOOTTIME);
}
std::string SystemClock::boot_id() const {
    std::string id;
    std::ifstream("/proc/sys/kernel/random/boot_id") >> id;
    return id;
}

SimulatedClock::SimulatedClock(UtcMs start) : start_(start), started_at_(read_clock(CLOCK_BOOTTIME)) {}
UtcMs SimulatedClock::wall() const {
    return start_ + (boot() - started_at_);
}
BootMs SimulatedClock::boot() const {
    return read_clock(CLOCK_BOOTTIME);
}
std::string SimulatedClock::boot_id() const {
    return SystemClock().boot_id();
}

CivilTime shanghai_time(UtcMs utc) {
    using namespace std::chrono;
    const sys_time<milliseconds> local{milliseconds(utc + kShanghaiOffsetMs)};
    const auto day = floor<days>(local);
    const hh_mm_ss time{floor<seconds>(local - day)};
    return {year_month_day(day), static_cast<int>(time.hours().count()),
            static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count())};
}

std::chrono::year_month_day shanghai_date(UtcMs utc) {
    return shanghai_time(utc).date;
}

UtcMs start_of_day(std::chrono::year_month_day date) {
    using namespace std::chrono;
    return duration_cast<milliseconds>(sys_days(date).time_since_epoch()).count() - kShanghaiOffsetMs;
}

std::optional<UtcMs> parse_civil_time(std::string_view text) {
    if ((text.size() != 16 && text.size() != 19) || text[10] != 'T' || text[13] != ':') return std::nullopt;
    const auto date = parse_date(text.substr(0, 10));
    const auto hour = digits(text, 11, 2);
    const auto minute = digits(text, 14, 2);
    const auto second = text.size() == 19 && text[16] == ':' ? digits(text, 17, 2) : std::optional<int>(0);
    if (text.size() == 19 && text[16] != ':') return std::nullopt;
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
        return std::nullopt;
    return start_of_day(*date) + ((*hour * 60LL + *minute) * 60 + *second) * 1000;
}

std::string format_civil_time(UtcMs utc) {
    const CivilTime time = shanghai_time(utc);
    return fmt::format("{}T{:02}:{:02}:{:02}", format_date(time.date), time.hour, time.minute, time.second);
}

std::string format_date(std::chrono::year_month_day date) {
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::optional<std::chrono::year_month_day> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text, 0, 4);
    const auto month = digits(text, 5, 2);
    const auto day = digits(text, 8, 2);
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return date;
}

}  // namespace platform
