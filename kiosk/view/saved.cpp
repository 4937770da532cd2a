// The record is safe; what to do now, and the slip with its code.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

void draw_slip(const Frame& frame, Rect box, const screen::Saved& screen) {
    Ui& ui = frame.ui;
    ui.fill({box.x + 6, box.y + 12, box.w - 12, box.h}, 0xE6DFD4, space::kCardRadius);
    ui.fill(box, color::kCard, space::kCardRadius);
    const Rect inner = box.inset(space::k4, space::k3);
    const Type bold{type::kBody, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine};
    Type number = bold;
    number.align = Align::right;
    ui.line(inner.top(56), ui.t("saved.slip"), bold);
    ui.line(inner.top(56), screen.slip.number, number);
    for (float x = inner.x; x + 14 <= inner.right(); x += 24)
        ui.fill({x, inner.y + 68, 14, 2}, color::kDisabled);
    const Type small{28, false, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 22};
    const Offer& offer = screen.offer;
    const std::string lines[] = {
        ui.t("saved.tail", {{"name", screen.person.name}, {"tail", screen.person.number_tail}}),
        ui.t("saved.fee_due", {{"fee", money_text(ui, offer.fee_fen)}}),
        ui.t("saved.period", {{"from", platform::format_date(offer.coverage_from)},
                              {"to", platform::format_date(offer.coverage_to)}})};
    float y = inner.y + 84;
    for (const std::string& text : lines) {
        ui.text({inner.x, y, inner.w, 44}, text, small);
        y += 44;
    }
    const Rect below{inner.x, y, inner.w, inner.bottom() - y - 40};
    if (const auto code = platform::qr_encode(screen.slip.code.text())) qr_code(ui, below, *code);
    ui.text(inner.foot(40), ui.t("saved.photo"),
            {type::kSmall, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine, 22});
}

}  // namespace

Answer draw(const Frame& frame, const screen::Saved& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.44F : 0.6F, space::k5);
    const Rect room = parts.first;
    constexpr float kMark = 60;
    float y = room.y + (frame.portrait() ? 0 : 24);
    ui.disc(room.x + kMark, y + kMark, kMark, color::kDone);
    ui.icon(room.x + kMark, y + kMark, icon::kCheck, 84, color::kWhite);
    ui.text({room.x + 2 * kMark + space::k3, y, room.w - 2 * kMark - space::k3, 2 * kMark},
            ui.t("saved.title"),
            {type::kTitle, true, color::kDone, Align::left, VAlign::middle, type::kTitleLine});
    y += 2 * kMark + space::k4;
    y += ui.text({room.x, y, room.w, 0}, ui.t("saved.pay", {{"fee", money_text(ui, screen.offer.fee_fen)}}),
                 {type::kTitle, true, color::kInk, Align::left, VAlign::top, type::kTitleLine}) +
         space::k3;
    const Type soft{36, false, color::kInkSoft, Align::left, VAlign::top, 1.45F, 28};
    y += ui.text({room.x, y, room.w, 0},
                 ui.t(frame.portrait() ? "saved.pay_text_portrait" : "saved.pay_text"), soft) +
         space::k3;
    const bool offline = frame.shell().sync.problem.has_value();
    const Rect action{room.x, room.bottom() - 124, frame.portrait() ? room.w : 560, 124};
    const Rect note{room.x, y, room.w, std::min(150.0F, action.y - y - space::k2)};
    if (screen.time_unconfirmed) {
        banner(ui, note, Tone::attention, icon::kClock, ui.t("saved.unconfirmed"));
    } else if (offline) {
        const std::string at = day_text(ui, platform::shanghai_date(screen.slip.saved_at)) + " " +
                               time_text(screen.slip.saved_at);
        ui.text(note, ui.t("saved.offline", {{"when", at}}),
                {type::kBody, false, color::kInkSoft, Align::left, VAlign::top, 1.45F});
    }
    when(answer, next_button(frame, "saved.done", action, ui.t("saved.done")), Tap::done);
    draw_slip(frame, frame.portrait() ? parts.second.inset(100, 0) : parts.second, screen);
    return answer;
}

}  // namespace kiosk
