// What the desk's list and the page of one row share.
#pragma once

#include <string>

#include "kiosk/view/parts.h"

namespace kiosk {

struct Mark {
    std::string text;
    Tone tone;
};
/// How an enrollment or claim stands at the center.
Mark center_mark(const Ui& ui, const DeskRow& row);

}  // namespace kiosk
