#include "kiosk/ui/charts.h"

#include <algorithm>
#include <cmath>

namespace kiosk {

namespace {

constexpr float kBarHeight = 68;
constexpr float kLowestBar = 24;
constexpr float kWords = 44;
constexpr float kRoomy = 400;  // from this height on words and bars grow
constexpr float kGrowth = 1.4F;

/// Of the words around it.
float words_height(const ChartBar& bar, float scale) {
    return scale * kWords + space::k1 + (bar.note.empty() ? 0 : space::k2 + scale * kWords);
}

void draw_bar(Ui& ui, Rect row, const ChartBar& bar, float scale) {
    const Type soft{std::round(28 * scale), false, color::kInkSoft, Align::left, VAlign::middle,
                    type::kTitleLine,       22};
    const Type bold{std::round(type::kBody * scale),
                    true,
                    color::kInk,
                    Align::right,
                    VAlign::middle,
                    type::kTitleLine,
                    24};
    const float right = ui.width_of(bar.value, bold) + 2;
    const float words = scale * kWords;
    ui.text({row.x, row.y, row.w - right - space::k2, words}, bar.title, soft);
    ui.text({row.right() - right, row.y, right, words}, bar.value, bold);
    const Rect whole{row.x, row.y + words + space::k1, std::max(16.0F, row.w * bar.width),
                     row.h - words_height(bar, scale)};
    ui.fill(whole, color::kNeutralWash, 10);
    float x = whole.x;
    for (const BarPart& part : bar.parts) {
        const float width = whole.w * std::clamp(part.share, 0.0F, 1.0F);
        if (width > 0) ui.fill({x, whole.y, width, whole.h}, part.color, std::min(10.0F, width / 2));
        x += width;
    }
    for (int i = 1; i < bar.cells; ++i) {
        const float at = whole.x + whole.w * static_cast<float>(i) / static_cast<float>(bar.cells);
        ui.fill({at - 1.5F, whole.y, 3, whole.h}, color::kCard);
    }
    if (bar.mark) {
        const float at = whole.x + whole.w * std::clamp(*bar.mark, 0.0F, 1.0F);
        ui.fill({at - 3, whole.y - 10, 6, whole.h + 20}, color::kInk, 3);
    }
    if (!bar.note.empty()) ui.text({row.x, whole.bottom() + space::k2, row.w, words}, bar.note, soft);
}

/// As large as every one of the texts fits its column in.
float size_for(Ui& ui, const std::vector<ChartColumn>& columns, float width) {
    constexpr float kLargest = 30;
    constexpr float kSmallest = 18;
    float size = kLargest;
    for (const ChartColumn& it : columns) {
        while (size > kSmallest && ui.width_of(it.value, {size, true}) > width) size -= 1;
    }
    return size;
}

}  // namespace

void column_chart(Ui& ui, Rect box, const std::vector<ChartColumn>& columns) {
    const int count = static_cast<int>(columns.size());
    if (count == 0) return;
    const float gap = count > 6 ? space::k1 : space::k2;
    const Type label{26, true, color::kInk, Align::center, VAlign::top, type::kTitleLine, 18};
    float label_height = 0;
    for (const ChartColumn& it : columns) {
        const float width = box.column(0, count, gap).w;
        label_height = std::max(label_height, ui.height_of(it.label, label, width));
    }
    label_height = std::min(label_height, box.h * 0.3F);
    const Rect room{box.x, box.y + kWords, box.w, box.h - kWords - label_height - space::k1};
    const float value_size = size_for(ui, columns, box.column(0, count, gap).w);
    for (int i = 0; i < count; ++i) {
        const ChartColumn& it = columns[static_cast<std::size_t>(i)];
        const Rect slot = room.column(i, count, gap);
        const Rect column = slot.foot(std::max(8.0F, slot.h * std::clamp(it.share, 0.0F, 1.0F)));
        ui.fill(column, it.here ? color::kInfo : color::kInfoWash, std::min(12.0F, column.h / 2));
        const Color ink = it.here ? color::kInfo : color::kInkSoft;
        ui.text({slot.x, column.y - kWords, slot.w, kWords - 4}, it.value,
                {value_size, it.here, ink, Align::center, VAlign::bottom, type::kTitleLine, 18});
        ui.text({slot.x, room.bottom() + space::k1, slot.w, label_height}, it.label,
                {26, it.here, ink, Align::center, VAlign::top, type::kTitleLine, 18});
    }
    ui.fill({box.x, room.bottom(), box.w, 2}, color::kLine);
}

void bar_chart(Ui& ui, Rect box, const std::vector<ChartBar>& bars) {
    if (bars.empty()) return;
    const auto count = static_cast<float>(bars.size());
    const float scale = box.h >= kRoomy && count <= 2 ? kGrowth : 1.0F;
    float words = (count - 1) * space::k2;
    for (const ChartBar& bar : bars) words += words_height(bar, scale);
    const float height = std::clamp((box.h - words) / count, kLowestBar, scale * scale * kBarHeight);
    float y = box.y + std::max(0.0F, (box.h - words - count * height) / 2);
    for (const ChartBar& bar : bars) {
        const float row = words_height(bar, scale) + height;
        draw_bar(ui, {box.x, y, box.w, row}, bar, scale);
        y += row + space::k2;
    }
}

}  // namespace kiosk
