// How every device does, and a try of each.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

using platform::DeviceHealth;
using platform::DeviceKind;
using platform::DeviceState;
using Phase = DeviceTry::Phase;

char32_t icon_of(DeviceKind kind) {
    switch (kind) {
        case DeviceKind::id_reader:
            return icon::kCard;
        case DeviceKind::scanner:
            return icon::kScanner;
        case DeviceKind::camera:
            return icon::kCamera;
        case DeviceKind::printer:
            return icon::kPrinter;
        case DeviceKind::speech:
            return icon::kVoice;
    }
    return 0;
}

Tone tone_of(DeviceState state) {
    switch (state) {
        case DeviceState::off:
        case DeviceState::starting:
            return Tone::neutral;
        case DeviceState::ready:
            return Tone::done;
        case DeviceState::needs_care:
        case DeviceState::offline:
        case DeviceState::out_of_service:
            return Tone::attention;
    }
    return Tone::neutral;
}

struct Line {
    std::string text;
    Color ink;
};

/// What somebody has to do for the try, and then what came of it.
Line try_line(const Ui& ui, const DeviceTry& trying) {
    const std::string key = "devices.try_" + std::string(platform::name_of(trying.device));
    switch (trying.phase) {
        case Phase::waiting:
            return {ui.t(key), color::kInfo};
        case Phase::well:
            return {ui.t(key + "_well"), color::kDone};
        case Phase::failed:
            return {trying.trouble ? trouble_words(ui, *trying.trouble).title : printer_words(ui, trying.why),
                    color::kAttention};
    }
    return {};
}

Line first_line(const Ui& ui, const screen::Devices& screen, const DeviceHealth& health) {
    if (screen.trying && screen.trying->device == health.kind) return try_line(ui, *screen.trying);
    return {ui.t("devices.advice_" + std::string(platform::name_of(health.state))), color::kInk};
}

/// Counters, the last trouble, which one it is: for a repairer.
std::string small_print(const Ui& ui, const DeviceHealth& health) {
    std::string text = ui.t("devices.counts", {{"well", std::to_string(health.successes)},
                                               {"failed", std::to_string(health.failures)},
                                               {"back", std::to_string(health.reconnects)}});
    const std::string gap = ui.language() == Language::zh ? " · " : ", ";
    if (!health.trouble.empty()) {
        text += gap + ui.t("devices.last_trouble", {{"word", std::string(health.trouble)}});
    }
    if (!health.identity.empty()) text += gap + health.identity;
    return text;
}

void draw_device(const Frame& frame, Rect box, const screen::Devices& screen, const DeviceHealth& health,
                 Answer& answer) {
    Ui& ui = frame.ui;
    const std::string name(platform::name_of(health.kind));
    const bool tried = screen.trying && screen.trying->device == health.kind;
    const bool tall = frame.portrait();
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k1);
    constexpr float kTile = 88;
    constexpr float kButton = 200;
    icon_tile(ui, inner.x, inner.center_y() - kTile / 2, kTile, icon_of(health.kind), tone_of(health.state));
    const Rect right{inner.right() - kButton, inner.center_y() - 44, kButton, 88};
    when(answer,
         button(ui, "devices.try." + name, right, ui.t(tried ? "devices.stop" : "devices.try"),
                {.kind = tried ? ButtonKind::chosen : ButtonKind::secondary}),
         TryDevice{health.kind});
    const Rect words{inner.x + kTile + space::k3, inner.y, inner.w - kTile - kButton - 2 * space::k3,
                     inner.h};
    const float high = std::min(words.h, tall ? 192.0F : 140.0F);
    const Rect block{words.x, words.center_y() - high / 2, words.w, high};
    const Rect head = block.top(high * (tall ? 0.3F : 0.38F));
    const Rect small = block.foot(high * (tall ? 0.36F : 0.27F));
    const Type bold{36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 30};
    const float used = ui.line(head, ui.t("devices." + name), bold) + space::k3;
    pill(ui, head.after(used).inset(0, -6),
         ui.t("devices.state_" + std::string(platform::name_of(health.state))), tone_of(health.state));
    const Line line = first_line(ui, screen, health);
    const Rect middle{block.x, head.bottom(), block.w, small.y - head.bottom()};
    ui.text(middle, line.text, {28, tried, line.ink, Align::left, VAlign::middle, type::kTitleLine, 22});
    ui.text(small, small_print(ui, health),
            {24, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 20});
}

}  // namespace

Answer draw(const Frame& frame, const screen::Devices& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const Rect room = heading(frame, desk.room, ui.t("devices.title"));
    const int count = static_cast<int>(screen.devices.size());
    const float highest = frame.portrait() ? 224.0F : 168.0F;
    const float height = count == 0 ? 0
                                    : std::min(highest, (room.h - space::k2 * static_cast<float>(count - 1)) /
                                                            static_cast<float>(count));
    // The camera is tried by looking through it, and that takes the others' room.
    const bool looking = screen.trying && screen.trying->device == DeviceKind::camera &&
                         screen.trying->phase == Phase::waiting;
    float y = room.y;
    for (const DeviceHealth& health : screen.devices) {
        if (looking && health.kind != DeviceKind::camera) continue;
        draw_device(frame, {room.x, y, room.w, height}, screen, health, desk.answer);
        y += height + space::k2;
    }
    if (looking) {
        const Rect rest{room.x, y + space::k1, room.w, room.bottom() - y - space::k1};
        draw_code_hint(ui, rest, camera_sees(frame));
    }
    return desk.answer;
}

}  // namespace kiosk
