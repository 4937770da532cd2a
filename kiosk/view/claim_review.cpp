// A claim read back before it is filed.
#include <algorithm>

#include "kiosk/view/claim_parts.h"
#include "kiosk/view/screens.h"
#include "sync/record/mask.h"

namespace kiosk {

namespace {

using Fact = std::pair<std::string, std::string>;

std::vector<Fact> facts_of(const Frame& frame, const ClaimDraft& claim) {
    const Ui& ui = frame.ui;
    std::vector<Fact> facts{{ui.t("review.name"), claim.person.name},
                            {ui.t("review.number"), claim.person.number}};
    if (!claim.kind.empty()) facts.push_back({ui.t("claim.review_kind"), claim_kind_text(frame, claim.kind)});
    facts.push_back({ui.t("claim.review_event"), date_text(ui, *claim.event)});
    facts.push_back({ui.t("review.phone"), claim.phone.empty() ? ui.t("claim.review_no_phone")
                                                               : syncing::mask_phone(claim.phone.text())});
    facts.push_back({ui.t("claim.review_enrollment"),
                     claim.enrollment ? claim.enrollment->slip_number : ui.t("claim.review_unknown")});
    return facts;
}

std::string state_of(const Ui& ui, const ClaimPaper& paper) {
    if (!paper.pages.empty()) return ui.t("claim.pages", {{"count", std::to_string(paper.pages.size())}});
    return ui.t(paper.brought ? "claim.paper_brought" : "claim.paper_missing");
}

void draw_facts(Ui& ui, Rect box, const std::vector<Fact>& facts) {
    card(ui, box);
    const int count = static_cast<int>(facts.size());
    const Rect inner = box.inset(space::k4, space::k2);
    for (int i = 0; i < count; ++i) {
        const auto& [name, value] = facts[static_cast<std::size_t>(i)];
        fact_row(ui, inner.row(i, count, 0), name, value, i + 1 == count);
    }
}

/// Those that are here first: what is missing may be many.
void draw_papers(const Frame& frame, Rect box, std::vector<ClaimPaper> papers) {
    constexpr std::size_t kMost = 10;
    Ui& ui = frame.ui;
    std::ranges::stable_partition(papers, &ClaimPaper::brought);
    const std::size_t shown = std::min(papers.size(), kMost);
    card(ui, box);
    const Rect inner = box.inset(space::k4, space::k2);
    const Rect list = inner.below(52);
    ui.text(inner.top(52), ui.t("claim.review_papers"),
            {type::kBody, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    const float height = std::min(60.0F, list.h / static_cast<float>(shown));
    for (std::size_t i = 0; i < shown; ++i) {
        const Rect row{list.x, list.y + static_cast<float>(i) * height, list.w, height};
        const Color ink = papers[i].brought ? color::kDone : color::kInkSoft;
        constexpr float kState = 190;
        ui.text({row.x, row.y, row.w - kState - space::k2, row.h}, claim_paper_text(frame, papers[i]),
                {type::kSmall, false, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 18});
        ui.text({row.right() - kState, row.y, kState, row.h}, state_of(ui, papers[i]),
                {type::kSmall, papers[i].brought, ink, Align::right, VAlign::middle, type::kTitleLine, 18});
    }
}

}  // namespace

Answer draw(const Frame& frame, const screen::ClaimReview& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const Rect room = heading(frame, desk.room, ui.t("claim.review_title"));
    const Halves parts = halves(frame, room, 0.5F);
    constexpr float kNote = 148;
    constexpr float kSubmit = 124;
    draw_facts(ui, parts.first.top(parts.first.h - kNote - space::k3), facts_of(frame, screen.claim));
    draw_ground(frame, parts.first.foot(kNote), screen.claim);
    draw_papers(frame, parts.second.top(parts.second.h - kSubmit - space::k3), screen.claim.papers);
    const bool idle = screen.request == 0;
    when(desk.answer,
         next_button(frame, "claim.submit", parts.second.foot(kSubmit),
                     ui.t(idle ? "claim.submit" : "claim.storing"), idle),
         Tap::submit);
    return desk.answer;
}

}  // namespace kiosk
