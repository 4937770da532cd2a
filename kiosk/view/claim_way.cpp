// Who decides a claim, the way it goes, and which papers it needs.
#include <utility>

#include "kiosk/view/inquiry_words.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

void draw_papers(const Frame& frame, Rect box, const config::Pack& pack) {
    Ui& ui = frame.ui;
    if (pack.claim_papers.empty()) {
        return banner(ui, box, Tone::plain, icon::kStaff, ui.t("claim_way.papers"),
                      ui.t("claim_way.no_papers"));
    }
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("claim_way.papers"),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    bullet_list(frame, inner.below(48 + space::k2), pack.claim_papers);
}

/// The promised day of a claim handed in today.
std::string promise_text(const Frame& frame) {
    const auto due = config::claim_due(frame.context.pack, platform::shanghai_date(frame.now()));
    if (!due) return frame.ui.t("claim_way.no_promise");
    return frame.ui.t("claim_way.promise", {{"date", date_text(frame.ui, *due)}});
}

void draw_way(const Frame& frame, Rect box, const config::Pack& pack) {
    Ui& ui = frame.ui;
    if (pack.claim_steps.empty()) {
        return banner(ui, box, Tone::plain, icon::kStaff, ui.t("claim_way.steps"),
                      ui.t("claim_way.no_steps"));
    }
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("claim_way.steps"),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    const Rect list = inner.below(48 + space::k3);
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
    constexpr float kFacts = 200;
    constexpr float kAction = 124;
    Halves parts = halves(frame, room, frame.portrait() ? 0.52F : 0.5F);
    if (frame.portrait() && pack.claim_papers.empty() && !pack.claim_steps.empty()) {
        const float below = 220 + space::k3 + kAction;
        parts = {room.top(room.h - below - space::k3), room.foot(below)};
    }
    const Rect facts = parts.first.top(kFacts);
    card(ui, facts);
    const Rect inner = facts.inset(space::k4, space::k2);
    fact_row(ui, inner.row(0, 2, 0), ui.t("claim_way.decides"), route_text(ui, screen.result.answer.route));
    fact_row(ui, inner.row(1, 2, 0), ui.t("claim_way.when"), promise_text(frame), true);
    Rect way = parts.first.below(kFacts + space::k3);
    Rect papers = parts.second.top(parts.second.h - kAction - space::k3);
    // A list that nobody has published leaves the larger place to the steps.
    if (!frame.portrait() && pack.claim_papers.empty()) std::swap(way, papers);
    draw_way(frame, way, pack);
    draw_papers(frame, papers, pack);
    const Rect foot = parts.second.foot(kAction);
    when(answer, next_button(frame, "claim_way.done", foot, ui.t("claim_way.done")), Tap::done);
    return answer;
}

}  // namespace kiosk
