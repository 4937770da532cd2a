// Who decides a claim, the way it goes, and which papers it needs.
#include "kiosk/view/inquiry_words.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

void draw_papers(const Frame& frame, Rect box, const config::Pack& pack) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("claim_way.papers"),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    const Rect list = inner.below(48 + space::k2);
    if (pack.claim_papers.empty()) {
        ui.text(list, ui.t("claim_way.no_papers"), {type::kBody, false, color::kInk});
        return;
    }
    bullet_list(frame, list, pack.claim_papers);
}

/// The promised day of a claim handed in today.
std::string promise_text(const Frame& frame) {
    const auto due = config::claim_due(frame.context.pack, platform::shanghai_date(frame.now()));
    if (!due) return frame.ui.t("claim_way.no_promise");
    return frame.ui.t("claim_way.promise", {{"date", date_text(frame.ui, *due)}});
}

void draw_way(const Frame& frame, Rect box, const config::Pack& pack) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("claim_way.steps"),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    const Rect list = inner.below(48 + space::k3);
    if (pack.claim_steps.empty()) {
        ui.text(list, ui.t("claim_way.no_steps"), {type::kBody, false, color::kInk});
        return;
    }
    std::vector<std::string> steps;
    for (const config::ClaimStepName& step : pack.claim_steps) steps.push_back(words(ui, step.name));
    numbered_steps(frame, list, steps);
}

}  // namespace

Answer draw(const Frame& frame, const screen::ClaimWay& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const config::Pack& pack = frame.context.pack;
    const Rect room = heading(frame, frame.body, ui.t("claim_way.title"));
    const Halves parts = halves(frame, room, frame.portrait() ? 0.52F : 0.5F);
    constexpr float kFacts = 200;
    constexpr float kAction = 124;
    const Rect facts = parts.first.top(kFacts);
    card(ui, facts);
    const Rect inner = facts.inset(space::k4, space::k2);
    fact_row(ui, inner.row(0, 2, 0), ui.t("claim_way.decides"), route_text(ui, screen.result.answer.route));
    fact_row(ui, inner.row(1, 2, 0), ui.t("claim_way.when"), promise_text(frame), true);
    draw_way(frame, parts.first.below(kFacts + space::k3), pack);
    draw_papers(frame, parts.second.top(parts.second.h - kAction - space::k3), pack);
    const Rect foot = parts.second.foot(kAction);
    when(answer, next_button(frame, "claim_way.done", foot, ui.t("claim_way.done")), Tap::done);
    return answer;
}

}  // namespace kiosk
