// Staff file a claim: whose it is, what it is about, the papers, read back, saved.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

using Part = screen::ClaimFacts::Part;

constexpr std::size_t kPhoneDigits = 11;

// ------------------------------------------------------------------------------------------ the enrollment

bool may_be_claimed_on(const EnrollmentStatus& enrollment) {
    return enrollment.state != EnrollmentState::withdrawn && enrollment.state != EnrollmentState::refused &&
           enrollment.state != EnrollmentState::duplicate;
}

bool covers(const EnrollmentStatus& enrollment, Date day) {
    return !enrollment.plan.empty() && enrollment.coverage_from <= day && day <= enrollment.coverage_to;
}

/// The newest that covers the day; else the newest. Nothing when none is known here.
std::optional<EnrollmentStatus> enrollment_for(const std::vector<EnrollmentStatus>& known,
                                               std::optional<Date> day) {
    std::optional<EnrollmentStatus> newest;
    for (const EnrollmentStatus& one : known) {
        if (!may_be_claimed_on(one)) continue;
        if (day && covers(one, *day)) return one;
        if (!newest) newest = one;
    }
    return newest;
}

/// What follows from the day of the event.
void rest_on_enrollment(const Flow& flow, ClaimDraft& claim) {
    claim.enrollment = enrollment_for(flow.state.visitor->known->enrollments, claim.event);
    claim.uncovered = claim.enrollment && claim.event && !claim.enrollment->plan.empty() &&
                      !covers(*claim.enrollment, *claim.event);
}

// ------------------------------------------------------------------------------------------ what it is about

/// A day in the past; today, where nobody is sure of the clock, forbids none.
std::optional<Date> event_day(const Flow& flow, const std::string& digits) {
    const auto days = value_typed(Ask::event_day, digits, {});
    if (!days) return std::nullopt;
    const Date day{std::chrono::sys_days{std::chrono::days{*days}}};
    const bool to_come =
        flow.state.shell.time_trusted && day > platform::shanghai_date(best_known_time(flow.state));
    return to_come ? std::nullopt : std::optional(day);
}

void look_again(const Flow& flow, screen::ClaimFacts& facts) {
    facts.wrong = false;
    facts.ready = false;
    if (facts.part == Part::event) {
        facts.ready = event_day(flow, facts.digits).has_value();
        facts.wrong = facts.digits.size() == digits_of(Ask::event_day) && !facts.ready;
    } else if (facts.part == Part::phone) {
        const PhoneCheck check = check_phone(facts.claim.phone.text());
        facts.ready = facts.claim.phone.empty() || check == PhoneCheck::complete;
        facts.wrong = check == PhoneCheck::impossible;
    }
}

void show_facts(Flow& flow, ClaimDraft claim, Part part) {
    screen::ClaimFacts facts;
    facts.part = part;
    if (claim.event)
        facts.digits =
            digits_for(Ask::event_day, std::chrono::sys_days(*claim.event).time_since_epoch().count());
    facts.claim = std::move(claim);
    look_again(flow, facts);
    flow.go(std::move(facts));
}

/// None of the papers is here yet.
std::vector<ClaimPaper> papers_of(const config::Pack& pack) {
    std::vector<ClaimPaper> papers;
    for (std::uint32_t place = 1; place <= pack.claim_papers.size(); ++place)
        papers.push_back({place, false, {}});
    papers.push_back({});
    return papers;
}

void begin(Flow& flow) {
    ClaimDraft claim;
    claim.person = flow.state.visitor->shown;
    claim.papers = papers_of(flow.context.pack);
    rest_on_enrollment(flow, claim);
    show_facts(flow, std::move(claim), flow.context.pack.kinds.empty() ? Part::event : Part::kind);
}

void on_kind(Flow& flow, screen::ClaimFacts& facts, const Event& event) {
    const auto* choice = std::get_if<ChooseOption>(&event);
    const auto& kinds = flow.context.pack.kinds;
    if (choice == nullptr || choice->index >= kinds.size()) return;
    facts.claim.kind = kinds[choice->index].id;
    show_facts(flow, std::move(facts.claim), Part::event);
}

void on_event(Flow& flow, screen::ClaimFacts& facts, const Event& event) {
    if (tapped(event, Tap::today)) {
        const Date today = platform::shanghai_date(best_known_time(flow.state));
        facts.digits = digits_for(Ask::event_day, std::chrono::sys_days(today).time_since_epoch().count());
    } else if (tapped(event, Tap::next) && facts.ready) {
        facts.claim.event = event_day(flow, facts.digits);
        rest_on_enrollment(flow, facts.claim);
        return show_facts(flow, std::move(facts.claim), Part::phone);
    } else {
        type_digits(facts.digits, digits_of(Ask::event_day), event);
    }
    look_again(flow, facts);
}

void on_phone(Flow& flow, screen::ClaimFacts& facts, const Event& event) {
    PrivateText& phone = facts.claim.phone;
    if (tapped(event, Tap::next) && facts.ready) return show_claim_papers(flow, std::move(facts.claim));
    if (const auto* press = std::get_if<PressDigit>(&event)) {
        if (phone.size() < kPhoneDigits) phone.push_back(static_cast<char>('0' + press->digit));
    } else if (tapped(event, Tap::erase)) {
        phone.pop_back();
    } else if (tapped(event, Tap::clear)) {
        phone.wipe();
    }
    look_again(flow, facts);
}

void step_back(Flow& flow, screen::ClaimFacts& facts) {
    const bool first =
        facts.part == Part::kind || (facts.part == Part::event && flow.context.pack.kinds.empty());
    if (!first)
        return show_facts(flow, std::move(facts.claim), static_cast<Part>(static_cast<int>(facts.part) - 1));
    forget_visitor(flow);
    show_claim_card(flow);
}

