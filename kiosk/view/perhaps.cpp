// Perhaps enrolled already, at another station: a question, never a refusal.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

constexpr float kIcon = 96;

/// What it looks like and for which time, then what may be done about it.
void draw_hint(const Frame& frame, Rect box, const screen::PerhapsEnrolled& screen) {
    Ui& ui = frame.ui;
    card(ui, box, Tone::info);
    const Rect inner = box.inset(space::k5, space::k4);
    icon_tile(ui, inner.x, inner.y, kIcon, icon::kInfo, Tone::plain);
    const std::string period = ui.t("perhaps.period", {{"from", date_text(ui, screen.coverage_from)},
                                                       {"to", date_text(ui, screen.coverage_to)}});
    ui.text(inner.top(kIcon).after(kIcon + space::k3), period,
            {type::kLarge, true, color::kInfo, Align::left, VAlign::middle, type::kTitleLine});
    const Type text{type::kLarge, false, color::kInk, Align::left, VAlign::top, type::kTextLine};
    const Rect words = inner.below(kIcon + space::k4);
    const float upper = ui.height_of(ui.t("perhaps.text"), text, words.w);
    ui.text(words.top(upper), ui.t("perhaps.text"), text);
    ui.text(words.below(upper + space::k3), ui.t("perhaps.fee"), text);
}

}  // namespace

Answer draw(const Frame& frame, const screen::PerhapsEnrolled& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("perhaps.title"));
    const Halves parts =
        frame.portrait() ? Halves{room.top(room.h - kAnswersHeight - space::k4), room.foot(kAnswersHeight)}
                         : halves(frame, room, 0.64F);
    draw_hint(frame, parts.first, screen);
    const Answers places = answers_at_foot(parts.second);
    when(answer, next_button(frame, "perhaps.next", places.yes, ui.t("perhaps.next")), Tap::next);
    when(answer, button(ui, "perhaps.stop", places.no, ui.t("perhaps.stop"), {.size = type::kLarge}),
         Tap::done);
    return answer;
}

}  // namespace kiosk
