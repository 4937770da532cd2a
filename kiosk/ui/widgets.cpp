#include "kiosk/ui/widgets.h"

#include <algorithm>
#include <cmath>

namespace kiosk {

namespace {

constexpr float kPillHeight = 52;
constexpr float kPillPadding = 22;
constexpr float kDot = 7;

struct ButtonColors {
    Color face;
    Color ink;
    Color border;
};

ButtonColors colors_of(ButtonKind kind, bool held) {
    switch (kind) {
        case ButtonKind::primary:
            return {held ? color::kActionPressed : color::kAction, color::kWhite, 0};
        case ButtonKind::secondary:
            return {held ? color::kNeutralWash : color::kCard, color::kInk, color::kLine};
        case ButtonKind::on_hero:
            return {held ? color::kActionWash : color::kCard, color::kAction, 0};
        case ButtonKind::chosen:
            return {color::kInk, color::kWhite, 0};
        case ButtonKind::quiet:
            return {held ? color::kNeutralWash : 0, color::kInkSoft, 0};
    }
    return {};
}

void label(Ui& ui, Rect box, std::string_view text, const Button& look, Color ink) {
    const bool bold = look.kind == ButtonKind::primary || look.kind == ButtonKind::on_hero;
    Type words{look.size, bold, ink, look.align, VAlign::middle, type::kTitleLine};
    Rect inner = box.inset(std::min(space::k4, box.w * 0.08F), 4);
    const float icon_size = look.size * 1.2F;
    if (look.icon_after != 0) {
        ui.icon(inner.right() - icon_size / 2, box.center_y(), look.icon_after, icon_size, ink);
        inner.w -= icon_size + space::k1;
    }
    if (!look.hint.empty()) {
        words.align = Align::left;
        const Type small{type::kBody, false, ink, Align::right, VAlign::middle, type::kTitleLine};
        const float width = std::min(inner.w * 0.55F, ui.width_of(look.hint, small) + 1);
        ui.text({inner.right() - width, inner.y, width, inner.h}, look.hint, small);
        inner.w -= width + space::k2;
    }
    if (look.icon == 0) {
        ui.text(inner, text, words);
        return;
    }
    const float gap = look.size * 0.4F;
    const float wanted = std::min(ui.width_of(text, words), inner.w - icon_size - gap);
    const float start =
        words.align == Align::left ? inner.x : inner.center_x() - (wanted + icon_size + gap) / 2;
    ui.icon(start + icon_size / 2, box.center_y(), look.icon, icon_size, ink);
    words.align = Align::left;
    const float left = start + icon_size + gap;
    ui.text({left, inner.y, words.align == look.align ? inner.right() - left : wanted + 1, inner.h}, text,
            words);
}

}  // namespace

ToneColors colors_of(Tone tone) {
    switch (tone) {
        case Tone::plain:
            return {color::kInk, color::kCard, color::kLine};
        case Tone::neutral:
            return {color::kInkSoft, color::kNeutralWash, color::kLine};
        case Tone::done:
            return {color::kDone, color::kDoneWash, 0xBFE0CD};
        case Tone::attention:
            return {color::kAttention, color::kAttentionWash, 0xF0CFA6};
        case Tone::notice:
            return {color::kNotice, color::kNoticeWash, 0xEAD8A4};
        case Tone::info:
            return {color::kInfo, color::kInfoWash, 0xBFD6EC};
    }
    return {};
}

bool button(Ui& ui, std::string_view id, Rect box, std::string_view text, const Button& look) {
    const Ui::Touch touch = ui.touch(id, box, look.enabled);
    ButtonColors colors = colors_of(look.kind, touch.held);
    if (!look.enabled) colors = {color::kNeutralWash, color::kDisabled, 0};
    if (colors.face != 0) ui.fill(box, colors.face, space::kRadius);
    if (colors.border != 0) ui.outline(box, colors.border, space::kRadius);
    label(ui, box, text, look, colors.ink);
    return touch.tapped;
}

void card(Ui& ui, Rect box, Tone tone, float radius) {
    const ToneColors colors = colors_of(tone);
    ui.fill(box, colors.wash, radius);
    ui.outline(box, colors.border, radius);
}

float pill_width(Ui& ui, std::string_view text, bool dot) {
    const float words = ui.width_of(text, {type::kSmall});
    return words + 2 * kPillPadding + (dot ? 2 * kDot + 12 : 0);
}

float pill(Ui& ui, Rect box, std::string_view text, Tone tone, Align align, bool dot) {
    const float width = std::min(box.w, pill_width(ui, text, dot));
    const float x = align == Align::left    ? box.x
                    : align == Align::right ? box.right() - width
                                            : box.center_x() - width / 2;
    const float height = std::min(kPillHeight, box.h - space::k2);  // in a low row it keeps off the lines
    const Rect shape{x, box.center_y() - height / 2, width, height};
    const ToneColors colors = colors_of(tone);
    ui.fill(shape, colors.wash, height / 2);
    Rect inner = shape.inset(kPillPadding, 0);
    if (dot) {
        ui.disc(inner.x + kDot, shape.center_y(), kDot, colors.ink);
        inner = inner.after(2 * kDot + 12);
    }
    ui.line({inner.x, inner.y, inner.w + 2, inner.h}, text,
            {type::kSmall, false, colors.ink, Align::left, VAlign::middle, type::kTitleLine, 20});
    return width;
}

void banner(Ui& ui, Rect box, Tone tone, char32_t icon, std::string_view title, std::string_view detail) {
    const ToneColors colors = colors_of(tone);
    card(ui, box, tone);
    const Rect words = box.after(104).inset(0, 10);
    const Rect inner{words.x, words.y, words.w - 28, words.h};
    Type first{type::kBody, true, colors.ink, Align::left, VAlign::middle, 1.3F};
    if (detail.empty()) {
        ui.icon(box.x + 56, box.center_y(), icon, 52, colors.ink);
        ui.text(inner, title, first);
        return;
    }
    first.valign = VAlign::top;
    first.size = 36;
    const float used = ui.height_of(title, first, inner.w);
    Type second{type::kBody, false, color::kInk, Align::left, VAlign::top, 1.4F};
    const auto whole_of = [&] { return used + space::k1 + ui.height_of(detail, second, inner.w); };
    // Smaller at once, so that what is drawn is what was centered.
    while (whole_of() > inner.h && second.size > second.smallest) second.size -= 2;
    const float whole = whole_of();
    const float top = inner.y + std::max(0.0F, (inner.h - whole) / 2);
    ui.icon(box.x + 56, top + 22, icon, 52, colors.ink);
    ui.text({inner.x, top, inner.w, used}, title, first);
    const float next = top + used + space::k1;
    ui.text({inner.x, next, inner.w, inner.bottom() - next}, detail, second);
}

void icon_tile(Ui& ui, float x, float y, float side, char32_t icon, Tone tone) {
    const ToneColors colors = colors_of(tone);
    ui.fill({x, y, side, side}, colors.wash, side * 0.24F);
    if (icon != 0) ui.icon(x + side / 2, y + side / 2, icon, side * 0.56F, colors.ink);
}

bool choice(Ui& ui, std::string_view id, Rect box, char32_t icon, std::string_view title,
            std::string_view detail, bool chosen, bool enabled) {
    const Ui::Touch touch = ui.touch(id, box, enabled);
    const Color border = !chosen ? color::kLine : enabled ? color::kInk : color::kDisabled;
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kRadius);
    ui.outline(box, border, space::kRadius, chosen ? 4.0F : 2.0F);
    Rect inner = box.inset(space::k3, 10);
    if (icon != 0) {
        const float side = std::min(88.0F, inner.h);
        icon_tile(ui, inner.x, box.center_y() - side / 2, side, icon, Tone::neutral);
        inner = inner.after(side + space::k3);
    }
    const float mark = 18;
    inner.w -= 2 * mark + space::k2;
    const float center = box.right() - space::k3 - mark;
    if (chosen) {
        ui.disc(center, box.center_y(), mark, border);
        ui.icon(center, box.center_y(), icon::kCheck, 28, color::kWhite);
    } else {
        ui.ring(center, box.center_y(), mark - 1, color::kDisabled, 2);
    }
    const Color words = enabled ? color::kInk : color::kDisabled;
    if (detail.empty()) {
        ui.text(inner, title, {type::kBody, chosen, words, Align::left, VAlign::middle, type::kTitleLine});
        return touch.tapped;
    }
    const Type first{type::kLarge, true, words, Align::left, VAlign::top, type::kTitleLine};
    const Type second{30, false, color::kInkSoft, Align::left, VAlign::top, 1.4F, 24};
    const float upper = ui.height_of(title, first, inner.w);
    const float lower = ui.height_of(detail, second, inner.w);
    const float top = inner.y + std::max(0.0F, (inner.h - upper - lower - space::k1) / 2);
    ui.text({inner.x, top, inner.w, upper}, title, first);
    const float next = top + upper + space::k1;
    ui.text({inner.x, next, inner.w, inner.bottom() - next}, detail, second);
    return touch.tapped;
}

