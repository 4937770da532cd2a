// What the screens of the station directory share.
#pragma once

#include "kiosk/view/parts.h"

namespace kiosk {

/// "557 6791", "159 6020 1339", as people read numbers out; other lengths as they are.
std::string phone_text(std::string_view digits);

bool is_this_station(const Frame& frame, const config::Station& station);

/// The word for what it is, when it is more than a station like others: this one, a district center.
struct StationMark {
    std::string text;
    Tone tone = Tone::neutral;
};
std::optional<StationMark> mark_of(const Frame& frame, const config::Station& station);

/// One line of a list of stations, with its name, address and mark.
void draw_station_row(const Frame& frame, Rect box, std::size_t index, Answer& answer);

}  // namespace kiosk
