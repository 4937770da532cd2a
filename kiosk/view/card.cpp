// Laying the card on the reader; is this you.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

/// The reader with a card just above its glass, as large as fits; its waves are red while it waits for one.
void draw_reader(Ui& ui, Rect box, bool works) {
    constexpr Color kShell = 0xE9E2D8;
    constexpr Color kGlass = 0xD9D0C3;
    constexpr Color kDeadWave = 0xB9AE9E;
    const float s = std::min({box.w * 0.92F / 640, box.h * 0.95F / 540, 1.4F});
    const Rect all{box.center_x() - 320 * s, box.center_y() - 270 * s, 640 * s, 540 * s};
    const Rect reader = all.foot(248 * s);
    ui.fill(reader, kShell, space::kHeroRadius * s);
    const Rect glass = reader.inset(36 * s, 34 * s);
    ui.fill(glass, kGlass, space::kRadius * s);
    for (int i = 0; i < 3; ++i) {
        ui.arc(glass.center_x(), glass.bottom() + 10 * s, (64 + 46 * static_cast<float>(i)) * s, 218, 322,
               works ? color::kAction : kDeadWave, 10 * s);
    }
}

void draw_id_card(Ui& ui, Rect box) {
    constexpr Color kEdge = 0xCFC4B4;
    constexpr Color kPaperTone = 0xEAE4D8;
    constexpr Color kLineTone = 0xDCD3C6;
    const float s = std::min({box.w * 0.92F / 640, box.h * 0.95F / 540, 1.4F});
    const Rect id{box.center_x() - 230 * s, box.center_y() - 270 * s, 460 * s, 280 * s};
    ui.fill(id, color::kCard, space::kCardRadius * s);
    ui.outline(id, kEdge, space::kCardRadius * s, 3);
    const Rect in = id.inset(36 * s);
    // The portrait is at the right, as on the real one; its lower edge hides the shoulders' round ends.
    const Rect photo{in.right() - 130 * s, in.y, 130 * s, 150 * s};
    ui.fill(photo, kPaperTone, 12 * s);
    ui.disc(photo.center_x(), photo.y + 54 * s, 28 * s, kEdge);
    ui.fill({photo.center_x() - 46 * s, photo.y + 94 * s, 92 * s, 56 * s}, kEdge, 28 * s);
    ui.fill(photo.foot(24 * s), kPaperTone, 12 * s);
    ui.fill({in.x, in.y + 8 * s, 190 * s, 20 * s}, kLineTone, 10 * s);
    ui.fill({in.x, in.y + 54 * s, 130 * s, 20 * s}, kLineTone, 10 * s);
    ui.fill({in.x, in.y + 100 * s, 220 * s, 20 * s}, kLineTone, 10 * s);
    ui.fill({in.x, in.bottom() - 24 * s, in.w * 0.86F, 24 * s}, 0xC6BBA9, 12 * s);
}

/// What was read, soft, above its value.
void draw_read(Ui& ui, Rect box, std::string_view name, std::string_view value, float size) {
    const Type soft{type::kBody, false, color::kInkSoft, Align::left, VAlign::top, type::kTitleLine};
    const Type bold{size, true, color::kInk, Align::left, VAlign::top, type::kTitleLine};
    const float upper = ui.height_of(name, soft, box.w);
    const float lower = size * type::kTitleLine;
    const float top = box.center_y() - (upper + space::k1 + lower) / 2;
    ui.text({box.x, top, box.w, upper}, name, soft);
    ui.text({box.x, top + upper + space::k1, box.w, lower}, value, bold);
}

}  // namespace

Answer draw(const Frame& frame, const screen::PlaceCard& screen) {
    Ui& ui = frame.ui;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.5F : 0.52F);
    const Rect room = heading(frame, parts.first, ui.t("card.title"), ui.t("card.text"));
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
    draw_id_card(ui, parts.second);
    return {};
}

Answer draw(const Frame& frame, const screen::ConfirmPerson& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("confirm.title"));
    const Halves parts =
        frame.portrait() ? Halves{room.top(room.h - kAnswersHeight - space::k4), room.foot(kAnswersHeight)}
                         : halves(frame, room, 0.58F);
    card(ui, parts.first);
    const Rect inner = parts.first.inset(space::k5, space::k3);
    const Rect name = inner.top(inner.h * 0.4F);
    const Rect number = inner.below(name.h).top(inner.h * 0.3F);
    draw_read(ui, name, ui.t("confirm.name"), screen.person.name, type::kAmount);
    draw_read(ui, number, ui.t("confirm.number"), screen.person.number, 48);
    draw_read(ui, inner.foot(number.h), ui.t("confirm.kind"), card_kind_text(ui, screen.person.kind), 48);
    ui.fill(number.top(2), color::kLine);
    ui.fill(inner.foot(number.h).top(2), color::kLine);
    const Answers places = answers_at_foot(parts.second);
    const bool ready = !screen.waiting;
    when(
        answer,
        next_button(frame, "confirm.yes", places.yes, ui.t(ready ? "confirm.yes" : "confirm.waiting"), ready),
        Tap::yes);
    when(answer,
         button(ui, "confirm.no", places.no, ui.t("confirm.no"), {.size = type::kLarge, .enabled = ready}),
         Tap::no);
    return answer;
}

}  // namespace kiosk
