// The way through an employer's union, and whether enough of the staff join.
#include <algorithm>

#include "kiosk/ui/charts.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

bool has_rule(const config::GroupRule& rule) {
    return rule.share_percent > 0 || rule.everyone_up_to > 0;
}

std::string rule_text(const Ui& ui, const config::GroupRule& rule) {
    if (!has_rule(rule)) return ui.t("group.no_share");
    std::string text;
    if (rule.share_percent > 0) text = ui.t("group.share", {{"percent", std::to_string(rule.share_percent)}});
    if (rule.everyone_up_to > 0) {
        const std::string all = ui.t("group.everyone", {{"count", std::to_string(rule.everyone_up_to)}});
        text += (text.empty() ? "" : "\n") + all;
    }
    return text;
}

void draw_steps(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("group.steps"),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    std::vector<std::string> steps;
    for (const config::Text& step : frame.context.pack.enroll_steps) steps.push_back(words(ui, step));
    numbered_steps(frame, inner.below(48 + space::k3), steps);
}

void draw_rule(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    card(ui, box, Tone::info);
    const Rect inner = box.inset(space::k4, space::k2);
    icon_tile(ui, inner.x, inner.center_y() - 44, 88, icon::kUnion, Tone::plain);
    ui.text(inner.after(88 + space::k3), rule_text(ui, frame.context.pack.group),
            {type::kBody, true, color::kInfo, Align::left, VAlign::middle, 1.35F, 24});
}

void draw_facts(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    if (frame.context.pack.facts.empty()) return;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("group.facts"),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    bullet_list(frame, inner.below(48 + space::k2), frame.context.pack.facts);
}

}  // namespace

Answer draw(const Frame& frame, const screen::GroupWay&) {
    Ui& ui = frame.ui;
    Answer answer;
    const config::Pack& pack = frame.context.pack;
    const Rect room = heading(frame, frame.body, ui.t("group.title"), words(ui, pack.audience));
    const Halves parts = halves(frame, room, frame.portrait() ? 0.52F : 0.5F);
    constexpr float kRule = 150;
    constexpr float kAction = 124;
    draw_rule(frame, parts.first.top(kRule));
    draw_steps(frame, parts.first.below(kRule + space::k3));
    draw_facts(frame, parts.second.top(parts.second.h - kAction - space::k3));
    const Rect row = parts.second.foot(kAction);
    if (has_rule(pack.group)) {
        when(answer,
             button(ui, "group.done", row.column(0, 2, space::k3), ui.t("group.done"), {.size = type::kBody}),
             Tap::done);
        when(answer, next_button(frame, "group.count", row.column(1, 2, space::k3), ui.t("group.count")),
             Tap::next);
    } else {
        when(answer, next_button(frame, "group.done", row, ui.t("group.done")), Tap::done);
    }
    return answer;
}

Answer draw(const Frame& frame, const screen::GroupResult& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const std::int64_t required = screen.answer.required.value_or(0);
    const std::int64_t headcount = screen.request.headcount;
    const std::int64_t joining = screen.request.joining;
    const auto people = [&](std::int64_t count) {
        return ui.t("question.people", {{"count", std::to_string(count)}});
    };
    const Rect room = heading(frame, frame.body, ui.t(screen.answer.ok ? "group.enough" : "group.too_few"));
    const Rect box = room.top(std::min(room.h - 124 - space::k4, 520.0F));
    card(ui, box);
    const Rect inner = box.inset(space::k5, space::k4);
    ui.text(inner.top(44), ui.t("group.at_least"),
            {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    figure(ui, inner.x, inner.y + 40, std::to_string(required), ui.t("group.people_unit"), 120, type::kLarge,
           color::kInk);
    if (!screen.answer.steps.empty()) {
        ui.text({inner.x, inner.y + 190, inner.w, 48}, words(ui, screen.answer.steps.front()),
                {type::kBody, false, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 24});
    }
    const auto part = [&](std::int64_t count) {
        return static_cast<float>(static_cast<double>(count) /
                                  static_cast<double>(std::max<std::int64_t>(1, headcount)));
    };
    const ChartBar bar{ui.t("group.join_now", {{"count", std::to_string(joining)}}),
                       people(headcount),
                       "",
                       1,
                       {{part(joining), screen.answer.ok ? color::kDone : color::kInfo}},
                       part(required),
                       headcount <= 60 ? static_cast<int>(headcount) : 0};
    bar_chart(ui, inner.below(260), {bar});
    const Rect row = room.foot(124);
    when(answer, button(ui, "group.again", row.column(0, 2, space::k4), ui.t("group.again"), {.size = 36}),
         Tap::again);
    when(answer, next_button(frame, "group.done", row.column(1, 2, space::k4), ui.t("group.done")),
         Tap::done);
    return answer;
}

}  // namespace kiosk
