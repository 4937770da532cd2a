// Joining the union, which the scheme asks for; the person decides.
#include "kiosk/view/screens.h"

namespace kiosk {

Answer draw(const Frame& frame, const screen::JoinUnion&) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("join.title"), ui.t("join.text"));
    const Halves parts =
        frame.portrait() ? Halves{room.top(room.h - kAnswersHeight - space::k4), room.foot(kAnswersHeight)}
                         : halves(frame, room, 0.6F);
    const float larger = frame.portrait() ? 6 : 0;
    const float side = frame.portrait() ? 120 : 88;
    const Rect box = parts.first;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    constexpr std::pair<std::string_view, char32_t> kPoints[] = {
        {"join.free", icon::kCheck}, {"join.own", icon::kUnion}, {"join.will", icon::kHeart}};
    int i = 0;
    for (const auto& [name, sign] : kPoints) {
        const std::string key(name);
        const Rect row = inner.row(i++, 3, space::k2);
        icon_tile(ui, row.x, row.center_y() - side / 2, side, sign, Tone::info);
        const Rect words = row.after(side + space::k3);
        const Type bold{36 + larger, true, color::kInk, Align::left, VAlign::top, type::kTitleLine};
        const Type soft{type::kBody + larger, false, color::kInkSoft, Align::left, VAlign::top, 1.4F};
        const float upper = ui.height_of(ui.t(key), bold, words.w);
        const float lower = ui.height_of(ui.t(key + "_text"), soft, words.w);
        const float y = words.center_y() - (upper + lower + space::k1) / 2;
        ui.text({words.x, y, words.w, upper}, ui.t(key), bold);
        ui.text({words.x, y + upper + space::k1, words.w, lower}, ui.t(key + "_text"), soft);
    }
    const Answers places = answers_at_foot(parts.second);
    when(answer, next_button(frame, "join.yes", places.yes, ui.t("join.yes")), Tap::join);
    when(answer, button(ui, "join.no", places.no, ui.t("join.no"), {.size = type::kLarge}), Tap::not_join);
    return answer;
}

}  // namespace kiosk
