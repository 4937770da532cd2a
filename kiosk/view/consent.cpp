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

constexpr float kIcon = 96;
constexpr Type kText{36, false, color::kInkSoft, Align::left, VAlign::top, 1.45F};

Rect words_of(Rect box) {
    return box.inset(space::k4, 36).below(kIcon + space::k3);
}

/// The largest size at which each point's text fits its card, so that all three read alike.
float common_size(Ui& ui, Rect box) {
    const Rect room = words_of(box);
    Type text = kText;
    for (const Point& point : kPoints) {
        const std::string words = ui.t(std::string(point.key) + "_text");
        while (text.size > text.smallest && ui.height_of(words, text, room.w) > room.h) text.size -= 2;
    }
    return text.size;
}

void draw_point(const Frame& frame, Rect box, const Point& point, float size) {
    Ui& ui = frame.ui;
    const std::string key(point.key);
    card(ui, box);
    const Rect inner = box.inset(space::k4, 36);
    icon_tile(ui, inner.x, inner.y, kIcon, point.icon, Tone::info);
    ui.text(inner.top(kIcon).after(kIcon + space::k3), ui.t(key),
            {type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    Type text = kText;
    text.size = size;
    ui.text(words_of(box), ui.t(key + "_text"), text);
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
    const Rect points = room.top(free);
    const auto place = [&](int i) {
        return tall ? points.row(i, 3, space::k3) : points.column(i, 3, space::k3);
    };
    const float size = common_size(ui, place(0));
    int i = 0;
    for (const Point& point : kPoints) draw_point(frame, place(i++), point, size);
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
