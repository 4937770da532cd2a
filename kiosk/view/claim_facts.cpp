// What a claim is about: its kind, the day, how to reach the person.
#include <algorithm>

#include "kiosk/view/claim_parts.h"
#include "kiosk/view/screens.h"
#include "kiosk/view/typing_parts.h"

namespace kiosk {

namespace {

using Part = screen::ClaimFacts::Part;

constexpr float kGround = 176;
constexpr float kField = 112;
constexpr float kNext = 124;

std::string who(const Ui& ui, const ClaimDraft& claim) {
    return ui.t("claim.who", {{"name", claim.person.name}, {"tail", claim.person.number_tail}});
}

void draw_kinds(const Frame& frame, Rect box, const ClaimDraft& claim, Answer& answer) {
    Ui& ui = frame.ui;
    const Rect room = heading(frame, box, ui.t("claim.kind_title"), who(ui, claim));
    const auto& kinds = frame.context.pack.kinds;
    const int count = static_cast<int>(kinds.size());
    const int columns = frame.portrait() || count < 4 ? 1 : 2;
    const int rows = (count + columns - 1) / columns;
    const Rect list = room.top(std::min(room.h - kGround - space::k3, static_cast<float>(rows) * 148));
    for (int i = 0; i < count; ++i) {
        const config::ClaimKind& kind = kinds[static_cast<std::size_t>(i)];
        const Rect place = list.row(i / columns, rows, space::k2).column(i % columns, columns, space::k2);
        when(answer,
             choice(ui, "claim.kind." + kind.id, place, 0, words(ui, kind.name), "", claim.kind == kind.id),
             ChooseOption{static_cast<std::size_t>(i)});
    }
    draw_ground(frame, room.foot(kGround), claim);
}

/// "2026-05-0" as far as it is typed; a phone in its groups.
std::string typed_text(const screen::ClaimFacts& facts) {
    if (facts.part == Part::event) return dashed(facts.digits);
    const std::string& phone = facts.claim.phone.text();
    std::string text = phone.substr(0, 3);
    if (phone.size() > 3) text += " " + phone.substr(3, 4);
    if (phone.size() > 7) text += " " + phone.substr(7);
    return text;
}

/// What is wrong, or what stands on the claim's side.
void draw_note(const Frame& frame, Rect box, const screen::ClaimFacts& facts) {
    Ui& ui = frame.ui;
    if (!facts.wrong) return draw_ground(frame, box, facts.claim);
    const std::string_view key = facts.part == Part::event ? "claim.wrong_day" : "phone.impossible_text";
    banner(ui, box, Tone::attention, icon::kAlert, ui.t(key));
}

void draw_typed(const Frame& frame, Rect box, const screen::ClaimFacts& facts, Answer& answer) {
    Ui& ui = frame.ui;
    const bool event = facts.part == Part::event;
    const Halves parts = halves(frame, box, frame.portrait() ? 0.5F : 0.54F, space::k5);
    Rect room = heading(frame, parts.first, ui.t(event ? "claim.event_title" : "claim.phone_title"),
                        ui.t(event ? "claim.event_text" : "claim.phone_text"));
    const float beside = event ? 200 : 0;  // for the button that fills it in
    field(ui, {room.x, room.y, room.w - beside, kField}, typed_text(facts),
          event ? ui.t("claim.event_prompt") : "", facts.wrong);
    if (event) {
        const Rect today = room.top(kField).after(room.w - beside + space::k2);
        when(answer, button(ui, "claim.today", today, ui.t("question.today")), Tap::today);
    }
    room = room.below(kField + space::k3);
    draw_note(frame, room.top(kGround), facts);
    const Rect keys = parts.second;
    pad(frame, frame.portrait() ? keys.top(keys.h - kNext - space::k4) : keys, answer);
    const Rect foot = frame.portrait() ? keys.foot(kNext) : parts.first.foot(kNext);
    const bool left_out = !event && facts.claim.phone.empty();
    when(
        answer,
        next_button(frame, "claim.next", foot, ui.t(left_out ? "claim.no_phone" : "claim.next"), facts.ready),
        Tap::next);
}

}  // namespace

Answer draw(const Frame& frame, const screen::ClaimFacts& facts) {
    DeskFrame desk = draw_desk_frame(frame);
    if (facts.part == Part::kind) {
        draw_kinds(frame, desk.room, facts.claim, desk.answer);
    } else {
        draw_typed(frame, desk.room, facts, desk.answer);
    }
    return desk.answer;
}

}  // namespace kiosk
