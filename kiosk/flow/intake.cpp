// What day it is, and whether workers may enroll on it.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

/// The report moved on by the time that has passed since.
TimeReport time_now(const State& state) {
    TimeReport time = state.time;
    const platform::BootMs passed = state.now.boot - state.time_reported.boot;
    time.earliest += passed;
    if (time.latest <= INT64_MAX - passed) time.latest += passed;
    return time;
}

}  // namespace

platform::UtcMs best_known_time(const State& state) {
    const TimeReport time = time_now(state);
    return std::clamp(std::max<platform::UtcMs>(0, state.now.wall), time.earliest, time.latest);
}

}  // namespace kiosk
