// "What became of my application?", for the worker and for staff at the desk: a card or a slip opens it.
#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

/// Both screens that ask for a card or a slip behave alike.
template <class Asking>
void on_asking(Flow& flow, Asking& asking, const Event& event, bool by_staff) {
    if (const platform::Card* card = card_for(flow, event, asking.trouble)) {
        asking.request = flow.ask();
        asking.person = masked(*card);
        flow.want(LookUpCard{asking.request, *card, by_staff});
    } else if (const auto* code = camera_said<platform::CodeSeen>(event)) {
        asking.request = flow.ask();
        asking.person.reset();
        flow.want(LookUpSlip{asking.request, PrivateText(code->text), by_staff});
    } else if (camera_said<platform::UnusableCode>(event) != nullptr) {
        flow.state.message = Message::code_not_ours;
    } else if (const auto* failed = answer_to<LookUpFailed>(asking.request, event)) {
        asking.request = 0;
        flow.state.message = message_for(failed->error);
    } else if (const auto* person = answer_to<PersonFound>(asking.request, event)) {
        flow.go(screen::Status{person->status, asking.person, by_staff});
    } else if (const auto* slip = answer_to<SlipFound>(asking.request, event)) {
        // What staff have to do about it goes before how it stands.
        if (slip->claim && slip->claim->task) return show_entry(flow, *slip->claim);
        flow.go(screen::Status{slip->status, asking.person, by_staff});
    }
}

}  // namespace

void show_ask_status(Flow& flow) {
    flow.go(screen::AskStatus{reader_trouble(flow.state.shell), 0, {}});
}

void on(Flow& flow, screen::AskStatus& asking, const Event& event) {
    if (tapped(event, Tap::back)) return return_home(flow);
    on_asking(flow, asking, event, false);
}

void show_claim_look_up(Flow& flow) {
    flow.go(screen::ClaimLookUp{reader_trouble(flow.state.shell), 0, {}});
}

void on(Flow& flow, screen::ClaimLookUp& asking, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::file_claim)) {
        forget_visitor(flow);
        return show_claim_card(flow);
    }
    on_asking(flow, asking, event, true);
}

void on(Flow& flow, screen::Status& status, const Event& event) {
    const bool leaves = tapped(event, Tap::done) || tapped(event, Tap::back);
    if (status.by_staff) {
        if (leaves) {
            forget_visitor(flow);
            show_claim_look_up(flow);
        } else {
            follow_desk_frame(flow, event);
        }
    } else if (tapped(event, Tap::done)) {
        go_home(flow);
    } else if (tapped(event, Tap::back)) {
        forget_visitor(flow);
        show_ask_status(flow);
    }
}

}  // namespace kiosk
