// One enrollment or claim of the desk's list: how it stands, and what may be done.
#include <algorithm>
#include <cmath>

#include "kiosk/view/claim_parts.h"
#include "kiosk/view/desk_parts.h"
#include "kiosk/view/screens.h"

namespace kiosk {

Mark center_mark(const Ui& ui, const DeskRow& row) {
    if (row.withdrawn) return {ui.t("desk.withdrawn"), Tone::neutral};
    switch (row.state) {
        case EnrollmentState::stored_here:
            return {ui.t("desk.tonight"), Tone::neutral};
        case EnrollmentState::received:
        case EnrollmentState::awaiting_payment:
            return {ui.t("desk.received"), Tone::info};
        case EnrollmentState::accepted:
            return {ui.t("desk.accepted"), Tone::done};
        case EnrollmentState::refused:
            return {ui.t("desk.refused", {{"reason", reason_text(ui, row.reason)}}), Tone::attention};
        case EnrollmentState::in_review:
            if (row.reason.empty()) return {ui.t("desk.review"), Tone::info};
            return {ui.t("desk.review_why", {{"reason", reason_text(ui, row.reason)}}), Tone::notice};
        case EnrollmentState::withdrawn:
            return {ui.t("desk.withdrawn"), Tone::neutral};
        case EnrollmentState::duplicate:
            return {ui.t("desk.duplicate"), Tone::attention};
    }
    return {};
}

namespace {

using Facts = std::vector<std::pair<std::string, std::string>>;

void add_enrollment(const Frame& frame, const DeskRow& row, Facts& facts) {
    const Ui& ui = frame.ui;
    facts = {{ui.t("entry.slip"), row.slip_number}, {ui.t("entry.time"), when_text(ui, row.at, frame.now())}};
    if (row.employment) {
        std::string work = employment_text(ui, *row.employment);
        if (!row.workplace.empty())
            work += (ui.language() == Language::zh ? " · " : ", ") + workplace_text(frame, row.workplace);
        facts.emplace_back(ui.t("entry.work"), work);
    }
    if (row.document) facts.emplace_back(ui.t("entry.material"), document_text(ui, *row.document));
    if (!row.masked_phone.empty()) facts.emplace_back(ui.t("entry.phone"), row.masked_phone);
    const char* fee = row.paid ? "entry.fee_paid" : row.withdrawn ? "entry.fee_not_due" : "entry.fee_due";
    facts.emplace_back(ui.t("entry.fee"), ui.t(fee, {{"fee", money_text(ui, row.fee_fen)}}));
    if (!row.receipt_number.empty()) facts.emplace_back(ui.t("entry.receipt"), row.receipt_number);
}

void add_claim(const Frame& frame, const DeskRow& row, Facts& facts) {
    const Ui& ui = frame.ui;
    const DeskClaim& claim = *row.claim;
    facts = {{ui.t("entry.claim_number"), row.slip_number},
             {ui.t("entry.filed"), when_text(ui, row.at, frame.now())}};
    if (!claim.kind.empty())
        facts.emplace_back(ui.t("claim.review_kind"), claim_kind_text(frame, claim.kind));
    if (claim.event) {
        const std::string papers = ui.t("entry.claim_papers", {{"papers", std::to_string(claim.papers)},
                                                               {"pages", std::to_string(claim.photographs)}});
        facts.emplace_back(ui.t("claim.review_event"), date_text(ui, *claim.event));
        facts.emplace_back(ui.t("claim.review_papers"), claim.papers == 0 ? ui.t("entry.no_papers") : papers);
    }
    if (!row.masked_phone.empty()) facts.emplace_back(ui.t("entry.phone"), row.masked_phone);
}

Facts facts_of(const Frame& frame, const DeskRow& row) {
    const Ui& ui = frame.ui;
    Facts facts;
    row.claim ? add_claim(frame, row, facts) : add_enrollment(frame, row, facts);
    facts.emplace_back(ui.t("entry.state"), center_mark(ui, row).text);
    if (!row.note.empty()) facts.emplace_back(ui.t("entry.note"), row.note);
    return facts;
}

struct Advice {
    std::string_view key;
    Tone tone;
    char32_t icon;
};

/// What staff do about a claim.
Advice advice_on(const screen::DeskEntry& screen) {
    const DeskRow& row = screen.row;
    if (row.claim->filed_again) return {"entry.claim_filed_again", Tone::neutral, icon::kInfo};
    switch (row.state) {
        case EnrollmentState::stored_here:
            return {"entry.claim_tonight", Tone::neutral, icon::kClock};
        case EnrollmentState::refused:
            return {"entry.claim_refused", Tone::attention, icon::kAlert};
        case EnrollmentState::in_review:
            if (screen.can_file_again) return {"entry.claim_anew", Tone::attention, icon::kAlert};
            if (row.reason == "not_enrolled") return {"entry.claim_waits", Tone::notice, icon::kClock};
            return {"entry.claim_asked", Tone::notice, icon::kInfo};
        case EnrollmentState::received:
        case EnrollmentState::awaiting_payment:
        case EnrollmentState::accepted:
        case EnrollmentState::withdrawn:
        case EnrollmentState::duplicate:
            return {"entry.claim_received", Tone::info, icon::kCheck};
    }
    return {};
}

/// What is to be done about a claim, and filing it again where that helps.
void draw_claim_actions(const Frame& frame, Rect box, const screen::DeskEntry& screen, Answer& answer) {
    Ui& ui = frame.ui;
    constexpr float kAdvice = 220;
    const Advice advice = advice_on(screen);
    const std::string key(advice.key);
    banner(ui, box.top(kAdvice), advice.tone, advice.icon, ui.t(key), ui.t(key + "_text"));
    if (!screen.can_file_again) return;
    const Rect rest = box.below(kAdvice + space::k3);
    when(answer,
         next_button(frame, "entry.file_again", frame.portrait() ? rest.foot(124) : rest.top(124),
                     ui.t("entry.file_again")),
         Tap::file_claim);
}

/// The next step, then the ways to change what is there: beside the facts, or at the foot in portrait, where
/// the next step is lowest.
void draw_entry_actions(const Frame& frame, Rect box, const screen::DeskEntry& screen, Answer& answer) {
    Ui& ui = frame.ui;
    const bool tall = frame.portrait();
    if (screen.can_pay) {
        when(answer, next_button(frame, "entry.pay", tall ? box.foot(124) : box.top(124), ui.t("entry.pay")),
             Tap::pay);
        box = tall ? box.top(box.h - 124 - space::k3) : box.below(124 + space::k3);
    }
    if (!screen.can_change) return banner(ui, box.top(130), Tone::neutral, icon::kLock, ui.t("entry.closed"));
    const Rect pair = tall ? box.foot(96) : box.top(2 * 96 + space::k3);
    const auto place = [&](int i) { return tall ? pair.column(i, 2, space::k2) : pair.row(i, 2, space::k3); };
    when(answer, button(ui, "entry.correct", place(0), ui.t("entry.correct"), {.icon = icon::kPencil}),
         Tap::correct);
    when(answer, button(ui, "entry.withdraw", place(1), ui.t("entry.withdraw"), {.icon = icon::kUndo}),
         Tap::withdraw);
}

}  // namespace

Answer draw(const Frame& frame, const screen::DeskEntry& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const DeskRow& row = screen.row;
    const std::string title =
        row.masked_name.empty() ? ui.t("entry.title_unknown", {{"slip", row.slip_number}})
                                : ui.t("entry.title", {{"name", row.masked_name}, {"tail", row.number_tail}});
    const Rect room = heading(frame, desk.room, title);
    const Facts facts = facts_of(frame, row);
    const int count = static_cast<int>(facts.size());
    const bool tall = frame.portrait();
    const float wide = tall ? room.w : std::round((room.w - space::k4) * 0.6F);
    const float highest = 2 * space::k2 + (tall ? 108.0F : 94.0F) * static_cast<float>(count);
    const Rect list{room.x, room.y, wide, std::min(room.h, highest)};
    card(ui, list);
    for (int i = 0; i < count; ++i) {
        const auto& [name, value] = facts[static_cast<std::size_t>(i)];
        fact_row(ui, list.inset(space::k4, space::k2).row(i, count, 0), name, value, i + 1 == count);
    }
    const Rect side = tall ? room.below(list.h + space::k3) : room.after(wide + space::k4);
    const auto draw_actions = row.claim ? draw_claim_actions : draw_entry_actions;
    draw_actions(frame, side, screen, desk.answer);
    return desk.answer;
}

}  // namespace kiosk
