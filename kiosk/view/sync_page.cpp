// Whether the center holds what was written here, and if not, why and what to do.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

/// How much of what had to go when it began has gone; a run that only fetches shows a full bar.
void draw_progress(Ui& ui, Rect banner, const SyncStatus& sync) {
    const Rect track = banner.inset(space::k4, space::k3).foot(14);
    const auto all = static_cast<float>(std::max(sync.written, sync.held_before) - sync.held_before);
    const auto gone = static_cast<float>(std::max(sync.held, sync.held_before) - sync.held_before);
    const float share = all > 0 ? std::min(gone / all, 1.0F) : 1.0F;
    ui.fill(track, color::kWhite, 7);
    ui.fill({track.x, track.y, std::max(track.w * share, track.h), track.h}, colors_of(Tone::info).ink, 7);
}

}  // namespace

Answer draw(const Frame& frame, const screen::Sync&) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const SyncStatus& sync = frame.shell().sync;
    const Rect room = heading(frame, desk.room, ui.t("page_sync.title"));
    const bool level = sync.held >= sync.written;
    const bool tall = frame.portrait();
    const Rect counts = room.top(tall ? 380 : 260);
    const std::string as_of =
        sync.as_of ? ui.t("page_sync.as_of", {{"when", when_text(ui, *sync.as_of, frame.now())}})
                   : ui.t("page_sync.never");
    const auto count = [&](Rect box, std::string_view name, std::uint64_t number, std::string_view note,
                           Tone tone) {
        card(ui, box, tone);
        const Rect inner = box.inset(space::k4, space::k3);
        const Type soft{type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine};
        ui.text(inner.top(52), name, soft);
        ui.line(inner.inset(0, 52), std::to_string(number),
                {tall ? type::kHero : type::kAmount, true, colors_of(tone).ink, Align::left, VAlign::middle,
                 type::kTitleLine, 60});
        ui.text(inner.foot(52), note, soft);
    };
    count(counts.column(0, 2, space::k3), ui.t("page_sync.written"), sync.written, ui.t("page_sync.so_far"),
          Tone::plain);
    count(counts.column(1, 2, space::k3), ui.t("page_sync.held"), sync.held, as_of,
          sync.as_of && level ? Tone::done : Tone::plain);
    const Rect note = room.below(counts.h + space::k3)
                          .top(sync.running    ? 150.0F
                               : !sync.problem ? 124.0F
                               : tall          ? 190.0F
                                               : 160.0F);
    if (sync.running) {
        banner(ui, note, Tone::info, icon::kSync, ui.t("page_sync.running"));
        draw_progress(ui, note, sync);
    } else if (sync.problem) {
        const Words words = problem_words(ui, *sync.problem);
        banner(ui, note, Tone::attention, icon::kSyncFailed, words.title, words.text);
    } else if (!sync.as_of) {
        banner(ui, note, Tone::neutral, icon::kInfo, ui.t("page_sync.never"));
    } else if (level) {
        banner(ui, note, Tone::done, icon::kCheck, ui.t("page_sync.all_held"));
    } else {
        banner(ui, note, Tone::info, icon::kInfo,
               ui.t("page_sync.waiting", {{"count", std::to_string(sync.written - sync.held)}}));
    }
    const Rect foot = room.foot(124);
    const Rect button_box = tall ? foot.column(0, 2, space::k3) : Rect{foot.x, foot.y, 400, foot.h};
    const Rect codes_box =
        tall ? foot.column(1, 2, space::k3) : Rect{foot.x + 400 + space::k3, foot.y, 400, foot.h};
    const Rect words =
        tall ? Rect{room.x, note.bottom() + space::k3, room.w, 100} : foot.after(800 + space::k3 + space::k4);
    ui.text(words, ui.t("page_sync.safe"),
            {type::kBody, false, color::kInkSoft, Align::left, tall ? VAlign::top : VAlign::middle, 1.4F});
    when(desk.answer,
         next_button(frame, "sync.now", button_box,
                     ui.t(sync.running ? "page_sync.running" : "page_sync.now"), !sync.running),
         Tap::sync_now);
    when(desk.answer, button(ui, "sync.codes", codes_box, ui.t("page_sync.codes"), {.icon = icon::kScan}),
         Tap::file_by_codes);
    return desk.answer;
}

}  // namespace kiosk
