// The way through an employer's union, and whether enough of the staff join.
#include <algorithm>

#include "kiosk/ui/charts.h"
#include "kiosk/view/inquiry_words.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

bool has_rule(const config::GroupRule& rule) {
    return rule.share_percent > 0 || rule.everyone_up_to > 0;
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
    ui.text(inner.after(88 + space::k3), group_rule_text(ui, frame.context.pack.group),
            {type::kBody, true, color::kInfo, Align::left, VAlign::middle, 1.35F, 24});
}

/// What each plan costs, a line a plan.
void draw_fees(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    const auto& plans = frame.context.pack.plans;
    const int count = static_cast<int>(plans.size());
    const Rect list = box.top(std::min(box.h, 96 * static_cast<float>(count)));
    for (int i = 0; i < count; ++i) {
        const config::Plan& plan = plans[static_cast<std::size_t>(i)];
        const config::Term& term = plan.terms.front();
        fact_row(ui, list.row(i, count, 0), words(ui, plan.name),
                 term.fee_fen ? fee_text(ui, *term.fee_fen, term.years) : ui.t("join_result.fee_unknown"),
                 i + 1 == count);
    }
}

/// What else the source says, and the fees where that leaves room for them.
void draw_facts(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    const config::Pack& pack = frame.context.pack;
    constexpr float kFee = 52;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k3);
    ui.text(inner.top(48), ui.t("group.facts"),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    const Rect list = inner.below(48 + space::k2);
    bullet_list(frame, list, pack.facts);
    const float used = bullet_list_height(frame, list.w, pack.facts) + space::k2;
    if (list.h - used >= kFee * static_cast<float>(pack.plans.size())) draw_fees(frame, list.below(used));
}

float height_of_steps(const Frame& frame) {
    const auto steps = static_cast<float>(frame.context.pack.enroll_steps.size());
    return 2 * space::k3 + 48 + space::k3 + 96 * steps;
}

constexpr float kAction = 124;
constexpr float kRule = 130;

/// One below another: the rule, the steps as high as they need, the rest.
void draw_below(const Frame& frame, Rect room) {
    if (has_rule(frame.context.pack.group)) {
        draw_rule(frame, room.top(kRule));
        room = room.below(kRule + space::k3);
    }
    const float steps = std::min(height_of_steps(frame), room.h * 0.6F);
    draw_steps(frame, room.top(steps));
    draw_facts(frame, room.below(steps + space::k3));
}

/// The longer of steps and facts has the left side for itself; where neither is long, the rule stands there.
void draw_beside(const Frame& frame, Halves parts) {
    const config::Pack& pack = frame.context.pack;
    parts.second = parts.second.top(parts.second.h - kAction - space::k3);
    if (!has_rule(pack.group)) {
        draw_facts(frame, parts.first);
        draw_steps(frame, parts.second);
        return;
    }
    Rect& side = pack.enroll_steps.size() > 4 ? parts.second : parts.first;
    draw_rule(frame, side.top(kRule));
    side = side.below(kRule + space::k3);
    draw_steps(frame, parts.first);
    draw_facts(frame, parts.second);
}

}  // namespace

Answer draw(const Frame& frame, const screen::GroupWay&) {
    Ui& ui = frame.ui;
    Answer answer;
    const config::Pack& pack = frame.context.pack;
    const bool ruled = has_rule(pack.group);
    std::string whom = words(ui, pack.audience);
    if (!ruled) whom += ui.t("group.and") + ui.t("group.no_share");
    const Rect room = heading(frame, frame.body, ui.t("group.title"), whom);
    const Halves parts = halves(frame, room, 0.5F);
    if (frame.portrait()) {
        draw_below(frame, room.top(room.h - kAction - space::k3));
    } else {
        draw_beside(frame, parts);
    }
    const Rect row = parts.second.foot(kAction);
    if (ruled) {
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
        return ui.t("question.people", {{"count", count_text(count)}});
    };
    const std::string lacking = count_text(std::max<std::int64_t>(0, required - joining));
    const Rect room =
        heading(frame, frame.body,
                screen.answer.ok ? ui.t("group.enough") : ui.t("group.too_few", {{"count", lacking}}));
    const Rect box = room.top(std::min(room.h - kAction - space::k4, 520.0F));
    if (frame.portrait()) {
        const float free = room.h - box.h - kAction - 2 * space::k4;
        draw_steps(frame, room.below(box.h + space::k4).top(std::min(free, height_of_steps(frame))));
    }
    card(ui, box);
    const Rect inner = box.inset(space::k5, space::k4);
    ui.text(inner.top(44), ui.t("group.at_least"),
            {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    figure(ui, inner.x, inner.y + 36, count_text(required), ui.t("group.people_unit"), 104, type::kLarge,
           color::kInk);
    if (!screen.answer.steps.empty()) {
        ui.text({inner.x, inner.y + 168, inner.w, 48}, words(ui, screen.answer.steps.front()),
                {type::kBody, false, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 24});
    }
    const auto part = [&](std::int64_t count) {
        return static_cast<float>(static_cast<double>(count) /
                                  static_cast<double>(std::max<std::int64_t>(1, headcount)));
    };
    const ChartBar bar{ui.t("group.join_now", {{"count", count_text(joining)}}),
                       people(headcount),
                       ui.t("group.mark"),
                       1,
                       {{part(joining), screen.answer.ok ? color::kDone : color::kInfo}},
                       part(required),
                       headcount <= 60 ? static_cast<int>(headcount) : 0};
    bar_chart(ui, inner.below(240), {bar});
    const Rect row = room.foot(kAction);
    when(answer, button(ui, "group.again", row.column(0, 2, space::k4), ui.t("group.again"), {.size = 36}),
         Tap::again);
    when(answer, next_button(frame, "group.done", row.column(1, 2, space::k4), ui.t("group.done")),
         Tap::done);
    return answer;
}

}  // namespace kiosk
