// The first screen: what the scheme gives and costs and until when, and the two things a worker comes for.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

constexpr float kHeroAction = 140;

/// The pack's lines for the home screen, of the plan that is offered.
std::vector<std::string> highlights(const Frame& frame) {
    std::vector<std::string> lines;
    const config::Pack& pack = frame.context.pack;
    if (pack.plans.empty()) return lines;
    for (const config::Benefit& benefit : pack.plans.front().benefits) {
        if (benefit.highlight && lines.size() < 2) lines.push_back(words(frame.ui, *benefit.highlight));
    }
    return lines;
}

std::string deadline(const Frame& frame) {
    const Ui& ui = frame.ui;
    const Window& window = frame.shell().window;
    if (window.intake == Intake::unconfirmed) return ui.t("home.unconfirmed");
    if (!window.closes || !window.days_left) return {};
    if (*window.days_left == 0) return ui.t("home.last_day");
    return ui.t("home.deadline",
                {{"date", day_text(ui, *window.closes)}, {"days", std::to_string(*window.days_left)}});
}

/// Rings in a corner, only to give the red some depth.
void draw_rings(Ui& ui, Rect box) {
    const float x = box.right() - 150;
    const float y = box.y + 190;
    ui.ring(x, y, 96, 0xB92D38, 34);
    ui.ring(x - 64, y + 88, 60, 0xB92D38, 26);
}

/// Benefits in one line when they fit, then the deadline.
std::vector<std::string> lines_of(const Frame& frame, const Type& type, float width) {
    Ui& ui = frame.ui;
    std::vector<std::string> lines = highlights(frame);
    if (lines.size() == 2) {
        const std::string joined = lines[0] + (ui.language() == Language::zh ? " · " : "; ") + lines[1];
        if (ui.width_of(joined, type) <= width) lines = {joined};
    }
    if (std::string until_when = deadline(frame); !until_when.empty()) lines.push_back(std::move(until_when));
    return lines;
}

float draw_price(const Frame& frame, Rect inner, float y) {
    Ui& ui = frame.ui;
    const Window& window = frame.shell().window;
    const float width = figure(ui, inner.x, y, amount_text(ui, *window.fee_fen), "", type::kHero,
                               type::kLarge, color::kWhite);
    std::string beside = ui.t("home.per_year");
    if (window.coverage_to) {
        beside += ui.language() == Language::zh ? " · " : ", ";
        beside += ui.t("home.until", {{"date", date_text(ui, *window.coverage_to)}});
    }
    const float left = width + space::k3;
    ui.text({inner.x + left, y + 0.98F * (type::kHero - type::kLarge), inner.w - left, 56}, beside,
            {type::kLarge, false, color::kWhite, Align::left, VAlign::top, type::kTitleLine});
    return 150;
}

Answer draw_open(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    Answer answer;
    const Window& window = frame.shell().window;
    ui.fill(box, color::kAction, space::kHeroRadius);
    draw_rings(ui, box);
    const Rect inner = box.inset(64, 48);
    const Rect action = inner.foot(kHeroAction);
    const Type title{type::kAmount, true, color::kWhite, Align::left, VAlign::middle, type::kTitleLine, 48};
    Type soft{36, false, color::kOnHero, Align::left, VAlign::top, 1.4F, 26};
    ui.text({inner.x, inner.y, inner.w, 104}, ui.t("home.title"), title);
    const float audience = frame.portrait() ? 96 : 50;
    ui.text({inner.x, inner.y + 104 + space::k1, inner.w, audience}, words(ui, frame.context.pack.audience),
            soft);
    float y = inner.y + 104 + space::k1 + audience;
    const std::vector<std::string> lines = lines_of(frame, soft, inner.w);
    const float price = window.fee_fen ? 150.0F : 0.0F;
    const auto height_of_lines = [&] {
        float sum = 0;
        for (const std::string& line : lines) sum += ui.height_of(line, soft, inner.w) + 12;
        return sum;
    };
    while (action.y - y - price - height_of_lines() < 48 && soft.size > soft.smallest) soft.size -= 2;
    const float gap = std::max(8.0F, (action.y - y - price - height_of_lines()) / 3);
    y += gap;
    if (window.fee_fen) y += draw_price(frame, inner, y - 12);
    y += gap;
    for (const std::string& line : lines) y += ui.text({inner.x, y, inner.w, 0}, line, soft) + 12;
    when(answer,
         button(ui, "home.start", action, ui.t("home.start"),
                {.kind = ButtonKind::on_hero,
                 .icon_after = icon::kNext,
                 .hint = ui.t("home.prepare"),
                 .size = 56}),
         Tap::start);
    return answer;
}

