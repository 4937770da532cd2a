// The on-screen keyboard as events of the flow.
#pragma once

#include "kiosk/view/parts.h"

namespace kiosk {

void draw_keys(const Frame& frame, Rect box, Answer& answer);
/// What the letters typed so far may mean, a page at a time.
void draw_candidates(const Frame& frame, Rect box, const Typing& typing, Answer& answer);

}  // namespace kiosk
