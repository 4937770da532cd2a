// Lists of sentences: points, steps, what to bring.
#include <algorithm>

#include "kiosk/view/parts.h"

namespace kiosk {

namespace {

constexpr float kDot = 5;
constexpr float kIndent = 32;
constexpr Type kPoint{34, false, color::kInk, Align::left, VAlign::top, 1.35F, 22};

float height_of_list(Ui& ui, const std::vector<config::Text>& items, const Type& type, float width) {
    float sum = 0;
    for (const config::Text& item : items)
        sum += ui.height_of(words(ui, item), type, width - kIndent) + type.size * 0.45F;
    return sum;
}

}  // namespace

float bullet_list_height(const Frame& frame, float width, const std::vector<config::Text>& items) {
    return height_of_list(frame.ui, items, kPoint, width);
}

void bullet_list(const Frame& frame, Rect box, const std::vector<config::Text>& items) {
    Ui& ui = frame.ui;
    Type soft = kPoint;
    while (soft.size > soft.smallest && height_of_list(ui, items, soft, box.w) > box.h) soft.size -= 1;
    float y = box.y;
    for (const config::Text& item : items) {
        ui.disc(box.x + kDot + 2, y + soft.size * 0.68F, kDot, color::kInfo);
        y += ui.text({box.x + kIndent, y, box.w - kIndent, 0}, words(ui, item), soft) + soft.size * 0.45F;
    }
}

void numbered_steps(const Frame& frame, Rect box, const std::vector<std::string>& steps) {
    Ui& ui = frame.ui;
    const int count = static_cast<int>(steps.size());
    const Rect list = box.top(std::min(box.h, 128 * static_cast<float>(count)));
    const float radius = std::min(28.0F, (list.row(0, count, space::k1).h - space::k1) / 2);
    const Rect words = list.after(2 * radius + space::k3);
    // One size for all: the largest at which none of them grows over its row.
    Type step{36, false, color::kInk, Align::left, VAlign::middle, 1.2F, 24};
    for (const std::string& text : steps) {
        const float most = words.row(0, count, space::k1).h;
        while (step.size > step.smallest && ui.height_of(text, step, words.w) > most) step.size -= 1;
    }
    for (int i = 0; i < count; ++i) {
        const Rect row = list.row(i, count, space::k1);
        const float x = row.x + radius;
        if (i + 1 < count) {
            const float next = row.bottom() + space::k1 + row.h / 2 - radius;
            ui.fill({x - 3, row.center_y() + radius, 6, next - row.center_y() - radius}, color::kLine);
        }
        ui.disc(x, row.center_y(), radius, color::kInfoWash);
        ui.line({row.x, row.center_y() - radius, 2 * radius, 2 * radius}, std::to_string(i + 1),
                {std::min(30.0F, 1.1F * radius), true, color::kInfo, Align::center, VAlign::middle,
                 type::kTitleLine});
        ui.text(words.row(i, count, space::k1), steps[static_cast<std::size_t>(i)], step);
    }
}

void draw_what_to_bring(const Frame& frame, Rect box) {
    Ui& ui = frame.ui;
    const Window& window = frame.shell().window;
    card(ui, box);
    Rect inner = box.inset(space::k4);
    ui.text(inner.top(56), ui.t("home.bring"),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
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

}  // namespace kiosk
