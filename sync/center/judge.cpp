#include "sync/center/judge.h"

#include <algorithm>
#include <set>

#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using config::Date;

Decision decision(State state, Reason reason) {
    return {state, std::string(name_of(reason)), std::nullopt};
}

struct Days {
    Date earliest{};
    Date latest{};
    Date received{};
    bool by_battery_clock = false;
};

Days days_of(const TimeInterval& time, platform::UtcMs received) {
    const TimeInterval known = narrowed(time, received);
    // Before the scheme existed no window was open; an unknown start need not mean 1970.
    return {platform::shanghai_date(std::max<std::int64_t>(known.earliest_ms, 0)),
            platform::shanghai_date(known.latest_ms), platform::shanghai_date(received),
            time.basis == TimeBasis::after_reboot};
}

/// Nothing when the whole interval lies in one open window; otherwise the decision that follows.
std::optional<Decision> judge_window(const config::Plan& plan, const Days& days) {
    const config::WindowState at_latest = config::window_on(plan, days.latest);
    const config::WindowState at_earliest = config::window_on(plan, days.earliest);
    // A battery clock may have been set back: that it was in time is only sure when it arrived in time as
    // well.
    const config::WindowState at_arrival = config::window_on(plan, days.received);
    const bool sure = !days.by_battery_clock || (at_arrival.open && at_arrival.window == at_latest.window);
    if (sure && at_latest.open && at_earliest.open && at_latest.window == at_earliest.window)
        return std::nullopt;
    // Closed at both ends, and no window between them.
    const bool passed_one = at_earliest.window && at_earliest.window->from <= days.latest;
    // Nobody is refused because of a battery clock: it may have jumped while the terminal was off.
    if (!at_latest.open && !at_earliest.open && !passed_one && !days.by_battery_clock) {
        return Decision{State::refused, std::string(config::name_of(config::Refusal::window_closed)),
                        std::nullopt};
    }
    return decision(State::in_review, Reason::window_edge);
}

/// The day that the rules are asked for: in a window that the interval touches, else the last one before it
/// ends, where there is one within a year.
Date counted_day(const config::Plan& plan, const Days& days) {
    if (config::window_on(plan, days.latest).open) return days.latest;
    if (config::window_on(plan, days.earliest).open) return days.earliest;
    const std::chrono::sys_days latest(days.latest);
    for (int back = 1; back <= 366; ++back) {
        const Date day(latest - std::chrono::days(back));
        if (config::window_on(plan, day).open) return day;
    }
    return days.latest;
}

bool settled(const Case& the_case, Reason question) {
    const ReviewFact* review = review_of(the_case.reviews, name_of(question));
    return review != nullptr && review->accepted;
}

std::optional<config::Identity> identity_from_card(const wire::Person& person) {
    const auto birth = platform::parse_date(person.birth());
    if (!birth || (person.sex() != "1" && person.sex() != "2")) return std::nullopt;
    return config::Identity{*birth, person.sex() == "1" ? config::Sex::male : config::Sex::female};
}

config::QuoteRequest question_of(const wire::Enrollment& enrollment, Date on) {
    config::QuoteRequest request;
    request.on = on;
    request.applicant.id_number = enrollment.person().number();
    if (enrollment.person().card_kind() == "foreigner_2017") {
        request.applicant.identity = identity_from_card(enrollment.person());
    }
    request.applicant.employment = config::employment_named(enrollment.employment());
    if (const auto document = config::document_named(enrollment.document())) {
        request.applicant.documents.push_back(*document);
    }
    request.applicant.union_member = enrollment.joins_union();
    request.plans.push_back({enrollment.plan(), enrollment.units(), std::nullopt});
    return request;
}

bool late(const config::Pack& pack, const config::Plan& plan, const Days& enrolled,
          const PaymentFact& payment) {
    if (!pack.payment_days_after_intake) return false;
    const auto window = config::window_on(plan, enrolled.latest).window;
    if (!window) return false;
    const auto last = std::chrono::sys_days(window->to) + std::chrono::days(*pack.payment_days_after_intake);
    return std::chrono::sys_days(days_of(payment.time, payment.received).earliest) > last;
}

Decision judge_payment(const Case& the_case, const config::Plan& plan, const Days& days) {
    std::set<std::string> receipts;
    std::int64_t paid = 0;
    bool papers = false;
    bool is_late = false;
    for (const PaymentFact& payment : the_case.payments) {
        papers = papers || payment.papers_checked;
        if (!receipts.insert(payment.receipt_number).second) continue;
        if (__builtin_add_overflow(paid, payment.amount_fen, &paid)) paid = INT64_MAX;
        is_late = is_late || late(*the_case.pack, plan, days, payment);
    }
    if (the_case.payments.empty()) return decision(State::awaiting_payment, Reason::none);
    if (paid != the_case.enrollment->fee_fen() && !settled(the_case, Reason::paid_differs))
        return decision(State::in_review, Reason::paid_differs);
    if (!papers) return decision(State::awaiting_payment, Reason::papers_unchecked);
    if (is_late && !settled(the_case, Reason::paid_late))
        return decision(State::in_review, Reason::paid_late);
    return decision(State::accepted, Reason::none);
}

