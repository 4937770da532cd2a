// Correcting and withdrawing an enrollment: new entries, the old ones stay.
#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

bool changes_anything(const screen::Correct& correct) {
    return !correct.phone.empty() || correct.employment || correct.document || correct.workplace;
}

bool is_ready(const screen::Correct& correct) {
    const bool phone_fits =
        correct.phone.empty() || check_phone(correct.phone.text()) == PhoneCheck::complete;
    return phone_fits && correct.reason && changes_anything(correct);
}

CorrectionForm form_of(const Flow& flow, const screen::Correct& correct) {
    CorrectionForm form;
    form.enrollment = correct.row.record_id;
    if (!correct.phone.empty()) form.phone = correct.phone;
    if (correct.workplace) form.workplace = flow.context.station.workplaces[*correct.workplace].id;
    form.document = correct.document;
    form.employment = correct.employment;
    form.reason = *correct.reason;
    return form;
}

void on_field(const Flow& flow, screen::Correct& correct, const Event& event) {
    if (const auto* field = std::get_if<ChooseField>(&event)) {
        correct.editing = field->field;
    } else if (const auto* employment = std::get_if<ChooseEmployment>(&event)) {
        correct.employment = employment->employment;
    } else if (const auto* document = std::get_if<ChooseDocument>(&event)) {
        correct.document = document->document;
    } else if (const auto* place = std::get_if<ChooseWorkplace>(&event)) {
        if (place->index < flow.context.station.workplaces.size()) correct.workplace = place->index;
    } else if (const auto* reason = std::get_if<ChooseCorrectionReason>(&event)) {
        correct.reason = reason->reason;
    } else if (const auto* turn = std::get_if<TurnPage>(&event)) {
        correct.page = turned(correct.page, correct.pages, turn->by);
    } else if (const auto* press = std::get_if<PressDigit>(&event)) {
        if (correct.phone.size() < 11) correct.phone.push_back(static_cast<char>('0' + press->digit));
    } else if (tapped(event, Tap::erase)) {
        correct.phone.pop_back();
    } else if (tapped(event, Tap::clear)) {
        correct.phone.wipe();
    }
}

}  // namespace

void on(Flow& flow, screen::Correct& correct, const Event& event) {
    if (answer_to<Stored>(correct.request, event) != nullptr) {
        return show_desk(flow, screen::DeskDone::corrected);
    }
    if (const auto* failed = answer_to<StoreFailed>(correct.request, event)) {
        correct.request = 0;
        flow.state.message = message_for(failed->error);
    }
    if (correct.request != 0 || follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) return show_desk(flow, std::nullopt);
    if (tapped(event, Tap::confirm) && correct.ready) {
        correct.request = flow.ask();
        flow.want(Correct{correct.request, form_of(flow, correct)});
        return;
    }
    on_field(flow, correct, event);
    correct.ready = is_ready(correct);
}

void on(Flow& flow, screen::Withdraw& withdraw, const Event& event) {
    if (answer_to<Stored>(withdraw.request, event) != nullptr) {
        return show_desk(flow, screen::DeskDone::withdrawn);
    }
    if (const auto* failed = answer_to<StoreFailed>(withdraw.request, event)) {
        withdraw.request = 0;
        flow.state.message = message_for(failed->error);
    }
    if (withdraw.request != 0 || follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) return show_desk(flow, std::nullopt);
    if (const auto* reason = std::get_if<ChooseWithdrawalReason>(&event)) {
        withdraw.reason = reason->reason;
    } else if (tapped(event, Tap::confirm) && withdraw.reason) {
        withdraw.request = flow.ask();
        flow.want(Withdraw{withdraw.request, {withdraw.row.record_id, *withdraw.reason}});
    }
}

}  // namespace kiosk