bool check_row(Ui& ui, std::string_view id, Rect box, std::string_view text, bool ticked, bool enabled) {
    const Ui::Touch touch = ui.touch(id, box, enabled);
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kRadius);
    ui.outline(box, ticked ? color::kDone : color::kDisabled, space::kRadius, ticked ? 4.0F : 2.0F);
    const Rect mark{box.x + space::k4, box.center_y() - 26, 52, 52};
    if (ticked) {
        ui.fill(mark, color::kDone, 12);
        ui.icon(mark.center_x(), mark.center_y(), icon::kCheck, 40, color::kWhite);
    } else {
        ui.outline(mark, color::kInkSoft, 12, 3);
    }
    Rect words = box.after(space::k4 + mark.w + space::k3).inset(0, 6);
    words.w -= space::k3;
    // The same weight ticked or not, or the words would move under the finger.
    ui.text(words, text, {36, false, color::kInk, Align::left, VAlign::middle, 1.3F});
    return touch.tapped;
}

float step_bars(Ui& ui, float x, float y, int step, int of) {
    float at = x;
    for (int i = 1; i <= of; ++i) {
        const float width = i == step ? 110.0F : 64.0F;
        ui.fill({at, y, width, 10}, i <= step ? color::kInk : color::kLine, 5);
        at += width + 14;
    }
    return at - 14 - x;
}