// ------------------------------------------------------------------------------------------ the whole

ClaimForm form_of(const Flow& flow, const ClaimDraft& claim) {
    const Visitor& visitor = *flow.state.visitor;
    ClaimForm form;
    form.card = visitor.card;
    form.typed_by = visitor.typed_by;
    if (claim.enrollment) {
        form.enrollment = claim.enrollment->record_id;
        form.plan = claim.enrollment->plan;
    }
    form.scheme = flow.context.pack.id;
    form.pack_hash = flow.context.pack.hash;
    form.kind = claim.kind;
    form.place = flow.context.station.name.zh;
    form.event = *claim.event;
    form.phone = claim.phone;
    std::ranges::copy_if(claim.papers, std::back_inserter(form.papers), &ClaimPaper::brought);
    return form;
}

std::size_t photographs_in(const ClaimDraft& claim) {
    std::size_t count = 0;
    for (const ClaimPaper& paper : claim.papers) count += paper.pages.size();
    return count;
}

void print_slip(Flow& flow, screen::ClaimSaved& saved) {
    SlipPaper paper = slip_paper(flow, saved.slip, saved.person);
    const config::ClaimKind* kind = flow.context.pack.find_kind(saved.kind);
    paper.claim = kind == nullptr ? LocalText{} : LocalText{kind->name.zh, kind->name.en};
    print(flow, saved.print, std::move(paper));
}

}  // namespace

void show_claim_card(Flow& flow) {
    flow.go(screen::ClaimCard{reader_trouble(flow.state.shell), 0});
}

void look_for_claimant(Flow& flow) {
    const Visitor& visitor = *flow.state.visitor;
    const RequestId request = flow.ask();
    flow.want(LookUpCard{request, visitor.card, true, !visitor.typed_by.empty()});
    flow.go(screen::ClaimCard{std::nullopt, request});
}

void on(Flow& flow, screen::ClaimCard& asking, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) {
        forget_visitor(flow);
        show_claim_look_up(flow);
    } else if (asking.request != 0) {
        if (const auto* found = answer_to<PersonFound>(asking.request, event)) {
            flow.state.visitor->known = found->status;
            begin(flow);
        } else if (answer_to<LookUpFailed>(asking.request, event) != nullptr) {
            // Nobody is held up by a look-up: the center finds the enrollment.
            flow.state.visitor->known = StatusView{};
            begin(flow);
        }
    } else if (tapped(event, Tap::type_claimant)) {
        show_type_card(flow, true);
    } else if (const platform::Card* card = card_for(flow, event, asking.trouble)) {
        Visitor visitor;
        visitor.card = *card;
        visitor.shown = masked(*card);
        flow.state.visitor = std::move(visitor);
        look_for_claimant(flow);
    }
}

void on(Flow& flow, screen::ClaimFacts& facts, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) return step_back(flow, facts);
    switch (facts.part) {
        case Part::kind:
            return on_kind(flow, facts, event);
        case Part::event:
            return on_event(flow, facts, event);
        case Part::phone:
            return on_phone(flow, facts, event);
    }
}

void on(Flow& flow, screen::ClaimPapers& papers, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    const std::size_t count = papers.claim.papers.size();
    if (tapped(event, Tap::back)) {
        show_facts(flow, std::move(papers.claim), Part::phone);
    } else if (tapped(event, Tap::next)) {
        flow.go(screen::ClaimReview{std::move(papers.claim), 0});
    } else if (const auto* turn = std::get_if<TurnPage>(&event)) {
        papers.page = turned(papers.page, papers.pages, turn->by);
    } else if (const auto* tick = std::get_if<TickPapers>(&event); tick != nullptr && tick->index < count) {
        ClaimPaper& paper = papers.claim.papers[tick->index];
        paper.brought = !paper.brought || !paper.pages.empty();
    } else if (const auto* open = std::get_if<PhotographPaper>(&event);
               open != nullptr && open->index < count) {
        show_photograph(flow, std::move(papers.claim), open->index);
    }
}

void show_claim_papers(Flow& flow, ClaimDraft claim) {
    screen::ClaimPapers papers;
    papers.pages = page_count(claim.papers.size(), static_cast<int>(screen::ClaimPapers::kOnPage));
    papers.claim = std::move(claim);
    flow.go(std::move(papers));
}

void on(Flow& flow, screen::ClaimReview& review, const Event& event) {
    if (const auto* done = answer_to<Submitted>(review.request, event)) {
        screen::ClaimSaved saved{done->slip, review.claim.person, review.claim.kind,
                                 photographs_in(review.claim)};
        forget_visitor(flow);
        print_slip(flow, saved);
        return flow.go(std::move(saved));
    }
    if (const auto* failed = answer_to<StoreFailed>(review.request, event)) {
        review.request = 0;
        flow.state.message = message_for(failed->error);
        return;
    }
    if (review.request != 0 || follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::back)) return show_claim_papers(flow, std::move(review.claim));
    if (!tapped(event, Tap::submit)) return;
    review.request = flow.ask();
    flow.want(FileClaim{review.request, form_of(flow, review.claim)});
}

void on(Flow& flow, screen::ClaimSaved& saved, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (tapped(event, Tap::done)) {
        show_claim_look_up(flow);
    } else if (tapped(event, Tap::print_again) && saved.print.may_print()) {
        print_slip(flow, saved);
    } else {
        follow(saved.print, event);
    }
}

}  // namespace kiosk
