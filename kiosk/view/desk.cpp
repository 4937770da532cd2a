// The staff desk: its places, and today's list.
#include <algorithm>

#include "kiosk/view/claim_parts.h"
#include "kiosk/view/desk_parts.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

struct Place {
    std::string_view id;
    std::string_view key;
    Tap tap;
};
constexpr Place kPlaces[] = {{"nav.today", "nav.today", Tap::nav_today},
                             {"nav.pay_run", "nav.pay_run", Tap::nav_pay_run},
                             {"nav.claims", "nav.claims", Tap::nav_claims},
                             {"nav.sync", "nav.sync", Tap::nav_sync},
                             {"nav.type_card", "nav.type_card", Tap::nav_type_card},
                             {"nav.devices", "nav.devices", Tap::nav_devices}};

Tap place_of(const Screen& screen) {
    if (std::holds_alternative<screen::PayRun>(screen)) return Tap::nav_pay_run;
    if (std::holds_alternative<screen::Sync>(screen) || std::holds_alternative<screen::FileCodes>(screen))
        return Tap::nav_sync;
    if (std::holds_alternative<screen::Devices>(screen)) return Tap::nav_devices;
    if (const auto* typed = std::get_if<screen::TypeCard>(&screen))
        return typed->for_claim ? Tap::nav_claims : Tap::nav_type_card;
    const bool filing = screen.index() >= Screen(screen::ClaimCard{}).index();
    if (filing || std::holds_alternative<screen::ClaimLookUp>(screen) ||
        std::holds_alternative<screen::Status>(screen)) {
        return Tap::nav_claims;
    }
    return Tap::nav_today;
}

}  // namespace

DeskFrame draw_desk_frame(const Frame& frame) {
    Ui& ui = frame.ui;
    DeskFrame out;
    const bool wide = !frame.portrait();
    constexpr float kSide = 280;
    const int count = static_cast<int>(std::size(kPlaces));
    const Tap here = place_of(frame.state.screen);
    const bool free = !is_busy(frame.state.screen);
    for (int i = 0; i < count; ++i) {
        const Place& place = kPlaces[i];
        const Rect box =
            wide ? Rect{frame.body.x, frame.body.y + static_cast<float>(i) * (92 + space::k2), kSide, 92}
                 : frame.body.top(space::kControl).column(i, count, space::k1);
        const bool chosen = place.tap == here;
        when(out.answer,
             button(
                 ui, place.id, box, ui.t(place.key),
                 {.kind = chosen ? ButtonKind::chosen : ButtonKind::secondary, .size = 34, .enabled = free}),
             place.tap);
    }
    out.room = wide ? frame.body.after(kSide + space::k4) : frame.body.below(space::kControl + space::k4);
    return out;
}

