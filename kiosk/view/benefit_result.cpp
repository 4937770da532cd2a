// What the pack would pay: the sum, how it comes about, and a drawing of it.
#include <algorithm>

#include "kiosk/view/benefit_chart.h"
#include "kiosk/view/inquiry_words.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

constexpr float kAction = 124;

bool is_unpublished(const screen::BenefitResult& screen) {
    return !screen.answer.benefit_fen.has_value();
}

/// The steps that the refusal's own words do not say already.
std::vector<config::Text> steps_of(const screen::BenefitResult& screen) {
    std::vector<config::Text> steps;
    for (const config::Text& step : screen.answer.steps) {
        const bool said = std::ranges::any_of(
            screen.answer.refusals, [&](config::Refusal refusal) { return config::reason(refusal) == step; });
        if (!said) steps.push_back(step);
    }
    return steps;
}

void draw_titled_list(const Frame& frame, Rect box, std::string_view title,
                      const std::vector<config::Text>& items) {
    Ui& ui = frame.ui;
    ui.text(box.top(48), title, {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    bullet_list(frame, box.below(48 + space::k2), items);
}

/// The sum, large, and below it how it comes about.
void draw_amount(const Frame& frame, Rect box, const screen::BenefitResult& screen) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("benefit.about"),
            {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    figure(ui, inner.x, inner.y + 44, amount_text(ui, *screen.answer.benefit_fen), ui.t("money.unit"),
           type::kHero, type::kLarge, color::kInk);
    ui.fill({inner.x, inner.y + 248, inner.w, 2}, color::kLine);
    draw_titled_list(frame, inner.below(248 + space::k3), ui.t("benefit.steps"), steps_of(screen));
}

void draw_refusal(const Frame& frame, Rect box, const screen::BenefitResult& screen) {
    Ui& ui = frame.ui;
    const bool unpublished = is_unpublished(screen);
    const config::Refusal why = screen.answer.refusals.front();
    const Words words = refusal_words(ui, why, 0);
    constexpr float kBanner = 220;
    banner(ui, box.top(kBanner), unpublished ? Tone::attention : Tone::info,
           unpublished ? icon::kStaff : icon::kInfo, words.title, words.text);
    const std::vector<config::Text> steps = steps_of(screen);
    if (steps.empty()) return;
    const Rect rest = box.below(kBanner + space::k3).top(std::min(box.h - kBanner - space::k3, 260.0F));
    card(ui, rest);
    draw_titled_list(frame, rest.inset(space::k4, space::k3), ui.t("benefit.steps"), steps);
}

}  // namespace

Answer draw(const Frame& frame, const screen::BenefitResult& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const config::Pack& pack = frame.context.pack;
    const Topic topic = topic_of(pack, screen.replies).value_or(Topic{});
    const Rect room = heading(frame, frame.body, topic_text(frame, topic),
                              is_unpublished(screen) ? std::string() : ui.t("benefit.estimate_only"));
    const Halves parts = halves(frame, room, frame.portrait() ? 0.46F : 0.5F);
    if (screen.answer.benefit_fen.value_or(0) > 0) {
        draw_amount(frame, parts.first, screen);
    } else {
        draw_refusal(frame, parts.first, screen);
    }
    const Rect box = parts.second.top(parts.second.h - kAction - space::k3);
    const Rect inner = box.inset(space::k4, space::k3);
    const auto found = config::find_benefit(pack, *pack.find_plan(screen.request.plan), screen.request.units,
                                            screen.request.claim.kind, screen.request.claim.disease);
    if (found.benefit != nullptr) {
        card(ui, box);
        draw_benefit_chart(frame, inner, found, screen);
    } else if (is_unpublished(screen)) {
        card(ui, box);
        draw_titled_list(frame, inner, ui.t("benefit.published"), pack.facts);
    }
    const Rect row = parts.second.foot(kAction);
    when(answer,
         button(ui, "benefit.again", row.column(0, 2, space::k3), ui.t("benefit.again"), {.size = 36}),
         Tap::again);
    when(answer, next_button(frame, "benefit.way", row.column(1, 2, space::k3), ui.t("benefit.way")),
         Tap::next);
    return answer;
}

}  // namespace kiosk
