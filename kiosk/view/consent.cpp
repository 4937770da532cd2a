// What the person's details are used for, what is kept and how long. Nothing is ticked beforehand.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

void draw_point(Ui& ui, Rect box, char32_t icon, std::string_view title, std::string_view text) {
    const float side = 96;
    icon_tile(ui, box.x, box.center_y() - side / 2, side, icon, Tone::info);
    const Rect words = box.after(side + space::k3);
    const Type bold{type::kLarge, true, color::kInk, Align::left, VAlign::top, type::kTitleLine};
    const Type plain{type::kBody, false, color::kInkSoft, Align::left, VAlign::top, 1.4F};
    const float upper = ui.height_of(title, bold, words.w);
    const float lower = ui.height_of(text, plain, words.w);
    const float y = words.center_y() - (upper + lower + space::k1) / 2;
    ui.text({words.x, y, words.w, upper}, title, bold);
    ui.text({words.x, y + upper + space::k1, words.w, words.bottom() - y - upper - space::k1}, text, plain);
}

}  // namespace

Answer draw(const Frame& frame, const screen::Consent& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("consent.title"));
    const Halves parts = halves(frame, room, frame.portrait() ? 0.62F : 0.6F);
    card(ui, parts.first);
    const Rect inner = parts.first.inset(space::k4, space::k3);
    draw_point(ui, inner.row(0, 3, space::k2), icon::kHand, ui.t("consent.purpose"),
               ui.t("consent.purpose_text"));
    draw_point(ui, inner.row(1, 3, space::k2), icon::kPaper, ui.t("consent.kept"), ui.t("consent.kept_text"));
    draw_point(ui, inner.row(2, 3, space::k2), icon::kLock, ui.t("consent.long"), ui.t("consent.long_text"));
    const Rect side = parts.second;
    when(answer, check_row(ui, "consent.agree", side.top(150), ui.t("consent.agree"), screen.agreed),
         Tap::toggle_consent);
    when(answer,
         next_button(frame, "consent.next", {side.x, side.y + 150 + space::k3, side.w, 124},
                     ui.t("consent.next"), screen.agreed),
         Tap::next);
    return answer;
}

}  // namespace kiosk
