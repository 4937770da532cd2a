// One station: where it is, its phones large enough to copy, and who decides what for its people.
#include <algorithm>

#include "kiosk/view/screens.h"
#include "kiosk/view/station_parts.h"

namespace kiosk {

namespace {

std::string joined(const Ui& ui, const std::vector<config::Text>& texts) {
    std::string out;
    for (const config::Text& text : texts) {
        if (!out.empty()) out += ui.language() == Language::zh ? "、" : "; ";
        out += words(ui, text);
    }
    return out;
}

float draw_marks(const Frame& frame, Rect line, const config::Station& station) {
    Ui& ui = frame.ui;
    float x = line.x;
    x += pill(ui, line, station.district, Tone::neutral, Align::left, false) + space::k2;
    const bool center = station.kind == config::StationKind::district_center;
    if (center) {
        x += pill(ui, line.after(x - line.x), ui.t("stations.center"), Tone::neutral, Align::left, false) +
             space::k2;
    }
    if (is_this_station(frame, station)) {
        pill(ui, line.after(x - line.x), ui.t("stations.you_are_here"), Tone::info, Align::left);
    }
    return line.h;
}

void draw_phones(const Frame& frame, Rect box, const config::Station& station) {
    Ui& ui = frame.ui;
    const int count = static_cast<int>(station.phones.size());
    if (count == 0) return;
    const float size = count == 1 ? 104.0F : count == 2 ? type::kAmount : type::kTitle;
    const float height = std::min(1.4F * size, box.h / static_cast<float>(count));
    for (int i = 0; i < count; ++i) {
        const Rect row{box.x, box.y + static_cast<float>(i) * height, box.w, height};
        icon_tile(ui, row.x, row.center_y() - 36, 72, icon::kCall, Tone::neutral);
        ui.line(row.after(72 + space::k3), phone_text(station.phones[static_cast<std::size_t>(i)]),
                {size, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    }
}

void draw_district_button(const Frame& frame, Rect box, const config::Station& station, Answer& answer) {
    const auto& districts = frame.context.stations->index.districts();
    const auto district = std::find_if(districts.begin(), districts.end(),
                                       [&](const auto& other) { return other.name == station.district; });
    const std::string label = frame.ui.t("stations.whole_district", {{"district", district->name}});
    when(answer, button(frame.ui, "station.district", box, label, {.icon = icon::kList, .size = 34}),
         ChooseDistrict{static_cast<std::size_t>(district - districts.begin())});
}

void draw_place(const Frame& frame, Rect box, const config::Station& station, Answer& answer) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(48, 44);
    float y = inner.y + draw_marks(frame, inner.top(68), station) + space::k3;
    y += ui.text({inner.x, y, inner.w, 0}, station.name,
                 {type::kTitle, true, color::kInk, Align::left, VAlign::top, type::kTitleLine});
    if (!station.printed_name.empty()) {
        y += space::k1 + ui.text({inner.x, y + space::k1, inner.w, 0},
                                 ui.t("stations.misprint", {{"name", station.printed_name}}),
                                 {28, false, color::kInkSoft});
    }
    y += space::k4;
    const Type address{type::kLarge, false, color::kInk, Align::left, VAlign::middle, 1.35F};
    const float width = inner.w - 72 - space::k3;
    const float height = std::max(72.0F, ui.height_of(station.address, address, width));
    icon_tile(ui, inner.x, y + height / 2 - 36, 72, icon::kPlace, Tone::neutral);
    ui.text({inner.x + 72 + space::k3, y, width, height}, station.address, address);
    y += height + space::k3;
    const Rect foot = inner.foot(96);
    draw_phones(frame, {inner.x, y, inner.w, foot.y - space::k3 - y}, station);
    draw_district_button(frame, foot, station, answer);
}

/// The station's center, to be touched when another one than is shown. Returns the height used.
float draw_center(const Frame& frame, Rect box, const config::Station& station, Answer& answer) {
    Ui& ui = frame.ui;
    const config::Directory& all = frame.context.stations->index.directory();
    const config::Station* center = config::center_of(all, station);
    const Type soft{type::kBody, false, color::kInkSoft};
    if (center == nullptr) return ui.text({box.x, box.y, box.w, 0}, ui.t("stations.no_center"), soft);
    if (center->code == station.code) {
        return ui.text({box.x, box.y, box.w, 0}, ui.t("stations.is_center"), soft);
    }
    draw_station_row(frame, box.top(132), static_cast<std::size_t>(center - all.data()), answer);
    return 132;
}

struct Decider {
    std::string who;
    std::string what;
};

/// Who decides which claims of this station's people, in the pack's words.
std::vector<Decider> deciders(const Frame& frame, const config::Station& station) {
    const Ui& ui = frame.ui;
    const config::Station* center = config::center_of(frame.context.stations->index.directory(), station);
    std::vector<Decider> out;
    const auto add = [&](config::Route route, std::string who) {
        const auto kinds = config::kinds_decided_by(frame.context.pack, route);
        if (!kinds.empty()) out.push_back({std::move(who), joined(ui, kinds)});
    };
    add(config::Route::district,
        center == nullptr ? ui.t("stations.ask_them") : ui.t("stations.center_decides"));
    add(config::Route::city, ui.t("stations.city_decides"));
    add(config::Route::society, ui.t("stations.society_decides"));
    add(config::Route::unpublished, ui.t("stations.ask_staff"));
    return out;
}

void draw_handling(const Frame& frame, Rect box, const config::Station& station, Answer& answer) {
    Ui& ui = frame.ui;
    card(ui, box);
    const Rect inner = box.inset(48, 44);
    ui.text(inner.top(56), ui.t("stations.who"),
            {type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    float y = inner.y + 56 + space::k3;
    y += draw_center(frame, {inner.x, y, inner.w, 0}, station, answer) + space::k4;
    for (const Decider& decider : deciders(frame, station)) {
        const Type soft{30, false, color::kInkSoft, Align::left, VAlign::top, 1.4F};
        const Type bold{34, true, color::kInk, Align::left, VAlign::top, 1.35F};
        y += ui.text({inner.x, y, inner.w, 0}, decider.who, soft) + 4;
        y += ui.text({inner.x, y, inner.w, 0}, decider.what, bold) + space::k3;
    }
}

}  // namespace

Answer draw(const Frame& frame, const screen::StationDetail& screen) {
    Answer answer;
    const config::Station& station = frame.context.stations->index.directory()[screen.station];
    const Halves parts = halves(frame, frame.body, frame.portrait() ? 0.56F : 0.54F);
    draw_place(frame, parts.first, station, answer);
    draw_handling(frame, parts.second, station, answer);
    return answer;
}

}  // namespace kiosk
