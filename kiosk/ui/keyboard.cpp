#include "kiosk/ui/keyboard.h"

#include <algorithm>
#include <array>

#include "kiosk/ui/widgets.h"
#include "platform/base/wipe.h"

namespace kiosk {

namespace {

constexpr std::array<std::string_view, 4> kRows{"1234567890", "qwertyuiop", "asdfghjkl", "'zxcvbnm"};
constexpr int kColumns = 10;
constexpr float kGap = 10;
constexpr int kEraseColumns = 2;

std::string id_of(char key) {
    return key == '\'' ? "key.apostrophe" : std::string("key.") + key;
}

}  // namespace

std::optional<KeyPress> keyboard(Ui& ui, Rect box) {
    std::optional<KeyPress> pressed;
    const float step = (box.w + kGap) / kColumns;
    const float width = step - kGap;
    const float size = std::min(44.0F, width * 0.6F);
    for (std::size_t r = 0; r < kRows.size(); ++r) {
        const Rect row = box.row(static_cast<int>(r), static_cast<int>(kRows.size()), kGap);
        const bool last = r + 1 == kRows.size();
        const auto keys = static_cast<float>(kRows[r].size()) + (last ? kEraseColumns : 0);
        float x = row.x + (kColumns - keys) * step / 2;
        for (const char key : kRows[r]) {
            if (button(ui, id_of(key), {x, row.y, width, row.h}, std::string_view(&key, 1), {.size = size})) {
                pressed = KeyPress{key};
            }
            x += step;
        }
        if (!last) continue;
        const Rect erase{x, row.y, kEraseColumns * step - kGap, row.h};
        if (button(ui, "key.erase", erase, "")) pressed = KeyPress{};
        ui.icon(erase.center_x(), erase.center_y(), icon::kErase, 52, color::kInk);
    }
    return pressed;
}

std::optional<CandidatePick> candidate_row(Ui& ui, Rect box, const std::vector<std::string>& words,
                                           std::size_t first, std::size_t slots, bool more) {
    std::optional<CandidatePick> picked;
    const int places = static_cast<int>(slots) + 1;
    for (std::size_t i = 0; i < std::min(slots, words.size()); ++i) {
        const Rect place = box.column(static_cast<int>(i), places, kGap);
        const std::string id = "candidate." + std::to_string(first + i);
        if (button(ui, id, place, words[i], {.size = type::kLarge})) picked = CandidatePick{first + i};
    }
    if (more) {
        const Rect place = box.column(places - 1, places, kGap);
        if (button(ui, "candidate.more", place, "")) picked = CandidatePick{};
        ui.icon(place.center_x(), place.center_y(), icon::kNext, 48, color::kInk);
    }
    return picked;
}

void input_line(Ui& ui, Rect box, char32_t icon, std::string_view words, std::string_view letters,
                std::string_view prompt) {
    ui.fill(box, color::kCard, space::kRadius);
    ui.outline(box, color::kInk, space::kRadius, 4);
    ui.icon(box.x + 56, box.center_y(), icon, 52, color::kInkSoft);
    const Rect inner{box.x + 104, box.y + 4, box.w - 104 - space::k3, box.h - 8};
    if (words.empty() && letters.empty()) {
        ui.text(inner, prompt,
                {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
        return;
    }
    std::string typed(words);
    if (!words.empty() && !letters.empty()) typed += ' ';
    typed += letters;
    const Type bold{48, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine};
    const float width = ui.line({inner.x, inner.y, inner.w - 8, inner.h}, typed, bold);
    platform::wipe(typed);
    ui.fill({inner.x + width + 4, box.center_y() - 28, 4, 56}, color::kInfo);
}

}  // namespace kiosk
