// What the pack would pay: the sum, how it comes about, and a drawing of it.
#include <algorithm>

#include "kiosk/view/benefit_chart.h"
#include "kiosk/view/inquiry_words.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

constexpr float kAction = 124;
constexpr float kBanner = 220;
constexpr float kListTitle = 48 + space::k2;

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

/// Of the sum above its steps.
constexpr float kAmountHeight = 272;

/// The sum, large, and below it how it comes about.
void draw_amount(const Frame& frame, Rect box, const screen::BenefitResult& screen) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("benefit.about"),
            {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    figure(ui, inner.x, inner.y + 44, amount_text(*screen.answer.benefit_fen), ui.t("money.unit"),
           type::kHero, type::kLarge, color::kInk);
    ui.fill({inner.x, inner.y + 248, inner.w, 2}, color::kLine);
    draw_titled_list(frame, inner.below(248 + space::k3), ui.t("benefit.steps"), steps_of(screen));
}

/// As high as a card with the steps is, 0 when there are none.
float height_of_steps(const Frame& frame, float width, const screen::BenefitResult& screen) {
    const std::vector<config::Text> steps = steps_of(screen);
    if (steps.empty()) return 0;
    return 2 * space::k3 + kListTitle + bullet_list_height(frame, width - 2 * space::k4, steps);
}

/// Why nothing is paid, and below it the steps that led there.
void draw_refusal(const Frame& frame, Rect box, const screen::BenefitResult& screen) {
    Ui& ui = frame.ui;
    const Words words = refusal_words(ui, screen.answer.refusals.front(), 0);
    const float steps = height_of_steps(frame, box.w, screen);
    const float above = steps > 0 ? box.h - steps - space::k3 : box.h;
    banner(ui, box.top(above), Tone::info, icon::kInfo, words.title, words.text);
    if (steps == 0) return;
    const Rect rest = box.foot(steps);
    card(ui, rest);
    draw_titled_list(frame, rest.inset(space::k4, space::k3), ui.t("benefit.steps"), steps_of(screen));
}

/// The first half holds the answer in words, the second its drawing. In portrait each gets what it needs.
Halves parts_of(const Frame& frame, Rect room, const screen::BenefitResult& screen) {
    if (!frame.portrait()) return halves(frame, room, 0.5F);
    const float steps = height_of_steps(frame, room.w, screen);
    const bool pays = screen.answer.benefit_fen.value_or(0) > 0;
    const float refused = kBanner + (steps > 0 ? space::k3 + steps : 0);
    const float first = pays ? kAmountHeight + steps : refused;
    return {room.top(first), room.below(first + space::k4)};
}

/// What stands in for figures that nobody has published.
void draw_unpublished(const Frame& frame, Rect box, const screen::BenefitResult& screen) {
    Ui& ui = frame.ui;
    constexpr float kLine = 150;
    constexpr float kColumn = 0.36F;
    const Words words = refusal_words(ui, screen.answer.refusals.front(), 0);
    const std::vector<config::Text>& facts = frame.context.pack.facts;
    Halves parts = halves(frame, box, kColumn, space::k3);
    if (frame.portrait()) parts = {box.top(kLine), box.below(kLine + space::k3)};
    banner(ui, facts.empty() ? box : parts.first, Tone::attention, icon::kStaff, words.title, words.text);
    if (facts.empty()) return;
    card(ui, parts.second);
    draw_titled_list(frame, parts.second.inset(space::k4, space::k3), ui.t("benefit.published"), facts);
}

/// Where nothing is paid, claiming is not the thing to do next.
Answer draw_buttons(const Frame& frame, Rect row, bool claim) {
    Answer answer;
    const Rect left = row.column(0, 2, space::k3);
    const Rect right = row.column(1, 2, space::k3);
    const std::string again = frame.ui.t("benefit.again");
    const std::string way = frame.ui.t("benefit.way");
    if (claim) {
        when(answer, button(frame.ui, "benefit.again", left, again, {.size = 36}), Tap::again);
        when(answer, next_button(frame, "benefit.way", right, way), Tap::next);
    } else {
        when(answer, button(frame.ui, "benefit.way", left, way, {.size = 36}), Tap::next);
        when(answer, next_button(frame, "benefit.again", right, again), Tap::again);
    }
    return answer;
}

}  // namespace

Answer draw(const Frame& frame, const screen::BenefitResult& screen) {
    Ui& ui = frame.ui;
    const config::Pack& pack = frame.context.pack;
    const Topic topic = topic_of(pack, screen.replies).value_or(Topic{});
    const Rect room = heading(frame, frame.body, topic_text(frame, topic),
                              is_unpublished(screen) ? std::string() : ui.t("benefit.estimate_only"));
    if (is_unpublished(screen)) {
        draw_unpublished(frame, room.top(room.h - kAction - space::k3), screen);
        return draw_buttons(frame, room.foot(kAction), true);
    }
    const Halves parts = parts_of(frame, room, screen);
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
    }
    return draw_buttons(frame, parts.second.foot(kAction), screen.answer.benefit_fen.value_or(0) > 0);
}

}  // namespace kiosk
