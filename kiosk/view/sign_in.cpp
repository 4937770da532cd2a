// Staff: the badge before the camera, then the PIN.
#include "kiosk/view/screens.h"

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
                return trouble("sign_in.unknown_badge");
            case SignInError::wrong_pin:
                return trouble("sign_in.wrong_pin");
            case SignInError::store_failed:
                return trouble("sign_in.store_failed");
        }
    }
    return std::nullopt;
}

Answer draw_badge(const Frame& frame, const screen::SignIn& screen) {
    Ui& ui = frame.ui;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.45F : 0.5F);
    const Rect room = heading(frame, parts.first.inset(0, frame.portrait() ? 0 : 60),
                              ui.t("sign_in.scan_title"), ui.t("sign_in.scan_text"));
    const Rect box = room.top(170);
    const platform::CameraState camera = frame.shell().camera;
    const bool blind = camera == platform::CameraState::no_camera ||
                       camera == platform::CameraState::failed || camera == platform::CameraState::busy;
    if (const auto note = note_of(frame, screen)) {
        banner(ui, box, note->tone, note->icon, note->words.title, note->words.text);
    } else if (blind) {
        banner(ui, box, Tone::attention, icon::kAlert, ui.t("sign_in.no_camera"),
               ui.t("sign_in.no_camera_text"));
    } else {
        banner(ui, box.top(112), Tone::info, icon::kClock, ui.t("sign_in.waiting"));
    }
    const float side = std::min({520.0F, parts.second.w, parts.second.h});
    const Rect frame_box{parts.second.center_x() - side / 2, parts.second.center_y() - side / 2, side, side};
    ui.fill(frame_box, 0xEDE7DD, space::kHeroRadius);
    const Rect badge{frame_box.center_x() - 130, frame_box.center_y() - 180, 260, 360};
    ui.fill(badge, color::kCard, space::kCardRadius);
    ui.outline(badge, 0xCFC4B4, space::kCardRadius, 4);
    ui.fill({badge.center_x() - 44, badge.y + 22, 88, 16}, 0xDCD3C6, 8);
    ui.icon(badge.center_x(), badge.y + 120, icon::kStaff, 120, 0xCFC4B4);
    ui.icon(badge.center_x(), badge.y + 264, icon::kScan, 140, color::kInkSoft);
    return {};
}

Answer draw_pin(const Frame& frame, const screen::SignIn& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.42F : 0.5F, space::k5);
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
    return screen.phase == screen::SignIn::Phase::scan_badge ? draw_badge(frame, screen)
                                                             : draw_pin(frame, screen);
}

}  // namespace kiosk
