#include "kiosk/view/inquiry_words.h"

#include <algorithm>

namespace kiosk {

namespace {

std::string_view name_of(Ask ask) {
    switch (ask) {
        case Ask::topic:
            return "question.topic";
        case Ask::disease:
            return "question.disease";
        case Ask::term:
            return "question.term";
        case Ask::effective:
            return "question.effective";
        case Ask::event_day:
            return "question.event_day";
        case Ask::units:
            return "question.units";
        case Ask::first_diagnosis:
            return "question.first_diagnosis";
        case Ask::hospitalized:
            return "question.hospitalized";
        case Ask::first_admission:
            return "question.first_admission";
        case Ask::continuous:
            return "question.continuous";
        case Ask::days:
            return "question.days";
        case Ask::days_paid_before:
            return "question.days_paid_before";
        case Ask::grade:
            return "question.grade";
        case Ask::amount:
            return "question.amount";
        case Ask::pooled_share:
            return "question.pooled_share";
        case Ask::large_share:
            return "question.large_share";
        case Ask::paid_before:
            return "question.paid_before";
        case Ask::employment:
            return "question.employment";
        case Ask::of_age:
            return "question.of_age";
        case Ask::sex:
            return "question.sex";
        case Ask::basic_insurance:
            return "question.basic_insurance";
        case Ask::union_member:
            return "question.union_member";
        case Ask::document:
            return "question.document";
        case Ask::service_card:
            return "question.service_card";
        case Ask::headcount:
            return "question.headcount";
        case Ask::joining:
            return "question.joining";
    }
    return {};
}

/// A membership fee makes "are you a member?" another question than "members only" does.
std::string key_of(const Frame& frame, Ask ask) {
    if (ask == Ask::union_member && !frame.context.pack.needs_union_member) return "question.membership";
    return std::string(name_of(ask));
}

const config::Benefit* benefit_of(const Frame& frame, const Replies& replies) {
    const auto topic = topic_of(frame.context.pack, replies);
    if (!topic) return nullptr;
    const auto today = platform::shanghai_date(frame.now());
    const auto request = estimate_request(frame.context.pack, replies, today);
    return config::find_benefit(frame.context.pack, frame.context.pack.plans.at(topic->plan), 1, topic->kind,
                                request.claim.disease)
        .benefit;
}

/// What the number that is asked for counts, in the pack's words where it has some.
std::string counted_text(const Frame& frame, const screen::Question& question) {
    const bool is_counted = question.ask == Ask::amount || question.ask == Ask::days;
    if (const config::Benefit* benefit = is_counted ? benefit_of(frame, question.replies) : nullptr) {
        if (benefit->counts) return words(frame.ui, *benefit->counts);
    }
    const std::string key = key_of(frame, question.ask) + "_text";
    return frame.ui.has(key) ? frame.ui.t(key) : std::string();
}

Option work_option(const Ui& ui, config::Employment work) {
    switch (work) {
        case config::Employment::flexible:
            return {icon::kDelivery, employment_text(ui, work), ui.t("work.flexible_detail")};
        case config::Employment::small_micro:
            return {icon::kShop, employment_text(ui, work), ui.t("work.small_micro_detail")};
        case config::Employment::employee:
            return {icon::kWork, employment_text(ui, work), ui.t("question.employee_detail")};
        case config::Employment::retired:
            return {icon::kHeart, employment_text(ui, work), ui.t("question.retired_detail")};
    }
    return {};
}

std::string digits_as_date(const std::string& digits) {
    std::string shown = digits.substr(0, 4);
    if (digits.size() > 4) shown += " - " + digits.substr(4, 2);
    if (digits.size() > 6) shown += " - " + digits.substr(6);
    return shown;
}

}  // namespace

std::string topic_text(const Frame& frame, const Topic& topic) {
    const config::ClaimKind* kind = frame.context.pack.find_kind(topic.kind);
    if (kind != nullptr) return words(frame.ui, kind->name);
    return topic.kind.empty() ? words(frame.ui, frame.context.pack.plans.at(topic.plan).name) : topic.kind;
}

std::string ask_title(const Frame& frame, Ask ask) {
    return frame.ui.t(key_of(frame, ask), {{"age", std::to_string(frame.context.pack.minimum_age)}});
}

std::string group_rule_text(const Ui& ui, const config::GroupRule& rule) {
    std::string text;
    if (rule.share_percent > 0) text = ui.t("group.share", {{"percent", std::to_string(rule.share_percent)}});
    if (rule.everyone_up_to > 0) {
        const std::string all = ui.t("group.everyone", {{"count", count_text(rule.everyone_up_to)}});
        text += (text.empty() ? "" : "\n") + all;
    }
    return text.empty() ? ui.t("group.no_share") : text;
}

std::string condition_text(const Ui& ui, config::Condition condition) {
    switch (condition) {
        case config::Condition::first_diagnosis:
            return ui.t("chart.need_first_diagnosis");
        case config::Condition::hospitalized:
            return ui.t("chart.need_hospitalized");
        case config::Condition::first_admission:
            return ui.t("chart.need_first_admission");
        case config::Condition::continuous:
            return ui.t("chart.need_continuous");
    }
    return {};
}

std::string fee_text(const Ui& ui, std::int64_t fee_fen, int years) {
    return ui.t(years == 1 ? "join_result.fee_a_year" : "join_result.fee",
                {{"fee", money_text(ui, fee_fen)}, {"years", std::to_string(years)}});
}

std::string ask_text(const Frame& frame, const screen::Question& question) {
    std::string text = counted_text(frame, question);
    if (form_of(question.ask) != AskForm::money) return text;
    return text + (text.empty() ? "" : "\n") + frame.ui.t("question.whole_yuan");
}

YesNo yes_no_text(const Frame& frame, Ask ask) {
    const auto word = [&](const std::string& which) {
        const std::string key = key_of(frame, ask) + "_" + which;
        return frame.ui.t(frame.ui.has(key) ? key : "question." + which);
    };
    return {word("yes"), word("no")};
}

Option option_of(const Frame& frame, const screen::Question& question, std::size_t index) {
    const Ui& ui = frame.ui;
    const config::Pack& pack = frame.context.pack;
    const std::string number = std::to_string(index + 1);
    switch (question.ask) {
        case Ask::topic: {
            const Topic topic = topics_of(pack).at(index);
            const config::Plan& plan = pack.plans.at(topic.plan);
            if (topic.kind.empty()) return {icon_of_kind(topic.kind), topic_text(frame, topic), {}};
            const auto pays = std::ranges::find(plan.benefits, topic.kind, &config::Benefit::kind);
            std::string detail;
            if (pack.plans.size() > 1) detail = ui.t("question.of_plan", {{"plan", words(ui, plan.name)}});
            if (detail.empty() && pays != plan.benefits.end()) detail = benefit_span(ui, *pays);
            return {icon_of_kind(topic.kind), topic_text(frame, topic), std::move(detail)};
        }
        case Ask::disease: {
            const auto named = diseases_of(pack, *topic_of(pack, question.replies));
            return {
                0, index < named.size() ? words(ui, named[index]->name) : ui.t("question.no_disease"), {}};
        }
        case Ask::term: {
            const auto& plan = pack.plans.at(topic_of(pack, question.replies)->plan);
            const int years = plan.terms.at(index).years;
            return {
                0,
                ui.t(years == 1 ? "question.one_year" : "question.years", {{"years", std::to_string(years)}}),
                {}};
        }
        case Ask::units:
            return {0, ui.t(index == 0 ? "question.one_unit" : "question.unit", {{"units", number}}), {}};
        case Ask::grade:
            return {0, ui.t("question.grade_of", {{"grade", number}}), {}};
        case Ask::employment:
            return work_option(ui, static_cast<config::Employment>(index));
        case Ask::sex:
            return {icon::kStaff, ui.t(index == 0 ? "question.man" : "question.woman"), {}};
        default:
            return {};
    }
}

std::string typed_text(const Frame& frame, const screen::Question& question) {
    const Ui& ui = frame.ui;
    const std::string& typed = question.typed;
    if (typed.empty()) return {};
    if (form_of(question.ask) == AskForm::date) return digits_as_date(typed);
    const auto value = value_typed(question.ask, typed, question.replies);
    if (form_of(question.ask) == AskForm::money) return money_text(ui, value.value_or(0));
    const bool people = question.ask == Ask::headcount || question.ask == Ask::joining;
    return ui.t(people ? "question.people" : "question.in_days", {{"count", typed}});
}

char32_t icon_of_kind(std::string_view kind) {
    if (kind == "hospitalization" || kind == "medical") return icon::kHospital;
    if (kind == "critical_illness") return icon::kPulse;
    if (kind == "women_disease") return icon::kHeart;
    if (kind == "accidental_death" || kind == "accident") return icon::kUmbrella;
    if (kind == "accidental_disability") return icon::kWheelchair;
    if (kind == "large_expense" || kind == "reimbursement") return icon::kCash;
    return icon::kShield;
}

std::string route_text(const Ui& ui, config::Route route) {
    switch (route) {
        case config::Route::district:
            return ui.t("route.district");
        case config::Route::city:
            return ui.t("route.city");
        case config::Route::society:
            return ui.t("route.society");
        case config::Route::unpublished:
            return ui.t("route.unpublished");
    }
    return {};
}

}  // namespace kiosk
