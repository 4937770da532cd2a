// The papers of a claim: photographed, only seen, or not here.
#include <algorithm>

#include "kiosk/view/claim_parts.h"
#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

constexpr float kNext = 124;

void draw_row(const Frame& frame, Rect box, const ClaimPaper& paper, std::size_t index, Answer& answer) {
    Ui& ui = frame.ui;
    const std::string place = std::to_string(index);
    const std::size_t pages = paper.pages.size();
    card(ui, box, paper.brought ? Tone::done : Tone::plain, space::kRadius);
    const float width = frame.portrait() ? 200 : 236;
    const Rect brought{box.right() - width, box.y, width, box.h};
    const Rect photograph{brought.x - width - 20 - space::k1, box.y, width + 20, box.h};
    const Rect name{box.x + space::k3, box.y, photograph.x - box.x - 2 * space::k3, box.h};
    ui.text(name.inset(0, 4), claim_paper_text(frame, paper),
            {30, paper.brought, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 20});
    const std::string label =
        pages == 0 ? ui.t("claim.photograph") : ui.t("claim.pages", {{"count", std::to_string(pages)}});
    when(answer,
         button(ui, "claim.photograph." + place, photograph, label, {.icon = icon::kCamera, .size = 28}),
         PhotographPaper{index});
    const bool seen = paper.brought;
    when(answer,
         button(ui, "claim.brought." + place, brought, ui.t("claim.brought"),
                {.kind = seen ? ButtonKind::chosen : ButtonKind::secondary,
                 .icon = seen ? icon::kCheck : char32_t{0},
                 .size = 28,
                 .enabled = pages == 0}),
         TickPapers{index});
}

}  // namespace

Answer draw(const Frame& frame, const screen::ClaimPapers& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const Rect room = heading(frame, desk.room, ui.t("claim.papers_title"));
    const Halves parts = frame.portrait() ? Halves{room.top(room.h - 460), room.foot(460 - space::k3)}
                                          : Halves{{room.x, room.y, room.w - 400, room.h},
                                                   room.after(room.w - 400 + space::k4)};
    const bool paged = screen.pages > 1;
    const Rect list = parts.first.top(parts.first.h - (paged ? space::kControl + space::k2 : 0));
    const std::size_t first = screen.page * screen::ClaimPapers::kOnPage;
    const std::size_t shown = std::min(screen::ClaimPapers::kOnPage, screen.claim.papers.size() - first);
    constexpr int kRows = static_cast<int>(screen::ClaimPapers::kOnPage);
    for (std::size_t i = 0; i < shown; ++i) {
        const Rect row = list.row(static_cast<int>(i), kRows, space::k1);
        draw_row(frame, row, screen.claim.papers[first + i], first + i, desk.answer);
    }
    pages(frame, parts.first.foot(space::kControl), screen.page, screen.pages, desk.answer);
    const Rect side = parts.second;
    const Type soft{30, false, color::kInkSoft, Align::left, VAlign::top, 1.45F};
    const float used = ui.text({side.x, side.y, side.w, 0}, ui.t("claim.papers_text"), soft);
    ui.text({side.x, side.y + used + space::k3, side.w, 0}, ui.t("claim.papers_later"), soft);
    when(desk.answer, next_button(frame, "claim.next", side.foot(kNext), ui.t("claim.next")), Tap::next);
    return desk.answer;
}

}  // namespace kiosk
