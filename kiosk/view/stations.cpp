// The station directory: the city's districts, and the stations of one.
#include <algorithm>

#include "kiosk/view/screens.h"
#include "kiosk/view/station_parts.h"

namespace kiosk {

std::string phone_text(std::string_view digits) {
    std::string out(digits);
    if (digits.size() == 7) out.insert(3, 1, ' ');
    if (digits.size() == 11) out.insert(7, 1, ' ').insert(3, 1, ' ');
    return out;
}

bool is_this_station(const Frame& frame, const config::Station& station) {
    return station.code == frame.context.station.code;
}

std::optional<StationMark> mark_of(const Frame& frame, const config::Station& station) {
    if (is_this_station(frame, station)) return StationMark{frame.ui.t("stations.here"), Tone::info};
    if (station.kind == config::StationKind::district_center) {
        return StationMark{frame.ui.t("stations.center"), Tone::neutral};
    }
    return std::nullopt;
}

void draw_station_row(const Frame& frame, Rect box, std::size_t index, Answer& answer) {
    Ui& ui = frame.ui;
    const config::Station& station = frame.context.stations->index.directory()[index];
    const Ui::Touch touch = ui.touch("station." + station.code, box);
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kRadius);
    ui.outline(box, color::kLine, space::kRadius);
    Rect inner = box.inset(28, 10);
    ui.icon(inner.right() - 14, inner.center_y(), icon::kNext, 44, color::kInkSoft);
    inner.w -= 44;
    if (const auto mark = mark_of(frame, station)) {
        inner.w -= pill(ui, inner, mark->text, mark->tone, Align::right, false) + space::k2;
    }
    const Type first{36, true, color::kInk, Align::left, VAlign::bottom, type::kTitleLine};
    const Type second{type::kSmall + 2, false, color::kInkSoft, Align::left, VAlign::top,
                      type::kTitleLine, 22};
    const float middle = inner.y + inner.h * 0.54F;
    ui.text({inner.x, inner.y, inner.w, middle - inner.y}, station.name, first);
    ui.text({inner.x, middle + 6, inner.w, inner.bottom() - middle - 6}, station.address, second);
    when(answer, touch.tapped, ChooseStation{index});
}

