// Which terminal's records will not have arrived when the intake window ends. Pure.
//
// A record counts by when it was made, so a late one is not lost; but nobody at the center sees it in time,
// and somebody should go and fetch it on a stick.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "platform/clock/clock.h"

namespace syncing::center {

enum class Outlook {
    no_window,  // none is open
    unseen,     // it has never reported
    on_time,
    at_risk,  // silent for longer than it usually is, with records that the center lacks
    late,     // will likely not be heard of before the end
};
std::string_view name_of(Outlook outlook);

/// One day of a terminal.
struct DayFigures {
    std::int64_t entries = 0;
    std::int64_t contacts = 0;
};

struct ForecastInput {
    platform::UtcMs now = 0;
    std::optional<platform::UtcMs> window_end;  // first moment after it; nothing = none is open
    std::optional<platform::UtcMs> seen;
    std::uint64_t unsent = 0;          // as the terminal said when it was last seen
    std::span<const DayFigures> days;  // the last ones before today, newest last
};

struct Forecast {
    Outlook outlook = Outlook::no_window;
    std::int64_t missing = 0;  // records it likely holds that the center does not
};

/// Stations are taken to work from 8 to 22 o'clock. Between contacts a terminal writes as much as on an
/// average day of the last two weeks; the next contact is due after its usual pause, and once that is over,
/// it is expected to stay away for as long again as it is overdue.
Forecast forecast(const ForecastInput& input);

}  // namespace syncing::center
