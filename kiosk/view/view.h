// Draws the terminal's state and says what was touched. No state of its own, no I/O, no clock; main thread.
// Widget ids are "SCREEN.WHAT", "bar.…", "nav.…", "pad.…", "page.…", "message.…", "countdown.…".
#pragma once

#include <optional>

#include "kiosk/flow/event.h"
#include "kiosk/flow/state.h"
#include "kiosk/ui/ui.h"

namespace kiosk {

/// Between ui.begin() and ui.end(). The event is what the person did in this frame; Touched when a press met
/// nothing.
std::optional<Event> draw(const Context& context, const State& state, Ui& ui);

}  // namespace kiosk
