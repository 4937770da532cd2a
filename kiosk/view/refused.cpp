// Why it cannot be done now, and what the person can do about it.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

Answer draw(const Frame& frame, const screen::Refused& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const bool already =
        !screen.reasons.empty() && screen.reasons.front() == config::Refusal::already_enrolled;
    const Rect room = heading(frame, frame.body, ui.t(already ? "refused.already" : "refused.title"));
    const Rect foot = room.foot(124);
    float y = room.y;
    const std::size_t shown = std::min<std::size_t>(screen.reasons.size(), 3);
    for (std::size_t i = 0; i < shown; ++i) {
        const Words words = refusal_words(ui, screen.reasons[i], screen.minimum_age);
        const Rect box{room.x, y, room.w, 152};
        banner(ui, box, already ? Tone::info : Tone::attention, already ? icon::kInfo : icon::kAlert,
               words.title, words.text);
        y = box.bottom() + space::k3;
    }
    if (screen.earlier && foot.y - y > 150) {
        const Rect box{room.x, y, room.w, 160};
        card(ui, box);
        const Rect inner = box.inset(space::k4, space::k3);
        ui.text(inner.row(0, 2, 0), ui.t("refused.earlier", {{"number", screen.earlier->slip_number}}),
                {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
        ui.text(inner.row(1, 2, 0),
                ui.t("refused.earlier_period", {{"from", date_text(ui, screen.earlier->coverage_from)},
                                                {"to", date_text(ui, screen.earlier->coverage_to)}}),
                {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
        const StateWords words = enrollment_words(ui, screen.earlier->state, screen.earlier->paid);
        pill(ui, inner, words.title, words.tone, Align::right);
        y = box.bottom() + space::k3;
    }
    if (foot.y - y > 64)
        ui.text({room.x, y, room.w, 48}, ui.t("refused.help"),
                {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    const bool can_change = screen.change.has_value();
    const int buttons = can_change ? 2 : 1;
    const float width = frame.portrait() ? room.w : 640.0F * static_cast<float>(buttons);
    const Rect row{foot.x, foot.y, std::min(room.w, width), foot.h};
    if (can_change) {
        when(answer,
             next_button(frame, "refused.change", row.column(0, 2, space::k3), ui.t("refused.change")),
             Tap::back);
        when(answer,
             button(ui, "refused.done", row.column(1, 2, space::k3), ui.t("refused.done"), {.size = 36}),
             Tap::done);
    } else {
        when(answer, next_button(frame, "refused.done", row, ui.t("refused.done")), Tap::done);
    }
    return answer;
}

}  // namespace kiosk
