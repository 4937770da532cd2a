// Papers seen and money received: one enrollment, or a run of scanned slips.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

void draw_method(const Frame& frame, Rect box, PayMethod method, bool enabled, Answer& answer) {
    Ui& ui = frame.ui;
    when(answer,
         choice(ui, "pay.cash", box.column(0, 2, space::k2), 0, ui.t("pay.cash"), "",
                method == PayMethod::cash, enabled),
         ChoosePayMethod{PayMethod::cash});
    when(answer,
         choice(ui, "pay.qr", box.column(1, 2, space::k2), 0, ui.t("pay.qr"), "", method == PayMethod::qr,
                enabled),
         ChoosePayMethod{PayMethod::qr});
}

/// The pad at the right (landscape) or below, with the confirming button under it.
struct PayRoom {
    Rect main;
    Rect pad;
    Rect confirm;
};
PayRoom pay_room(const Frame& frame, Rect room, float tall_foot) {
    if (frame.portrait()) {
        const Rect lower = room.foot(tall_foot);
        return {{room.x, room.y, room.w, room.h - tall_foot - space::k3},
                {lower.x, lower.y, lower.w, lower.h - 112 - space::k3},
                lower.foot(112)};
    }
    const Rect side{room.right() - 500, room.y, 500, room.h};
    return {{room.x, room.y, room.w - 500 - space::k4, room.h},
            {side.x, side.y, side.w, side.h - 124 - space::k3},
            side.foot(124)};
}

std::string who(const Ui& ui, const DeskRow& row) {
    if (row.masked_name.empty()) return row.slip_number;
    return ui.t("entry.title", {{"name", row.masked_name}, {"tail", row.number_tail}});
}

}  // namespace

