// May this person join: the checks one by one, what it costs, what to bring, what to do next.
#include <algorithm>

#include "kiosk/view/inquiry_words.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

enum class Mark { met, lacking, open };

struct Check {
    Mark mark = Mark::open;
    std::string text;
};

bool refuses(const config::QuoteAnswer& quote, config::Refusal refusal) {
    return std::ranges::find(quote.refusals, refusal) != quote.refusals.end();
}

/// The plan that comes nearest to yes.
std::size_t nearest(const std::vector<config::QuoteAnswer>& quotes) {
    const auto fewest = std::ranges::min_element(
        quotes, {}, [](const config::QuoteAnswer& quote) { return quote.refusals.size(); });
    return static_cast<std::size_t>(fewest - quotes.begin());
}

/// Who may join by their work, over all plans.
std::string works_text(const Frame& frame) {
    const Ui& ui = frame.ui;
    std::string text;
    for (int i = 0; i <= static_cast<int>(config::Employment::retired); ++i) {
        const auto work = static_cast<config::Employment>(i);
        const bool taken = std::ranges::any_of(frame.context.pack.plans, [&](const config::Plan& plan) {
            return std::ranges::count(plan.employment, work) > 0;
        });
        if (!taken) continue;
        if (!text.empty()) text += ui.language() == Language::zh ? "、" : ", ";
        text += employment_text(ui, work);
    }
    return text;
}

std::string window_text(const Frame& frame, const config::Plan& plan) {
    const Ui& ui = frame.ui;
    if (plan.intake.empty()) return ui.t("join_result.any_time");
    const config::WindowState state = config::window_on(plan, platform::shanghai_date(frame.now()));
    if (!state.window) return ui.t("join_result.window_over");
    return ui.t(state.makeup ? "join_result.makeup" : "join_result.window",
                {{"from", day_text(ui, state.window->from)}, {"to", day_text(ui, state.window->to)}});
}

std::vector<Check> checks_of(const Frame& frame, const screen::JoinResult& screen) {
    const Ui& ui = frame.ui;
    const config::Pack& pack = frame.context.pack;
    const std::size_t lead = nearest(screen.quotes);
    const config::QuoteAnswer& quote = screen.quotes[lead];
    std::vector<Check> checks;
    const auto add = [&](Ask ask, config::Refusal refusal, std::string text) {
        Mark mark = told(screen.replies, ask) ? Mark::met : Mark::open;
        if (refuses(quote, refusal)) mark = Mark::lacking;
        checks.push_back({mark, std::move(text)});
    };
    add(Ask::employment, config::Refusal::wrong_employment, works_text(frame));
    if (pack.minimum_age > 0) {
        add(Ask::of_age, config::Refusal::too_young,
            ui.t("join_result.age", {{"age", std::to_string(pack.minimum_age)}}));
    }
    if (pack.needs_basic_insurance)
        add(Ask::basic_insurance, config::Refusal::no_basic_insurance, ui.t("join_result.insurance"));
    if (pack.needs_union_member)
        add(Ask::union_member, config::Refusal::not_union_member, ui.t("join_result.member"));
    if (!pack.documents.empty())
        add(Ask::document, config::Refusal::missing_document, ui.t("join_result.paper"));
    const bool closed = refuses(quote, config::Refusal::window_closed);
    const Mark met = pack.plans[lead].intake.empty() ? Mark::open : Mark::met;
    checks.push_back({closed ? Mark::lacking : met, window_text(frame, pack.plans[lead])});
    return checks;
}

void draw_check(Ui& ui, Rect row, const Check& check) {
    constexpr float kSide = 72;
    const float y = row.center_y() - kSide / 2;
    switch (check.mark) {
        case Mark::met:
            icon_tile(ui, row.x, y, kSide, icon::kCheck, Tone::done);
            break;
        case Mark::lacking:
            icon_tile(ui, row.x, y, kSide, icon::kClose, Tone::attention);
            break;
        case Mark::open:
            icon_tile(ui, row.x, y, kSide, icon::kInfo, Tone::neutral);
            break;
    }
    ui.text(row.after(kSide + space::k3), check.text,
            {36, false, color::kInk, Align::left, VAlign::middle, 1.3F, 26});
}

void draw_checks(const Frame& frame, Rect box, const std::vector<Check>& checks) {
    card(frame.ui, box);
    const int count = static_cast<int>(checks.size());
    const Rect inner = box.inset(space::k4, space::k3);
    const Rect list = inner.top(std::min(inner.h, 156 * static_cast<float>(count)));
    for (int i = 0; i < count; ++i)
        draw_check(frame.ui, list.row(i, count, space::k1), checks[static_cast<std::size_t>(i)]);
}

/// In the few words that have room beside a plan's name.
std::string short_reason(const Ui& ui, const config::Plan& plan, config::Refusal refusal) {
    if (refusal == config::Refusal::window_closed) return ui.t("join_result.closed");
    if (refusal == config::Refusal::wrong_sex)
        return ui.t(plan.only_sex == config::Sex::female ? "join_result.women_only" : "join_result.men_only");
    if (refusal == config::Refusal::wrong_employment && plan.employment.size() == 1)
        return ui.t("join_result.work_only", {{"work", employment_text(ui, plan.employment.front())}});
    return words(ui, config::reason(refusal));
}

