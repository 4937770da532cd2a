// Simple drawings of figures: what would be paid, and where the person stands. Rectangles are in units
// (ui.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/ui/ui.h"

namespace kiosk {

/// Columns side by side, as high as their share of the highest; the person's own is dark.
struct ChartColumn {
    std::string value;  // on top of it
    std::string label;  // below it
    float share = 0;    // 0..1 of the height
    bool here = false;
};
void column_chart(Ui& ui, Rect box, const std::vector<ChartColumn>& columns);

/// One bar in parts from the left, with its words above and below.
struct BarPart {
    float share = 0;  // 0..1 of the bar
    Color color = color::kInfo;
};
struct ChartBar {
    std::string title;  // above, at the left
    std::string value;  // above, at the right
    std::string note;   // below, soft; may be empty
    float width = 1;    // 0..1 of the box
    std::vector<BarPart> parts;
    std::optional<float> mark;  // 0..1: a line across, where something is reached
    int cells = 0;              // more than 1: divided into so many
};
/// Bars one below another, in the middle of the box.
void bar_chart(Ui& ui, Rect box, const std::vector<ChartBar>& bars);

}  // namespace kiosk
