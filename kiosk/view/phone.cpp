// The mobile number, on large keys. It is shown as typed: the person must be able to check it.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

/// "138 0000 6621", as people read it out.
std::string grouped(const std::string& digits) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i == 3 || i == 7) out += ' ';
        out += digits[i];
    }
    return out;
}

}  // namespace

Answer draw(const Frame& frame, const screen::Phone& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.37F : 0.5F, space::k5);
    const Rect room = heading(frame, parts.first, ui.t("phone.title"), ui.t("phone.text"));
    std::string shown = grouped(screen.digits.text());
    field(ui, room.top(124), shown, ui.t("phone.prompt"), screen.impossible);
    platform::wipe(shown);
    if (screen.impossible) {
        banner(ui, room.below(124 + space::k3).top(196), Tone::attention, icon::kAlert,
               ui.t("phone.impossible"), ui.t("phone.impossible_text"));
    }
    pad(frame,
        frame.portrait()
            ? Rect{parts.second.x, parts.second.y, parts.second.w, parts.second.h - 124 - space::k4}
            : parts.second,
        answer);
    const Rect foot = frame.portrait() ? parts.second.foot(124) : parts.first.foot(124);
    when(answer, next_button(frame, "phone.next", foot, ui.t("phone.next"), screen.complete), Tap::next);
    return answer;
}

}  // namespace kiosk
