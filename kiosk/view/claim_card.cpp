// Whose claim is filed.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

void draw_note(const Frame& frame, Rect box, const screen::ClaimCard& screen) {
    Ui& ui = frame.ui;
    if (screen.request != 0) return banner(ui, box, Tone::info, icon::kSearch, ui.t("ask.looking"));
    if (!screen.trouble) return banner(ui, box, Tone::info, icon::kClock, ui.t("card.waiting"));
    const Words words = trouble_words(ui, *screen.trouble);
    banner(ui, box, Tone::attention, icon::kAlert, words.title, words.text);
}

}  // namespace

Answer draw(const Frame& frame, const screen::ClaimCard& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const Rect room = heading(frame, desk.room, ui.t("claim.card_title"), ui.t("claim.card_text"));
    constexpr float kFoot = 148;
    const Rect panel = room.top(room.h - kFoot - space::k3);
    ui.fill(panel, 0xEDE7DD, space::kHeroRadius);
    const bool reads =
        screen.trouble != CardTrouble::reader_missing && screen.trouble != CardTrouble::reader_defect;
    draw_card_hint(ui, panel.inset(space::k4), reads);
    const Rect foot = room.foot(kFoot);
    const float side = frame.portrait() ? 300 : 400;
    draw_note(frame, {foot.x, foot.y, foot.w - side - space::k3, foot.h}, screen);
    when(desk.answer,
         button(ui, "claim.type_card", {foot.right() - side, foot.y, side, foot.h}, ui.t("claim.type_card"),
                {.icon = icon::kPencil, .enabled = screen.request == 0}),
         Tap::type_claimant);
    return desk.answer;
}

}  // namespace kiosk
