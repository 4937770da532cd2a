// Correcting and withdrawing an enrollment: what, and why.
#include <algorithm>

#include "kiosk/view/screens.h"
#include "sync/record/mask.h"

namespace kiosk {

namespace {

struct Field {
    CorrectionField field;
    std::string_view id;
    char32_t icon;
};
constexpr Field kFields[] = {{CorrectionField::phone, "correct.phone", icon::kPhone},
                             {CorrectionField::document, "correct.document", icon::kPaper},
                             {CorrectionField::employment, "correct.employment", icon::kWork},
                             {CorrectionField::workplace, "correct.workplace", icon::kPlace}};

std::string who(const Ui& ui, const DeskRow& row) {
    if (row.masked_name.empty()) return row.slip_number;
    return ui.t("entry.title", {{"name", row.masked_name}, {"tail", row.number_tail}});
}

struct Value {
    std::string text;
    bool is_new = false;
};

/// What the record says after the correction. A number is shown in full only where it is being typed.
Value value_of(const Frame& frame, const screen::Correct& screen, CorrectionField field) {
    const Ui& ui = frame.ui;
    const DeskRow& row = screen.row;
    switch (field) {
        case CorrectionField::phone:
            if (screen.phone.text().size() == 11) return {syncing::mask_phone(screen.phone.text()), true};
            return {row.masked_phone};
        case CorrectionField::document:
            if (screen.document) return {document_text(ui, *screen.document), true};
            return {row.document ? document_text(ui, *row.document) : ""};
        case CorrectionField::employment:
            if (screen.employment) return {employment_text(ui, *screen.employment), true};
            return {row.employment ? employment_text(ui, *row.employment) : ""};
        case CorrectionField::workplace:
            if (screen.workplace)
                return {frame.context.station.workplaces[*screen.workplace].name.in(ui.language()), true};
            return {row.workplace.empty() ? "" : workplace_text(frame, row.workplace)};
    }
    return {};
}

void draw_fields(const Frame& frame, Rect box, const screen::Correct& screen, bool free, Answer& answer) {
    Ui& ui = frame.ui;
    int i = 0;
    for (const Field& it : kFields) {
        const Rect row = frame.portrait() ? box.row(i / 2, 2, space::k2).column(i % 2, 2, space::k2)
                                          : box.row(i, 4, space::k2);
        ++i;
        const Ui::Touch touch = ui.touch(it.id, row, free);
        when(answer, touch.tapped, ChooseField{it.field});
        const bool here = screen.editing == it.field;
        ui.fill(row, touch.held ? color::kNeutralWash : color::kCard, space::kRadius);
        ui.outline(row, here ? color::kInk : color::kLine, space::kRadius, here ? 4.0F : 2.0F);
        const float side = std::min(64.0F, row.h - 16);
        icon_tile(ui, row.x + space::k2, row.center_y() - side / 2, side, it.icon,
                  here ? Tone::info : Tone::neutral);
        const Rect words = row.after(side + space::k2 + space::k2).inset(space::k1, 10);
        ui.line(words.row(0, 2, 0), ui.t(it.id),
                {28, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine, 22});
        const Value value = value_of(frame, screen, it.field);
        ui.line(words.row(1, 2, 0), value.text.empty() ? ui.t("correct.unchanged") : value.text,
                {type::kBody, value.is_new, value.is_new ? color::kInk : color::kInkSoft, Align::left,
                 VAlign::middle, type::kTitleLine, 22});
    }
}

void draw_workplaces(const Frame& frame, Rect box, const screen::Correct& screen, bool free, Answer& answer) {
    const auto& places = frame.context.station.workplaces;
    const auto size = static_cast<std::size_t>(frame.context.settings.page_size);
    const float foot = screen.pages > 1 ? 72 + space::k2 : 0;
    const int rows = static_cast<int>(size + 1) / 2;
    const float gaps = space::k2 * static_cast<float>(rows - 1);
    const float height = std::min(112.0F, (box.h - foot - gaps) / static_cast<float>(rows));
    for (std::size_t i = 0; i < size && screen.page * size + i < places.size(); ++i) {
        const std::size_t index = screen.page * size + i;
        const Rect cell = box.column(static_cast<int>(i % 2), 2, space::k2);
        when(answer,
             choice(frame.ui, "correct.place." + std::to_string(index),
                    {cell.x, box.y + static_cast<float>(i / 2) * (height + space::k2), cell.w, height}, 0,
                    places[index].name.in(frame.ui.language()), "", screen.workplace == index, free),
             ChooseWorkplace{index});
    }
    const float used = height * static_cast<float>(rows) + gaps + space::k2;
    pages(frame, box.below(used).top(72), screen.page, screen.pages, answer);
}

template <class T>
struct Option {
    T value;
    std::string_view id;
    std::string_view key;
};

/// A row of answers of which one is chosen.
template <class T, std::size_t N, class ToEvent>
void draw_options(Ui& ui, Rect box, const Option<T> (&options)[N], std::optional<T> chosen, bool side_by_side,
                  bool free, Answer& answer, ToEvent to_event) {
    for (std::size_t i = 0; i < N; ++i) {
        const int at = static_cast<int>(i);
        const int count = static_cast<int>(N);
        const Rect place = side_by_side ? box.column(at, count, space::k2) : box.row(at, count, space::k2);
        when(answer,
             choice(ui, options[i].id, place, 0, ui.t(options[i].key), "", chosen == options[i].value, free),
             to_event(options[i].value));
    }
}

constexpr Option<Document> kDocuments[] = {
    {Document::labour_contract, "correct.labour_contract", "papers.labour_contract"},
    {Document::social_security_proof, "correct.social_security_proof", "papers.social_security_proof"}};
constexpr Option<Employment> kEmployments[] = {
    {Employment::flexible, "correct.flexible", "work.flexible"},
    {Employment::small_micro, "correct.small_micro", "work.small_micro"}};
constexpr Option<CorrectionReason> kReasons[] = {
    {CorrectionReason::mistyped, "correct.mistyped", "correct.mistyped"},
    {CorrectionReason::worker_asked, "correct.worker_asked", "correct.worker_asked"},
    {CorrectionReason::papers_differ, "correct.papers_differ", "correct.papers_differ"}};
constexpr Option<WithdrawalReason> kWithdrawals[] = {
    {WithdrawalReason::worker_asked, "withdraw.worker_asked", "withdraw.worker_asked"},
    {WithdrawalReason::not_paid, "withdraw.not_paid", "withdraw.not_paid"},
    {WithdrawalReason::wrong_person, "withdraw.wrong_person", "withdraw.wrong_person"},
    {WithdrawalReason::enrolled_elsewhere, "withdraw.enrolled_elsewhere", "withdraw.enrolled_elsewhere"}};

void draw_editor(const Frame& frame, Rect box, const screen::Correct& screen, bool free, Answer& answer) {
    Ui& ui = frame.ui;
    if (!screen.editing) {
        icon_tile(ui, box.center_x() - 56, box.center_y() - 112, 112, icon::kPencil, Tone::neutral);
        ui.text(box.inset(space::k4, 0).below(box.h / 2 + space::k3).top(56),
                ui.t(frame.portrait() ? "correct.choose_portrait" : "correct.choose"),
                {36, false, color::kInkSoft, Align::center, VAlign::middle, type::kTitleLine});
        return;
    }
    const Rect two = box.top(std::min(box.h, 2 * 104 + space::k2));
    switch (*screen.editing) {
        case CorrectionField::phone:
            field(ui, box.top(96), screen.phone.text(), ui.t("correct.phone_prompt"));
            return pad(frame, box.below(96 + space::k2), answer, free);
        case CorrectionField::document:
            return draw_options(ui, two, kDocuments, screen.document, false, free, answer,
                                [](Document it) { return ChooseDocument{it}; });
        case CorrectionField::employment:
            return draw_options(ui, two, kEmployments, screen.employment, false, free, answer,
                                [](Employment it) { return ChooseEmployment{it}; });
        case CorrectionField::workplace:
            return draw_workplaces(frame, box, screen, free, answer);
    }
}

}  // namespace

Answer draw(const Frame& frame, const screen::Correct& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const bool free = screen.request == 0;
    const Rect room = heading(frame, desk.room, ui.t("correct.title"));
    const Rect title = desk.room.top(type::kTitle * type::kTitleLine);
    ui.text(title.after(title.w * 0.54F), who(ui, screen.row),
            {36, false, color::kInkSoft, Align::right, VAlign::middle, type::kTitleLine});
    const bool tall = frame.portrait();
    constexpr float kWords = 44 + space::k1;
    const float foot = kWords + 104 + (tall ? 104 + space::k3 : 0);
    const Rect upper{room.x, room.y, room.w, room.h - foot - space::k3};
    const Halves parts = halves(frame, upper, tall ? 0.26F : 0.36F, space::k3);
    draw_fields(frame, parts.first, screen, free, desk.answer);
    draw_editor(frame, parts.second, screen, free, desk.answer);
    const Rect lower = room.foot(foot);
    ui.text(lower.top(44), ui.t("correct.why"),
            {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    const Rect row = lower.below(kWords).top(104);
    const float action = tall ? 0 : 320 + space::k3;
    draw_options(ui, {row.x, row.y, row.w - action, row.h}, kReasons, screen.reason, true, free, desk.answer,
                 [](CorrectionReason it) { return ChooseCorrectionReason{it}; });
    const Rect button_box = tall ? lower.foot(104) : Rect{row.right() - 320, row.y, 320, row.h};
    when(desk.answer,
         next_button(frame, "correct.confirm", button_box, ui.t(free ? "correct.confirm" : "pay.storing"),
                     free && screen.ready),
         Tap::confirm);
    return desk.answer;
}

Answer draw(const Frame& frame, const screen::Withdraw& screen) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const bool free = screen.request == 0;
    const Rect room = heading(frame, desk.room, ui.t("withdraw.title"), ui.t("withdraw.text"));
    const DeskRow& row = screen.row;
    const bool tall = frame.portrait();
    card(ui, room.top(112));
    const Rect whom = room.top(112).inset(space::k4, 0);
    ui.text(whom.column(0, 2, space::k3), who(ui, row),
            {36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine});
    if (!row.masked_name.empty()) {
        ui.text(whom.column(1, 2, space::k3), row.slip_number,
                {type::kBody, false, color::kInkSoft, Align::right, VAlign::middle, type::kTitleLine});
    }
    const Rect rest = room.below(112 + space::k3);
    ui.text(rest.top(44), ui.t("withdraw.why"),
            {type::kBody, false, color::kInkSoft, Align::left, VAlign::middle, type::kTitleLine});
    const float action = 112;
    const float highest = tall ? 4 * 112 + 3 * space::k2 : 2 * 112 + space::k2;
    const Rect answers =
        Rect{rest.x, rest.y + 52, rest.w, std::min(rest.h - 52 - action - space::k3, highest)};
    for (int i = 0; i < 4; ++i) {
        const Option<WithdrawalReason>& it = kWithdrawals[i];
        const Rect place = tall ? answers.row(i, 4, space::k2)
                                : answers.row(i / 2, 2, space::k2).column(i % 2, 2, space::k2);
        when(desk.answer, choice(ui, it.id, place, 0, ui.t(it.key), "", screen.reason == it.value, free),
             ChooseWithdrawalReason{it.value});
    }
    const Rect foot = rest.foot(action);
    const Rect button_box = tall ? foot : Rect{foot.right() - 480, foot.y, 480, foot.h};
    when(desk.answer,
         next_button(frame, "withdraw.confirm", button_box, ui.t(free ? "withdraw.confirm" : "pay.storing"),
                     free && screen.reason.has_value()),
         Tap::confirm);
    return desk.answer;
}

}  // namespace kiosk
