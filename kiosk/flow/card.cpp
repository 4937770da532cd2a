// The card: who is here, is it still the same card, have they enrolled before.
#include "kiosk/flow/flow_parts.h"
#include "sync/record/mask.h"

namespace kiosk {

namespace {

/// Everything is known that early refusals need.
void begin_questions(Flow& flow) {
    auto reasons = early_refusals(flow.context, flow.state);
    if (!reasons.empty()) return show_refusal(flow, std::move(reasons));
    const auto elsewhere = perhaps_enrolled(flow.context, flow.state);
    if (elsewhere && !flow.state.visitor->was_asked)
        return flow.go(screen::PerhapsEnrolled{elsewhere->from, elsewhere->to});
    show_stage(flow, Stage::work);
}

void meet(Flow& flow, const platform::Card& card) {
    Visitor visitor;
    visitor.card = card;
    visitor.shown = masked(card);
    flow.state.visitor = std::move(visitor);
    show_confirm(flow);
}

std::optional<CardTrouble> trouble_of(platform::CardError error) {
    using platform::CardError;
    switch (error) {
        case CardError::no_card:
            return std::nullopt;
        case CardError::read_failed:
        case CardError::bad_checksum:
        case CardError::timeout:
        case CardError::reader_fault:
            return CardTrouble::place_again;
        case CardError::unknown_card_type:
            return CardTrouble::not_an_id_card;
        case CardError::forgery_suspected:
        case CardError::bad_field:
        case CardError::bad_number:
        case CardError::fields_contradict:
            return CardTrouble::ask_staff;
        case CardError::unauthorised:
        case CardError::self_test_failed:
            return CardTrouble::reader_defect;
        case CardError::port_lost:
        case CardError::port_busy:
            return CardTrouble::reader_missing;
    }
    return CardTrouble::ask_staff;
}

void learn_earlier_enrollments(Flow& flow, PersonFound found) {
    flow.state.visitor->look_up = 0;
    flow.state.visitor->known = std::move(found.status);
    flow.state.visitor->perhaps_enrolled = std::move(found.perhaps_enrolled);
    if (flow.state.visitor->confirmed) begin_questions(flow);
}

}  // namespace

void show_confirm(Flow& flow) {
    Visitor& visitor = *flow.state.visitor;
    visitor.look_up = flow.ask();
    flow.want(LookUpCard{visitor.look_up, visitor.card, false, !visitor.typed_by.empty()});
    flow.go(screen::ConfirmPerson{visitor.shown});
}

void show_place_card(Flow& flow) {
    flow.go(screen::PlaceCard{reader_trouble(flow.state.shell)});
}

void on(Flow& flow, screen::PlaceCard& place, const Event& event) {
    if (tapped(event, Tap::back)) return flow.go(screen::Consent{true});
    const platform::Card* card = card_for(flow, event, place.trouble);
    if (card == nullptr) return;
    const bool expired = flow.state.shell.time_trusted &&
                         platform::expired_on(*card, platform::shanghai_date(best_known_time(flow.state)));
    if (expired) {
        place.trouble = CardTrouble::expired;
        return;
    }
    meet(flow, *card);
}

void on(Flow& flow, screen::ConfirmPerson& confirm, const Event& event) {
    Visitor& visitor = *flow.state.visitor;
    if (tapped(event, Tap::yes)) {
        visitor.confirmed = true;
        if (visitor.look_up == 0) return begin_questions(flow);
        confirm.waiting = true;
    } else if (tapped(event, Tap::no) && !visitor.typed_by.empty()) {
        return_home(flow);
        flow.state.message = Message::typed_wrong;
    } else if (tapped(event, Tap::no)) {
        forget_visitor(flow);
        show_place_card(flow);
    } else if (tapped(event, Tap::back) && !visitor.typed_by.empty()) {
        flow.go(screen::Consent{true});
    } else if (tapped(event, Tap::back)) {
        forget_visitor(flow);
        flow.go(
            screen::Consent{true});  // not the card screen: it would wait for a card that lies there already
    } else if (const auto* found = answer_to<PersonFound>(visitor.look_up, event)) {
        learn_earlier_enrollments(flow, *found);
    } else if (answer_to<LookUpFailed>(visitor.look_up, event) != nullptr) {
        // Nobody is held up by a look-up: the center links a second enrollment to the first.
        learn_earlier_enrollments(flow, {});
    }
}

void on(Flow& flow, screen::PerhapsEnrolled&, const Event& event) {
    if (tapped(event, Tap::next)) {
        flow.state.visitor->was_asked = true;
        show_stage(flow, Stage::work);
    } else if (tapped(event, Tap::done)) {
        go_home(flow);
    } else if (tapped(event, Tap::back)) {
        show_stage_before(flow, Stage::work);
    }
}

bool is_another_card(const State& state, const Event& event) {
    const auto* read = reader_said<platform::CardRead>(event);
    return read != nullptr && state.visitor && state.reader_on &&
           read->card.number != state.visitor->card.number;
}

void send_away_swapped(Flow& flow) {
    forget_visitor(flow);
    flow.state.message = Message::card_changed;
    show_place_card(flow);
}

std::optional<CardTrouble> reader_trouble(const Shell& shell) {
    switch (shell.reader) {
        case platform::ReaderState::online:
            return std::nullopt;
        case platform::ReaderState::offline:
            return CardTrouble::reader_missing;
        case platform::ReaderState::out_of_service:
            return CardTrouble::reader_defect;
    }
    return CardTrouble::reader_defect;
}

const platform::Card* card_for(const Flow& flow, const Event& event, std::optional<CardTrouble>& trouble) {
    if (reader_said<platform::ReaderState>(event) != nullptr) {
        const auto now = reader_trouble(flow.state.shell);
        const bool about_reader =
            trouble == CardTrouble::reader_missing || trouble == CardTrouble::reader_defect;
        if (now || about_reader) trouble = now;
    } else if (const auto* failed = reader_said<platform::CardFailed>(event)) {
        if (const auto why = trouble_of(failed->error)) trouble = why;
    } else if (const auto* read = reader_said<platform::CardRead>(event)) {
        trouble.reset();
        return &read->card;
    }
    return nullptr;
}

MaskedPerson masked(const platform::Card& card) {
    const std::string& name = card.name.empty() ? card.english_name : card.name;
    return {syncing::mask_name(name), syncing::mask_number(card.number), syncing::number_tail(card.number),
            card.kind};
}

}  // namespace kiosk