namespace {

constexpr int kTiles = 8;
constexpr float kTile = 216;
constexpr float kRow = 136;

/// Looks like a line to type into: a touch brings the keyboard.
void draw_search(const Frame& frame, Rect box, Answer& answer) {
    Ui& ui = frame.ui;
    const Ui::Touch touch = ui.touch("stations.search", box);
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kRadius);
    ui.outline(box, color::kDisabled, space::kRadius);
    ui.icon(box.x + 56, box.center_y(), icon::kSearch, 52, color::kInk);
    const Rect words{box.x + 104, box.y + 8, box.w - 104 - space::k3, box.h - 16};
    ui.text(words, ui.t("stations.search"),
            {36, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    when(answer, touch.tapped, Tap::search);
}

void draw_here(const Frame& frame, Rect box, Answer& answer) {
    Ui& ui = frame.ui;
    const config::Directory& all = frame.context.stations->index.directory();
    const config::Station* here = config::find_station(all, frame.context.station.code);
    if (here == nullptr) return;
    const Ui::Touch touch = ui.touch("stations.here", box);
    const ToneColors colors = colors_of(Tone::info);
    ui.fill(box, touch.held ? color::kNeutralWash : colors.wash, space::kRadius);
    ui.outline(box, colors.border, space::kRadius);
    ui.icon(box.x + 56, box.center_y(), icon::kPlace, 56, colors.ink);
    ui.icon(box.right() - 44, box.center_y(), icon::kNext, 44, colors.ink);
    const Rect words{box.x + 104, box.y + 10, box.w - 104 - 80, box.h - 20};
    ui.text(words.row(0, 2, 0), ui.t("stations.you_are_here"),
            {28, false, colors.ink, Align::left, VAlign::middle, type::kTitleLine, 24});
    ui.text(words.row(1, 2, 0), here->name,
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    when(answer, touch.tapped, ChooseStation{static_cast<std::size_t>(here - all.data())});
}

/// "1 center, 11 stations"
std::string count_text(const Frame& frame, const config::District& district) {
    const config::Directory& all = frame.context.stations->index.directory();
    const bool centered = all[district.stations.front()].kind == config::StationKind::district_center;
    const std::size_t stations = district.stations.size() - (centered ? 1 : 0);
    return frame.ui.t(centered ? "stations.count" : "stations.count_city",
                      {{"stations", std::to_string(stations)}});
}

void draw_district(const Frame& frame, Rect box, std::size_t index, Answer& answer) {
    Ui& ui = frame.ui;
    const config::District& district = frame.context.stations->index.districts()[index];
    const Ui::Touch touch = ui.touch("stations.district." + std::to_string(index), box);
    ui.fill(box, touch.held ? color::kNeutralWash : color::kCard, space::kCardRadius);
    ui.outline(box, color::kLine, space::kCardRadius);
    const Rect inner = box.inset(32, 24);
    ui.icon(inner.right() - 14, inner.center_y(), icon::kNext, 44, color::kInkSoft);
    const Rect words{inner.x, inner.center_y() - 62, inner.w - 44, 124};
    ui.text(words.top(72), district.name,
            {52, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 36});
    ui.text(words.below(80), count_text(frame, district),
            {type::kBody - 2, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 24});
    when(answer, touch.tapped, ChooseDistrict{index});
}

}  // namespace

Answer draw(const Frame& frame, const screen::Districts& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const auto& districts = frame.context.stations->index.districts();
    const std::string total = std::to_string(frame.context.stations->index.directory().size());
    pages(frame, frame.body.top(space::kControl), screen.page, screen.pages, answer);
    const Rect room =
        heading(frame, frame.body, ui.t("stations.title"), ui.t("stations.text", {{"count", total}}));
    const float line = 124;
    const bool tall = frame.portrait();
    draw_search(frame, tall ? room.top(line) : room.top(line).column(0, 2, space::k3), answer);
    draw_here(frame, tall ? room.below(line + space::k3).top(line) : room.top(line).column(1, 2, space::k3),
              answer);
    const Rect grid = room.below(tall ? 2 * (line + space::k3) + space::k2 : line + space::k4);
    const int columns = tall ? 2 : 4;
    const int rows = kTiles / columns;
    const float height =
        std::min(kTile, (grid.h - space::k3 * static_cast<float>(rows - 1)) / static_cast<float>(rows));
    const auto size = static_cast<std::size_t>(std::min(kTiles, frame.context.settings.page_size));
    for (std::size_t i = 0; i < size && screen.page * size + i < districts.size(); ++i) {
        const int at = static_cast<int>(i);
        const Rect cell = grid.column(at % columns, columns, space::k3);
        const Rect tile{cell.x, grid.y + static_cast<float>(at / columns) * (height + space::k3), cell.w,
                        height};
        draw_district(frame, tile, screen.page * size + i, answer);
    }
    return answer;
}

Answer draw(const Frame& frame, const screen::Stations& screen) {
    Answer answer;
    const config::District& district = frame.context.stations->index.districts()[screen.district];
    pages(frame, frame.body.top(space::kControl), screen.page, screen.pages, answer);
    const Rect room = heading(frame, frame.body, district.name, count_text(frame, district));
    const int columns = frame.portrait() ? 1 : 2;
    const int rows = kTiles / columns;
    const float height =
        std::min(kRow, (room.h - space::k2 * static_cast<float>(rows - 1)) / static_cast<float>(rows));
    const auto size = static_cast<std::size_t>(std::min(kTiles, frame.context.settings.page_size));
    for (std::size_t i = 0; i < size && screen.page * size + i < district.stations.size(); ++i) {
        const int at = static_cast<int>(i);
        const Rect cell = room.column(at % columns, columns, space::k3);
        const Rect row{cell.x, room.y + static_cast<float>(at / columns) * (height + space::k2), cell.w,
                       height};
        draw_station_row(frame, row, district.stations[screen.page * size + i], answer);
    }
    return answer;
}

}  // namespace kiosk
