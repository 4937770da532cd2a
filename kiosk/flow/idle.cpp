#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

constexpr platform::BootMs kMinute = 60'000;
/// Nobody comes to a terminal that is just starting, and a slip that was asked for is out by then.
constexpr platform::BootMs kAlone = 20'000;
constexpr platform::BootMs kHealthPeriod = 1000;  // the health page is that fresh

platform::BootMs seconds(int count) {
    return platform::BootMs{1000} * count;
}
int whole_seconds_up(platform::BootMs ms) {
    return static_cast<int>((ms + 999) / 1000);
}

bool at_rest(const Context& context, const State& state) {
    return std::holds_alternative<screen::Home>(state.screen) && !state.message &&
           state.shell.language == context.settings.default_language;
}

platform::BootMs idle_limit(const Context& context, const State& state) {
    return seconds(state.staff ? context.settings.staff_idle_seconds : context.settings.idle_seconds);
}

/// A sync that runs may bring more of them.
bool waits_to_be_alone(const Context& context, const State& state) {
    return state.new_settings && !state.shell.sync.running && at_rest(context, state);
}

}  // namespace

void start_anew_when_alone(Flow& flow) {
    State& state = flow.state;
    if (!waits_to_be_alone(flow.context, state) || state.now.boot < state.last_presence + kAlone) return;
    state.new_settings = false;
    flow.want(StartAnew{});
}

int sign_in_wait(const State& state) {
    return whole_seconds_up(std::max<platform::BootMs>(0, state.guard.locked_until - state.now.boot));
}

void watch_idleness(Flow& flow) {
    const State& state = flow.state;
    if (at_rest(flow.context, state)) {
        flow.state.countdown.reset();
        return;
    }
    const platform::BootMs begins = state.last_presence + idle_limit(flow.context, state);
    const bool nobody_to_warn = std::holds_alternative<screen::Home>(state.screen);
    const int warning = nobody_to_warn ? 0 : flow.context.settings.countdown_seconds;
    const platform::BootMs ends = begins + seconds(warning);
    if (state.now.boot >= ends) {
        go_home(flow);
    } else if (state.now.boot >= begins) {
        flow.state.countdown = whole_seconds_up(ends - state.now.boot);
    } else {
        flow.state.countdown.reset();
    }
}

platform::BootMs next_wake(const Context& context, const State& state) {
    const platform::BootMs now = state.now.boot;
    platform::BootMs wake = now + kMinute - best_known_time(state) % kMinute;
    if (!at_rest(context, state)) {
        const platform::BootMs begins = state.last_presence + idle_limit(context, state);
        const platform::BootMs ends = begins + seconds(context.settings.countdown_seconds);
        const platform::BootMs due = state.countdown ? ends - seconds(*state.countdown - 1) : begins;
        wake = std::min(wake, due);
    }
    if (waits_to_be_alone(context, state)) wake = std::min(wake, state.last_presence + kAlone);
    const auto* sign_in = std::get_if<screen::SignIn>(&state.screen);
    if (sign_in != nullptr && sign_in->wait_seconds > 0) {
        wake = std::min(wake, state.guard.locked_until - seconds(sign_in->wait_seconds - 1));
    }
    if (std::holds_alternative<screen::Devices>(state.screen)) wake = std::min(wake, now + kHealthPeriod);
    return std::max(wake, now + 1);
}

}  // namespace kiosk
