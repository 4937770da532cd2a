// A card that no reader can read, typed in by staff.
#include <algorithm>

#include "kiosk/ui/keyboard.h"
#include "kiosk/view/screens.h"
#include "kiosk/view/typing_parts.h"
#include "platform/base/wipe.h"

namespace kiosk {

namespace {

using platform::CardKind;
using Part = screen::TypeCard::Part;
using Fault = screen::TypeCard::Fault;

constexpr float kField = 112;
constexpr float kNext = 124;

struct Kind {
    CardKind kind;
    std::string_view id;
};
constexpr Kind kKinds[] = {{CardKind::resident, "typed.resident"},
                           {CardKind::hkmt_permit, "typed.hkmt_permit"},
                           {CardKind::foreigner_2023, "typed.foreigner_2023"},
                           {CardKind::foreigner_2017, "typed.foreigner_2017"}};

std::string fault_text(const Ui& ui, Fault fault) {
    switch (fault) {
        case Fault::number:
            return ui.t("typed.wrong_number");
        case Fault::from:
            return ui.t("typed.wrong_from");
        case Fault::to:
            return ui.t("typed.wrong_to");
        case Fault::expired:
            return ui.t("trouble.expired");
        case Fault::contradiction:
            return ui.t("typed.contradiction");
    }
    return {};
}

/// "350299 19880715 0018" as far as it is typed; "KAZ 1100 901231 05".
std::string grouped(const std::string& number, bool former) {
    if (former) {
        std::string text = number.substr(0, 3);
        if (number.size() > 3) text += " " + number.substr(3, 4);
        if (number.size() > 7) text += " " + number.substr(7, 6);
        if (number.size() > 13) text += " " + number.substr(13);
        return text;
    }
    std::string text = number.substr(0, 6);
    if (number.size() > 6) text += " " + number.substr(6, 8);
    if (number.size() > 14) text += " " + number.substr(14);
    return text;
}

std::string born(const Ui& ui, const screen::TypeCard& card) {
    return ui.t("typed.born", {{"date", date_text(ui, *card.birth)},
                               {"sex", ui.t(card.male ? "typed.male" : "typed.female")}});
}

/// Left what is typed, right the pad; in portrait one above the other, the way on at the foot.
struct PadPage {
    Rect words;
    Rect pad;
    Rect next;
};
PadPage pad_page(const Frame& frame, Rect room) {
    if (frame.portrait()) {
        const Rect foot = room.foot(kNext);
        const Rect rest = room.top(room.h - kNext - space::k4);
        return {rest.top(rest.h - 620 - space::k4), rest.foot(620), foot};
    }
    const Rect left = room.top(room.h - kNext - space::k3);
    const float wide = room.w * 0.54F;
    return {{left.x, left.y, wide, left.h},
            {room.x + wide + space::k5, room.y, room.w - wide - space::k5, room.h},
            {room.x, room.bottom() - kNext, wide, kNext}};
}

void draw_kinds(const Frame& frame, Rect room, Answer& answer) {
    Ui& ui = frame.ui;
    if (frame.shell().reader == platform::ReaderState::online) {
        banner(ui, room.top(130), Tone::info, icon::kInfo, ui.t("typed.reader_works"),
               ui.t("typed.reader_works_text"));
        room = room.below(130 + space::k3);
    }
    constexpr int kCount = std::size(kKinds);
    const Rect all = room.top(std::min(room.h, kCount * 152 + (kCount - 1) * space::k2));
    for (int i = 0; i < kCount; ++i) {
        const std::string key(kKinds[i].id);
        when(answer,
             choice(ui, key, all.row(i, kCount, space::k2), icon::kCard, ui.t(key), ui.t(key + "_detail"),
                    false),
             ChooseCardKind{kKinds[i].kind});
    }
}

/// Three letters and twelve digits: on the keyboard.
void draw_former_number(const Frame& frame, Rect room, const screen::TypeCard& card, Answer& answer) {
    Ui& ui = frame.ui;
    const float clear = 160;
    std::string number = grouped(card.number.text(), true);
    input_line(ui, {room.x, room.y, room.w - clear - space::k2, kField}, icon::kCard, number, "",
               ui.t("typed.former_prompt"));
    platform::wipe(number);
    when(answer,
         button(ui, "key.clear", {room.right() - clear, room.y, clear, kField}, ui.t("pad.clear"),
                {.enabled = !card.number.empty()}),
         Tap::clear);
    const Rect below = room.below(kField + space::k3);
    const bool tall = frame.portrait();
    draw_keys(frame, below.top(std::min(below.h - kNext - 2 * space::k3, 4 * 120.0F)), answer);
    const Rect foot = room.foot(kNext);
    const Rect note =
        tall ? Rect{foot.x, foot.y - kNext - space::k3, foot.w, kNext} : foot.column(0, 2, space::k3);
    if (card.fault) banner(ui, note, Tone::attention, icon::kAlert, ui.t("typed.wrong_former"));
    when(answer,
         next_button(frame, "typed.next", tall ? foot : foot.column(1, 2, space::k3), ui.t("typed.next"),
                     card.ready),
         Tap::next);
}

/// What the number leaves open: the century, and whether man or woman.
void draw_births(const Frame& frame, Rect room, const screen::TypeCard& card, Answer& answer) {
    Ui& ui = frame.ui;
    float y = room.y;
    for (std::size_t i = 0; i < 2 * card.births.size(); ++i) {
        const bool male = i % 2 == 0;
        const std::string text = ui.t("typed.born", {{"date", date_text(ui, card.births[i / 2])},
                                                     {"sex", ui.t(male ? "typed.male" : "typed.female")}});
        when(answer,
             choice(ui, "typed.birth." + std::to_string(i), {room.x, y, room.w, 136}, icon::kStaff, text, "",
                    false),
             ChooseOption{i});
        y += 136 + space::k2;
    }
}

void draw_number(const Frame& frame, Rect room, const screen::TypeCard& card, Answer& answer) {
    if (card.kind == CardKind::foreigner_2017) return draw_former_number(frame, room, card, answer);
    Ui& ui = frame.ui;
    const PadPage page = pad_page(frame, room);
    std::string number = grouped(card.number.text(), false);
    field(ui, page.words.top(kField), number, ui.t("typed.number_prompt"), card.fault.has_value());
    platform::wipe(number);
    const Rect note{page.words.x, page.words.y + kField + space::k3, page.words.w, 132};
    if (card.fault) {
        banner(ui, note, Tone::attention, icon::kAlert, fault_text(ui, *card.fault));
    } else if (card.ready && card.unusual_prefix) {
        banner(ui, note, Tone::attention, icon::kAlert, born(ui, card), ui.t("typed.unusual_prefix"));
    } else if (card.ready) {
        banner(ui, note, Tone::done, icon::kCheck, born(ui, card));
    }
    const Rect keys = page.pad.top(page.pad.h - space::kControl - space::k2);
    pad(frame, keys, answer);
    when(answer, button(ui, "typed.x", page.pad.foot(space::kControl), "X", {.size = 44}), PressKey{'x'});
    when(answer, next_button(frame, "typed.next", page.next, ui.t("typed.next"), card.ready), Tap::next);
}

struct Special {
    std::string_view id;
    Tap tap;
};
constexpr Special kChinese[] = {{"typed.letters", Tap::keep_letters}, {"typed.dot", Tap::type_dot}};
constexpr Special kLatin[] = {{"typed.space", Tap::type_space}, {"typed.comma", Tap::type_comma}};

void draw_name(const Frame& frame, Rect room, const screen::TypeCard& card, Answer& answer) {
    Ui& ui = frame.ui;
    const Typing& typing = card.name;
    const bool latin = card.kind == CardKind::foreigner_2017 || card.kind == CardKind::foreigner_2023;
    const float clear = 160;
    input_line(ui, {room.x, room.y, room.w - clear - space::k2, kField}, icon::kPencil, typing.words.text(),
               typing.letters.text(), ui.t(latin ? "typed.latin_prompt" : "typed.name_prompt"));
    when(answer,
         button(ui, "key.clear", {room.right() - clear, room.y, clear, kField}, ui.t("pad.clear"),
                {.enabled = !typing.empty()}),
         Tap::clear);
    Rect below = room.below(kField + space::k2);
    if (!latin) draw_candidates(frame, below.top(space::kControl), typing, answer);
    below = below.below(space::kControl + space::k2);
    const float foot = frame.portrait() ? kNext : 96;
    const float keys = std::min(below.h - foot - space::k2, 4 * 120.0F);
    draw_keys(frame, below.top(keys), answer);
    const Rect last = frame.portrait() ? below.foot(foot) : below.below(keys + space::k2).top(foot);
    const bool enabled[] = {latin ? !typing.words.empty() : !typing.letters.empty(),
                            !typing.words.empty() && (latin || typing.letters.empty())};
    for (int i = 0; i < 2; ++i) {
        const Special& it = (latin ? kLatin : kChinese)[i];
        when(
            answer,
            button(ui, it.id, last.column(i, 4, space::k2), ui.t(it.id), {.size = 28, .enabled = enabled[i]}),
            it.tap);
    }
    const Rect right{last.center_x() + space::k1, last.y, last.w / 2 - space::k1, last.h};
    when(answer, next_button(frame, "typed.next", right, ui.t("typed.next"), card.ready), Tap::next);
}

void draw_date(const Frame& frame, Rect box, std::string_view id, const std::string& text, bool here,
               bool wrong, Tap tap, Answer& answer) {
    Ui& ui = frame.ui;
    const std::string key(id);
    const Rect name = box.top(48);
    ui.text(name, ui.t(key),
            {type::kBody, here, here ? color::kInk : color::kInkSoft, Align::left, VAlign::middle,
             type::kTitleLine});
    const Rect place = box.below(48 + space::k1);
    const Ui::Touch touch = ui.touch(id, place);
    field(ui, place, text, ui.t("typed.date_prompt"), wrong);
    if (here) ui.outline(place, color::kInfo, space::kRadius, 4);
    when(answer, touch.tapped, tap);
}

void draw_valid(const Frame& frame, Rect room, const screen::TypeCard& card, Answer& answer) {
    Ui& ui = frame.ui;
    const PadPage page = pad_page(frame, room);
    const float high = 48 + space::k1 + 96;
    const bool wrong_to = card.fault == Fault::to || card.fault == Fault::expired;
    draw_date(frame, page.words.top(high), "typed.from", dashed(card.from.text()), !card.on_to,
              card.fault == Fault::from, Tap::edit_from, answer);
    Rect below = page.words.below(high + space::k2);
    draw_date(frame, below.top(high), "typed.to",
              card.for_ever ? ui.t("typed.for_ever") : dashed(card.to.text()), card.on_to && !card.for_ever,
              wrong_to, Tap::edit_to, answer);
    below = below.below(high + space::k2);
    when(answer, check_row(ui, "typed.no_end", below.top(88), ui.t("typed.no_end"), card.for_ever),
         Tap::toggle_for_ever);
    below = below.below(88 + space::k2);
    if (card.fault) {
        banner(ui, below.top(std::min(120.0F, below.h)), Tone::attention, icon::kAlert,
               fault_text(ui, *card.fault));
    }
    pad(frame, page.pad, answer);
    when(answer, next_button(frame, "typed.next", page.next, ui.t("typed.next"), card.ready), Tap::next);
}

void draw_check(const Frame& frame, Rect room, const screen::TypeCard& card, Answer& answer) {
    Ui& ui = frame.ui;
    const std::vector<std::pair<std::string, std::string>> facts{
        {ui.t("typed.kind"), card_kind_text(ui, card.kind)},
        {ui.t("typed.name"), card.shown.name},
        {ui.t("typed.number"), card.shown.number},
        {ui.t("typed.birth"), card.birth ? born(ui, card) : ""},
        {ui.t("typed.valid"),
         ui.t("date.range", {{"from", dashed(card.from.text())},
                             {"to", card.for_ever ? ui.t("typed.for_ever") : dashed(card.to.text())}})}};
    const int count = static_cast<int>(facts.size());
    const Rect list = room.top(std::min(room.h - 124 - kNext - 2 * space::k3, 92.0F * 5 + 2 * space::k2));
    ui.fill(list, color::kCard, space::kCardRadius);
    ui.outline(list, color::kLine, space::kCardRadius);
    for (int i = 0; i < count; ++i) {
        const auto& [name, value] = facts[static_cast<std::size_t>(i)];
        fact_row(ui, list.inset(space::k4, space::k2).row(i, count, 0), name, value, i + 1 == count);
    }
    const Rect note = room.below(list.h + space::k3).top(124);
    if (card.fault) {
        banner(ui, note, Tone::attention, icon::kAlert, fault_text(ui, *card.fault));
    } else {
        banner(ui, note, Tone::info, icon::kInfo, ui.t("typed.marked"));
    }
    when(answer, next_button(frame, "typed.hand_over", room.foot(kNext), ui.t("typed.hand_over"), card.ready),
         Tap::next);
}

std::string_view title_of(Part part) {
    switch (part) {
        case Part::kind:
            return "typed.title_kind";
        case Part::number:
            return "typed.title_number";
        case Part::birth:
            return "typed.title_birth";
        case Part::name:
            return "typed.title_name";
        case Part::valid:
            return "typed.title_valid";
        case Part::check:
            return "typed.title_check";
    }
    return {};
}

}  // namespace

Answer draw(const Frame& frame, const screen::TypeCard& card) {
    Ui& ui = frame.ui;
    DeskFrame desk = draw_desk_frame(frame);
    const Rect room = heading(frame, desk.room, ui.t(title_of(card.part)));
    switch (card.part) {
        case Part::kind:
            draw_kinds(frame, room, desk.answer);
            break;
        case Part::number:
            draw_number(frame, room, card, desk.answer);
            break;
        case Part::birth:
            draw_births(frame, room, card, desk.answer);
            break;
        case Part::name:
            draw_name(frame, room, card, desk.answer);
            break;
        case Part::valid:
            draw_valid(frame, room, card, desk.answer);
            break;
        case Part::check:
            draw_check(frame, room, card, desk.answer);
            break;
    }
    return desk.answer;
}

}  // namespace kiosk
