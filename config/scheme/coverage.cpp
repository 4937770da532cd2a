// Days: intake windows, what an enrollment covers, due dates.
#include <algorithm>

#include "config/scheme/rules.h"

namespace config {

namespace {

using std::chrono::days;
using std::chrono::month_day;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::years;

/// 29 February falls on the 28th where the year has none.
Date day_in(year in, month_day day) {
    const Date exact = in / day.month() / day.day();
    return exact.ok() ? exact : Date(in / day.month() / std::chrono::last);
}

/// Whole years end on the day before the same day; a missing 29 February counts as 1 March, so that the
/// years end on 28 February.
Date end_of_years(Date from, int count) {
    const Date same_day = from + years(count);
    const Date next = same_day.ok() ? same_day : Date(same_day.year() / 3 / 1);
    return Date(sys_days(next) - days(1));
}

Period yearly_from(const YearlyCoverage& coverage, year begun) {
    const year last = coverage.from <= coverage.to ? begun : begun + years(1);
    return {day_in(begun, coverage.from), day_in(last, coverage.to)};
}

Period in_year(const IntakeWindow& window, year in) {
    if (const auto* fixed = std::get_if<Period>(&window.days)) return *fixed;
    const auto& yearly = std::get<YearlyWindow>(window.days);
    return {day_in(in, yearly.from), day_in(in, yearly.to)};
}

struct Candidate {
    Period days;
    bool makeup = false;
};

/// The window that contains the day, or else the next one.
std::optional<Candidate> window_at_or_after(const Plan& plan, Date on) {
    std::optional<Candidate> next;
    for (const IntakeWindow& window : plan.intake) {
        Period period = in_year(window, on.year());
        if (period.to < on) period = in_year(window, on.year() + years(1));
        if (period.to < on) continue;
        if (!next || period.from < next->days.from) next = Candidate{period, window.makeup};
    }
    return next;
}

}  // namespace

Period coverage_from(const Plan& plan, Date on, int term_years) {
    if (const auto* fixed = std::get_if<FixedCoverage>(&plan.coverage)) return fixed->days;
    if (const auto* yearly = std::get_if<YearlyCoverage>(&plan.coverage)) {
        return yearly_from(*yearly, on.year() + years(yearly->years_later));
    }
    return {on, end_of_years(on, term_years)};
}

Period term_from(const Plan& plan, Date effective, int term_years) {
    if (const auto* fixed = std::get_if<FixedCoverage>(&plan.coverage)) return fixed->days;
    if (const auto* yearly = std::get_if<YearlyCoverage>(&plan.coverage)) {
        const Date end = day_in(effective.year(), yearly->to);
        return {effective, end >= effective ? end : day_in(effective.year() + years(1), yearly->to)};
    }
    return {effective, end_of_years(effective, term_years)};
}

WindowState window_on(const Plan& plan, Date on) {
    WindowState out;
    const int shortest = plan.terms.front().years;
    if (plan.intake.empty()) {
        out.open = true;
        out.coverage = coverage_from(plan, on, shortest);
        return out;
    }
    if (const auto window = window_at_or_after(plan, on)) {
        out.open = window->days.contains(on);
        out.window = window->days;
        out.makeup = window->makeup;
        out.coverage = coverage_from(plan, out.open ? on : window->days.from, shortest);
    }
    return out;
}

WindowState window_on(const Pack& pack, Date on) {
    return window_on(pack.plans.front(), on);
}

std::optional<Date> claim_due(const Pack& pack, Date received) {
    if (!pack.claim_promise_months) return std::nullopt;
    const Date same_day = received + months(*pack.claim_promise_months);
    return same_day.ok() ? same_day : Date(same_day.year() / same_day.month() / std::chrono::last);
}

}  // namespace config
