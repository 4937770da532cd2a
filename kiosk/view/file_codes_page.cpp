// A newer scheme pack or settings, brought as a series of codes: which parts are here, and what the camera
// sees.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

struct Note {
    Tone tone = Tone::info;
    char32_t icon = icon::kScan;
    Words words;
};

std::string key_of(FileTrouble trouble) {
    switch (trouble) {
        case FileTrouble::not_a_part:
            return "file_codes.not_a_part";
        case FileTrouble::damaged:
            return "file_codes.damaged";
        case FileTrouble::other_scheme:
            return "file_codes.other_scheme";
        case FileTrouble::other_station:
            return "file_codes.other_station";
        case FileTrouble::not_signed:
            return "file_codes.not_signed";
        case FileTrouble::broken:
            return "file_codes.broken";
        case FileTrouble::broken_settings:
            return "file_codes.broken_settings";
        case FileTrouble::broken_directory:
            return "file_codes.broken_directory";
        case FileTrouble::not_newer:
            return "file_codes.not_newer";
        case FileTrouble::store_failed:
            return "file_codes.store_failed";
    }
    return {};
}

std::string kept_key_of(KeptFile::What what) {
    switch (what) {
        case KeptFile::What::pack:
            return "file_codes.kept";
        case KeptFile::What::settings:
            return "file_codes.kept_settings";
        case KeptFile::What::directory:
            return "file_codes.kept_directory";
    }
    return {};
}

Note note_of(const Frame& frame, const screen::FileCodes& codes) {
    const Ui& ui = frame.ui;
    if (codes.trouble) {
        const std::string key = key_of(*codes.trouble);
        return {Tone::attention, icon::kAlert, {ui.t(key), ui.t(key + "_text")}};
    }
    if (codes.kept) {
        const std::string key = kept_key_of(codes.kept->what);
        return {Tone::done,
                icon::kCheck,
                {ui.t(key, {{"number", std::to_string(codes.kept->number)}}), ui.t(key + "_text")}};
    }
    if (const auto words = camera_words(frame)) return {Tone::attention, icon::kAlert, *words};
    return {Tone::info,
            icon::kScan,
            {by_code_reader(frame, "file_codes.waiting"), ui.t("file_codes.waiting_text")}};
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

Answer draw(const Frame& frame, const screen::FileCodes& codes) {
    Ui& ui = frame.ui;
    const DeskFrame desk = draw_desk_frame(frame);
    const Rect room = heading(frame, desk.room, ui.t("file_codes.title"), ui.t("file_codes.text"));
    const Halves parts = halves(frame, room, 0.56F, space::k4);
    // Nothing is scanned any more once it is kept, so no place is held for what the camera sees.
    const Rect told = codes.kept ? room : parts.first;
    const Note note = note_of(frame, codes);
    constexpr float kNote = 170;
    banner(ui, told.top(kNote), note.tone, note.icon, note.words.title, note.words.text);
    if (!codes.here.empty()) {
        const Rect rest = told.below(kNote + space::k3);
        const auto count = std::count(codes.here.begin(), codes.here.end(), true);
        ui.text(rest.top(56),
                ui.t("file_codes.count",
                     {{"here", std::to_string(count)}, {"all", std::to_string(codes.here.size())}}),
                {type::kLarge, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 30});
        draw_parts(ui, rest.below(56 + space::k2), codes.here);
    }
    if (codes.kept) return desk.answer;
    ui.fill(parts.second, 0xEDE7DD, space::kHeroRadius);
    draw_code_hint(ui, parts.second.inset(space::k3), camera_sees(frame));
    return desk.answer;
}

}  // namespace kiosk
