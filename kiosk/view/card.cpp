// Laying the card on the reader; is this you.
#include "kiosk/view/screens.h"

namespace kiosk {

void draw_reader(Ui& ui, Rect box, bool works) {
    const float w = std::min(640.0F, box.w);
    const float h = std::min(540.0F, box.h);
    const Rect all{box.center_x() - w / 2, box.center_y() - h / 2, w, h};
    const Rect reader = all.foot(h * 0.46F);
    ui.fill(reader, 0xE9E2D8, space::kHeroRadius);
    const Rect glass = reader.inset(36, 34);
    ui.fill(glass, 0xD9D0C3, space::kRadius);
    const float x = glass.center_x();
    const float y = glass.bottom() + 10;
    for (int i = 0; i < 3; ++i)
        ui.arc(x, y, 64 + 46 * static_cast<float>(i), 218, 322, works ? color::kAction : 0xB9AE9E, 10);
    // The card just above the glass, its portrait at the right as on the real one.
    const Rect id{all.center_x() - w * 0.36F, all.y, w * 0.72F, h * 0.52F};
    ui.fill(id, color::kCard, space::kCardRadius);
    ui.outline(id, 0xCFC4B4, space::kCardRadius, 3);
    const Rect in = id.inset(36);
    const Rect photo{in.right() - 130, in.y, 130, 150};
    ui.fill(photo, 0xEAE4D8, 12);
    ui.disc(photo.center_x(), photo.y + 54, 28, 0xCFC4B4);
    ui.fill({photo.center_x() - 46, photo.y + 94, 92, 56}, 0xCFC4B4, 28);
    ui.fill({photo.x, photo.bottom() - 12, photo.w, 12}, 0xEAE4D8, 0);
    ui.fill({in.x, in.y + 8, 190, 20}, 0xDCD3C6, 10);
    ui.fill({in.x, in.y + 54, 130, 20}, 0xDCD3C6, 10);
    ui.fill({in.x, in.y + 100, 220, 20}, 0xDCD3C6, 10);
    ui.fill({in.x, in.bottom() - 24, in.w * 0.86F, 24}, 0xC6BBA9, 12);
}

Answer draw(const Frame& frame, const screen::PlaceCard& screen) {
    Ui& ui = frame.ui;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.5F : 0.52F);
    const Rect room = heading(frame, parts.first.inset(0, frame.portrait() ? 0 : 40), ui.t("card.title"),
                              ui.t("card.text"));
    if (screen.trouble) {
        const Words words = trouble_words(ui, *screen.trouble);
        banner(ui, room.top(190), Tone::attention, icon::kAlert, words.title, words.text);
    } else {
        const Type waiting{36, false, color::kInfo};
        const float width = ui.width_of(ui.t("card.waiting"), waiting) + 120;
        const Rect box{room.x, room.y, width, 100};
        ui.fill(box, color::kInfoWash, space::kRadius);
        ui.disc(box.x + 40, box.center_y(), 9, color::kInfo);
        ui.line(box.after(68), ui.t("card.waiting"),
                {36, false, color::kInfo, Align::left, VAlign::middle, type::kTitleLine});
    }
    const bool works =
        screen.trouble != CardTrouble::reader_missing && screen.trouble != CardTrouble::reader_defect;
    draw_reader(ui, parts.second, works);
    return {};
}

Answer draw(const Frame& frame, const screen::ConfirmPerson& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("confirm.title"));
    const Halves parts = halves(frame, room, frame.portrait() ? 0.5F : 0.58F);
    const float height = std::min(parts.first.h, 460.0F);
    const Rect box = parts.first.top(height);
    card(ui, box);
    const Rect inner = box.inset(space::k5, space::k4);
    ui.text(inner.top(150), screen.person.name,
            {type::kAmount, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    const Rect facts = inner.below(150 + space::k2);
    ui.fill({facts.x, facts.y, facts.w, 2}, color::kLine);
    fact_row(ui, {facts.x, facts.y, facts.w, 104}, ui.t("confirm.number"), screen.person.number);
    fact_row(ui, {facts.x, facts.y + 104, facts.w, 104}, ui.t("confirm.kind"),
             card_kind_text(ui, screen.person.kind), true);
    const Rect side = parts.second;
    const bool ready = !screen.waiting;
    when(answer, next_button(frame, "confirm.yes", side.top(148), ui.t("confirm.yes"), ready), Tap::yes);
    when(answer,
         button(ui, "confirm.no", side.below(148 + space::k3).top(space::kMainAction), ui.t("confirm.no"),
                {.size = type::kLarge, .enabled = ready}),
         Tap::no);
    if (screen.waiting) {
        banner(ui, side.below(148 + space::kMainAction + 2 * space::k3).top(112), Tone::info, icon::kSearch,
               ui.t("confirm.waiting"));
    }
    return answer;
}

}  // namespace kiosk