/// Whether the person may enroll and at what fee: nothing when all is in order.
std::optional<Decision> judge_rules(const Case& the_case, const config::Plan& plan, const Days& days) {
    auto window = judge_window(plan, days);
    if (window && (window->state == State::refused || !settled(the_case, Reason::window_edge))) return window;
    const config::QuoteAnswer answer =
        config::quote(*the_case.pack, question_of(*the_case.enrollment, counted_day(plan, days)));
    if (!answer.ok) {
        return Decision{State::refused,
                        std::string(config::name_of(answer.refusals.empty() ? config::Refusal::unknown_plan
                                                                            : answer.refusals.front())),
                        std::nullopt};
    }
    if (!the_case.enrollment->consent()) return decision(State::refused, Reason::no_consent);
    if (answer.fee_fen != the_case.enrollment->fee_fen() && !settled(the_case, Reason::fee_differs))
        return decision(State::in_review, Reason::fee_differs);
    return std::nullopt;
}

}  // namespace

std::string_view name_of(State state) {
    switch (state) {
        case State::awaiting_payment:
            return "awaiting_payment";
        case State::accepted:
            return "accepted";
        case State::refused:
            return "refused";
        case State::in_review:
            return "in_review";
        case State::withdrawn:
            return "withdrawn";
        case State::duplicate:
            return "duplicate";
    }
    return "unknown";
}

std::string_view name_of(Reason reason) {
    switch (reason) {
        case Reason::none:
            return "";
        case Reason::papers_unchecked:
            return "papers_unchecked";
        case Reason::unreadable:
            return "unreadable";
        case Reason::unknown_pack:
            return "unknown_pack";
        case Reason::pack_differs:
            return "pack_differs";
        case Reason::window_edge:
            return "window_edge";
        case Reason::simulated_time:
            return "simulated_time";
        case Reason::fee_differs:
            return "fee_differs";
        case Reason::paid_differs:
            return "paid_differs";
        case Reason::paid_late:
            return "paid_late";
        case Reason::typed_card:
            return "typed_card";
        case Reason::name_differs:
            return "name_differs";
        case Reason::quarantine:
            return "quarantine";
        case Reason::no_consent:
            return "no_consent";
        case Reason::review_refused:
            return "review_refused";
        case Reason::already_enrolled:
            return "already_enrolled";
    }
    return "unknown";
}

TimeInterval narrowed(const TimeInterval& time, platform::UtcMs received) {
    if (time.basis != TimeBasis::unknown) return time;
    TimeInterval known = time;
    known.latest_ms = std::max(known.earliest_ms, std::min<std::int64_t>(known.latest_ms, received));
    return known;
}

const ReviewFact* review_of(const std::vector<ReviewFact>& reviews, std::string_view question) {
    const auto found = std::find_if(reviews.rbegin(), reviews.rend(),
                                    [&](const ReviewFact& review) { return review.question == question; });
    return found == reviews.rend() ? nullptr : &*found;
}

bool may_be_accepted(std::string_view question) {
    return question != name_of(Reason::unreadable) && question != name_of(Reason::unknown_pack) &&
           question != name_of(Reason::pack_differs);
}

bool is_refusal_word(std::string_view word) {
    for (int i = 0; i <= static_cast<int>(config::Refusal::payment_not_accepted); ++i) {
        if (word == config::name_of(static_cast<config::Refusal>(i))) return true;
    }
    return word == name_of(Reason::review_refused) || word == name_of(Reason::no_consent);
}

namespace {

Decision decide_by_rules(const Case& the_case) {
    if (the_case.withdrawn) return decision(State::withdrawn, Reason::none);
    if (the_case.quarantine != Quarantine::none) return decision(State::in_review, Reason::quarantine);
    if (the_case.time.basis == TimeBasis::simulated && !the_case.simulation &&
        !settled(the_case, Reason::simulated_time)) {
        return decision(State::in_review, Reason::simulated_time);
    }
    if (the_case.pack == nullptr) return decision(State::in_review, Reason::unknown_pack);
    const config::Plan* plan = the_case.pack->find_plan(the_case.enrollment->plan());
    if (plan == nullptr || the_case.enrollment->scheme() != the_case.pack->id) {
        return decision(State::in_review, Reason::pack_differs);
    }
    const Days days = days_of(the_case.time, the_case.received);
    Decision decided = judge_rules(the_case, *plan, days).value_or(judge_payment(the_case, *plan, days));
    if (decided.state == State::accepted && !the_case.enrollment->typed_by().empty() &&
        !settled(the_case, Reason::typed_card)) {
        decided = decision(State::in_review, Reason::typed_card);
    }
    if (decided.state != State::refused)
        decided.coverage = config::window_on(*plan, counted_day(*plan, days)).coverage;
    return decided;
}

}  // namespace

Decision decide(const Case& the_case) {
    Decision decided = decide_by_rules(the_case);
    // Refused before, but there is more from that disk since.
    if (decided.state != State::in_review || the_case.quarantine == Quarantine::asks) return decided;
    const ReviewFact* review = review_of(the_case.reviews, decided.reason);
    if (review == nullptr || review->accepted) return decided;
    return {State::refused, review->reason, std::nullopt};
}

}  // namespace syncing::center