void fact_row(Ui& ui, Rect box, std::string_view name, std::string_view value, bool last, float size) {
    const Type soft{size, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine};
    const Type bold{size, true, color::kInk, Align::right, VAlign::middle, type::kTitleLine};
    const float free = box.w - ui.width_of(value, bold) - 2 - space::k2;
    const float width = std::min(std::max(box.w * 0.45F, free), ui.width_of(name, soft) + 2);
    ui.text({box.x, box.y, width, box.h}, name, soft);
    ui.text({box.x + width + space::k2, box.y, box.w - width - space::k2, box.h}, value, bold);
    if (!last) ui.fill({box.x, box.bottom() - 1, box.w, 2}, color::kLine);
}

void field(Ui& ui, Rect box, std::string_view text, std::string_view prompt, bool wrong) {
    ui.fill(box, color::kCard, space::kRadius);
    ui.outline(box, wrong ? color::kAttention : color::kDisabled, space::kRadius, wrong ? 4.0F : 2.0F);
    const Rect inner = box.inset(space::k3, 4);
    if (text.empty()) {
        ui.text(inner, prompt,
                {type::kBody, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine});
    } else {
        const float size = std::min(type::kTitle, std::round(box.h * 0.54F));
        ui.line(inner, text, {size, true, color::kInk, Align::center, VAlign::middle, type::kTitleLine});
    }
}

std::optional<PadKey> number_pad(Ui& ui, Rect box, bool enabled) {
    std::optional<PadKey> pressed;
    const Button digit{.size = 56, .enabled = enabled};
    for (int i = 0; i < 12; ++i) {
        const Rect key = box.row(i / 3, 4, space::k2).column(i % 3, 3, space::k2);
        if (i == 9) {
            if (button(ui, "pad.clear", key, ui.t("pad.clear"), {.size = 36, .enabled = enabled}))
                pressed = PadKey{PadKey::Kind::clear};
        } else if (i == 11) {
            if (button(ui, "pad.erase", key, "", {.enabled = enabled})) pressed = PadKey{PadKey::Kind::erase};
            ui.icon(key.center_x(), key.center_y(), icon::kErase, 52,
                    enabled ? color::kInk : color::kDisabled);
        } else {
            const int value = i == 10 ? 0 : i + 1;
            const std::string name = std::to_string(value);
            if (button(ui, "pad." + name, key, name, digit)) pressed = PadKey{PadKey::Kind::digit, value};
        }
    }
    return pressed;
}

