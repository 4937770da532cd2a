// What day it is, and whether workers may enroll on it.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

constexpr platform::UtcMs kMinute = 60'000;

/// The report moved on by the time that has passed since.
TimeReport time_now(const State& state) {
    TimeReport time = state.time;
    const platform::BootMs passed = state.now.boot - state.time_reported.boot;
    time.earliest += passed;
    if (time.latest <= INT64_MAX - passed) time.latest += passed;
    return time;
}

bool is_open(const Context& context, Date day) {
    return config::window_on(context.pack, day).open;
}

/// While the true time may lie on either side of an edge, the side that lets the worker enroll is taken: the
/// center judges the second.
std::optional<Date> trusted_intake_day(const Context& context, const State& state) {
    const TimeReport time = time_now(state);
    for (const platform::UtcMs moment : {best_known_time(state), time.earliest, time.latest}) {
        const Date day = platform::shanghai_date(moment);
        if (is_open(context, day)) return day;
    }
    return std::nullopt;
}

Window window_of(const Context& context, const State& state) {
    const Date today = platform::shanghai_date(best_known_time(state));
    const std::optional<Date> day = intake_day(context, state);
    const config::WindowState known = config::window_on(context.pack, day.value_or(today));
    Window window;
    if (day) window.intake = state.time.trusted ? Intake::open : Intake::unconfirmed;
    window.fee_fen = context.pack.plans.front().terms.front().fee_fen;
    const bool year_unknown = window.intake == Intake::unconfirmed && state.time.earliest == 0;
    if (year_unknown) return window;
    if (known.window) {
        window.opens = known.window->from;
        window.closes = known.window->to;
    }
    if (known.coverage) {
        window.coverage_from = known.coverage->from;
        window.coverage_to = known.coverage->to;
    }
    if (window.intake == Intake::open && window.closes) {
        const auto left = std::chrono::sys_days(*window.closes) - std::chrono::sys_days(today);
        window.days_left = std::max(0, static_cast<int>(left.count()));
    }
    return window;
}

}  // namespace

platform::UtcMs best_known_time(const State& state) {
    const TimeReport time = time_now(state);
    return std::clamp(std::max<platform::UtcMs>(0, state.now.wall), time.earliest, time.latest);
}

std::optional<Date> first_intake_day(const Context& context, Date floor) {
    const config::WindowState window = config::window_on(context.pack, floor);
    if (window.open) return floor;
    if (!window.window) return std::nullopt;
    return window.window->from;
}

std::optional<Date> intake_day(const Context& context, const State& state) {
    if (state.time.trusted) return trusted_intake_day(context, state);
    return first_intake_day(context, platform::shanghai_date(time_now(state).earliest));
}

void refresh_shell(Flow& flow) {
    Shell& shell = flow.state.shell;
    shell.minute = best_known_time(flow.state) / kMinute * kMinute;
    shell.time_trusted = flow.state.time.trusted;
    shell.clock_simulated = flow.state.time.simulated;
    shell.window = window_of(flow.context, flow.state);
}

}  // namespace kiosk
