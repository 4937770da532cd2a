// The on-screen keyboard as events of the flow.
#pragma once

#include "kiosk/view/parts.h"

namespace kiosk {

/// "2019-01-0": a day as far as it is typed as YYYYMMDD.
std::string dashed(const std::string& digits);
void draw_keys(const Frame& frame, Rect box, Answer& answer);
/// What the letters typed so far may mean, a page at a time.
void draw_candidates(const Frame& frame, Rect box, const Typing& typing, Answer& answer);

}  // namespace kiosk