Answer draw(const Frame& frame, const screen::PaySingle& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const bool free = screen.request == 0;
    const PayRoom parts = pay_room(frame, desk.room, 680);
    const Rect head = parts.main.top(150);
    card(ui, head, Tone::notice);
    const std::string amount = amount_text(screen.row.fee_fen);
    const float width = ui.width_of(amount, {type::kAmount, true}) +
                        ui.width_of(ui.t("money.unit"), {type::kLarge, true}) + 16;
    figure(ui, head.right() - space::k4 - width, head.center_y() - 50, amount, ui.t("money.unit"),
           type::kAmount, type::kLarge, color::kInk);
    const Rect words = Rect{head.x + space::k4, head.y + 18, head.w - width - 3 * space::k4, head.h - 36};
    ui.text(words.row(0, 2, 0), who(ui, screen.row),
            {type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    ui.text(words.row(1, 2, 0), screen.row.slip_number,
            {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    // What is left over goes between the four steps.
    constexpr float kWords = 52;
    constexpr float kSteps = 104 + kWords + 96 + kWords + 108;
    const float gap = std::min(space::k5, (parts.main.h - head.h - kSteps) / 3);
    Rect rest = parts.main.below(head.h + gap);
    const std::string papers =
        screen.row.document ? ui.t("pay.papers", {{"document", document_text(ui, *screen.row.document)}})
                            : ui.t("pay.papers_none");
    when(desk.answer, check_row(ui, "pay.papers", rest.top(104), papers, screen.papers_checked, free),
         Tap::toggle_papers);
    rest = rest.below(104 + gap);
    const Type soft{type::kBody, false, color::kInkSoft, Align::left, VAlign::top, type::kTitleLine};
    ui.text(rest.top(kWords), ui.t("pay.method"), soft);
    draw_method(frame, rest.below(kWords).top(96), screen.method, free, desk.answer);
    rest = rest.below(kWords + 96 + gap);
    ui.text(rest.top(kWords), ui.t("pay.receipt"), soft);
    field(ui, rest.below(kWords).top(108), screen.receipt, ui.t("pay.receipt_prompt"));
    pad(frame, parts.pad, desk.answer, free);
    const std::string label =
        free ? ui.t("pay.confirm", {{"fee", money_text(ui, screen.row.fee_fen)}}) : ui.t("pay.storing");
    when(desk.answer, next_button(frame, "pay.confirm", parts.confirm, label, free && screen.ready),
         Tap::confirm);
    return desk.answer;
}

namespace {

void draw_item(const Frame& frame, Rect row, const screen::PayItem& item, std::size_t index, bool free,
               Answer& answer) {
    Ui& ui = frame.ui;
    const std::string number = std::to_string(index);
    const float mark = std::min(row.h - 14, 60.0F);
    const Rect tick{row.x, row.center_y() - mark / 2, 240, mark};
    const Ui::Touch touch = ui.touch("run.papers." + number, {tick.x, row.y, tick.w, row.h}, free);
    when(answer, touch.tapped, TickPapers{index});
    ui.fill(tick,
            touch.held            ? color::kNeutralWash
            : item.papers_checked ? color::kDoneWash
                                  : color::kCard,
            14);
    ui.outline(tick, item.papers_checked ? color::kDone : color::kDisabled, 14, 2);
    const float box = 34;
    const Rect square{tick.x + 14, tick.center_y() - box / 2, box, box};
    if (item.papers_checked) {
        ui.fill(square, color::kDone, 8);
        ui.icon(square.center_x(), square.center_y(), icon::kCheck, 28, color::kWhite);
    } else {
        ui.outline(square, color::kInkSoft, 8, 2);
    }
    ui.line({square.right() + 14, tick.y, tick.right() - square.right() - 28, tick.h}, ui.t("run.papers"),
            {28, item.papers_checked, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 20});
    const Rect remove{row.right() - mark, tick.y, mark, mark};
    const float money = 130;
    const Rect words{tick.right() + space::k3, row.y, remove.x - tick.right() - money - space::k4, row.h};
    const Type bold{30, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 22};
    const Type soft{type::kSmall, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 20};
    ui.line(words.row(0, 2, -6).inset(0, 2), who(ui, item.row), bold);
    ui.line(words.row(1, 2, -6).inset(0, 2),
            !item.receipt.empty()          ? ui.t("run.receipt", {{"number", item.receipt}})
            : item.row.masked_name.empty() ? ui.t("run.elsewhere")
                                           : item.row.slip_number,
            soft);
    ui.line({remove.x - money - space::k2, row.y, money, row.h}, money_text(ui, item.row.fee_fen),
            {30, false, color::kInk, Align::right, VAlign::middle, type::kTitleLine, 20});
    when(answer, button(ui, "run.remove." + number, remove, "", {.enabled = free}), RemoveItem{index});
    ui.icon(remove.center_x(), remove.center_y(), icon::kDelete, 38,
            free ? color::kInkSoft : color::kDisabled);
}

void draw_items(const Frame& frame, Rect box, const screen::PayRun& screen, Answer& answer) {
    Ui& ui = frame.ui;
    const bool free = screen.request == 0;
    card(ui, box);
    if (screen.items.empty()) {
        constexpr float kWords = 64 + 50;
        const bool roomy = box.h > 400;
        const float hint = roomy ? std::min(300.0F, box.h - kWords - 3 * space::k4) : 0;
        const float whole = kWords + (roomy ? hint + space::k4 : 0);
        const float words = box.center_y() + whole / 2 - kWords;
        if (roomy) draw_code_hint(ui, {box.x, words - space::k4 - hint, box.w, hint}, camera_sees(frame));
        ui.text({box.x + space::k3, words, box.w - 2 * space::k3, 60}, by_code_reader(frame, "run.empty"),
                {type::kLarge, true, color::kInk, Align::center, VAlign::middle, type::kTitleLine});
        ui.text({box.x + space::k3, words + 64, box.w - 2 * space::k3, 50}, ui.t("run.empty_text"),
                {type::kBody, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine});
        return;
    }
    const bool paged = screen.pages > 1;
    const Rect inner = box.inset(space::k3, space::k1);
    const Rect list{inner.x, inner.y, inner.w, inner.h - (paged ? 72.0F : 0.0F)};
    const int size = frame.context.settings.page_size;
    const float height = std::min(84.0F, list.h / static_cast<float>(size));
    const std::size_t first = screen.page * static_cast<std::size_t>(size);
    for (int i = 0; i < size && first + static_cast<std::size_t>(i) < screen.items.size(); ++i) {
        const std::size_t index = first + static_cast<std::size_t>(i);
        const Rect row{list.x, list.y + static_cast<float>(i) * height, list.w, height};
        draw_item(frame, row, screen.items[index], index, free, answer);
        if (i + 1 < size && index + 1 < screen.items.size())
            ui.fill({row.x, row.bottom() - 1, row.w, 2}, color::kLine);
    }
    pages(frame, inner.foot(64), screen.page, screen.pages, answer);
}

/// What to do next, and beside it what has come together so far.
void draw_run_head(const Frame& frame, Rect box, const screen::PayRun& screen) {
    Ui& ui = frame.ui;
    const bool looking = screen.looking != 0;
    const bool none = screen.items.empty();
    const char* key = looking ? "run.looking" : none ? "run.scan_first" : "run.scan";
    const Rect say = none ? box : box.column(0, 2, space::k2);
    if (const auto words = camera_words(frame); words && !looking) {
        banner(ui, say, Tone::attention, icon::kAlert, words->title, none ? words->text : "");
    } else {
        banner(ui, say, Tone::info, looking ? icon::kSearch : icon::kScan, ui.t(key));
    }
    if (none) return;
    const Rect sum = box.column(1, 2, space::k2);
    card(ui, sum, Tone::notice);
    const Rect inner = sum.inset(space::k4, 0);
    const std::string total = money_text(ui, screen.total_fen);
    const Type large{44, true, color::kInk, Align::right, VAlign::middle, type::kTitleLine, 32};
    const float width = ui.line(inner, total, large);
    ui.text({inner.x, inner.y, inner.w - width - space::k2, inner.h},
            ui.t("run.count", {{"count", std::to_string(screen.items.size())}}),
            {type::kBody, false, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
}

}  // namespace

Answer draw(const Frame& frame, const screen::PayRun& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const bool free = screen.request == 0;
    const PayRoom parts = pay_room(frame, desk.room, 700);
    const Rect head = parts.main.top(104);
    draw_run_head(frame, head, screen);
    draw_items(frame,
               {head.x, head.bottom() + space::k2, head.w, parts.main.bottom() - head.bottom() - space::k2},
               screen, desk.answer);
    Rect keys = parts.pad;
    draw_method(frame, keys.top(72), screen.method, free, desk.answer);
    field(ui, keys.below(72 + space::k2).top(84), screen.first_receipt, ui.t("run.first"));
    pad(frame, keys.below(72 + 84 + 2 * space::k2), desk.answer, free);
    const std::string label = !free ? ui.t("run.storing")
                              : screen.items.empty()
                                  ? ui.t("run.confirm_none")
                                  : ui.t("run.confirm", {{"count", std::to_string(screen.items.size())}});
    when(desk.answer, next_button(frame, "run.confirm", parts.confirm, label, free && screen.ready),
         Tap::confirm);
    return desk.answer;
}

}  // namespace kiosk
