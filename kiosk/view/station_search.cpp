// Looking for a station: what is typed, the words it may mean, the keys, and what was found so far.
#include <algorithm>

#include "kiosk/ui/keyboard.h"
#include "kiosk/view/screens.h"
#include "kiosk/view/station_parts.h"
#include "kiosk/view/typing_parts.h"

namespace kiosk {

namespace {

constexpr int kFound = 5;
constexpr float kField = 104;

void draw_found(const Frame& frame, Rect box, const screen::StationSearch& screen, Answer& answer) {
    Ui& ui = frame.ui;
    if (screen.typing.empty()) {
        banner(ui, box.top(200), Tone::info, icon::kSearch, ui.t("stations.how"), ui.t("stations.how_text"));
        return;
    }
    if (screen.found.empty()) {
        banner(ui, box.top(200), Tone::neutral, icon::kInfo, ui.t("stations.none"),
               ui.t("stations.none_text"));
        return;
    }
    ui.text(box.top(64), ui.t("stations.found", {{"count", std::to_string(screen.found.size())}}),
            {type::kBody, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    pages(frame, box.top(64), screen.page, screen.pages, answer);
    const Rect list = box.below(64 + space::k2);
    const auto size = static_cast<std::size_t>(std::min(kFound, frame.context.settings.page_size));
    const float height = std::min(136.0F, (list.h - space::k2 * (kFound - 1)) / kFound);
    for (std::size_t i = 0; i < size && screen.page * size + i < screen.found.size(); ++i) {
        const Rect row{list.x, list.y + static_cast<float>(i) * (height + space::k2), list.w, height};
        draw_station_row(frame, row, screen.found[screen.page * size + i], answer);
    }
}

}  // namespace

Answer draw(const Frame& frame, const screen::StationSearch& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Typing& typing = screen.typing;
    const Rect room = heading(frame, frame.body, ui.t("stations.search_title"));
    const bool tall = frame.portrait();
    const Rect left = tall ? room : Rect{room.x, room.y, room.w * 0.52F, room.h};
    const float clear = 150;
    input_line(ui, {left.x, left.y, left.w - clear - space::k2, kField}, icon::kSearch, typing.words.text(),
               typing.letters.text(), ui.t("stations.prompt"));
    when(answer,
         button(ui, "key.clear", {left.right() - clear, left.y, clear, kField}, ui.t("pad.clear"),
                {.enabled = !typing.empty()}),
         Tap::clear);
    const Rect below = left.below(kField + space::k2);
    const Rect typed = tall ? below.foot(space::kControl + space::k2 + 4 * 112) : below;
    draw_candidates(frame, typed.top(space::kControl), typing, answer);
    draw_keys(frame, typed.below(space::kControl + space::k2), answer);
    const Rect right = tall ? Rect{below.x, below.y + space::k1, below.w, typed.y - below.y - space::k4}
                            : frame.body.after(left.w + space::k5);
    draw_found(frame, right, screen, answer);
    return answer;
}

}  // namespace kiosk
