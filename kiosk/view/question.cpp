// One question of an inquiry: options, yes and no, or a number on large keys.
#include <algorithm>

#include "kiosk/view/inquiry_words.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

Rect draw_heading(const Frame& frame, Rect box, const screen::Question& question) {
    const auto topic = question.inquiry == Inquiry::benefit && question.ask != Ask::topic
                           ? topic_of(frame.context.pack, question.replies)
                           : std::nullopt;
    if (topic) {
        constexpr float kPill = 68;
        pill(frame.ui, box.top(kPill), topic_text(frame, *topic), Tone::info, Align::left, false);
        box = box.below(kPill + space::k2);
    }
    return heading(frame, box, ask_title(frame, question.ask), ask_text(frame, question));
}

/// An answer to tap: it is taken at once.
bool option_row(Ui& ui, std::string_view id, Rect box, const Option& option) {
    const Ui::Touch touch = ui.touch(id, box);
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kRadius);
    ui.outline(box, color::kLine, space::kRadius);
    Rect inner = box.inset(space::k4, space::k1);
    if (option.icon != 0) {
        const float side = std::min(88.0F, inner.h - space::k1);
        icon_tile(ui, inner.x, box.center_y() - side / 2, side, option.icon, Tone::info);
        inner = inner.after(side + space::k3);
    }
    ui.icon(box.right() - space::k4 - 16, box.center_y(), icon::kNext, 48, color::kInkSoft);
    inner.w -= 64;
    const Type bold{type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine};
    if (option.detail.empty()) {
        ui.text(inner.inset(0, space::k2), option.title, bold);
        return touch.tapped;
    }
    const Type soft{28, false, color::kInkSoft, Align::left, VAlign::top, 1.35F, 24};
    const float lower = std::min(ui.height_of(option.detail, soft, inner.w), inner.h - 56);
    const float top = inner.center_y() - (52 + lower) / 2;
    ui.text({inner.x, top, inner.w, 52}, option.title, bold);
    ui.text({inner.x, top + 52, inner.w, lower}, option.detail, soft);
    return touch.tapped;
}

Answer draw_options(const Frame& frame, const screen::Question& question) {
    Answer answer;
    const Rect room = draw_heading(frame, frame.body, question);
    const std::size_t count = options_of(frame.context.pack, question.ask, question.replies);
    const std::size_t first = question.page * kOptionsOnPage;
    const int shown = static_cast<int>(std::min(kOptionsOnPage, count - first));
    const int columns = frame.portrait() ? (shown < 8 ? 1 : 2) : (shown == 3 ? 1 : 2);
    const int rows = (shown + columns - 1) / columns;
    const float foot = question.pages > 1 ? space::kControl + space::k3 : 0;
    const float highest = frame.portrait() ? 236 : 208;
    const float height = std::min(room.h - foot, static_cast<float>(rows) * highest);
    for (int i = 0; i < shown; ++i) {
        const std::size_t index = first + static_cast<std::size_t>(i);
        const Option option = option_of(frame, question, index);
        const Rect box =
            room.top(height).row(i / columns, rows, space::k3).column(i % columns, columns, space::k3);
        when(answer, option_row(frame.ui, "option." + std::to_string(index), box, option),
             ChooseOption{index});
    }
    pages(frame, room.foot(space::kControl), question.page, question.pages, answer);
    return answer;
}

Answer draw_yes_no(const Frame& frame, const screen::Question& question) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = draw_heading(frame, frame.body, question);
    const YesNo words = yes_no_text(frame, question.ask);
    const Rect box = room.top(std::min(room.h, frame.portrait() ? 900.0F : 400.0F));
    const auto at = [&](int i) {
        return frame.portrait() ? box.row(i, 2, space::k3) : box.column(i, 2, space::k4);
    };
    when(answer, button(ui, "question.yes", at(0), words.yes, {.icon = icon::kCheck, .size = 52}), Tap::yes);
    when(answer, button(ui, "question.no", at(1), words.no, {.icon = icon::kClose, .size = 52}), Tap::no);
    return answer;
}

bool is_wrong(const screen::Question& question) {
    if (question.ready || question.typed.empty()) return false;
    if (form_of(question.ask) == AskForm::date) return question.typed.size() == digits_of(question.ask);
    return question.ask == Ask::joining;
}

Answer draw_pad(const Frame& frame, const screen::Question& question) {
    Ui& ui = frame.ui;
    Answer answer;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.46F : 0.5F, space::k5);
    Rect room = draw_heading(frame, parts.first, question);
    const bool date = form_of(question.ask) == AskForm::date;
    const bool wrong = is_wrong(question);
    field(ui, room.top(124), typed_text(frame, question), ui.t(date ? "question.type_date" : "question.type"),
          wrong);
    room = room.below(124 + space::k3);
    if (wrong) {
        const std::string_view key = date ? "question.wrong_date" : "question.wrong_joining";
        banner(ui, room.top(104), Tone::attention, icon::kAlert, ui.t(key));
    } else if (date) {
        when(answer,
             button(ui, "question.today", room.top(space::kControl), ui.t("question.today"),
                    {.icon = icon::kCalendar}),
             Tap::today);
    }
    const Rect keys = parts.second;
    pad(frame, frame.portrait() ? Rect{keys.x, keys.y, keys.w, keys.h - 124 - space::k4} : keys, answer);
    const Rect foot = frame.portrait() ? keys.foot(124) : parts.first.foot(124);
    when(answer, next_button(frame, "question.next", foot, ui.t("question.next"), question.ready), Tap::next);
    return answer;
}

}  // namespace

Answer draw(const Frame& frame, const screen::Question& screen) {
    switch (form_of(screen.ask)) {
        case AskForm::choice:
            return draw_options(frame, screen);
        case AskForm::yes_no:
            return draw_yes_no(frame, screen);
        case AskForm::number:
        case AskForm::money:
        case AskForm::date:
            return draw_pad(frame, screen);
    }
    return {};
}

}  // namespace kiosk
