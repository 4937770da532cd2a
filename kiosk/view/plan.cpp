// What the worker gets and what it costs.
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

constexpr char32_t kBenefitIcons[] = {icon::kHospital, icon::kShield, icon::kHand, icon::kUnion, icon::kCash};

std::vector<std::string> benefit_lines(const Frame& frame, std::string_view plan_id) {
    std::vector<std::string> lines;
    const config::Plan* plan = frame.context.pack.find_plan(plan_id);
    if (plan == nullptr) return lines;
    for (const config::Benefit& benefit : plan->benefits) {
        if (benefit.highlight) {
            lines.push_back(words(frame.ui, *benefit.highlight));
        } else if (const config::ClaimKind* kind = frame.context.pack.find_kind(benefit.kind)) {
            lines.push_back(words(frame.ui, kind->name));
        }
    }
    return lines;
}

}  // namespace

Answer draw(const Frame& frame, const screen::Plan& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("plan.title"));
    const Halves parts = halves(frame, room, frame.portrait() ? 0.46F : 0.56F);
    card(ui, parts.first);
    const std::vector<std::string> lines = benefit_lines(frame, screen.offer.plan);
    const Rect inner = parts.first.inset(space::k4, space::k3);
    const int count = std::max(1, static_cast<int>(lines.size()));
    for (int i = 0; i < static_cast<int>(lines.size()); ++i) {
        const Rect row = inner.row(i, count, space::k1);
        const float side = std::min(84.0F, row.h);
        icon_tile(ui, row.x, row.center_y() - side / 2, side,
                  kBenefitIcons[static_cast<std::size_t>(i) % std::size(kBenefitIcons)], Tone::done);
        ui.text(row.after(side + space::k3), lines[static_cast<std::size_t>(i)],
                {36, false, color::kInk, Align::left, VAlign::middle, 1.3F});
        if (i + 1 < count) ui.fill({row.x, row.bottom() + space::k1 / 2 - 1, row.w, 2}, color::kLine);
    }
    const Rect side = parts.second;
    draw_fee(frame, side.top(200), screen.offer, ui.t("plan.fee_text"));
    draw_coverage(frame, side.below(200 + space::k3).top(236), screen.offer);
    when(answer, next_button(frame, "plan.next", side.foot(124), ui.t("plan.next")), Tap::next);
    return answer;
}

}  // namespace kiosk
