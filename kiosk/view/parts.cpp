#include "kiosk/view/parts.h"

#include <algorithm>
#include <cmath>

namespace kiosk {

namespace {

constexpr float kFee = 168;
constexpr float kCoverage = 250;
constexpr float kAction = 124;

void draw_fee(const Frame& frame, Rect box, const Offer& offer, std::string_view detail) {
    Ui& ui = frame.ui;
    card(ui, box, Tone::notice);
    const Rect inner = box.inset(space::k4, space::k3);
    const std::string amount = amount_text(offer.fee_fen);
    const Type large{type::kAmount + 20, true};
    const float width = ui.width_of(amount, large) + ui.width_of(ui.t("money.unit"), {type::kLarge, true}) +
                        0.3F * type::kLarge;
    figure(ui, inner.right() - width, box.center_y() - 62, amount, ui.t("money.unit"), large.size,
           type::kLarge, color::kInk);
    const Rect words{inner.x, inner.y, inner.w - width - space::k3, inner.h};
    const std::string title = ui.t("plan.fee");
    const Type bold{type::kLarge, true, color::kInk, Align::left, VAlign::top, type::kTitleLine};
    const Type soft{28, false, color::kInkSoft, Align::left, VAlign::top, 1.4F};
    const float upper = ui.height_of(title, bold, words.w);
    const float lower = ui.height_of(detail, soft, words.w);
    const float top = words.y + std::max(0.0F, (words.h - upper - lower - space::k1) / 2);
    ui.text({words.x, top, words.w, upper}, title, bold);
    ui.text({words.x, top + upper + space::k1, words.w, words.bottom() - top - upper - space::k1}, detail,
            soft);
}

void draw_coverage(const Frame& frame, Rect box, const Offer& offer, bool with_months) {
    constexpr float kWords = 100;
    constexpr float kStrip = 60;
    Ui& ui = frame.ui;
    card(ui, box);
    const float height = with_months ? kWords + space::k3 + kStrip : kWords;
    const Rect inner = box.inset(space::k4, (box.h - height) / 2);
    ui.text(inner.top(48), ui.t("plan.period"),
            {type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    ui.text({inner.x, inner.y + 56, inner.w, 44},
            ui.t("plan.period_text",
                 {{"from", date_text(ui, offer.coverage_from)}, {"to", date_text(ui, offer.coverage_to)}}),
            {30, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    if (!with_months) return;
    // The covered months between the month before and the month after.
    const Rect strip = inner.foot(kStrip);
    const auto from = std::chrono::year_month{offer.coverage_from.year(), offer.coverage_from.month()};
    const auto to = std::chrono::year_month{offer.coverage_to.year(), offer.coverage_to.month()};
    const int months = static_cast<int>((to - from).count()) + 1;
    if (months < 1 || months > 14) return;
    ui.fill(strip, color::kNeutralWash, 14);
    const int cells = months + 2;
    ui.fill({strip.column(1, cells, 0).x, strip.y,
             strip.w / static_cast<float>(cells) * static_cast<float>(months), strip.h},
            color::kDoneWash, 4);
    for (int i = 0; i < cells; ++i) {
        const auto month = from + std::chrono::months(i - 1);
        const bool covered = i > 0 && i <= months;
        ui.line(strip.column(i, cells, 0), std::to_string(static_cast<unsigned>(month.month())),
                {type::kSmall, covered, covered ? color::kDone : color::kInkSoft, Align::center,
                 VAlign::middle, type::kTitleLine, 20});
    }
}

}  // namespace

Halves halves(const Frame& frame, Rect box, float share, float gap) {
    if (frame.portrait()) {
        const float height = std::round((box.h - gap) * share);
        return {box.top(height), box.below(height + gap)};
    }
    const float width = std::round((box.w - gap) * share);
    return {{box.x, box.y, width, box.h}, box.after(width + gap)};
}

Rect heading(const Frame& frame, Rect box, std::string_view title, std::string_view text) {
    Ui& ui = frame.ui;
    float y = box.y;
    if (const auto progress = progress_of(frame.state.screen)) {
        const float used = step_bars(ui, box.x, y + 14, progress->step, progress->of);
        ui.line({box.x + used + space::k3, y, box.w - used - space::k3, 40},
                ui.t("steps.of",
                     {{"step", std::to_string(progress->step)}, {"of", std::to_string(progress->of)}}),
                {28, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
        y += 40 + space::k3;
    }
    y += ui.text({box.x, y, box.w, 0}, title,
                 {type::kTitle, true, color::kInk, Align::left, VAlign::top, type::kTitleLine});
    if (!text.empty()) {
        y += space::k2;
        y += ui.text({box.x, y, box.w, 0}, text, {type::kBody, false, color::kInkSoft});
    }
    return box.below(y + space::k4 - box.y);
}

float figure(Ui& ui, float x, float y, std::string_view number, std::string_view unit, float size,
             float unit_size, Color ink) {
    const Type large{size, true, ink, Align::left, VAlign::top, type::kTitleLine};
    const float width = ui.width_of(number, large);
    ui.line({x, y, width + 2, size * 1.2F}, number, large);
    if (unit.empty()) return width;
    const Type small{unit_size, true, ink, Align::left, VAlign::top, type::kTitleLine};
    const float unit_width = ui.width_of(unit, small);
    const float gap = unit_size * 0.3F;
    ui.line({x + width + gap, y + 0.98F * (size - unit_size), unit_width + 2, unit_size * 1.2F}, unit, small);
    return width + gap + unit_width;
}

bool next_button(const Frame& frame, std::string_view id, Rect box, std::string_view label, bool enabled) {
    return button(frame.ui, id, box, label,
                  {.kind = ButtonKind::primary, .size = type::kLarge, .enabled = enabled});
}

Answers answers_at_foot(Rect box) {
    const Rect both = box.foot(kAnswersHeight);
    return {both.top(148), both.foot(space::kMainAction)};
}

void pad(const Frame& frame, Rect box, Answer& answer, bool enabled) {
    const auto key = number_pad(frame.ui, box, enabled);
    if (!key) return;
    switch (key->kind) {
        case PadKey::Kind::digit:
            return when(answer, true, PressDigit{key->digit});
        case PadKey::Kind::clear:
            return when(answer, true, Tap::clear);
        case PadKey::Kind::erase:
            return when(answer, true, Tap::erase);
    }
}

void pages(const Frame& frame, Rect box, std::size_t page, std::size_t count, Answer& answer) {
    const int by = pager(frame.ui, box, page, count);
    when(answer, by != 0, TurnPage{by});
}

bool camera_sees(const Frame& frame) {
    const platform::CameraState camera = frame.shell().camera;
    return camera != platform::CameraState::no_camera && camera != platform::CameraState::failed &&
           camera != platform::CameraState::busy;
}

std::string by_code_reader(const Frame& frame, const std::string& key) {
    using platform::CodeDevice;
    const platform::CodeDevices& devices = frame.shell().code_devices;
    const bool any = devices.camera == CodeDevice::works || devices.scanner == CodeDevice::works;
    const auto counts = [&](CodeDevice device) {
        return any ? device == CodeDevice::works : device == CodeDevice::broken;
    };
    const bool scanner = counts(devices.scanner);
    if (scanner && counts(devices.camera)) return frame.ui.t(key + "_both");
    return frame.ui.t(scanner ? key + "_scanner" : key);
}

std::optional<Words> camera_words(const Frame& frame) {
    const auto words = [&](const std::string& key) {
        return Words{frame.ui.t(key), frame.ui.t(key + "_text")};
    };
    switch (frame.shell().camera) {
        case platform::CameraState::no_camera:
        case platform::CameraState::failed:
            return Words{by_code_reader(frame, "camera.broken"), by_code_reader(frame, "camera.broken_text")};
        case platform::CameraState::busy:
            return Words{by_code_reader(frame, "camera.busy"), frame.ui.t("camera.busy_text")};
        case platform::CameraState::dark:
            return words("camera.dark");
        case platform::CameraState::blurred:
            return words("camera.blurred");
        case platform::CameraState::off:
        case platform::CameraState::starting:
        case platform::CameraState::live:
            return std::nullopt;
    }
    return std::nullopt;
}

Halves list_and_cost(const Frame& frame, Rect box, float more) {
    if (!frame.portrait()) return halves(frame, box, 0.56F);
    const float below = kFee + space::k3 + kCoverage + space::k3 + kAction + more;
    return {box.top(box.h - below - space::k3), box.foot(below)};
}

void draw_cost(const Frame& frame, Rect box, const Offer& offer, std::string_view detail) {
    const bool roomy = box.h >= 400;
    const float fee = roomy ? kFee : 144;
    draw_fee(frame, box.top(fee), offer, detail);
    draw_coverage(frame, box.below(fee + (roomy ? space::k3 : space::k2)), offer, roomy);
}

}  // namespace kiosk
