// What lies over a screen: a message with what to do next, and the countdown before everything is wiped.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

Rect centered(const Ui& ui, float width, float height) {
    const Rect all = ui.screen();
    const float w = std::min(width, all.w - 2 * space::kMargin);
    return {all.center_x() - w / 2, all.center_y() - height / 2, w, height};
}

/// Amber asks for somebody; these only tell.
bool only_tells(Message message) {
    return message == Message::card_changed || message == Message::already_in_list ||
           message == Message::already_paid || message == Message::already_withdrawn ||
           message == Message::already_done || message == Message::typed_wrong ||
           message == Message::nothing_to_pay;
}

}  // namespace

Answer draw_message(const Frame& frame, Message message) {
    Ui& ui = frame.ui;
    Answer answer;
    const Words words = message_words(ui, message);
    const Type title{52, true, color::kInk, Align::left, VAlign::top, type::kTitleLine};
    const Type text{36, false, color::kInkSoft};
    const float width = std::min(1080.0F, ui.screen().w - 2 * space::kMargin) - 2 * space::k5;
    const float words_width = width - 140;
    const float upper = ui.height_of(words.title, title, words_width);
    const float lower = ui.height_of(words.text, text, words_width);
    const float height = 2 * space::k5 + upper + space::k3 + lower + space::k5 + space::kMainAction;
    const Rect box = centered(ui, 1080, height);
    ui.fill(box, color::kCard, space::kHeroRadius);
    const Rect inner = box.inset(space::k5);
    const bool calm = only_tells(message);
    icon_tile(ui, inner.x, inner.y, 108, calm ? icon::kInfo : icon::kAlert,
              calm ? Tone::info : Tone::attention);
    ui.text({inner.x + 140, inner.y, words_width, upper}, words.title, title);
    ui.text({inner.x + 140, inner.y + upper + space::k3, words_width, lower}, words.text, text);
    when(answer, next_button(frame, "message.dismiss", inner.foot(space::kMainAction), ui.t("message.ok")),
         Tap::dismiss);
    return answer;
}

Answer draw_countdown(const Frame& frame, int seconds) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect box = centered(ui, 960, 600);
    ui.fill(box, color::kCard, space::kHeroRadius);
    const Rect inner = box.inset(space::k5);
    const Type middle{type::kTitle, true, color::kInk, Align::center, VAlign::middle, type::kTitleLine};
    ui.text(inner.top(80), ui.t("countdown.title"), middle);
    ui.line({inner.x, inner.y + 88, inner.w, 180}, std::to_string(seconds),
            {type::kHero, true, color::kInk, Align::center, VAlign::middle, type::kTitleLine});
    ui.text({inner.x, inner.y + 264, inner.w, 72}, ui.t("countdown.text"),
            {36, false, color::kInkSoft, Align::center, VAlign::middle, 1.4F});
    when(answer, next_button(frame, "countdown.stay", inner.foot(space::kMainAction), ui.t("countdown.stay")),
         Tap::stay);
    return answer;
}

}  // namespace kiosk
