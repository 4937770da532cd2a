// The record is safe; what to do now, and the slip with its code.
#include <cmath>

#include "kiosk/view/screens.h"

namespace kiosk {

void draw_slip(const Frame& frame, Rect box, const SlipWords& words, const Slip& slip) {
    Ui& ui = frame.ui;
    ui.fill({box.x + 6, box.y + 12, box.w - 12, box.h}, 0xE6DFD4, space::kCardRadius);
    ui.fill(box, color::kCard, space::kCardRadius);
    const Rect inner = box.inset(space::k4, space::k3);
    const Type bold{type::kBody, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine};
    Type number = bold;
    number.align = Align::right;
    ui.line(inner.top(56), words.title, bold);
    ui.line(inner.top(56), slip.number, number);
    constexpr float kDash = 14;
    const float gaps = std::floor((inner.w - kDash) / 24);
    for (float i = 0; i <= gaps; ++i)
        ui.fill({inner.x + i * (inner.w - kDash) / gaps, inner.y + 66, kDash, 2}, color::kDisabled);
    const Type small{30, false, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 22};
    float y = inner.y + 76;
    for (const std::string& text : words.lines) {
        ui.text({inner.x, y, inner.w, 40}, text, small);
        y += 40;
    }
    const Rect below{inner.x, y, inner.w, inner.bottom() - y - 36};
    if (const auto code = platform::qr_encode(slip.code.text())) qr_code(ui, below, *code);
    ui.text(inner.foot(36), words.foot,
            {28, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine, 24});
}

namespace {

SlipWords slip_words(const Ui& ui, const screen::Saved& screen) {
    const Offer& offer = screen.offer;
    return {ui.t("saved.slip"),
            {ui.t("saved.tail", {{"name", screen.person.name}, {"tail", screen.person.number_tail}}),
             ui.t("saved.fee_due", {{"fee", money_text(ui, offer.fee_fen)}}),
             ui.t("saved.period", {{"from", platform::format_date(offer.coverage_from)},
                                   {"to", platform::format_date(offer.coverage_to)}})},
            ui.t("saved.photo")};
}

/// What to do now: money due is ink on the notice wash. Returns the height.
float draw_due(const Frame& frame, Rect box, const Offer& offer) {
    Ui& ui = frame.ui;
    const Type title{type::kTitle, true, color::kInk, Align::left, VAlign::top, type::kTitleLine};
    const Type text{36, false, color::kInk, Align::left, VAlign::top, 1.45F};
    const std::string pay = ui.t("saved.pay", {{"fee", money_text(ui, offer.fee_fen)}});
    const std::string how = ui.t(frame.portrait() ? "saved.pay_text_portrait" : "saved.pay_text");
    const Rect inner = box.inset(space::k4, 32);
    const float upper = ui.height_of(pay, title, inner.w);
    const float lower = ui.height_of(how, text, inner.w);
    const float height = upper + space::k2 + lower + 2 * 32;
    card(ui, box.top(height), Tone::notice);
    ui.text(inner.top(upper), pay, title);
    ui.text({inner.x, inner.y + upper + space::k2, inner.w, lower}, how, text);
    return height;
}

/// What the worker need not worry about. Returns the height.
float draw_note(const Frame& frame, Rect box, const screen::Saved& screen) {
    Ui& ui = frame.ui;
    if (screen.time_unconfirmed) {
        banner(ui, box.top(124), Tone::attention, icon::kClock, ui.t("saved.unconfirmed"));
        return 124;
    }
    if (!frame.shell().sync.problem) return 0;
    const std::string at =
        day_text(ui, platform::shanghai_date(screen.slip.saved_at)) + " " + time_text(screen.slip.saved_at);
    return ui.text({box.x, box.y, box.w, 0}, ui.t("saved.offline", {{"when", at}}),
                   {type::kBody, false, color::kInkSoft, Align::left, VAlign::top, 1.45F});
}

struct PrintWords {
    Tone tone;
    char32_t icon;
    std::string title;
    std::string text;
};
PrintWords print_words(const Wording& wording, const SlipPrint& print) {
    if (print.phase == SlipPrint::Phase::printing)
        return {Tone::info, icon::kReceipt, wording.t("print.printing"), ""};
    if (print.phase == SlipPrint::Phase::printed)
        return {Tone::done, icon::kReceipt, wording.t("print.printed"), ""};
    return {Tone::attention, icon::kReceipt, printer_words(wording, print.why),
            wording.t("print.failed_text")};
}

}  // namespace

float draw_print(const Frame& frame, Rect box, const SlipPrint& print) {
    if (print.phase == SlipPrint::Phase::off) return 0;
    const PrintWords words = print_words(frame.ui, print);
    const float height = words.text.empty() ? 72 : 148;
    banner(frame.ui, box.top(height), words.tone, words.icon, words.title, words.text);
    return height;
}

Answer draw(const Frame& frame, const screen::Saved& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Halves parts =
        frame.portrait() ? Halves{frame.body, {}} : halves(frame, frame.body, 0.58F, space::k5);
    const Rect room = parts.first;
    constexpr float kMark = 56;
    ui.disc(room.x + kMark, room.y + kMark, kMark, color::kDone);
    ui.icon(room.x + kMark, room.y + kMark, icon::kCheck, 80, color::kWhite);
    ui.text(room.top(2 * kMark).after(2 * kMark + space::k3), ui.t("saved.title"),
            {type::kTitle, true, color::kDone, Align::left, VAlign::middle, type::kTitleLine});
    Rect rest = room.below(2 * kMark + space::k3);
    rest = rest.below(draw_due(frame, rest, screen.offer) + space::k3);
    if (const float paper = draw_print(frame, rest, screen.print); paper > 0)
        rest = rest.below(paper + space::k2);
    const bool room_for_note = frame.portrait() || screen.print.phase != SlipPrint::Phase::failed;
    if (const float note = room_for_note ? draw_note(frame, rest, screen) : 0; note > 0)
        rest = rest.below(note + space::k3);
    Rect action = room.foot(124);
    if (screen.print.phase != SlipPrint::Phase::off) {
        const Button again{.enabled = screen.print.may_print()};
        const std::string label = ui.t(screen.print.duplicate ? "print.again_duplicate" : "print.again");
        when(answer, button(ui, "saved.print", action.column(0, 2, space::k3), label, again),
             Tap::print_again);
        action = action.column(1, 2, space::k3);
    }
    when(answer, next_button(frame, "saved.done", action, ui.t("saved.done")), Tap::done);
    const Rect between = rest.top(action.y - rest.y - space::k4);
    draw_slip(frame, frame.portrait() ? between.inset(100, 0) : parts.second, slip_words(ui, screen),
              screen.slip);
    return answer;
}

}  // namespace kiosk
