// What the person's details are used for, what is kept and how long. Nothing is ticked beforehand.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

struct Point {
    char32_t icon;
    std::string_view key;
};
constexpr Point kPoints[] = {
    {icon::kInfo, "consent.purpose"}, {icon::kPaper, "consent.kept"}, {icon::kLock, "consent.long"}};

/// Icon above the words in landscape, beside them in portrait.
void draw_point(const Frame& frame, Rect box, const Point& point) {
    Ui& ui = frame.ui;
    const std::string key(point.key);
    card(ui, box);
    const Rect inner = box.inset(space::k4, 36);
    constexpr float kIcon = 96;
    const bool beside = frame.portrait();
    icon_tile(ui, inner.x, inner.y, kIcon, point.icon, Tone::info);
    const Rect room = beside ? inner.after(kIcon + space::k3) : inner.below(kIcon + space::k3);
    const Type bold{type::kLarge, true, color::kInk, Align::left, VAlign::top, type::kTitleLine};
    const Type plain{type::kBody, false, color::kInkSoft, Align::left, VAlign::top, 1.45F};
    const float upper = ui.height_of(ui.t(key), bold, room.w);
    ui.text({room.x, room.y, room.w, upper}, ui.t(key), bold);
    ui.text(room.below(upper + space::k1), ui.t(key + "_text"), plain);
}

}  // namespace

Answer draw(const Frame& frame, const screen::Consent& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("consent.title"));
    const bool tall = frame.portrait();
    constexpr float kFoot = 124;
    const Rect foot = room.foot(tall ? 2 * kFoot + space::k3 : kFoot);
    const float free = foot.y - room.y - space::k4;
    const Rect points = room.top(std::min(free, tall ? 3 * 260 + 2 * space::k3 : 420.0F));
    int i = 0;
    for (const Point& point : kPoints) {
        draw_point(frame, tall ? points.row(i, 3, space::k3) : points.column(i, 3, space::k3), point);
        ++i;
    }
    const Rect agree = tall ? foot.top(kFoot) : Rect{foot.x, foot.y, foot.w * 0.62F, foot.h};
    const Rect next = tall ? foot.foot(kFoot) : foot.after(agree.w + space::k3);
    when(answer, check_row(ui, "consent.agree", agree, ui.t("consent.agree"), screen.agreed),
         Tap::toggle_consent);
    when(answer,
         next_button(frame, "consent.next", next, ui.t(screen.agreed ? "consent.next" : "consent.hint"),
                     screen.agreed),
         Tap::next);
    return answer;
}

}  // namespace kiosk
