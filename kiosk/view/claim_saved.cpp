// The claim is on the disk; the slip for the person.
#include "kiosk/view/claim_parts.h"
#include "kiosk/view/screens.h"

namespace kiosk {

Answer draw(const Frame& frame, const screen::ClaimSaved& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const Halves parts = frame.portrait() ? halves(frame, desk.room, 0.42F) : halves(frame, desk.room, 0.54F);
    Rect room = parts.first;
    constexpr float kMark = 48;
    ui.disc(room.x + kMark, room.y + kMark, kMark, color::kDone);
    ui.icon(room.x + kMark, room.y + kMark, icon::kCheck, 68, color::kWhite);
    ui.text(room.top(2 * kMark).after(2 * kMark + space::k3), ui.t("claim.saved_title"),
            {56, true, color::kDone, Align::left, VAlign::middle, type::kTitleLine, 36});
    room = room.below(2 * kMark + space::k3);
    ui.text(room.top(76), screen.slip.number,
            {type::kTitle, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    room = room.below(76 + space::k2);
    room = room.below(ui.text({room.x, room.y, room.w, 0}, ui.t("claim.saved_text"),
                              {type::kBody, false, color::kInkSoft}) +
                      space::k3);
    draw_print(frame, room, screen.print);
    Rect action = parts.first.foot(112);
    if (screen.print.phase != SlipPrint::Phase::off) {
        const std::string label = ui.t(screen.print.duplicate ? "print.again_duplicate" : "print.again");
        when(desk.answer,
             button(ui, "claim.print", action.column(0, 2, space::k3), label,
                    {.enabled = screen.print.may_print()}),
             Tap::print_again);
        action = action.column(1, 2, space::k3);
    }
    when(desk.answer, next_button(frame, "claim.done", action, ui.t("claim.done")), Tap::done);
    const std::vector<std::string> lines{
        ui.t("saved.tail", {{"name", screen.person.name}, {"tail", screen.person.number_tail}}),
        claim_kind_text(frame, screen.kind),
        ui.t("claim.slip_photographs", {{"count", std::to_string(screen.photographs)}})};
    draw_slip(frame, frame.portrait() ? parts.second.inset(100, 0) : parts.second,
              {ui.t("claim.slip"), lines, ui.t("claim.slip_kept")}, screen.slip);
    return desk.answer;
}

}  // namespace kiosk
