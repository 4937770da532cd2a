// Staff: the badge before the camera or scanner, or its letters typed, then the PIN.
#include <algorithm>

#include "kiosk/ui/keyboard.h"
#include "kiosk/view/screens.h"
#include "kiosk/view/typing_parts.h"
#include "platform/base/wipe.h"

namespace kiosk {

namespace {

struct Note {
    Tone tone = Tone::info;
    char32_t icon = icon::kInfo;
    Words words;
};

std::optional<Note> note_of(const Frame& frame, const screen::SignIn& screen) {
    const Ui& ui = frame.ui;
    const auto trouble = [&](const std::string& key) {
        return Note{Tone::attention, icon::kAlert, {ui.t(key), ui.t(key + "_text")}};
    };
    if (screen.wait_seconds > 0) {
        return Note{Tone::attention,
                    icon::kClock,
                    {ui.t("sign_in.wait", {{"seconds", std::to_string(screen.wait_seconds)}}),
                     ui.t("sign_in.wait_text")}};
    }
    if (screen.error) {
        switch (*screen.error) {
            case SignInError::unknown_badge:
                return trouble(screen.typed.empty() ? "sign_in.unknown_badge" : "sign_in.unknown_typed");
            case SignInError::wrong_pin:
                return trouble("sign_in.wrong_pin");
            case SignInError::store_failed:
                return trouble("sign_in.store_failed");
        }
    }
    return std::nullopt;
}

void draw_badge_hint(Ui& ui, Rect box, bool works) {
    ui.fill(box, 0xEDE7DD, space::kHeroRadius);
    if (works && ui.has_camera_picture()) return ui.camera_picture(box.inset(space::k3), space::kCardRadius);
    const float h = std::min({640.0F, box.h * 0.74F, box.w * 0.9F});
    const Rect badge{box.center_x() - h * 0.36F, box.center_y() - h / 2, h * 0.72F, h};
    ui.fill(badge, color::kCard, space::kCardRadius);
    ui.outline(badge, 0xCFC4B4, space::kCardRadius, 4);
    ui.fill({badge.center_x() - h * 0.12F, badge.y + h * 0.06F, h * 0.24F, h * 0.045F}, 0xDCD3C6, h * 0.022F);
    ui.icon(badge.center_x(), badge.y + h * 0.33F, icon::kStaff, h * 0.34F, 0xCFC4B4);
    ui.icon(badge.center_x(), badge.y + h * 0.73F, icon::kScan, h * 0.38F,
            works ? color::kInkSoft : 0xCFC4B4);
}

Answer draw_badge(const Frame& frame, const screen::SignIn& screen) {
    Ui& ui = frame.ui;
    const bool tall = frame.portrait();
    const Rect first = tall ? frame.body : frame.body.column(0, 2, space::k5).inset(0, 180);
    const Rect room =
        heading(frame, first, ui.t("sign_in.scan_title"), by_code_reader(frame, "sign_in.scan_text"));
    constexpr float kNote = 150;
    constexpr float kType = 112;
    Answer answer;
    const Rect box = room.top(kNote);
    const bool works = camera_sees(frame);
    if (const auto note = note_of(frame, screen)) {
        banner(ui, box, note->tone, note->icon, note->words.title, note->words.text);
    } else if (const auto words = camera_words(frame)) {
        banner(ui, box, Tone::attention, icon::kAlert, words->title, words->text);
    } else {
        banner(ui, tall ? box : box.top(124), Tone::info, icon::kClock, ui.t("sign_in.waiting"));
    }
    when(answer,
         button(ui, "sign_in.type",
                tall ? frame.body.foot(kType) : frame.body.column(0, 2, space::k5).foot(kType),
                ui.t("sign_in.type"), {.icon = icon::kPencil}),
         Tap::type_badge);
    const Rect rest = room.below(kNote + space::k3);
    draw_badge_hint(ui, tall ? rest.top(rest.h - kType - space::k3) : frame.body.column(1, 2, space::k5),
                    works);
    return answer;
}

/// "ABCD EFGH IJ" as far as it is typed.
std::string in_fours(const std::string& typed) {
    std::string text;
    for (std::size_t at = 0; at < typed.size(); at += 4) {
        if (at > 0) text += ' ';
        text += typed.substr(at, 4);
    }
    return text;
}

Answer draw_typing(const Frame& frame, const screen::SignIn& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    constexpr float kField = 112;
    constexpr float kClear = 160;
    constexpr float kNext = 124;
    const Rect room = heading(frame, frame.body, ui.t("sign_in.type_title"), ui.t("sign_in.type_text"));
    std::string text = in_fours(screen.typed.text());
    input_line(ui, {room.x, room.y, room.w - kClear - space::k2, kField}, icon::kStaff, text, "",
               ui.t("sign_in.type_prompt"));
    platform::wipe(text);
    when(answer,
         button(ui, "key.clear", {room.right() - kClear, room.y, kClear, kField}, ui.t("pad.clear"),
                {.enabled = !screen.typed.empty()}),
         Tap::clear);
    const Rect below = room.below(kField + space::k2);
    draw_keys(frame, below.top(std::min(below.h - kNext - 2 * space::k3, 4 * 120.0F)), answer);
    const Rect foot = room.foot(kNext);
    const bool tall = frame.portrait();
    const Rect say =
        tall ? Rect{foot.x, foot.y - kNext - space::k3, foot.w, kNext} : foot.column(0, 2, space::k3);
    if (const auto note = note_of(frame, screen)) {
        banner(ui, say, note->tone, note->icon, note->words.title);
    } else if (const std::size_t left = screen::SignIn::kTyped - screen.typed.size(); left > 0) {
        banner(ui, say, Tone::info, icon::kPencil, ui.t("sign_in.left", {{"count", std::to_string(left)}}));
    }
    when(answer,
         next_button(frame, "sign_in.next", tall ? foot : foot.column(1, 2, space::k3), ui.t("sign_in.next"),
                     screen.typed.size() == screen::SignIn::kTyped),
         Tap::next);
    return answer;
}

Answer draw_pin(const Frame& frame, const screen::SignIn& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.34F : 0.5F, space::k5);
    const Rect room = heading(frame, parts.first, ui.t("sign_in.pin_title"), ui.t("sign_in.pin_text"));
    const Rect box = room.top(124);
    field(ui, box, "", screen.pin.empty() ? ui.t("sign_in.prompt") : "", screen.error.has_value());
    const float step = 56;
    float x = box.center_x() - step * (static_cast<float>(screen.pin.size()) - 1) / 2;
    for (std::size_t i = 0; i < screen.pin.size(); ++i, x += step)
        ui.disc(x, box.center_y(), 14, color::kInk);
    const bool checking = screen.phase == screen::SignIn::Phase::checking;
    const bool open = !checking && screen.wait_seconds == 0;
    const Rect note_box = room.below(124 + space::k3).top(150);
    if (checking) {
        banner(ui, note_box.top(112), Tone::info, icon::kSearch, ui.t("sign_in.checking"));
    } else if (const auto note = note_of(frame, screen)) {
        banner(ui, note_box, note->tone, note->icon, note->words.title, note->words.text);
    }
    pad(frame,
        frame.portrait()
            ? Rect{parts.second.x, parts.second.y, parts.second.w, parts.second.h - 124 - space::k4}
            : parts.second,
        answer, open);
    const Rect foot = frame.portrait() ? parts.second.foot(124) : parts.first.foot(124);
    when(answer,
         next_button(frame, "sign_in.confirm", foot, ui.t("sign_in.confirm"), open && screen.pin.size() >= 4),
         Tap::confirm);
    return answer;
}

}  // namespace

Answer draw(const Frame& frame, const screen::SignIn& screen) {
    switch (screen.phase) {
        case screen::SignIn::Phase::scan_badge:
            return draw_badge(frame, screen);
        case screen::SignIn::Phase::type_badge:
            return draw_typing(frame, screen);
        case screen::SignIn::Phase::enter_pin:
        case screen::SignIn::Phase::checking:
            return draw_pin(frame, screen);
    }
    return {};
}

}  // namespace kiosk
