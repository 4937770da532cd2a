// Whether the center holds what was written here, and if not, why and what to do.
#include "kiosk/view/screens.h"

namespace kiosk {

Answer draw(const Frame& frame, const screen::Sync&) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const SyncStatus& sync = frame.shell().sync;
    const Rect room = heading(frame, desk.room, ui.t("page_sync.title"));
    const bool level = sync.held >= sync.written;
    const Rect counts = room.top(260);
    const std::string as_of =
        sync.as_of ? ui.t("page_sync.as_of", {{"when", when_text(ui, *sync.as_of, frame.now())}})
                   : ui.t("page_sync.never");
    const auto count = [&](Rect box, std::string_view name, std::uint64_t number, std::string_view note,
                           Tone tone) {
        card(ui, box, tone);
        const Rect inner = box.inset(space::k4, space::k3);
        ui.text(inner.top(48), name,
                {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
        ui.line({inner.x, inner.y + 52, inner.w, 110}, std::to_string(number),
                {type::kAmount, true, colors_of(tone).ink, Align::left, VAlign::middle, type::kTitleLine});
        ui.text({inner.x, inner.y + 168, inner.w, 44}, note,
                {28, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    };
    count(counts.column(0, 2, space::k3), ui.t("page_sync.written"), sync.written, "", Tone::plain);
    count(counts.column(1, 2, space::k3), ui.t("page_sync.held"), sync.held, as_of,
          sync.as_of && level ? Tone::done : Tone::plain);
    const Rect note = room.below(260 + space::k3).top(170);
    if (sync.running) {
        banner(ui, note.top(112), Tone::info, icon::kSync, ui.t("page_sync.running"));
    } else if (sync.problem) {
        const Words words = problem_words(ui, *sync.problem);
        banner(ui, note, Tone::attention, icon::kSyncFailed, words.title, words.text);
    } else if (!sync.as_of) {
        banner(ui, note.top(112), Tone::neutral, icon::kInfo, ui.t("page_sync.never"));
    } else if (level) {
        banner(ui, note.top(112), Tone::done, icon::kCheck, ui.t("page_sync.all_held"));
    } else {
        banner(ui, note.top(112), Tone::info, icon::kInfo,
               ui.t("page_sync.waiting", {{"count", std::to_string(sync.written - sync.held)}}));
    }
    const Rect foot = room.foot(124);
    const Rect button_box = frame.portrait() ? foot : Rect{foot.x, foot.y, 440, foot.h};
    const Rect words =
        frame.portrait() ? Rect{room.x, foot.y - 120, room.w, 100} : foot.after(440 + space::k4);
    ui.text(words, ui.t("page_sync.safe"), {30, false, color::kInkSoft, Align::left, VAlign::middle, 1.4F});
    when(desk.answer,
         next_button(frame, "sync.now", button_box,
                     ui.t(sync.running ? "page_sync.running" : "page_sync.now"), !sync.running),
         Tap::sync_now);
    return desk.answer;
}

}  // namespace kiosk
