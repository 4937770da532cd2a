// Kind of work and place of work, by touching names: nobody has to write Chinese.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

struct Kind {
    Employment employment;
    std::string_view id;
    std::string_view key;
    char32_t icon;
};
constexpr Kind kKinds[] = {{Employment::flexible, "work.flexible", "work.flexible", icon::kDelivery},
                           {Employment::small_micro, "work.small_micro", "work.small_micro", icon::kShop}};

void draw_kinds(const Frame& frame, Rect box, const screen::Work& screen, Answer& answer) {
    const Ui& ui = frame.ui;
    int i = 0;
    for (const Employment offered : screen.offered) {
        for (const Kind& kind : kKinds) {
            if (kind.employment != offered) continue;
            const Rect place = box.row(i++, static_cast<int>(screen.offered.size()), space::k3);
            const std::string key(kind.key);
            when(answer,
                 choice(frame.ui, kind.id, place, kind.icon, ui.t(key), ui.t(key + "_detail"),
                        screen.employment == offered),
                 ChooseEmployment{offered});
        }
    }
}

void draw_places(const Frame& frame, Rect box, const screen::Work& screen, Answer& answer) {
    Ui& ui = frame.ui;
    const auto& places = frame.context.station.workplaces;
    ui.text(box.top(space::kControl), ui.t("work.where"),
            {type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    pages(frame, box.top(space::kControl), screen.page, screen.pages, answer);
    const Rect grid = box.below(space::kControl + space::k3);
    const auto size = static_cast<std::size_t>(frame.context.settings.page_size);
    const int rows = (frame.context.settings.page_size + 1) / 2;
    const float height =
        std::min(148.0F, (grid.h - space::k2 * static_cast<float>(rows - 1)) / static_cast<float>(rows));
    for (std::size_t i = 0; i < size && screen.page * size + i < places.size(); ++i) {
        const std::size_t index = screen.page * size + i;
        const Rect cell = grid.column(static_cast<int>(i % 2), 2, space::k2);
        const Rect place{cell.x, grid.y + static_cast<float>(i / 2) * (height + space::k2), cell.w, height};
        when(answer,
             choice(ui, "work.place." + std::to_string(index), place, 0, places[index].name.in(ui.language()),
                    "", screen.workplace == index),
             ChooseWorkplace{index});
    }
}

}  // namespace

Answer draw(const Frame& frame, const screen::Work& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("work.title"));
    const Halves parts =
        halves(frame, {room.x, room.y, room.w, room.h - (frame.portrait() ? 124 + space::k4 : 0)},
               frame.portrait() ? 0.32F : 0.44F);
    const bool placed = screen.workplace || frame.context.station.workplaces.empty();
    const bool ready = screen.employment && placed;
    Rect kinds = parts.first;
    if (!frame.portrait()) kinds.h -= 124 + space::k4;
    draw_kinds(frame, {kinds.x, kinds.y, kinds.w, std::min(kinds.h, 400.0F)}, screen, answer);
    draw_places(frame, parts.second, screen, answer);
    const Rect foot = frame.portrait() ? room.foot(124) : parts.first.foot(124);
    when(answer, next_button(frame, "work.next", foot, ready ? ui.t("work.next") : ui.t("work.hint"), ready),
         Tap::next);
    return answer;
}

}  // namespace kiosk