int pager(Ui& ui, Rect box, std::size_t page, std::size_t pages) {
    if (pages < 2) return 0;
    const float side = box.h;
    int turned = 0;
    const Rect left{box.right() - 2 * side - 116, box.y, side, side};
    const Rect right{box.right() - side, box.y, side, side};
    const auto arrow = [&](std::string_view id, Rect at, char32_t icon, bool enabled) {
        const bool tapped = button(ui, id, at, "", {.enabled = enabled});
        ui.icon(at.center_x(), at.center_y(), icon, 48, enabled ? color::kInk : color::kDisabled);
        return tapped;
    };
    if (arrow("page.previous", left, icon::kPrevious, page > 0)) turned = -1;
    ui.line({left.right(), box.y, 116, side}, std::to_string(page + 1) + " / " + std::to_string(pages),
            {type::kBody, false, color::kInk, Align::center, VAlign::middle, type::kTitleLine});
    if (arrow("page.next", right, icon::kNext, page + 1 < pages)) turned = 1;
    return turned;
}

void timeline(Ui& ui, Rect box, const std::vector<TimelineStep>& steps) {
    if (steps.empty()) return;
    constexpr float kRadius = 30;
    constexpr float kHalf = 46;  // of a step's two lines
    const float apart = static_cast<float>(std::max<std::size_t>(steps.size(), 2) - 1);
    const float step = std::min(160.0F, (box.h - 2 * kHalf) / apart);
    float y = box.y + kHalf;
    for (std::size_t i = 0; i < steps.size(); ++i, y += step) {
        const TimelineStep& it = steps[i];
        const float x = box.x + kRadius;
        if (i + 1 < steps.size()) {
            const Color rail = it.moment == Moment::done ? color::kDone : color::kLine;
            ui.fill({x - 3, y + kRadius, 6, step - 2 * kRadius}, rail);
        }
        if (it.moment == Moment::done) {
            ui.disc(x, y, kRadius, color::kDone);
            ui.icon(x, y, icon::kCheck, 40, color::kWhite);
        } else if (it.moment == Moment::now) {
            ui.disc(x, y, kRadius, color::kInfoWash);
            ui.ring(x, y, kRadius - 4, color::kInfo, 8);
        } else {
            ui.disc(x, y, kRadius, color::kLine);
        }
        const Color ink = it.moment == Moment::now    ? color::kInfo
                          : it.moment == Moment::done ? color::kInk
                                                      : color::kInkSoft;
        const float left = box.x + 2 * kRadius + space::k3;
        const Rect words{left, y - kHalf, box.right() - left, 2 * kHalf};
        const Type first{36, it.moment != Moment::later, ink, Align::left, VAlign::middle, type::kTitleLine};
        ui.text(it.detail.empty() ? words : words.top(50), it.title, first);
        if (it.detail.empty()) continue;
        ui.text(words.below(50), it.detail,
                {30, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    }
}

void qr_code(Ui& ui, Rect box, const platform::QrMatrix& code) {
    const float side = std::min(box.w, box.h);
    const int modules = code.size + 2 * platform::kQuietZone;
    const float module = ui.whole_pixels(side / static_cast<float>(modules));
    const float whole = module * static_cast<float>(modules);
    const float x0 = ui.whole_pixels(box.center_x() - whole / 2);
    const float y0 = ui.whole_pixels(box.center_y() - whole / 2);
    ui.fill({x0, y0, whole, whole}, color::kWhite);
    const auto at = [&](float origin, int i) {
        return origin + module * static_cast<float>(i + platform::kQuietZone);
    };
    for (int y = 0; y < code.size; ++y) {
        for (int x = 0; x < code.size; ++x) {
            if (!code.at(x, y)) continue;
            const int from = x;
            while (x < code.size && code.at(x, y)) ++x;
            ui.fill({at(x0, from), at(y0, y), module * static_cast<float>(x - from), module}, 0x000000);
        }
    }
}

}  // namespace kiosk
