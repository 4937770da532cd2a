// A card that no reader can read, typed in by staff: kind, number, name, validity, and once more all of it.
// The number of the 2017 foreigners' card says neither century nor sex, so that kind asks for them too.
// Then their claim is filed, or staff are signed out and the person goes on like anybody whose card was read.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"
#include "platform/id_number/number.h"
#include "platform/idcard/card_check.h"

namespace kiosk {

namespace {

using platform::CardKind;
using Part = screen::TypeCard::Part;
using Fault = screen::TypeCard::Fault;

constexpr std::size_t kNumberDigits = 18;
constexpr std::size_t kFormerLetters = 3;  // of the 2017 foreigners' card
constexpr std::size_t kFormerSize = 15;
constexpr std::size_t kDateDigits = 8;
constexpr std::size_t kMostLatin = 60;

constexpr Date kFarAway{std::chrono::year(9999), std::chrono::December, std::chrono::day(31)};

/// No date is later than this; a clock that nobody trusts forbids none.
Date today(const Flow& flow) {
    if (!flow.state.shell.time_trusted) return kFarAway;
    return platform::shanghai_date(best_known_time(flow.state));
}

std::optional<Date> date_of(const PrivateText& digits) {
    const std::string& text = digits.text();
    if (text.size() != kDateDigits) return std::nullopt;
    return platform::parse_date(text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6));
}

// ------------------------------------------------------------------------------------------ the number

bool is_former(const screen::TypeCard& card) {
    return card.kind == CardKind::foreigner_2017;
}

std::size_t number_size(const screen::TypeCard& card) {
    return is_former(card) ? kFormerSize : kNumberDigits;
}

void type_former_number(PrivateText& number, const Event& event) {
    const auto* key = std::get_if<PressKey>(&event);
    if (key != nullptr && number.size() < kFormerSize) {
        const bool letters = number.size() < kFormerLetters;
        if (letters && key->key >= 'a' && key->key <= 'z')
            number.push_back(static_cast<char>(key->key - 'a' + 'A'));
        if (!letters && key->key >= '0' && key->key <= '9') number.push_back(key->key);
    } else if (tapped(event, Tap::erase)) {
        number.pop_back();
    } else if (tapped(event, Tap::clear)) {
        number.wipe();
    }
}

/// Digits anywhere, an X in the last place.
void type_number(screen::TypeCard& card, const Event& event) {
    PrivateText& number = card.number;
    card.born.reset();
    if (is_former(card)) return type_former_number(number, event);
    const auto* key = std::get_if<PressKey>(&event);
    const auto* digit = std::get_if<PressDigit>(&event);
    if (digit != nullptr && number.size() < kNumberDigits) {
        number.push_back(static_cast<char>('0' + digit->digit));
    } else if (key != nullptr && key->key == 'x' && number.size() + 1 == kNumberDigits) {
        number.push_back('X');
    } else if (tapped(event, Tap::erase)) {
        number.pop_back();
    } else if (tapped(event, Tap::clear)) {
        number.wipe();
    }
}

/// The days that the six digits in a right number of the 2017 foreigners' card may mean.
std::vector<Date> births_in(const Flow& flow, const screen::TypeCard& card) {
    const std::string& number = card.number.text();
    if (!is_former(card) || !platform::is_foreigner_2017_number(number)) return {};
    std::vector<Date> out;
    for (const char* century : {"19", "20"}) {
        const auto day = platform::parse_date(century + number.substr(7, 2) + "-" + number.substr(9, 2) +
                                              "-" + number.substr(11, 2));
        if (day && *day <= today(flow)) out.push_back(*day);
    }
    return out;
}

/// Nothing while it is incomplete or right.
std::optional<Fault> number_fault(const Flow& flow, const screen::TypeCard& card) {
    const std::string& number = card.number.text();
    if (number.size() < number_size(card)) return std::nullopt;
    if (is_former(card)) return card.births.empty() ? std::optional(Fault::number) : std::nullopt;
    if (!config::identity_of(number, today(flow))) return Fault::number;
    return std::nullopt;
}

// ------------------------------------------------------------------------------------------ the name

bool is_latin(const screen::TypeCard& card) {
    return card.kind == CardKind::foreigner_2017 || card.kind == CardKind::foreigner_2023;
}

void type_latin(PrivateText& name, const Event& event) {
    const auto* key = std::get_if<PressKey>(&event);
    const auto room = name.size() < kMostLatin;
    if (key != nullptr && key->key >= 'a' && key->key <= 'z' && room) {
        name.push_back(static_cast<char>(key->key - 'a' + 'A'));
    } else if (key != nullptr && key->key == '\'' && room) {
        name.push_back('\'');
    } else if (tapped(event, Tap::type_space) && room && !name.empty() && name.text().back() != ' ') {
        name.push_back(' ');
    } else if (tapped(event, Tap::type_comma) && room && !name.empty() && name.text().back() != ',') {
        name.push_back(',');
    } else if (tapped(event, Tap::erase)) {
        name.pop_back();
    } else if (tapped(event, Tap::clear)) {
        name.wipe();
    }
}

/// Letters that no character was chosen for stay as capitals: so a character that cannot be found is written
/// by its sound, and whoever reviews the record sees it.
void keep_letters(Typing& name) {
    std::string letters = name.letters.text();
    std::transform(letters.begin(), letters.end(), letters.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    name.words.append(letters);
    platform::wipe(letters);
    name.letters.wipe();
    name.candidates.clear();
    name.page = 0;
}

void type_name(const Flow& flow, screen::TypeCard& card, const Event& event) {
    if (is_latin(card)) return type_latin(card.name.words, event);
    if (tapped(event, Tap::keep_letters)) return keep_letters(card.name);
    if (tapped(event, Tap::type_dot)) {
        if (card.name.letters.empty() && !card.name.words.empty()) card.name.words.append("·");
        return;
    }
    const auto* key = std::get_if<PressKey>(&event);
    if (key != nullptr && key->key >= '0' && key->key <= '9') return;  // names have none
    if (flow.context.stations == nullptr) {
        if (key != nullptr) card.name.letters.push_back(key->key);
        return;
    }
    type_words(card.name, *flow.context.stations->pinyin, event, [](const auto&) { return true; });
}

// ------------------------------------------------------------------------------------------ validity

void type_dates(screen::TypeCard& card, const Event& event) {
    if (tapped(event, Tap::edit_from) || tapped(event, Tap::edit_to)) {
        card.on_to = tapped(event, Tap::edit_to);
        if (card.on_to) card.for_ever = false;
        return;
    }
    if (tapped(event, Tap::toggle_for_ever)) {
        card.for_ever = !card.for_ever;
        card.to.wipe();
        card.on_to = !card.for_ever;
        return;
    }
    if (card.on_to && card.for_ever) return;
    PrivateText& digits = card.on_to ? card.to : card.from;
    if (const auto* press = std::get_if<PressDigit>(&event)) {
        if (digits.size() < kDateDigits) digits.push_back(static_cast<char>('0' + press->digit));
        if (!card.on_to && digits.size() == kDateDigits && date_of(digits)) card.on_to = true;
    } else if (tapped(event, Tap::erase)) {
        digits.pop_back();
    } else if (tapped(event, Tap::clear)) {
        digits.wipe();
    }
}

std::optional<Fault> dates_fault(const Flow& flow, const screen::TypeCard& card) {
    const auto from = date_of(card.from);
    const auto to = date_of(card.to);
    if (card.from.size() == kDateDigits && (!from || *from > today(flow))) return Fault::from;
    if (card.to.size() == kDateDigits && (!to || (from && *to <= *from))) return Fault::to;
    if (to && flow.state.shell.time_trusted && *to < today(flow)) return Fault::expired;
    return std::nullopt;
}

// ------------------------------------------------------------------------------------------ the whole

/// What has been typed as a card; birth and sex follow from the number.
platform::Card card_of(const Flow& flow, const screen::TypeCard& typed) {
    platform::Card card;
    card.kind = typed.kind;
    card.number = typed.number.text();
    if (const auto identity = config::identity_of(card.number, today(flow))) {
        card.birth = identity->birth;
        card.sex = identity->sex == config::Sex::male ? "1" : "2";
    }
    if (is_former(typed) && typed.born) {
        card.birth = typed.born->on;
        card.sex = typed.born->male ? "1" : "2";
        card.nationality = card.number.substr(0, kFormerLetters);
    }
    (is_latin(typed) ? card.english_name : card.name) = typed.name.words.text();
    card.valid_from = date_of(typed.from).value_or(Date{});
    if (!typed.for_ever) card.valid_to = date_of(typed.to).value_or(Date{});
    card.unusual_prefix = card.number.size() == kNumberDigits && !platform::prefix_is_usual(card);
    return card;
}

bool is_ready(const screen::TypeCard& card) {
    switch (card.part) {
        case Part::kind:
            return false;  // choosing goes on by itself
        case Part::number:
            return card.number.size() == number_size(card) && !card.fault;
        case Part::birth:
            return card.born.has_value();
        case Part::name:
            return card.name.letters.empty() && !card.name.words.empty();
        case Part::valid:
            return date_of(card.from) && (card.for_ever || date_of(card.to)) && !card.fault;
        case Part::check:
            return !card.fault;
    }
    return false;
}

/// What the part shows follows from what has been typed.
void look_again(const Flow& flow, screen::TypeCard& typed) {
    typed.fault.reset();
    typed.births = births_in(flow, typed);
    if (typed.part == Part::number) typed.fault = number_fault(flow, typed);
    if (typed.part == Part::valid) typed.fault = dates_fault(flow, typed);
    const platform::Card card = card_of(flow, typed);
    if (typed.part == Part::check && platform::fault_in(card)) typed.fault = Fault::contradiction;
    typed.unusual_prefix = card.unusual_prefix;
    typed.shown = masked(card);
    typed.birth = card.birth.ok() ? std::optional(card.birth) : std::nullopt;
    typed.male = card.sex == "1";
    typed.ready = is_ready(typed);
}

void hand_over(Flow& flow, const screen::TypeCard& typed) {
    Visitor visitor;
    visitor.card = card_of(flow, typed);
    visitor.shown = masked(visitor.card);
    visitor.typed_by = flow.state.staff->staff_id;
    if (typed.for_claim) {
        flow.state.visitor = std::move(visitor);
        return look_for_claimant(flow);
    }
    flow.want(SignOut{});
    flow.state.staff.reset();
    flow.state.began_on = intake_day(flow.context, flow.state);
    flow.state.visitor = std::move(visitor);
    flow.go(screen::Consent{});
}

void step(screen::TypeCard& card, int by) {
    card.part = static_cast<Part>(static_cast<int>(card.part) + by);
    if (card.part == Part::birth && !is_former(card)) step(card, by);
}

/// What was typed for a card of another make does not fit.
void choose_kind(screen::TypeCard& card, CardKind kind) {
    const bool latin = is_latin(card);
    const bool former = is_former(card);
    card.kind = kind;
    if (latin != is_latin(card)) card.name = Typing{};
    if (former != is_former(card)) card.number.wipe();
}

/// Two answers for each day: a man, a woman.
void choose_birth(screen::TypeCard& card, const Event& event) {
    const auto* choice = std::get_if<ChooseOption>(&event);
    if (choice == nullptr || choice->index / 2 >= card.births.size()) return;
    card.born = {card.births[choice->index / 2], choice->index % 2 == 0};
    step(card, 1);
}

}  // namespace

void show_type_card(Flow& flow, bool for_claim) {
    screen::TypeCard card;
    card.for_claim = for_claim;
    flow.go(std::move(card));
}

void on(Flow& flow, screen::TypeCard& card, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) {
        if (card.part == Part::kind && card.for_claim) return show_claim_card(flow);
        if (card.part == Part::kind) return show_desk(flow, std::nullopt);
        step(card, -1);
    } else if (tapped(event, Tap::next)) {
        if (!card.ready) return;
        if (card.part == Part::check) return hand_over(flow, card);
        step(card, 1);
    } else if (card.part == Part::kind) {
        const auto* choice = std::get_if<ChooseCardKind>(&event);
        if (choice == nullptr) return;
        choose_kind(card, choice->kind);
        step(card, 1);
    } else if (card.part == Part::number) {
        type_number(card, event);
    } else if (card.part == Part::birth) {
        choose_birth(card, event);
    } else if (card.part == Part::name) {
        type_name(flow, card, event);
    } else if (card.part == Part::valid) {
        type_dates(card, event);
    }
    look_again(flow, card);
}

}  // namespace kiosk
