// The terminal's flow: what every event does to the state, and what is then asked of the world. Pure: no
// clock, no I/O, no drawing; the same arguments give the same answer. Any thread, one at a time.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"
#include "kiosk/flow/state.h"

namespace kiosk {

struct Step {
    State state;
    std::vector<Effect> effects;  // to be carried out in this order
};

/// The home screen before anything has happened.
State initial_state(const Context& context, Stamp now);

/// `now.boot` never goes back.
Step update(const Context& context, State state, const Event& event, Stamp now);

/// When a Tick is due: the next minute on the clock, the idle countdown and its seconds, the end of a
/// sign-in wait. Always in the future of `state.now`.
platform::BootMs next_wake(const Context& context, const State& state);

}  // namespace kiosk
