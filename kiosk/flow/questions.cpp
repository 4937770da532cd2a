// "What would I get?", "can I join?", "do enough of us join?": question by question to the pack's answer.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"
#include "platform/base/check.h"

namespace kiosk {

namespace {

Date today_of(const Flow& flow) {
    return platform::shanghai_date(best_known_time(flow.state));
}

void show_question(Flow& flow, Inquiry inquiry, Replies replies, Ask ask, std::string typed = {}) {
    screen::Question question{inquiry, std::move(replies), ask, std::move(typed), false, 0, 1};
    const std::size_t options = options_of(flow.context.pack, ask, question.replies);
    question.pages = page_count(options, static_cast<int>(kOptionsOnPage));
    question.ready = value_typed(ask, question.typed, question.replies).has_value();
    flow.go(std::move(question));
}

screen::BenefitResult benefit_result(const Flow& flow, Replies replies) {
    screen::BenefitResult result;
    result.request = estimate_request(flow.context.pack, replies, today_of(flow));
    auto answer = config::estimate(flow.context.pack, result.request, config::Explain::yes);
    platform::check(answer.has_value(), "everything an estimate needs has been asked");
    result.answer = std::move(*answer);
    result.replies = std::move(replies);
    return result;
}

screen::GroupResult group_result(const Flow& flow, Replies replies) {
    screen::GroupResult result;
    result.request = group_request(replies);
    auto answer = config::group(flow.context.pack, result.request, config::Explain::yes);
    platform::check(answer.has_value(), "everything a group's answer needs has been asked");
    result.answer = std::move(*answer);
    result.replies = std::move(replies);
    return result;
}

/// The next question, or the answer.
void advance(Flow& flow, Inquiry inquiry, Replies replies) {
    const Date today = today_of(flow);
    if (const auto ask = next_ask(flow.context.pack, inquiry, replies, today))
        return show_question(flow, inquiry, std::move(replies), *ask);
    switch (inquiry) {
        case Inquiry::benefit:
            return flow.go(benefit_result(flow, std::move(replies)));
        case Inquiry::joining: {
            auto quotes = join_quotes(flow.context.pack, replies, today);
            return flow.go(screen::JoinResult{std::move(replies), std::move(quotes)});
        }
        case Inquiry::group:
            return flow.go(group_result(flow, std::move(replies)));
    }
}

/// The latest question again, with what was typed; before the first one there is only the way out.
void step_back(Flow& flow, Inquiry inquiry, Replies replies) {
    if (replies.empty()) {
        if (inquiry == Inquiry::group) return flow.go(screen::GroupWay{});
        return return_home(flow);
    }
    const Reply last = replies.back();
    replies.pop_back();
    const bool is_typed = digits_of(last.ask) > 0;
    show_question(flow, inquiry, std::move(replies), last.ask,
                  is_typed ? digits_for(last.ask, last.value) : std::string());
}

void reply(Flow& flow, screen::Question& question, std::int64_t value) {
    Replies replies = std::move(question.replies);
    replies.push_back({question.ask, value});
    advance(flow, question.inquiry, std::move(replies));
}

void on_typing(Flow& flow, screen::Question& question, const Event& event) {
    const std::size_t limit = digits_of(question.ask);
    if (type_digits(question.typed, limit, event)) {
        question.ready = value_typed(question.ask, question.typed, question.replies).has_value();
    } else if (tapped(event, Tap::today) && form_of(question.ask) == AskForm::date) {
        const auto today = std::chrono::sys_days(today_of(flow)).time_since_epoch().count();
        question.typed = digits_for(question.ask, today);
        question.ready = true;
    } else if (tapped(event, Tap::next)) {
        if (const auto value = value_typed(question.ask, question.typed, question.replies))
            reply(flow, question, *value);
    }
}

}  // namespace

void show_inquiry(Flow& flow, Inquiry inquiry) {
    advance(flow, inquiry, {});
}

void on(Flow& flow, screen::Question& question, const Event& event) {
    if (tapped(event, Tap::back)) return step_back(flow, question.inquiry, std::move(question.replies));
    switch (form_of(question.ask)) {
        case AskForm::choice:
            if (const auto* turn = std::get_if<TurnPage>(&event)) {
                question.page = turned(question.page, question.pages, turn->by);
            } else if (const auto* choice = std::get_if<ChooseOption>(&event)) {
                const auto options = options_of(flow.context.pack, question.ask, question.replies);
                if (choice->index < options) reply(flow, question, static_cast<std::int64_t>(choice->index));
            }
            return;
        case AskForm::yes_no:
            if (tapped(event, Tap::yes)) return reply(flow, question, 1);
            if (tapped(event, Tap::no)) return reply(flow, question, 0);
            return;
        case AskForm::number:
        case AskForm::money:
        case AskForm::date:
            return on_typing(flow, question, event);
    }
}

void on(Flow& flow, screen::BenefitResult& result, const Event& event) {
    if (tapped(event, Tap::next)) {
        flow.go(screen::ClaimWay{std::move(result)});
    } else if (tapped(event, Tap::again)) {
        show_inquiry(flow, Inquiry::benefit);
    } else if (tapped(event, Tap::back)) {
        step_back(flow, Inquiry::benefit, std::move(result.replies));
    }
}

void on(Flow& flow, screen::ClaimWay& way, const Event& event) {
    if (tapped(event, Tap::back)) {
        flow.go(std::move(way.result));
    } else if (tapped(event, Tap::done)) {
        go_home(flow);
    }
}

void on(Flow& flow, screen::JoinResult& result, const Event& event) {
    const bool may_join =
        std::ranges::any_of(result.quotes, [](const config::QuoteAnswer& quote) { return quote.ok; });
    if (tapped(event, Tap::start) && may_join) {
        begin_enrollment(flow);
    } else if (tapped(event, Tap::group_way) && flow.context.pack.via == config::Via::group) {
        flow.go(screen::GroupWay{});
    } else if (tapped(event, Tap::ask_status)) {
        show_ask_status(flow);
    } else if (tapped(event, Tap::done)) {
        go_home(flow);
    } else if (tapped(event, Tap::back)) {
        step_back(flow, Inquiry::joining, std::move(result.replies));
    }
}

void on(Flow& flow, screen::GroupWay&, const Event& event) {
    if (tapped(event, Tap::next)) {
        show_inquiry(flow, Inquiry::group);
    } else if (tapped(event, Tap::done)) {
        go_home(flow);
    } else if (tapped(event, Tap::back)) {
        return_home(flow);
    }
}

void on(Flow& flow, screen::GroupResult& result, const Event& event) {
    if (tapped(event, Tap::again)) {
        show_inquiry(flow, Inquiry::group);
    } else if (tapped(event, Tap::done)) {
        go_home(flow);
    } else if (tapped(event, Tap::back)) {
        step_back(flow, Inquiry::group, std::move(result.replies));
    }
}

}  // namespace kiosk
