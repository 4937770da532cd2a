#include "kiosk/flow/inquiry.h"

#include <algorithm>
#include <charconv>

#include "platform/base/check.h"

namespace kiosk {

namespace {

using config::Date;
using std::chrono::days;
using std::chrono::sys_days;

constexpr std::int64_t kFen = 100;

Date day_of(std::int64_t count) {
    return Date{sys_days{days{count}}};
}

std::optional<Date> date_typed(std::int64_t digits) {
    const Date date{std::chrono::year(static_cast<int>(digits / 10'000)),
                    std::chrono::month(static_cast<unsigned>(digits / 100 % 100)),
                    std::chrono::day(static_cast<unsigned>(digits % 100))};
    return date.ok() && digits >= 1990'01'01 ? std::optional(date) : std::nullopt;
}

}  // namespace

AskForm form_of(Ask ask) {
    switch (ask) {
        case Ask::topic:
        case Ask::disease:
        case Ask::term:
        case Ask::units:
        case Ask::grade:
        case Ask::employment:
        case Ask::sex:
            return AskForm::choice;
        case Ask::first_diagnosis:
        case Ask::hospitalized:
        case Ask::first_admission:
        case Ask::continuous:
        case Ask::of_age:
        case Ask::basic_insurance:
        case Ask::union_member:
        case Ask::document:
        case Ask::service_card:
            return AskForm::yes_no;
        case Ask::days:
        case Ask::days_paid_before:
        case Ask::headcount:
        case Ask::joining:
            return AskForm::number;
        case Ask::amount:
        case Ask::pooled_share:
        case Ask::large_share:
        case Ask::paid_before:
            return AskForm::money;
        case Ask::effective:
        case Ask::event_day:
            return AskForm::date;
    }
    platform::check(false, "every question has a form");
    return AskForm::choice;
}

std::optional<std::int64_t> told(const Replies& replies, Ask ask) {
    const auto found = std::ranges::find(replies, ask, &Reply::ask);
    return found == replies.end() ? std::nullopt : std::optional(found->value);
}

std::vector<Topic> topics_of(const config::Pack& pack) {
    std::vector<Topic> topics;
    const auto add = [&](Topic topic) {
        if (std::ranges::find(topics, topic) == topics.end()) topics.push_back(std::move(topic));
    };
    for (std::size_t i = 0; i < pack.plans.size(); ++i) {
        const config::Plan& plan = pack.plans[i];
        if (plan.benefits_unpublished) add({i, ""});
        for (const config::Benefit& benefit : plan.benefits) add({i, benefit.kind});
        for (const config::Part& part : plan.parts) {
            for (const config::Benefit& benefit : pack.find_plan(part.plan)->benefits) add({i, benefit.kind});
        }
    }
    return topics;
}

std::optional<Topic> topic_of(const config::Pack& pack, const Replies& replies) {
    const std::vector<Topic> topics = topics_of(pack);
    if (topics.size() == 1) return topics.front();
    const auto chosen = told(replies, Ask::topic);
    if (!chosen) return std::nullopt;
    return topics.at(static_cast<std::size_t>(*chosen));
}

std::vector<const config::Disease*> diseases_of(const config::Pack& pack, const Topic& topic) {
    std::vector<const config::Disease*> named;
    const config::Plan& plan = pack.plans.at(topic.plan);
    const auto names = [&](const config::Plan& in, const std::string& disease) {
        return std::ranges::any_of(in.benefits, [&](const config::Benefit& benefit) {
            return benefit.kind == topic.kind && std::ranges::count(benefit.diseases, disease) > 0;
        });
    };
    for (const config::Disease& disease : pack.diseases) {
        const bool in_a_part = std::ranges::any_of(plan.parts, [&](const config::Part& part) {
            return names(*pack.find_plan(part.plan), disease.id);
        });
        if (in_a_part || names(plan, disease.id)) named.push_back(&disease);
    }
    return named;
}

std::size_t options_of(const config::Pack& pack, Ask ask, const Replies& replies) {
    switch (ask) {
        case Ask::topic:
            return topics_of(pack).size();
        case Ask::disease:
            return diseases_of(pack, *topic_of(pack, replies)).size() + 1;
        case Ask::term:
            return pack.plans.at(topic_of(pack, replies)->plan).terms.size();
        case Ask::units:
            return static_cast<std::size_t>(pack.plans.at(topic_of(pack, replies)->plan).max_units);
        case Ask::grade:
            return std::tuple_size_v<decltype(config::Grades::amount_fen)>;
        case Ask::employment:
            return static_cast<std::size_t>(config::Employment::retired) + 1;
        case Ask::sex:
            return 2;
        default:
            return 0;
    }
}

std::size_t digits_of(Ask ask) {
    switch (form_of(ask)) {
        case AskForm::number:
            return ask == Ask::headcount || ask == Ask::joining ? 6 : 3;
        case AskForm::money:
        case AskForm::date:
            return 8;
        case AskForm::choice:
        case AskForm::yes_no:
            return 0;
    }
    return 0;
}

std::optional<std::int64_t> value_typed(Ask ask, const std::string& digits, const Replies& replies) {
    std::int64_t number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || read.ec != std::errc{}) return std::nullopt;
    if (form_of(ask) == AskForm::money) return number * kFen;
    if (form_of(ask) == AskForm::date) {
        const auto date = digits.size() == digits_of(ask) ? date_typed(number) : std::nullopt;
        if (!date) return std::nullopt;
        return sys_days(*date).time_since_epoch().count();
    }
    const bool none = number == 0 && (ask == Ask::days || ask == Ask::headcount);
    const bool too_many = ask == Ask::joining && number > told(replies, Ask::headcount).value_or(0);
    return none || too_many ? std::nullopt : std::optional(number);
}

std::string digits_for(Ask ask, std::int64_t value) {
    if (form_of(ask) == AskForm::money) return std::to_string(value / kFen);
    if (form_of(ask) != AskForm::date) return std::to_string(value);
    const Date date = day_of(value);
    return std::to_string(static_cast<int>(date.year()) * 10'000 +
                          static_cast<int>(static_cast<unsigned>(date.month()) * 100) +
                          static_cast<int>(static_cast<unsigned>(date.day())));
}

config::EstimateRequest estimate_request(const config::Pack& pack, const Replies& replies, Date today) {
    config::EstimateRequest request;
    const Topic topic = *topic_of(pack, replies);
    const config::Plan& plan = pack.plans.at(topic.plan);
    request.plan = plan.id;
    request.claim.kind = topic.kind;
    request.units = told(replies, Ask::units).value_or(0) + 1;
    if (const auto term = told(replies, Ask::term))
        request.years = plan.terms.at(static_cast<std::size_t>(*term)).years;
    if (const auto day = told(replies, Ask::effective)) request.effective = day_of(*day);
    request.on = today;
    const auto* fixed = std::get_if<config::FixedCoverage>(&plan.coverage);
    if (fixed != nullptr) request.on = std::max(today, fixed->days.from);
    if (const auto day = told(replies, Ask::event_day)) request.on = day_of(*day);
    // Nothing has been asked that hangs on the first day: an estimate wants one all the same.
    const bool undated = !request.effective && config::counts_days(pack, plan);
    if (undated) request.effective = request.on;
    if (const auto disease = told(replies, Ask::disease)) {
        const auto named = diseases_of(pack, topic);
        const auto index = static_cast<std::size_t>(*disease);
        if (index < named.size()) request.claim.disease = named[index]->id;
    }
    const auto number = [&](Ask ask) { return told(replies, ask).value_or(0); };
    const auto yes = [&](Ask ask) { return number(ask) == 1; };
    config::Claim& claim = request.claim;
    claim.days = number(Ask::days);
    claim.days_paid_before = number(Ask::days_paid_before);
    if (const auto grade = told(replies, Ask::grade)) claim.grade = static_cast<int>(*grade) + 1;
    claim.amount_fen = number(Ask::amount);
    claim.pooled_share_fen = number(Ask::pooled_share);
    claim.large_share_fen = number(Ask::large_share);
    claim.paid_before_fen = number(Ask::paid_before);
    claim.first_diagnosis = yes(Ask::first_diagnosis);
    claim.hospitalized = yes(Ask::hospitalized);
    claim.first_admission = yes(Ask::first_admission);
    claim.continuous = yes(Ask::continuous);
    return request;
}

config::GroupRequest group_request(const Replies& replies) {
    return {told(replies, Ask::headcount).value_or(0), told(replies, Ask::joining).value_or(0)};
}

}  // namespace kiosk
