// The first screen: what the scheme gives and costs and until when, and what else one may come for.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

constexpr float kHeroAction = 140;

/// Employers' unions enroll their staff; nobody starts at the terminal.
bool is_group(const Frame& frame) {
    return frame.context.pack.via == config::Via::group;
}

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

/// The plans' names, where there are several.
std::string plans_text(const Frame& frame) {
    const Ui& ui = frame.ui;
    if (frame.context.pack.plans.size() < 2) return {};
    std::string names;
    for (const config::Plan& plan : frame.context.pack.plans) {
        if (!names.empty()) names += ui.language() == Language::zh ? "、" : ", ";
        names += words(ui, plan.name);
    }
    return ui.t("home.plans", {{"plans", names}});
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
    if (std::string plans = plans_text(frame); !plans.empty()) lines.push_back(std::move(plans));
    if (std::string until_when = deadline(frame); !until_when.empty()) lines.push_back(std::move(until_when));
    return lines;
}

float draw_price(const Frame& frame, Rect inner, float y) {
    Ui& ui = frame.ui;
    const Window& window = frame.shell().window;
    const float width =
        figure(ui, inner.x, y, amount_text(*window.fee_fen), "", type::kHero, type::kLarge, color::kWhite);
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
    const std::string whom = words(ui, frame.context.pack.audience);
    const float audience = std::max(frame.portrait() ? 96.0F : 50.0F, ui.height_of(whom, soft, inner.w));
    ui.text({inner.x, inner.y + 104 + space::k1, inner.w, audience}, words(ui, frame.context.pack.audience),
            soft);
    float y = inner.y + 104 + space::k1 + audience;
    const std::vector<std::string> lines = lines_of(frame, soft, inner.w);
    const bool priced = window.fee_fen && frame.context.pack.plans.size() == 1;
    const float price = priced ? 150.0F : 0.0F;
    const auto height_of_lines = [&] {
        float sum = 0;
        for (const std::string& line : lines) sum += ui.height_of(line, soft, inner.w) + 12;
        return sum;
    };
    while (action.y - y - price - height_of_lines() < 48 && soft.size > soft.smallest) soft.size -= 2;
    const float gap = std::max(8.0F, (action.y - y - price - height_of_lines()) / 3);
    y += gap;
    if (priced) y += draw_price(frame, inner, y - 12);
    y += gap;
    for (const std::string& line : lines) y += ui.text({inner.x, y, inner.w, 0}, line, soft) + 12;
    const Button look{
        .kind = ButtonKind::on_hero, .icon_after = icon::kNext, .size = 56, .align = Align::left};
    if (is_group(frame)) {
        when(answer, button(ui, "home.group", action, ui.t("home.group"), look), Tap::group_way);
        return answer;
    }
    Button start = look;
    const std::string hint = ui.t("home.prepare");
    start.hint = hint;
    when(answer, button(ui, "home.start", action, ui.t("home.start"), start), Tap::start);
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
    const Rect foot = inner.foot(space::kMainAction);
    if (is_group(frame)) {
        when(answer,
             button(ui, "home.group", foot, ui.t("home.group"),
                    {.icon_after = icon::kNext, .size = type::kLarge}),
             Tap::group_way);
    } else {
        button(ui, "home.start", foot, label, {.size = type::kLarge, .enabled = false});
    }
    return answer;
}

struct Tile {
    std::string_view id;  // also the key of its words
    char32_t icon;        // 0: the sign of the yuan
    Tap tap;
};
constexpr Tile kTiles[] = {{"home.status", icon::kClock, Tap::ask_status},
                           {"home.benefit", 0, Tap::benefit},
                           {"home.can_join", icon::kCheck, Tap::can_join},
                           {"home.directory", icon::kPlace, Tap::directory}};

constexpr Type kDetail{28, false, color::kInkSoft, Align::left, VAlign::top, 1.35F, 24};

float height_of_detail(const Frame& frame, Rect box, const Tile& tile) {
    return frame.ui.height_of(frame.ui.t(std::string(tile.id) + "_detail"), kDetail, box.w - 2 * space::k4);
}

/// `lower`: the height of the details, alike in a row so that its titles stand in line.
bool draw_tile(const Frame& frame, Rect box, const Tile& tile, float lower) {
    Ui& ui = frame.ui;
    const std::string key(tile.id);
    const Ui::Touch touch = ui.touch(tile.id, box);
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kCardRadius);
    ui.outline(box, color::kLine, space::kCardRadius);
    const Rect inner = box.inset(space::k4, 36);
    constexpr float kSide = 92;
    icon_tile(ui, inner.x, inner.y, kSide, tile.icon, Tone::info);
    if (tile.icon == 0) {
        ui.line({inner.x, inner.y, kSide, kSide}, ui.t("home.yuan_sign"),
                {56, true, color::kInfo, Align::center, VAlign::middle, type::kTitleLine});
    }
    const Type bold{46, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 32};
    const float y = inner.bottom() - lower;
    ui.text({inner.x, y - 64 - space::k1, inner.w, 64}, ui.t(key), bold);
    ui.text({inner.x, y, inner.w, lower}, ui.t(key + "_detail"), kDetail);
    return touch.tapped;
}

/// What still works without a card reader, in a strip under the top bar; returns what is left of the body,
/// which gives up most of its margins for it.
Rect draw_notice(const Frame& frame) {
    Ui& ui = frame.ui;
    const auto reader = frame.shell().reader;
    if (reader == platform::ReaderState::online) return frame.body;
    constexpr float kStrip = 72;
    constexpr float kMargin = 20;
    const Rect strip = ui.screen().below(space::kTopBar).top(kStrip);
    ui.fill(strip, color::kAttentionWash);
    ui.icon(frame.body.x + 26, strip.center_y(), icon::kAlert, 48, color::kAttention);
    const bool defect = reader == platform::ReaderState::out_of_service;
    ui.text({frame.body.x + 72, strip.y, frame.body.w - 72, strip.h},
            ui.t(defect ? "home.reader_defect" : "home.reader_missing"),
            {30, true, color::kAttention, Align::left, VAlign::middle, type::kTitleLine, 22});
    const float top = strip.bottom() + kMargin;
    return {frame.body.x, top, frame.body.w, ui.screen().h - space::kBottomBar - kMargin - top};
}

}  // namespace

Answer draw(const Frame& frame, const screen::Home&) {
    const bool closed = frame.shell().window.intake == Intake::closed;
    const Halves parts = halves(frame, draw_notice(frame), frame.portrait() ? 0.5F : 0.575F);
    Answer answer = closed ? draw_closed(frame, parts.first) : draw_open(frame, parts.first);
    // Where the city has no directory, the last tile is not there.
    const int count = static_cast<int>(std::size(kTiles)) - (frame.context.stations == nullptr ? 1 : 0);
    for (int i = 0; i < count; ++i) {
        const Tile& tile = kTiles[i];
        const Rect row = parts.second.row(i / 2, 2, space::k4);
        const bool alone = i % 2 == 0 && i + 1 == count;
        const Rect box = alone ? row : row.column(i % 2, 2, space::k4);
        float lower = height_of_detail(frame, box, tile);
        if (!alone) lower = std::max(lower, height_of_detail(frame, box, kTiles[i ^ 1]));
        when(answer, draw_tile(frame, box, tile, lower), tile.tap);
    }
    return answer;
}

}  // namespace kiosk
