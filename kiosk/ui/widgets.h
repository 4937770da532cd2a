// The controls and figures that the screens are made of. Functions draw at once and say what was touched.
// Rectangles are in units (see ui.h); whatever can be touched is at least 64 high.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/ui.h"
#include "platform/code/qr.h"

namespace kiosk {

enum class Tone { plain, neutral, done, attention, notice, info };
struct ToneColors {
    Color ink;
    Color wash;
    Color border;
};
ToneColors colors_of(Tone tone);

enum class ButtonKind {
    primary,    // the one thing to do next, red
    secondary,  // white with a line
    on_hero,    // white on red
    chosen,     // ink on white turned round: the place where one is
    quiet,      // words only
};
struct Button {
    ButtonKind kind = ButtonKind::secondary;
    char32_t icon = 0;           // before the label
    char32_t icon_after = 0;     // at the right end
    std::string_view hint = {};  // at the right end, with the label at the left
    float size = type::kBody;
    bool enabled = true;
    Align align = Align::center;
};
bool button(Ui& ui, std::string_view id, Rect box, std::string_view label, const Button& look = {});

void card(Ui& ui, Rect box, Tone tone = Tone::plain, float radius = space::kCardRadius);
/// A mark of state; `box` gives the line it stands in, `align` the end it keeps to. Returns its width.
float pill(Ui& ui, Rect box, std::string_view text, Tone tone, Align align = Align::left, bool dot = true);
float pill_width(Ui& ui, std::string_view text, bool dot = true);
/// A message in its tone, with an icon; `detail` may be empty. Fills its box.
void banner(Ui& ui, Rect box, Tone tone, char32_t icon, std::string_view title, std::string_view detail = {});
/// An icon (0: none) on its wash, `side` units square.
void icon_tile(Ui& ui, float x, float y, float side, char32_t icon, Tone tone);

/// One of several answers; the chosen one is ticked.
bool choice(Ui& ui, std::string_view id, Rect box, char32_t icon, std::string_view title,
            std::string_view detail, bool chosen, bool enabled = true);
/// A box to tick, with its sentence.
bool check_row(Ui& ui, std::string_view id, Rect box, std::string_view text, bool ticked,
               bool enabled = true);

/// How far along: bars with the present one wide. Returns the width used.
float step_bars(Ui& ui, float x, float y, int step, int of);

/// A line of a list: what it is, soft, at the left; its value, bold, at the right.
void fact_row(Ui& ui, Rect box, std::string_view name, std::string_view value, bool last = false,
              float size = type::kBody);

/// What is typed, or soft words about what should be.
void field(Ui& ui, Rect box, std::string_view text, std::string_view prompt, bool wrong = false);

/// 1–9, clear, 0, erase in a 3 × 4 grid; ids "pad.0" … "pad.9", "pad.clear", "pad.erase".
struct PadKey {
    enum class Kind { digit, clear, erase };
    Kind kind = Kind::digit;
    int digit = 0;
};
std::optional<PadKey> number_pad(Ui& ui, Rect box, bool enabled = true);

/// "page.previous" and "page.next" around "2 / 3"; nothing at all when there is one page. −1, 0 or +1.
int pager(Ui& ui, Rect box, std::size_t page, std::size_t pages);

enum class Moment { done, now, later };
struct TimelineStep {
    std::string title;
    std::string detail;
    Moment moment = Moment::later;
};
/// Steps one below another, as far apart as the box allows.
void timeline(Ui& ui, Rect box, const std::vector<TimelineStep>& steps);

/// As large as fits the box in whole pixels a module, with its quiet zone, centered.
void qr_code(Ui& ui, Rect box, const platform::QrMatrix& code);

}  // namespace kiosk