namespace {

/// What is to be paid, or what is claimed: nobody pays for a claim.
Mark payment_mark(const Frame& frame, const DeskRow& row) {
    const Ui& ui = frame.ui;
    if (row.claim) return {claim_kind_text(frame, row.claim->kind), Tone::info};
    if (row.paid) return {ui.t("desk.paid_amount", {{"amount", amount_text(row.fee_fen)}}), Tone::done};
    if (row.withdrawn) return {ui.t("desk.not_due"), Tone::neutral};
    return {ui.t("desk.unpaid"), Tone::notice};
}

void draw_count(const Frame& frame, Rect box, std::string_view name, std::string_view number,
                std::string_view unit, Tone tone) {
    Ui& ui = frame.ui;
    const ToneColors colors = colors_of(tone);
    card(ui, box, tone);
    const Rect inner = box.inset(28, 20);
    ui.text(inner.top(44), name,
            {28, false, tone == Tone::plain ? color::kInkSoft : colors.ink, Align::left, VAlign::middle,
             type::kTitleLine, 22});
    const Type large{60, true};
    const float size = std::min(60.0F, 60.0F * inner.w / std::max(1.0F, ui.width_of(number, large)));
    figure(ui, inner.x, inner.y + 52 + (60 - size), number, unit, size, 28, colors.ink);
}

void draw_counts(const Frame& frame, Rect box, const screen::Desk& screen) {
    const Ui& ui = frame.ui;
    std::int64_t paid = 0;
    std::int64_t paid_fen = 0;
    std::int64_t waiting = 0;
    std::int64_t today = 0;
    for (const DeskRow& row : screen.rows) {
        if (row.earlier || row.claim) continue;
        ++today;
        if (row.paid) ++paid, paid_fen += row.fee_fen;
        if (!row.paid && !row.withdrawn) ++waiting;
    }
    const SyncStatus& sync = frame.shell().sync;
    const bool known = screen.request == 0 || !screen.rows.empty();
    const auto number = [&](std::int64_t value) { return known ? std::to_string(value) : std::string("…"); };
    const auto cell = [&](int i) {
        return frame.portrait() ? box.row(i / 2, 2, space::k2).column(i % 2, 2, space::k2)
                                : box.column(i, 4, space::k3);
    };
    draw_count(frame, cell(0), ui.t("desk.count"), number(today), "", Tone::plain);
    draw_count(frame, cell(1), ui.t("desk.paid"), number(paid),
               paid_fen > 0 ? "· " + money_text(ui, paid_fen) : "", Tone::plain);
    draw_count(frame, cell(2), ui.t("desk.held"),
               std::to_string(sync.written) + " / " + std::to_string(sync.held), "", Tone::plain);
    draw_count(frame, cell(3), ui.t("desk.waiting"), number(waiting), "",
               waiting > 0 ? Tone::notice : Tone::plain);
}

/// Columns as shares of the width; 0 leaves one out.
struct Columns {
    float time, name, tail, payment, center;
};
constexpr Columns kWide{0.10F, 0.19F, 0.14F, 0.19F, 0.25F};
constexpr Columns kTall{0.125F, 0.215F, 0, 0.21F, 0.25F};

struct Cells {
    Rect time, name, tail, payment, center, action;
};
Cells cells_of(const Columns& columns, Rect row) {
    Cells out;
    float x = row.x;
    const auto take = [&](float share) {
        const Rect cell{x, row.y, row.w * share - space::k2, row.h};
        x += row.w * share;
        return cell;
    };
    out.time = take(columns.time);
    out.name = take(columns.name);
    out.tail = take(columns.tail);
    out.payment = take(columns.payment);
    out.center = take(columns.center);
    out.action = {x, row.y, row.right() - x, row.h};
    return out;
}

void draw_payment(const Frame& frame, Rect cell, const DeskRow& row) {
    Ui& ui = frame.ui;
    const Mark mark = payment_mark(frame, row);
    if (row.claim) {
        ui.icon(cell.x + 18, cell.center_y(), icon::kReceipt, 36, colors_of(mark.tone).ink);
        cell = cell.after(36 + space::k1);
    }
    // A long kind of claim is on its own page; here only where there is room for it.
    const bool roomy = !row.claim || (!mark.text.empty() && pill_width(ui, mark.text, false) <= cell.w);
    pill(ui, cell, roomy ? mark.text : ui.t("desk.claim"), mark.tone, Align::left, false);
}

void draw_row(const Frame& frame, Rect row, const DeskRow& it, std::size_t index, Answer& answer) {
    Ui& ui = frame.ui;
    const Ui::Touch touch = ui.touch("desk.row." + std::to_string(index), row);
    if (touch.held) ui.fill(row.inset(-space::k2, 2), color::kNeutralWash, 14);
    when(answer, touch.tapped, SelectRow{index});
    const Cells cells = cells_of(frame.portrait() ? kTall : kWide, row);
    const Type plain{type::kBody, false,          it.withdrawn ? color::kInkSoft : color::kInk,
                     Align::left, VAlign::middle, type::kTitleLine};
    ui.line(cells.time, it.earlier ? day_text(ui, platform::shanghai_date(it.at)) : time_text(it.at), plain);
    ui.line(cells.name, it.masked_name.empty() ? it.slip_number : it.masked_name, plain);
    if (cells.tail.w > 0) ui.line(cells.tail, it.number_tail, plain);
    const Mark center = center_mark(ui, it);
    draw_payment(frame, cells.payment, it);
    // The reason is on the record's own page; here only where there is room for it.
    const bool roomy = it.reason.empty() || pill_width(ui, center.text, false) <= cells.center.w;
    const char* brief = it.state == EnrollmentState::in_review ? "desk.review" : "desk.refused_short";
    pill(ui, cells.center, roomy ? center.text : ui.t(brief), center.tone, Align::left, false);
    const bool due = !it.claim && !it.paid && !it.withdrawn && !it.task;
    ui.line({cells.action.x, row.y, cells.action.w - 40, row.h}, ui.t(due ? "desk.pay" : "desk.open"),
            {type::kBody, due, due ? color::kAction : color::kInkSoft, Align::right, VAlign::middle,
             type::kTitleLine});
    ui.icon(cells.action.right() - 16, row.center_y(), icon::kNext, 40,
            due ? color::kAction : color::kInkSoft);
}

void draw_table_head(const Frame& frame, Rect row) {
    Ui& ui = frame.ui;
    const Cells cells = cells_of(frame.portrait() ? kTall : kWide, row);
    const Type soft{type::kSmall, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 20};
    ui.line(cells.time, ui.t("desk.time"), soft);
    ui.line(cells.name, ui.t("desk.name"), soft);
    if (cells.tail.w > 0) ui.line(cells.tail, ui.t("desk.tail"), soft);
    ui.line(cells.payment, ui.t("desk.payment"), soft);
    ui.line(cells.center, ui.t("desk.center"), soft);
    ui.fill({row.x, row.bottom() - 1, row.w, 2}, color::kLine);
}

void draw_nothing(const Frame& frame, Rect box, bool loading) {
    Ui& ui = frame.ui;
    icon_tile(ui, box.center_x() - 56, box.center_y() - 140, 112, icon::kList, Tone::neutral);
    ui.text({box.x, box.center_y(), box.w, 60}, ui.t(loading ? "desk.loading" : "desk.empty"),
            {type::kLarge, true, color::kInk, Align::center, VAlign::middle, type::kTitleLine});
    if (!loading) {
        ui.text({box.x, box.center_y() + 64, box.w, 50}, ui.t("desk.empty_text"),
                {type::kBody, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine});
    }
}

std::string done_text(const Ui& ui, screen::DeskDone done) {
    switch (done) {
        case screen::DeskDone::payments_confirmed:
            return ui.t("desk.payments_confirmed");
        case screen::DeskDone::corrected:
            return ui.t("desk.corrected");
        case screen::DeskDone::withdrawn:
            return ui.t("desk.withdrawn_done");
    }
    return {};
}

}  // namespace

