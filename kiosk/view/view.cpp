#include "kiosk/view/view.h"

#include "kiosk/view/screens.h"

namespace kiosk {

std::optional<Event> draw(const Context& context, const State& state, Ui& ui) {
    const Rect all = ui.screen();
    const Rect body{space::kMargin, space::kTopBar + 48, all.w - 2 * space::kMargin,
                    all.h - space::kTopBar - space::kBottomBar - 2 * 48};
    const Frame frame{context, state, ui, body};
    if (state.message || state.countdown) ui.block();
    draw_top_bar(frame);
    Answer answer = std::visit([&](const auto& screen) { return draw(frame, screen); }, state.screen);
    const Answer bar = draw_bottom_bar(frame);
    if (!answer) answer = bar;
    if (state.countdown) {
        ui.unblock();
        answer = draw_countdown(frame, *state.countdown);
    } else if (state.message) {
        ui.unblock();
        answer = draw_message(frame, *state.message);
    }
    if (!answer && ui.pressed_elsewhere()) answer = Touched{};
    return answer;
}

}  // namespace kiosk
