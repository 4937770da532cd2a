#include "config/scheme/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "config/scheme/money.h"
#include "config/scheme/words.h"
#include "platform/base/check.h"
#include "platform/clock/clock.h"

namespace config {

namespace {

/// "1,234,567"
std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

/// "1,234.50", always with fen: steps are compared with receipts.
std::string exact(std::int64_t fen) {
    return fmt::format("{}.{:02}", grouped(fen / 100), fen % 100);
}

std::string count_of(std::int64_t count, const char* one, const char* many) {
    return fmt::format("{} {}", grouped(count), count == 1 ? one : many);
}

}  // namespace

Text yuan(std::int64_t fen) {
    const std::string amount = fen % 100 == 0 ? grouped(fen / 100) : exact(fen);
    return {fmt::format("{} 元", amount), fmt::format("{} yuan", amount)};
}

Text fee_step(const Plan& plan, const Term& term, std::int64_t units) {
    const std::string zh = fmt::format("{}：{} 份，{} 年", plan.name.zh, units, term.years);
    const std::string en = fmt::format("{}: {}, {}", plan.name.en, count_of(units, "unit", "units"),
                                       count_of(term.years, "year", "years"));
    if (!term.fee_fen) return {fmt::format("{}，费用未公布", zh), fmt::format("{}, fee not published", en)};
    const std::string each = exact(*term.fee_fen);
    const std::string all = exact(times(*term.fee_fen, units));
    return {fmt::format("{}，{} 元 × {} = {} 元", zh, each, units, all),
            fmt::format("{}, {} yuan × {} = {} yuan", en, each, units, all)};
}

Text coverage_step(const Plan& plan, const Period& days) {
    const std::string from = platform::format_date(days.from);
    const std::string to = platform::format_date(days.to);
    return {fmt::format("{}：保障期 {} 0 时至 {} 24 时", plan.name.zh, from, to),
            fmt::format("{}: covered from the start of {} to the end of {}", plan.name.en, from, to)};
}

Text note_step(const Pack& pack, Note note) {
    switch (note) {
        case Note::makeup:
            return {"在补办期内，限因特殊原因错过的人",
                    "In the make-up time, for those who missed the window for special reasons"};
        case Note::gift_critical: {
            const Text& plan = pack.find_plan(pack.gift->plan)->name;
            const std::int64_t units = pack.gift->units;
            return {fmt::format("赠送 {} 份{}", units, plan.zh),
                    fmt::format("Free: {} of {}", count_of(units, "unit", "units"), plan.en)};
        }
        case Note::fee_unpublished:
            return {"费用未公布，请问工作人员", "The fee is not published: please ask the staff"};
        case Note::membership_fee_included: {
            const std::string fee = exact(*pack.membership_fee_fen);
            return {fmt::format("一次性会费 {} 元", fee), fmt::format("Membership fee, once: {} yuan", fee)};
        }
    }
    platform::check(false, "every note has words");
    return {};
}

Text total_step(std::int64_t fen) {
    return {fmt::format("合计 {} 元", exact(fen)), fmt::format("Together {} yuan", exact(fen))};
}

Text sum_step(std::int64_t fen, std::int64_t units) {
    const std::string amount = exact(fen);
    if (units == 1) return {fmt::format("定额 {} 元", amount), fmt::format("Fixed sum: {} yuan", amount)};
    const std::string all = exact(times(fen, units));
    return {fmt::format("每份 {} 元 × {} 份 = {} 元", amount, units, all),
            fmt::format("{} yuan × {} units = {} yuan", amount, units, all)};
}

Text days_step(const PerDay& formula, std::int64_t days, std::int64_t paid_before, std::int64_t paid) {
    const std::string each = exact(formula.amount_fen);
    const std::string all = exact(times(formula.amount_fen, paid));
    return {fmt::format("住院 {} 天；本保障期最多 {} 天，已补 {} 天；这次 {} 天 × {} 元 = {} 元", days,
                        formula.max_days, paid_before, paid, each, all),
            fmt::format("{}; at most {} in this period, {} paid before; now {} × {} yuan = {} yuan",
                        count_of(days, "day", "days"), formula.max_days, paid_before,
                        count_of(paid, "day", "days"), each, all)};
}

Text grade_step(int grade, std::int64_t fen) {
    return {fmt::format("伤残 {} 级：{} 元", grade, exact(fen)),
            fmt::format("Disability grade {}: {} yuan", grade, exact(fen))};
}

Text below_step(const Tier& first, std::int64_t amount_fen) {
    const std::string amount = exact(amount_fen);
    const std::string bound = exact(first.bound_fen);
    return {fmt::format("{} 元{} {} 元", amount, first.above ? "没有超过" : "不满", bound),
            fmt::format("{} yuan is {} {} yuan", amount, first.above ? "not over" : "less than", bound)};
}

Text tier_step(const Tier& tier, std::int64_t amount_fen, std::int64_t fen) {
    const std::string amount = exact(amount_fen);
    const std::string bound = exact(tier.bound_fen);
    const std::string paid = exact(fen);
    const std::string zh = fmt::format("{} 元{} {} 元", amount, tier.above ? "超过" : "达到", bound);
    const std::string en = tier.above ? fmt::format("{} yuan is over {}", amount, bound)
                                      : fmt::format("{} yuan is {} or more", amount, bound);
    if (const auto* percent = std::get_if<int>(&tier.pays)) {
        return {fmt::format("{}，全额的 {}% = {} 元", zh, *percent, paid),
                fmt::format("{}: {} yuan of {} at {} %", en, paid, amount, *percent)};
    }
    return {fmt::format("{}，补助 {} 元", zh, paid), fmt::format("{}: {} yuan", en, paid)};
}

Text slice_step(std::int64_t part_fen, int percent) {
    const std::string part = exact(part_fen);
    const std::string paid = exact(hundredth(WideFen(part_fen) * percent));
    return {fmt::format("{} 元的 {}% = {} 元", part, percent, paid),
            fmt::format("{} yuan of {} at {} %", paid, part, percent)};
}

Text extra_step(const Extra& extra) {
    const Text when = words_of(extra.when);
    const std::string fen = exact(extra.amount_fen);
    return {fmt::format("{}另加 {} 元", when.zh, fen), fmt::format("{}: {} yuan more", when.en, fen)};
}

Text stage_step(const Stages& formula, std::int64_t day) {
    const auto next = std::find_if(formula.stages.begin(), formula.stages.end(),
                                   [&](const Stage& stage) { return day < stage.from_day; });
    if (next == formula.stages.end()) {
        return {fmt::format("生效后第 {} 天，已过等待期", day),
                fmt::format("Day {} after the start: the waiting period is over", day)};
    }
    const bool waiting = next == formula.stages.begin();
    return {fmt::format("生效后第 {} 天，第 {} 天起{}", day, next->from_day,
                        waiting ? "才有补助：等待期" : "补得更多"),
            waiting
                ? fmt::format("Day {} of {}: waiting period", day, next->from_day)
                : fmt::format("Day {} after the start; from day {} on it pays more", day, next->from_day)};
}

Text cap_step(std::int64_t cap_fen, std::int64_t left_fen) {
    return {fmt::format("本保障期最多 {} 元，还可以补 {} 元", exact(cap_fen), exact(left_fen)),
            fmt::format("At most {} yuan in this period: {} yuan can still be paid", exact(cap_fen),
                        exact(left_fen))};
}

Text group_step(const GroupRule& rule, const GroupRequest& request, std::int64_t required) {
    if (request.headcount <= rule.everyone_up_to) {
        return {fmt::format("单位 {} 人，全员参加；愿意参加 {} 人", grouped(request.headcount),
                            grouped(request.joining)),
                fmt::format("Of {} staff all must join; {} want to", grouped(request.headcount),
                            grouped(request.joining))};
    }
    if (rule.share_percent == 0) return {"没有规定参加比例", "No share of the staff is required"};
    return {fmt::format("单位 {} 人的 {}%，至少 {} 人；愿意参加 {} 人", grouped(request.headcount),
                        rule.share_percent, grouped(required), grouped(request.joining)),
            fmt::format("At least {} of {} staff ({} %) must join; {} want to", grouped(required),
                        grouped(request.headcount), rule.share_percent, grouped(request.joining))};
}

Text reason(Refusal refusal) {
    switch (refusal) {
        case Refusal::unknown_plan:
            return {"没有这个项目或年限", "There is no such plan or term"};
        case Refusal::window_closed:
            return {"现在不在参保时间内", "Enrollment is closed on this day"};
        case Refusal::group_only:
            return {"只能通过单位工会集体参加", "Only through the employer's union, as a group"};
        case Refusal::individual_only:
            return {"由个人到服务站办理，不接受集体参加", "Each worker enrolls in person, not as a group"};
        case Refusal::not_union_member:
            return {"要先加入工会", "Union members only: join the union first"};
        case Refusal::missing_document:
            return {"缺少劳动合同或社保证明", "A labour contract or social-security proof is missing"};
        case Refusal::wrong_employment:
            return {"就业身份不符合这个项目", "This plan is not for this kind of work"};
        case Refusal::no_basic_insurance:
            return {"要先参加职工基本医疗保险", "Employee basic medical insurance is required"};
        case Refusal::wrong_sex:
            return {"这个项目有性别要求", "This plan is not for this sex"};
        case Refusal::too_young:
            return {"年龄不够", "Too young on this day"};
        case Refusal::bad_id_number:
            return {"证件号码不正确", "The ID number is not valid"};
        case Refusal::too_many_units:
            return {"份数超过限额", "More units than the plan allows"};
        case Refusal::plan_conflict:
            return {"这些项目不能一起参加", "These plans cannot be taken together"};
        case Refusal::already_enrolled:
            return {"这段时间已经参保", "Already enrolled for this time"};
        case Refusal::payment_not_accepted:
            return {"不接受这种缴费方式", "This way of paying is not accepted"};
        case Refusal::benefit_unpublished:
            return {"待遇标准未公布，请问工作人员", "The benefit is not published: please ask the staff"};
        case Refusal::outside_coverage:
            return {"不在保障期内", "Outside the time covered"};
        case Refusal::not_covered:
            return {"不在保障范围内", "Not covered by this plan"};
        case Refusal::waiting_period:
            return {"在等待期内", "Inside the waiting period"};
        case Refusal::not_first_diagnosis:
            return {"不是首次确诊", "Not a first diagnosis"};
        case Refusal::below_threshold:
            return {"没有达到起付标准", "Below the amount from which the plan pays"};
        case Refusal::cap_reached:
            return {"本保障期已达到上限", "The limit of this period is reached"};
        case Refusal::below_participation:
            return {"参加人数不够", "Too few of the staff join"};
    }
    platform::check(false, "every refusal has words");
    return {};
}

}  // namespace config
