// Home to review: one question per screen.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"
#include "sync/record/mask.h"

namespace kiosk {

namespace {

bool is_asked(const Flow& flow, Stage stage) {
    if (stage == Stage::papers) return asks_for_papers(flow.context);
    if (stage == Stage::join_union) return asks_for_union(flow.context);
    return true;
}

screen::Work work_screen(const Flow& flow) {
    const Visitor& visitor = *flow.state.visitor;
    screen::Work work;
    work.offered = offered_employments(flow.context);
    work.employment = visitor.employment;
    work.workplace = visitor.workplace;
    work.pages = page_count(flow.context.station.workplaces.size(), flow.context.settings.page_size);
    return work;
}

screen::Phone phone_screen(PrivateText digits) {
    const PhoneCheck check = check_phone(digits.text());
    screen::Phone phone;
    phone.digits = std::move(digits);
    phone.impossible = check == PhoneCheck::impossible;
    phone.complete = check == PhoneCheck::complete;
    return phone;
}

screen::Review review_screen(const Flow& flow) {
    const Visitor& visitor = *flow.state.visitor;
    screen::Review review;
    review.person = visitor.shown;
    review.employment = *visitor.employment;
    if (visitor.workplace) {
        const Workplace& workplace = flow.context.station.workplaces[*visitor.workplace];
        review.workplace = workplace.name;
        review.notes.works_elsewhere = !workplace.served_here;
    }
    review.document = visitor.document;
    review.joins_union = visitor.joins_union.value_or(false);
    review.masked_phone = syncing::mask_phone(visitor.phone.text());
    review.offer = *visitor.offer;
    review.notes.time_unconfirmed = !flow.state.shell.time_trusted;
    review.notes.closed_meanwhile = flow.state.shell.window.intake == Intake::closed;
    return review;
}

void show_plan(Flow& flow) {
    auto offer = make_offer(flow.context, flow.state);
    if (!offer) return show_refusal(flow, std::move(offer.error()));
    flow.state.visitor->offer = *offer;
    flow.go(screen::Plan{*offer});
}

void print_slip(Flow& flow, screen::Saved& saved) {
    SlipPaper paper = slip_paper(flow, saved.slip, saved.person);
    paper.fee_fen = saved.offer.fee_fen;
    paper.coverage_from = saved.offer.coverage_from;
    paper.coverage_to = saved.offer.coverage_to;
    paper.time_unconfirmed = saved.time_unconfirmed;
    print(flow, saved.print, std::move(paper));
}

/// The full form, from what the worker has read back.
EnrollmentForm form_of(const Flow& flow) {
    const Visitor& visitor = *flow.state.visitor;
    EnrollmentForm form;
    form.card = visitor.card;
    form.typed_by = visitor.typed_by;
    form.employment = *visitor.employment;
    if (visitor.workplace) form.workplace = flow.context.station.workplaces[*visitor.workplace].id;
    form.phone = visitor.phone;
    form.document = visitor.document;
    form.joins_union = visitor.joins_union.value_or(false);
    form.consent = true;  // nothing of the card is kept before it was given
    form.consent_version = flow.context.settings.consent_version;
    form.scheme = flow.context.pack.id;
    form.pack_hash = flow.context.pack.hash;
    form.plan = visitor.offer->plan;
    form.units = visitor.offer->units;
    form.fee_fen = visitor.offer->fee_fen;
    form.coverage_from = visitor.offer->coverage_from;
    form.coverage_to = visitor.offer->coverage_to;
    form.language = flow.state.shell.language;
    return form;
}

}  // namespace

void show_stage(Flow& flow, Stage stage) {
    switch (stage) {
        case Stage::work:
            return flow.go(work_screen(flow));
        case Stage::phone:
            return flow.go(phone_screen(flow.state.visitor->phone));
        case Stage::papers:
            return flow.go(screen::Papers{offered_documents(flow.context)});
        case Stage::join_union:
            return flow.go(screen::JoinUnion{});
        case Stage::plan:
            return show_plan(flow);
        case Stage::review:
            return flow.go(review_screen(flow));
    }
}

void show_stage_after(Flow& flow, Stage done) {
    int next = static_cast<int>(done) + 1;
    while (!is_asked(flow, static_cast<Stage>(next))) ++next;
    show_stage(flow, static_cast<Stage>(next));
}

void show_stage_before(Flow& flow, Stage stage) {
    int previous = static_cast<int>(stage) - 1;
    while (previous >= 0 && !is_asked(flow, static_cast<Stage>(previous))) --previous;
    if (previous >= 0) return show_stage(flow, static_cast<Stage>(previous));
    flow.state.visitor->confirmed = false;
    flow.go(screen::ConfirmPerson{flow.state.visitor->shown});
}

void begin_enrollment(Flow& flow) {
    const bool alone = flow.context.pack.via == config::Via::individual;
    if (!alone || flow.state.shell.window.intake == Intake::closed) return;
    flow.state.began_on = intake_day(flow.context, flow.state);
    flow.go(screen::Consent{});
}

void on(Flow& flow, screen::Home&, const Event& event) {
    if (tapped(event, Tap::start)) {
        begin_enrollment(flow);
    } else if (tapped(event, Tap::ask_status)) {
        show_ask_status(flow);
    } else if (tapped(event, Tap::benefit)) {
        show_inquiry(flow, Inquiry::benefit);
    } else if (tapped(event, Tap::can_join)) {
        show_inquiry(flow, Inquiry::joining);
    } else if (tapped(event, Tap::group_way) && flow.context.pack.via == config::Via::group) {
        flow.go(screen::GroupWay{});
    } else if (tapped(event, Tap::directory)) {
        show_directory(flow);
    } else if (tapped(event, Tap::staff)) {
        show_sign_in(flow);
    }
}

void on(Flow& flow, screen::Consent& consent, const Event& event) {
    if (tapped(event, Tap::toggle_consent)) {
        consent.agreed = !consent.agreed;
    } else if (tapped(event, Tap::next) && consent.agreed) {
        flow.state.visitor ? show_confirm(flow) : show_place_card(flow);
    } else if (tapped(event, Tap::back)) {
        return_home(flow);
    }
}

void on(Flow& flow, screen::Work& work, const Event& event) {
    Visitor& visitor = *flow.state.visitor;
    if (const auto* choice = std::get_if<ChooseEmployment>(&event)) {
        if (std::ranges::find(work.offered, choice->employment) == work.offered.end()) return;
        visitor.employment = work.employment = choice->employment;
    } else if (const auto* place = std::get_if<ChooseWorkplace>(&event)) {
        if (place->index >= flow.context.station.workplaces.size()) return;
        visitor.workplace = work.workplace = place->index;
    } else if (const auto* turn = std::get_if<TurnPage>(&event)) {
        work.page = turned(work.page, work.pages, turn->by);
    } else if (tapped(event, Tap::next)) {
        const bool placed = work.workplace || flow.context.station.workplaces.empty();
        if (work.employment && placed) show_stage_after(flow, Stage::work);
    } else if (tapped(event, Tap::back)) {
        show_stage_before(flow, Stage::work);
    }
}

void on(Flow& flow, screen::Phone& phone, const Event& event) {
    PrivateText& digits = flow.state.visitor->phone;
    if (const auto* press = std::get_if<PressDigit>(&event)) {
        if (digits.size() < 11) digits.push_back(static_cast<char>('0' + press->digit));
    } else if (tapped(event, Tap::erase)) {
        digits.pop_back();
    } else if (tapped(event, Tap::clear)) {
        digits.wipe();
    } else if (tapped(event, Tap::next)) {
        if (phone.complete) show_stage_after(flow, Stage::phone);
        return;
    } else if (tapped(event, Tap::back)) {
        return show_stage_before(flow, Stage::phone);
    } else {
        return;
    }
    phone = phone_screen(digits);
}

void on(Flow& flow, screen::Papers& papers, const Event& event) {
    Visitor& visitor = *flow.state.visitor;
    if (const auto* choice = std::get_if<ChooseDocument>(&event)) {
        if (std::ranges::find(papers.offered, choice->document) == papers.offered.end()) return;
        visitor.document = choice->document;
        show_stage_after(flow, Stage::papers);
    } else if (tapped(event, Tap::no_papers)) {
        visitor.document.reset();
        show_refusal(flow, {config::Refusal::missing_document});
    } else if (tapped(event, Tap::back)) {
        show_stage_before(flow, Stage::papers);
    }
}

void on(Flow& flow, screen::JoinUnion&, const Event& event) {
    Visitor& visitor = *flow.state.visitor;
    if (tapped(event, Tap::join)) {
        visitor.joins_union = true;
        show_stage_after(flow, Stage::join_union);
    } else if (tapped(event, Tap::not_join)) {
        visitor.joins_union = false;
        show_refusal(flow, {config::Refusal::not_union_member});
    } else if (tapped(event, Tap::back)) {
        show_stage_before(flow, Stage::join_union);
    }
}

void on(Flow& flow, screen::Plan&, const Event& event) {
    if (tapped(event, Tap::next)) {
        show_stage_after(flow, Stage::plan);
    } else if (tapped(event, Tap::back)) {
        show_stage_before(flow, Stage::plan);
    }
}

void on(Flow& flow, screen::Review&, const Event& event) {
    if (tapped(event, Tap::submit)) {
        // A pack that came into force meanwhile: what was read back is no longer what would be recorded.
        const auto offer = make_offer(flow.context, flow.state);
        if (!offer || *offer != *flow.state.visitor->offer) return show_plan(flow);
        const RequestId request = flow.ask();
        flow.want(Submit{request, form_of(flow)});
        flow.go(screen::Saving{request});
    } else if (tapped(event, Tap::back)) {
        show_stage_before(flow, Stage::review);
    }
}

void on(Flow& flow, screen::Saving& saving, const Event& event) {
    if (const auto* done = answer_to<Submitted>(saving.request, event)) {
        const Visitor& visitor = *flow.state.visitor;
        screen::Saved saved{done->slip, visitor.shown, *visitor.offer, !flow.state.shell.time_trusted};
        forget_visitor(flow);
        print_slip(flow, saved);
        flow.go(std::move(saved));
    } else if (const auto* failed = answer_to<StoreFailed>(saving.request, event)) {
        flow.state.message = message_for(failed->error);
        show_stage(flow, Stage::review);
    }
}

void on(Flow& flow, screen::Saved& saved, const Event& event) {
    if (tapped(event, Tap::done)) {
        go_home(flow);
    } else if (tapped(event, Tap::print_again) && saved.print.may_print()) {
        print_slip(flow, saved);
    } else {
        follow(saved.print, event);
    }
}

void on(Flow& flow, screen::Refused& refused, const Event& event) {
    if (tapped(event, Tap::done)) {
        go_home(flow);
    } else if (tapped(event, Tap::back) && refused.change) {
        show_stage(flow, *refused.change);
    }
}

}  // namespace kiosk
