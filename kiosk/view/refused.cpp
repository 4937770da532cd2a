// Why it cannot be done now, and what the person can do about it.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

/// Type and margins: larger while there is room for it.
struct Look {
    float title;
    float text;
    float margin;
    float icon;
    bool stacked = false;  // the icon above the words, not beside them
};

Look look_for(bool portrait, std::size_t reasons) {
    if (portrait && reasons == 1) return {56, type::kLarge, space::k5, 128, true};
    if (portrait || reasons < 3) return {48, 36, space::k4, 64};
    return {type::kLarge, type::kBody, space::k3, 64};
}

/// One reason, with what the person can do about it. Returns the height.
float draw_reason(Ui& ui, Rect box, const Words& words, Tone tone, const Look& look) {
    const Color ink = colors_of(tone).ink;
    const Type title{look.title, true, ink, Align::left, VAlign::top, type::kTitleLine};
    const Type text{look.text, false, color::kInk, Align::left, VAlign::top, 1.4F};
    const Rect inner = box.inset(space::k4, look.margin);
    const Rect room = look.stacked ? inner.below(look.icon + space::k3) : inner.after(look.icon + space::k3);
    const float upper = ui.height_of(words.title, title, room.w);
    const float lower = ui.height_of(words.text, text, room.w);
    const float gap = look.margin < space::k4 ? space::k1 : space::k2;
    const float height = room.y - box.y + upper + gap + lower + look.margin;
    card(ui, box.top(height), tone);
    const float center = inner.y + (look.stacked ? look.icon / 2 : look.title * 0.6F);
    // The ring fills five sixths of the sign's square: its edge stands under the edge of the words.
    ui.icon(inner.x + look.icon * 5 / 12, center, tone == Tone::info ? icon::kInfo : icon::kAlert, look.icon,
            ink);
    ui.text(room.top(upper), words.title, title);
    ui.text({room.x, room.y + upper + gap, room.w, lower}, words.text, text);
    return height;
}

void draw_earlier(Ui& ui, Rect box, const EnrollmentStatus& earlier) {
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.row(0, 2, 0), ui.t("refused.earlier", {{"number", earlier.slip_number}}),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    ui.text(inner.row(1, 2, 0),
            ui.t("refused.earlier_period", {{"from", date_text(ui, earlier.coverage_from)},
                                            {"to", date_text(ui, earlier.coverage_to)}}),
            {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    const StateWords words = enrollment_words(ui, earlier.state, earlier.paid);
    pill(ui, inner, words.title, words.tone, Align::right);
}

/// The main action at the right as on the other screens, above the other one in portrait.
void draw_ways_on(const Frame& frame, Rect foot, bool can_change, Answer& answer) {
    Ui& ui = frame.ui;
    const auto half = [&](int i) { return foot.column(i, 2, space::k3); };
    if (!can_change) {
        const Rect only = frame.portrait() ? foot : half(1);
        return when(answer, next_button(frame, "refused.done", only, ui.t("refused.done")), Tap::done);
    }
    const Rect change = frame.portrait() ? foot.top(124) : half(1);
    const Rect done = frame.portrait() ? foot.foot(space::kMainAction) : half(0);
    when(answer, next_button(frame, "refused.change", change, ui.t("refused.change")), Tap::back);
    when(answer, button(ui, "refused.done", done, ui.t("refused.done"), {.size = 36}), Tap::done);
}

}  // namespace

Answer draw(const Frame& frame, const screen::Refused& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const bool already =
        !screen.reasons.empty() && screen.reasons.front() == config::Refusal::already_enrolled;
    const Rect room = heading(frame, frame.body, ui.t(already ? "refused.already" : "refused.title"));
    const bool can_change = screen.change.has_value();
    const bool two_rows = can_change && frame.portrait();
    const Rect foot = room.foot(two_rows ? 124 + space::k3 + space::kMainAction : 124);
    const std::size_t shown = std::min<std::size_t>(screen.reasons.size(), 3);
    const Look look = look_for(frame.portrait(), shown);
    float y = room.y;
    for (std::size_t i = 0; i < shown; ++i) {
        const Words words = refusal_words(ui, screen.reasons[i], screen.minimum_age);
        y += draw_reason(ui, {room.x, y, room.w, 0}, words, already ? Tone::info : Tone::attention, look) +
             space::k3;
    }
    if (screen.earlier && foot.y - y > 180) {
        draw_earlier(ui, {room.x, y, room.w, 160}, *screen.earlier);
        y += 160 + space::k3;
    }
    if (foot.y - y > 72) {
        ui.text({room.x, y, room.w, 48}, ui.t("refused.help"),
                {36, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    }
    draw_ways_on(frame, foot, can_change, answer);
    return answer;
}

}  // namespace kiosk
