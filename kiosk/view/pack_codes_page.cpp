// A newer scheme pack brought as a series of codes: which parts are here, and what the camera sees.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

struct Note {
    Tone tone = Tone::info;
    char32_t icon = icon::kScan;
    Words words;
};

std::string key_of(PackTrouble trouble) {
    switch (trouble) {
        case PackTrouble::not_a_part:
            return "pack_codes.not_a_part";
        case PackTrouble::damaged:
            return "pack_codes.damaged";
        case PackTrouble::other_scheme:
            return "pack_codes.other_scheme";
        case PackTrouble::not_signed:
            return "pack_codes.not_signed";
        case PackTrouble::broken:
            return "pack_codes.broken";
        case PackTrouble::not_newer:
            return "pack_codes.not_newer";
        case PackTrouble::store_failed:
            return "pack_codes.store_failed";
    }
    return {};
}

Note note_of(const Frame& frame, const screen::PackCodes& codes) {
    const Ui& ui = frame.ui;
    if (codes.trouble) {
        const std::string key = key_of(*codes.trouble);
        return {Tone::attention, icon::kAlert, {ui.t(key), ui.t(key + "_text")}};
    }
    if (codes.edition != 0) {
        return {Tone::done,
                icon::kCheck,
                {ui.t("pack_codes.kept", {{"edition", std::to_string(codes.edition)}}),
                 ui.t("pack_codes.kept_text")}};
    }
    if (const auto words = camera_words(frame)) return {Tone::attention, icon::kAlert, *words};
    return {Tone::info,
            icon::kScan,
            {by_code_reader(frame, "pack_codes.waiting"), ui.t("pack_codes.waiting_text")}};
}

/// One square a part, the ones that are here filled in, so that a missing one is found in the series.
void draw_parts(Ui& ui, Rect box, const std::vector<bool>& here) {
    constexpr int kColumns = 10;
    const int count = static_cast<int>(here.size());
    const int rows = (count + kColumns - 1) / kColumns;
    const float gap = space::k1;
    const float side = std::min({88.0F, (box.w - gap * (kColumns - 1)) / kColumns,
                                 (box.h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows)});
    for (int i = 0; i < count; ++i) {
        const Rect square{box.x + static_cast<float>(i % kColumns) * (side + gap),
                          box.y + static_cast<float>(i / kColumns) * (side + gap), side, side};
        const bool is_here = here[static_cast<std::size_t>(i)];
        const ToneColors colors = colors_of(is_here ? Tone::done : Tone::neutral);
        ui.fill(square, colors.wash, space::kRadius);
        ui.outline(square, colors.border, space::kRadius, 2);
        ui.line(
            square, std::to_string(i + 1),
            {std::round(side * 0.42F), is_here, colors.ink, Align::center, VAlign::middle, type::kTitleLine});
    }
}

}  // namespace

Answer draw(const Frame& frame, const screen::PackCodes& codes) {
    Ui& ui = frame.ui;
    const DeskFrame desk = draw_desk_frame(frame);
    const Rect room = heading(frame, desk.room, ui.t("pack_codes.title"), ui.t("pack_codes.text"));
    const Halves parts = halves(frame, room, 0.56F, space::k4);
    const Note note = note_of(frame, codes);
    constexpr float kNote = 170;
    banner(ui, parts.first.top(kNote), note.tone, note.icon, note.words.title, note.words.text);
    if (!codes.here.empty()) {
        const Rect rest = parts.first.below(kNote + space::k3);
        const auto count = std::count(codes.here.begin(), codes.here.end(), true);
        ui.text(rest.top(56),
                ui.t("pack_codes.count",
                     {{"here", std::to_string(count)}, {"all", std::to_string(codes.here.size())}}),
                {type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 30});
        draw_parts(ui, rest.below(56 + space::k2), codes.here);
    }
    ui.fill(parts.second, 0xEDE7DD, space::kHeroRadius);
    draw_code_hint(ui, parts.second.inset(space::k3), camera_sees(frame));
    return desk.answer;
}

}  // namespace kiosk