Answer draw(const Frame& frame, const screen::Desk& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const Rect room = desk.room;
    // What has just been done stands where the counts are, until the next touch of the list.
    const float top = screen.done ? 112.0F : frame.portrait() ? 2 * 156 + space::k2 : 156.0F;
    if (screen.done) {
        banner(ui, room.top(top), Tone::done, icon::kCheck, done_text(ui, *screen.done));
    } else {
        draw_counts(frame, room.top(top), screen);
    }
    const Rect table = room.below(top + space::k3);
    card(ui, table);
    const Rect inner = table.inset(space::k4, space::k1);
    if (screen.rows.empty()) {
        draw_nothing(frame, inner, screen.request != 0);
        return desk.answer;
    }
    constexpr float kHead = 72;
    constexpr float kPager = 88;
    const bool paged = screen.pages > 1;
    const bool tall = frame.portrait();
    draw_table_head(frame, inner.top(kHead));
    const Rect pager = tall ? inner.foot(kPager).inset(0, 8) : inner.top(kHead).inset(0, 4);
    pages(frame, pager, screen.page, screen.pages, desk.answer);
    const Rect below = inner.below(kHead);
    const Rect rows = tall && paged ? below.top(below.h - kPager) : below;
    const int size = frame.context.settings.page_size;
    // A short day's lines are high; they draw together until a page is full.
    const int shown = paged ? size : std::min(size, static_cast<int>(std::ssize(screen.rows)));
    const float height = std::min(tall ? 112.0F : 84.0F, rows.h / static_cast<float>(shown));
    const std::size_t first = screen.page * static_cast<std::size_t>(size);
    for (int i = 0; i < shown && first + static_cast<std::size_t>(i) < screen.rows.size(); ++i) {
        const std::size_t index = first + static_cast<std::size_t>(i);
        const Rect row{rows.x, rows.y + static_cast<float>(i) * height, rows.w, height};
        draw_row(frame, row, screen.rows[index], index, desk.answer);
        if (i + 1 < size) ui.fill({row.x, row.bottom() - 1, row.w, 2}, color::kLine);
    }
    return desk.answer;
}

}  // namespace kiosk
