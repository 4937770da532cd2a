// What the worker gets and what it costs.
#include <algorithm>
#include <limits>

#include "kiosk/view/inquiry_words.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

/// The smallest and largest sum that a benefit may pay.
struct Span {
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    std::int64_t most = 0;
    void add(std::int64_t fen) {
        if (fen <= 0) return;
        least = std::min(least, fen);
        most = std::max(most, fen);
    }
};

std::string span_text(const Ui& ui, const Span& span) {
    if (span.most == 0) return {};
    if (span.least == span.most) return money_text(ui, span.most);
    return ui.t("plan.from_to", {{"least", amount_text(span.least)}, {"most", money_text(ui, span.most)}});
}

void draw_benefit(const Frame& frame, Rect row, const config::Benefit& benefit, bool last) {
    Ui& ui = frame.ui;
    const float side = std::min(92.0F, row.h - space::k3);
    icon_tile(ui, row.x, row.center_y() - side / 2, side, icon_of_kind(benefit.kind), Tone::info);
    const config::ClaimKind* kind = frame.context.pack.find_kind(benefit.kind);
    const std::string amount = benefit_span(ui, benefit);
    std::string name = kind == nullptr ? benefit.kind : words(ui, kind->name);
    if (amount.empty() && benefit.highlight) name = words(ui, *benefit.highlight);
    const Rect room = row.after(side + space::k3);
    const Type bold{34, true, color::kInk, Align::right, VAlign::middle, 1.2F};
    const float right = amount.empty() ? 0.0F : std::min(room.w * 0.62F, ui.width_of(amount, bold) + 2);
    ui.text({room.x, room.y, room.w - right - space::k2, room.h}, name,
            {34, false, color::kInk, Align::left, VAlign::middle, 1.25F});
    if (right > 0) ui.text({room.right() - right, room.y, right, room.h}, amount, bold);
    if (!last) ui.fill({row.x, row.bottom() + space::k1 / 2 - 1, row.w, 2}, color::kLine);
}

}  // namespace

std::string benefit_span(const Ui& ui, const config::Benefit& benefit) {
    Span span;
    if (const auto* day = std::get_if<config::PerDay>(&benefit.pays)) {
        return ui.t("plan.per_day",
                    {{"amount", money_text(ui, day->amount_fen)}, {"days", std::to_string(day->max_days)}});
    }
    if (const auto* sum = std::get_if<config::Sum>(&benefit.pays)) span.add(sum->amount_fen);
    if (const auto* grades = std::get_if<config::Grades>(&benefit.pays)) {
        for (const std::int64_t fen : grades->amount_fen) span.add(fen);
    }
    if (const auto* tiers = std::get_if<config::Tiers>(&benefit.pays)) {
        for (const config::Tier& tier : tiers->tiers) {
            if (const auto* fen = std::get_if<std::int64_t>(&tier.pays)) span.add(*fen);
        }
    }
    return span_text(ui, span);
}

Answer draw(const Frame& frame, const screen::Plan& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("plan.title"));
    const Halves parts = list_and_cost(frame, room);
    if (const config::Plan* plan = frame.context.pack.find_plan(screen.offer.plan)) {
        const int count = static_cast<int>(plan->benefits.size());
        const Rect list =
            parts.first.top(std::min(parts.first.h, 2 * space::k3 + 160 * static_cast<float>(count)));
        card(ui, list);
        for (int i = 0; i < count; ++i) {
            draw_benefit(frame, list.inset(space::k4, space::k3).row(i, count, space::k1),
                         plan->benefits[static_cast<std::size_t>(i)], i + 1 == count);
        }
    }
    const Rect side = parts.second;
    draw_cost(frame, side.top(side.h - 124 - space::k3), screen.offer, ui.t("plan.fee_text"));
    when(answer, next_button(frame, "plan.next", side.foot(124), ui.t("plan.next")), Tap::next);
    return answer;
}

}  // namespace kiosk
