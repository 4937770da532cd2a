// Everything read back before it is submitted; and the moment of saving.
#include <algorithm>

#include "kiosk/view/screens.h"

namespace kiosk {

namespace {

struct Fact {
    std::string name;
    std::string value;
};

std::vector<Fact> facts_of(const Frame& frame, const screen::Review& screen) {
    const Ui& ui = frame.ui;
    std::string work = employment_text(ui, screen.employment);
    if (const std::string& place = screen.workplace.in(ui.language()); !place.empty()) {
        work += (ui.language() == Language::zh ? " · " : ", ") + place;
    }
    std::vector<Fact> facts{{ui.t("review.name"), screen.person.name},
                            {ui.t("review.number"), screen.person.number},
                            {ui.t("review.work"), work}};
    if (screen.document) {
        facts.push_back({ui.t("review.material"),
                         ui.t("review.material_value", {{"document", document_text(ui, *screen.document)}})});
    }
    facts.push_back(
        {ui.t("review.union"), ui.t(screen.joins_union ? "review.union_join" : "review.union_member")});
    facts.push_back({ui.t("review.phone"), screen.masked_phone});
    return facts;
}

std::optional<std::string> note_of(const Frame& frame, const ReviewNotes& notes) {
    if (notes.closed_meanwhile) return frame.ui.t("review.closed_meanwhile");
    if (notes.time_unconfirmed) return frame.ui.t("review.time_unconfirmed");
    if (notes.works_elsewhere) return frame.ui.t("review.works_elsewhere");
    return std::nullopt;
}

}  // namespace

Answer draw(const Frame& frame, const screen::Review& screen) {
    Ui& ui = frame.ui;
    Answer answer;
    const Rect room = heading(frame, frame.body, ui.t("review.title"));
    const auto note = note_of(frame, screen.notes);
    constexpr float kNote = 128;
    const Halves parts = list_and_cost(frame, room, note ? kNote + space::k3 : 0);
    const std::vector<Fact> facts = facts_of(frame, screen);
    const int count = static_cast<int>(facts.size());
    card(ui, parts.first);
    const Rect inner = parts.first.inset(space::k4, space::k2);
    for (int i = 0; i < count; ++i) {
        const Fact& fact = facts[static_cast<std::size_t>(i)];
        fact_row(ui, inner.row(i, count, 0), fact.name, fact.value, i + 1 == count,
                 frame.portrait() ? 36 : type::kBody);
    }
    const Rect side = parts.second;
    const Rect action = side.foot(124);
    const float gap = note && !frame.portrait() ? space::k2 : space::k3;
    Rect cost = side.top(side.h - action.h - gap);
    if (note) {
        banner(ui, cost.foot(kNote), Tone::attention, icon::kInfo, *note);
        cost.h -= kNote + gap;
    }
    draw_cost(frame, cost, screen.offer, ui.t("review.due_detail"));
    when(answer, next_button(frame, "review.submit", action, ui.t("review.submit")), Tap::submit);
    return answer;
}

Answer draw(const Frame& frame, const screen::Saving&) {
    Ui& ui = frame.ui;
    const Rect box = frame.body;
    icon_tile(ui, box.center_x() - 80, box.center_y() - 220, 160, icon::kLock, Tone::info);
    ui.text({box.x, box.center_y() - 20, box.w, 90}, ui.t("saving.title"),
            {type::kTitle, true, color::kInk, Align::center, VAlign::middle, type::kTitleLine});
    ui.text({box.x, box.center_y() + 80, box.w, 60}, ui.t("saving.text"),
            {36, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine});
    return {};
}

}  // namespace kiosk
