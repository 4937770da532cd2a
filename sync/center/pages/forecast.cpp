#include "sync/center/pages/forecast.h"

#include <algorithm>

namespace syncing::center {

namespace {

using platform::UtcMs;

constexpr UtcMs kHour = 3'600'000;
constexpr std::int64_t kOpens = 8;
constexpr std::int64_t kCloses = 22;
constexpr UtcMs kWorkday = (kCloses - kOpens) * kHour;
constexpr UtcMs kShortestPause = kHour / 4;
constexpr UtcMs kLongestPause = 7 * 24 * kHour;

/// Opening hours between two moments, in ms.
UtcMs worked(UtcMs from, UtcMs to) {
    const auto until = [](UtcMs at) {
        const UtcMs local = at + platform::kShanghaiOffsetMs;
        const UtcMs days = local / (24 * kHour);
        const UtcMs today =
            std::clamp(local % (24 * kHour), kOpens * kHour, kCloses * kHour) - kOpens * kHour;
        return days * kWorkday + today;
    };
    return from < to ? until(to) - until(from) : 0;
}

/// How long it usually stays away.
UtcMs usual_pause(std::span<const DayFigures> days) {
    std::int64_t contacts = 0;
    std::int64_t with_contact = 0;
    for (const DayFigures& day : days) {
        contacts += day.contacts;
        if (day.contacts > 0) ++with_contact;
    }
    if (contacts == 0) return 24 * kHour;
    const auto count = static_cast<std::int64_t>(days.size());
    const UtcMs pause =
        contacts > with_contact ? with_contact * kWorkday / contacts : count * 24 * kHour / contacts;
    return std::clamp(pause, kShortestPause, kLongestPause);
}

std::int64_t written_since(const ForecastInput& input) {
    std::int64_t entries = 0;
    std::int64_t days = 0;
    for (const DayFigures& day : input.days) {
        entries += day.entries;
        if (day.entries > 0) ++days;
    }
    if (days == 0) return 0;
    return entries * worked(*input.seen, input.now) / (days * kWorkday);
}

}  // namespace

std::string_view name_of(Outlook outlook) {
    switch (outlook) {
        case Outlook::no_window:
            return "no_window";
        case Outlook::unseen:
            return "unseen";
        case Outlook::on_time:
            return "on_time";
        case Outlook::at_risk:
            return "at_risk";
        case Outlook::late:
            return "late";
    }
    return "unknown";
}

Forecast forecast(const ForecastInput& input) {
    if (!input.seen) return {input.window_end ? Outlook::unseen : Outlook::no_window, 0};
    const UtcMs pause = usual_pause(input.days);
    const UtcMs overdue = input.now - (*input.seen + pause);
    // Within its usual pause nothing is guessed: the figure is what the terminal said.
    const std::int64_t missing =
        static_cast<std::int64_t>(input.unsent) + (overdue > 0 ? written_since(input) : 0);
    if (!input.window_end || input.now >= *input.window_end) return {Outlook::no_window, missing};
    const UtcMs next = overdue > 0 ? input.now + overdue : *input.seen + pause;
    if (missing == 0) return {Outlook::on_time, 0};
    if (next >= *input.window_end) return {Outlook::late, missing};
    return {overdue > 2 * pause ? Outlook::at_risk : Outlook::on_time, missing};
}

}  // namespace syncing::center
