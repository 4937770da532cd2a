// The line above every screen (where, is the record safe, what time) and the one below (back, staff,
// language).
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

/// A night may fail; two nights without the center need somebody.
constexpr std::int64_t kFresh = 48LL * 3600 * 1000;

struct Safety {
    std::string text;
    Tone tone;
};

Safety safety_of(const Frame& frame) {
    const Ui& ui = frame.ui;
    const SyncStatus& sync = frame.shell().sync;
    if (sync.running) return {ui.t("sync.running"), Tone::info};
    if (sync.problem) return {ui.t("sync.offline"), Tone::attention};
    if (!sync.as_of) return {ui.t("sync.never"), Tone::neutral};
    const bool today = platform::shanghai_date(*sync.as_of) == platform::shanghai_date(frame.now());
    const std::string when =
        today ? time_text(*sync.as_of) : day_text(ui, platform::shanghai_date(*sync.as_of));
    const bool fresh = frame.now() - *sync.as_of < kFresh;
    return {ui.t("sync.synced", {{"when", when}}), fresh ? Tone::done : Tone::attention};
}

/// From the right: the time (in a frame of its own when it is made up), then the safety. Returns the left
/// end.
float draw_right(const Frame& frame, Rect bar) {
    Ui& ui = frame.ui;
    // A narrow panel leaves the date of a doubtful clock out rather than the name at the left.
    const bool plain_clock = !frame.shell().clock_simulated && frame.shell().time_trusted;
    const std::string clock =
        frame.portrait() && !plain_clock ? time_text(frame.now()) : clock_text(ui, frame.now());
    float right = bar.right();
    if (frame.shell().clock_simulated) {
        right -= pill(ui, bar, ui.t("app.simulated") + " " + clock, Tone::notice, Align::right, false);
    } else if (!frame.shell().time_trusted) {
        right -= pill(ui, bar, ui.t("date.unconfirmed") + " " + clock, Tone::attention, Align::right, false);
    } else {
        const Type plain{30, false, color::kInk, Align::right, VAlign::middle, type::kTitleLine};
        right -= ui.line(bar, clock, plain);
    }
    right -= space::k3;
    const Safety safety = safety_of(frame);
    return right - pill(ui, {bar.x, bar.y, right - bar.x, bar.h}, safety.text, safety.tone, Align::right);
}

struct LanguageButton {
    Language language;
    std::string_view id;
    std::string_view key;
};
constexpr LanguageButton kLanguages[] = {{Language::en, "bar.en", "bar.en"},
                                         {Language::zh, "bar.zh", "bar.zh"}};

float button_width(Ui& ui, std::string_view label, bool icon) {
    return ui.width_of(label, {type::kBody}) + 72 + (icon ? 54 : 0);
}

}  // namespace

void draw_top_bar(const Frame& frame) {
    Ui& ui = frame.ui;
    const Rect whole = ui.screen().top(space::kTopBar);
    ui.fill(whole, color::kCard);
    ui.fill(whole.foot(2), color::kLine);
    const Rect bar = whole.inset(space::kMargin, 0);
    const float end = draw_right(frame, bar) - space::k3;
    const Rect mark{bar.x, bar.center_y() - 26, 52, 52};
    ui.fill(mark, color::kAction, 14);
    ui.line(mark, ui.t("app.mark"),
            {32, true, color::kWhite, Align::center, VAlign::middle, type::kTitleLine});
    const Type name{type::kBody, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine};
    const std::string title = ui.t("app.name");
    const float left = mark.right() + 20;
    const float width = ui.width_of(title, name);
    if (left + width > end) return;
    ui.line({left, bar.y, width + 2, bar.h}, title, name);
    const StationInfo& station = frame.context.station;
    const std::string where = ui.t("app.terminal", {{"station", station.name.in(ui.language())},
                                                    {"number", std::to_string(station.terminal_number)}});
    const Type soft{28, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine};
    const Rect rest{left + width + space::k3, bar.y, end - left - width - space::k3, bar.h};
    if (ui.width_of(where, soft) <= rest.w) ui.line(rest, where, soft);
}

Answer draw_bottom_bar(const Frame& frame) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect whole = ui.screen().foot(space::kBottomBar);
    ui.fill(whole, color::kCard);
    ui.fill(whole.top(2), color::kLine);
    Rect bar = whole.inset(space::kMargin, (space::kBottomBar - space::kControl) / 2);
    const auto at_left = [&](std::string_view id, const std::string& label, char32_t icon, Tap tap) {
        const float width = button_width(ui, label, icon != 0);
        when(answer, button(ui, id, {bar.x, bar.y, width, bar.h}, label, {.icon = icon}), tap);
        bar = bar.after(width + space::k2);
    };
    const Screen& screen = frame.state.screen;
    const bool home = std::holds_alternative<screen::Home>(screen);
    const bool busy = is_busy(screen);
    // The screen that says no offers the way back itself, as its main action.
    const bool refused = std::holds_alternative<screen::Refused>(screen);
    if (can_go_back(frame.state) && !refused) at_left("bar.back", ui.t("bar.back"), icon::kBack, Tap::back);
    if (frame.state.staff && !busy) {
        at_left("bar.sign_out", ui.t("bar.sign_out", {{"name", frame.state.staff->masked_name}}),
                icon::kSignOut, Tap::sign_out);
    } else if (home) {
        at_left("bar.staff", ui.t("bar.staff"), icon::kStaff, Tap::staff);
    } else if (!busy && !refused && !std::holds_alternative<screen::Saved>(screen)) {
        at_left("bar.home", ui.t("bar.home"), icon::kClose, Tap::home);
    }
    for (const LanguageButton& it : kLanguages) {
        const std::string label = ui.t(it.key);
        const float width = button_width(ui, label, false);
        const bool here = ui.language() == it.language;
        const Rect box{bar.right() - width, bar.y, width, bar.h};
        when(answer,
             button(ui, it.id, box, label, {.kind = here ? ButtonKind::chosen : ButtonKind::secondary}),
             ChooseLanguage{it.language});
        bar.w -= width + space::k2;
    }
    if (frame.context.settings.voice && !frame.state.staff) {
        const std::string label = ui.t("bar.voice");
        const float full = button_width(ui, label, true);
        const bool words = full <= bar.w;
        const float width = words ? full : bar.h;
        const Rect box{bar.right() - width, bar.y, width, bar.h};
        const Button look{.icon = words ? icon::kVoice : 0};
        when(answer, button(ui, "bar.voice", box, words ? label : "", look), Tap::voice);
        if (!words) ui.icon(box.center_x(), box.center_y(), icon::kVoice, 48, color::kInk);
    }
    return answer;
}

}  // namespace kiosk