Answer draw_closed(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    Answer answer;
    const Window& window = frame.shell().window;
    card(ui, box, Tone::plain, space::kHeroRadius);
    const Rect inner = box.inset(64, 56);
    icon_tile(ui, inner.x, inner.y, 108, icon::kCalendar, Tone::info);
    float y = inner.y + 108 + space::k4;
    y += ui.text({inner.x, y, inner.w, 0}, ui.t("home.closed_title"),
                 {type::kTitle, true, color::kInk, Align::left, VAlign::top, type::kTitleLine});
    y += space::k4;
    const Type soft{36, false, color::kInkSoft};
    if (window.opens && window.closes) {
        y += ui.text({inner.x, y, inner.w, 0}, ui.t("home.closed_next"), soft);
        const std::string days =
            ui.t("date.range", {{"from", day_text(ui, *window.opens)}, {"to", day_text(ui, *window.closes)}});
        y += ui.text({inner.x, y, inner.w, 110}, days,
                     {type::kAmount, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine}) +
             space::k2;
        if (window.coverage_from && window.coverage_to) {
            ui.text(
                {inner.x, y, inner.w, 0},
                ui.t("home.closed_cover", {{"year", std::to_string(static_cast<int>(window.opens->year()))},
                                           {"from", date_text(ui, *window.coverage_from)},
                                           {"to", date_text(ui, *window.coverage_to)}}),
                soft);
        }
    } else {
        ui.text({inner.x, y, inner.w, 0}, ui.t("home.closed_unknown"), soft);
    }
    const std::string label = window.opens
                                  ? ui.t("home.closed_button", {{"date", day_text(ui, *window.opens)}})
                                  : ui.t("home.closed_title");
    button(ui, "home.start", inner.foot(space::kMainAction), label, {.size = type::kLarge, .enabled = false});
    return answer;
}

bool draw_status_tile(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    const Ui::Touch touch = ui.touch("home.status", box);
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kCardRadius);
    ui.outline(box, color::kLine, space::kCardRadius);
    const Rect inner = box.inset(space::k4);
    icon_tile(ui, inner.x, inner.center_y() - 60, 120, icon::kClock, Tone::info);
    ui.icon(inner.right() - 24, inner.center_y(), icon::kNext, 56, color::kInkSoft);
    const Rect words = inner.after(120 + space::k4);
    const float width = words.w - 64;
    const Type bold{52, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 36};
    const Type soft{type::kBody, false, color::kInkSoft, Align::left, VAlign::top, 1.4F};
    const float lower = ui.height_of(ui.t("home.status_detail"), soft, width);
    const float y = words.center_y() - (68 + lower + space::k1) / 2;
    ui.text({words.x, y, width, 68}, ui.t("home.status"), bold);
    ui.text({words.x, y + 68 + space::k1, width, lower}, ui.t("home.status_detail"), soft);
    return touch.tapped;
}

void draw_what_to_bring(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    const Window& window = frame.shell().window;
    card(ui, box);
    Rect inner = box.inset(space::k4);
    ui.text(inner.top(56), ui.t("home.bring"),
            {type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    inner = inner.below(56 + space::k3);
    struct Item {
        char32_t icon;
        std::string text;
    };
    std::vector<Item> items{{icon::kCard, ui.t("home.bring_card")}};
    if (!frame.context.pack.documents.empty()) items.push_back({icon::kPaper, ui.t("home.bring_paper")});
    if (window.fee_fen) {
        items.push_back({icon::kCash, ui.t("home.bring_money", {{"fee", money_text(ui, *window.fee_fen)}})});
    }
    const int count = static_cast<int>(items.size());
    for (int i = 0; i < count; ++i) {
        const Rect row = inner.row(i, count, space::k2);
        const float side = std::min(72.0F, row.h);
        icon_tile(ui, row.x, row.center_y() - side / 2, side, items[static_cast<std::size_t>(i)].icon,
                  Tone::neutral);
        ui.text(row.after(side + space::k3), items[static_cast<std::size_t>(i)].text,
                {type::kBody, false, color::kInk, Align::left, VAlign::middle, 1.35F});
    }
}

}  // namespace

Answer draw(const Frame& frame, const screen::Home&) {
    const bool closed = frame.shell().window.intake == Intake::closed;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.56F : 0.59F);
    Answer answer = closed ? draw_closed(frame, parts.first) : draw_open(frame, parts.first);
    const float tile = frame.portrait() ? 200.0F : 260.0F;
    when(answer, draw_status_tile(frame, parts.second.top(tile)), Tap::ask_status);
    draw_what_to_bring(frame, parts.second.below(tile + space::k3));
    return answer;
}

}  // namespace kiosk