/// Plan by plan: what it costs, or why not.
void draw_plans(const Frame& frame, Rect box, const screen::JoinResult& screen) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k2);
    const int count = static_cast<int>(screen.quotes.size());
    for (int i = 0; i < count; ++i) {
        const config::QuoteAnswer& quote = screen.quotes[static_cast<std::size_t>(i)];
        const config::Plan& plan = frame.context.pack.plans[static_cast<std::size_t>(i)];
        std::string value = ui.t("join_result.fee_unknown");
        if (quote.fee_fen) value = fee_text(ui, *quote.fee_fen, plan.terms.front().years);
        if (!quote.ok) value = short_reason(ui, plan, quote.refusals.front());
        fact_row(ui, inner.row(i, count, 0), words(ui, plan.name), value, i + 1 == count);
    }
}

/// Membership fee, gift and the like: what the quotes note.
std::string notes_text(const Frame& frame, const screen::JoinResult& screen) {
    const Ui& ui = frame.ui;
    const config::Pack& pack = frame.context.pack;
    std::string text;
    const auto say = [&](config::Note note, const std::string& words) {
        const bool noted = std::ranges::any_of(screen.quotes, [&](const config::QuoteAnswer& quote) {
            return std::ranges::find(quote.notes, note) != quote.notes.end();
        });
        if (noted) text += (text.empty() ? "" : "\n") + words;
    };
    if (pack.membership_fee_fen) {
        say(config::Note::membership_fee_included,
            ui.t("join_result.membership", {{"fee", money_text(ui, *pack.membership_fee_fen)}}));
    }
    if (pack.gift) {
        say(config::Note::gift_critical,
            ui.t("join_result.gift", {{"units", std::to_string(pack.gift->units)},
                                      {"plan", words(ui, pack.find_plan(pack.gift->plan)->name)}}));
    }
    return text;
}

std::string_view verdict_of(const Frame& frame, const screen::JoinResult& screen) {
    const bool ok = std::ranges::any_of(screen.quotes, &config::QuoteAnswer::ok);
    if (!ok) {
        const config::QuoteAnswer& quote = screen.quotes[nearest(screen.quotes)];
        const bool only_closed = quote.refusals.size() == 1 && refuses(quote, config::Refusal::window_closed);
        return only_closed ? "join_result.later" : "join_result.no";
    }
    return frame.context.pack.via == config::Via::group ? "join_result.yes_group" : "join_result.yes";
}

/// What to do when the answer is no: the first thing that stands against it.
Words advice(const Frame& frame, const screen::JoinResult& screen) {
    const config::QuoteAnswer& quote = screen.quotes[nearest(screen.quotes)];
    return refusal_words(frame.ui, quote.refusals.back(), frame.context.pack.minimum_age);
}

/// Fees differ from plan to plan, and a group pays through its union, not at the desk.
bool shows_plans(const Frame& frame) {
    return frame.context.pack.plans.size() > 1 || frame.context.pack.via == config::Via::group;
}

Answer draw_buttons(const Frame& frame, Rect row, bool may_join) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect first = row.column(0, 2, space::k3);
    const Rect second = row.column(1, 2, space::k3);
    when(answer, button(ui, "join_result.status", first, ui.t("join_result.status"), {.size = type::kBody}),
         Tap::ask_status);
    if (frame.context.pack.via == config::Via::group) {
        when(answer, next_button(frame, "join_result.way", second, ui.t("join_result.way")), Tap::group_way);
    } else if (may_join) {
        when(answer, next_button(frame, "join_result.start", second, ui.t("home.start")), Tap::start);
    } else {
        when(answer, next_button(frame, "join_result.done", second, ui.t("refused.done")), Tap::done);
    }
    return answer;
}

}  // namespace

Answer draw(const Frame& frame, const screen::JoinResult& screen) {
    Ui& ui = frame.ui;
    const bool may_join = std::ranges::any_of(screen.quotes, &config::QuoteAnswer::ok);
    const Rect room =
        heading(frame, frame.body, ui.t(verdict_of(frame, screen)), ui.t("join_result.not_binding"));
    constexpr float kAction = 124;
    constexpr float kAdvice = 260;
    Halves parts = halves(frame, room, frame.portrait() ? 0.46F : 0.5F);
    if (frame.portrait() && !may_join && !shows_plans(frame)) {
        const float below = kAdvice + space::k3 + kAction;
        parts = {room.top(room.h - below - space::k4), room.foot(below)};
    }
    draw_checks(frame, parts.first, checks_of(frame, screen));
    const Rect side = parts.second.top(parts.second.h - kAction - space::k3);
    if (shows_plans(frame)) {
        const std::string notes = notes_text(frame, screen);
        const float below = notes.empty() ? 0.0F : 130.0F;
        const float wanted = 2 * space::k2 + 112.0F * static_cast<float>(screen.quotes.size());
        const float plans = std::min(side.h - below, wanted);
        draw_plans(frame, side.top(plans), screen);
        Rect rest = side.below(plans + space::k3);
        if (!notes.empty()) {
            banner(ui, rest.top(below - space::k3), Tone::notice, icon::kInfo, notes);
            rest = rest.below(below);
        }
        constexpr float kRule = 130;
        if (frame.context.pack.via == config::Via::group && rest.h >= kRule) {
            banner(ui, rest.top(std::min(rest.h, 200.0F)), Tone::info, icon::kUnion,
                   group_rule_text(ui, frame.context.pack.group));
        }
    } else if (may_join) {
        draw_what_to_bring(frame, side);
    } else {
        const Words words = advice(frame, screen);
        banner(ui, side, Tone::attention, icon::kAlert, words.title, words.text);
    }
    return draw_buttons(frame, parts.second.foot(kAction), may_join);
}

}  // namespace kiosk
