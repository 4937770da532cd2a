#include "config/scheme/explain.h"

#include <algorithm>

#include "config/scheme/money.h"
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
        digits.insert(at, ",");
    }
    return digits;
}

/// "1,234.50", always with fen: steps are compared with receipts.
std::string exact(std::int64_t fen) {
    const std::int64_t rest = fen % 100;
    return grouped(fen / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

std::string count_of(std::int64_t count, const char* one, const char* many) {
    return grouped(count) + " " + (count == 1 ? one : many);
}

std::string day_text(Date day) {
    return platform::format_date(day);
}

std::string number(std::int64_t value) {
    return std::to_string(value);
}

}  // namespace

Text yuan(std::int64_t fen) {
    const std::string amount = fen % 100 == 0 ? grouped(fen / 100) : exact(fen);
    return {amount + " 元", amount + " yuan"};
}

Text fee_step(const Plan& plan, const Term& term, std::int64_t units) {
    const std::string zh = plan.name.zh + "：" + number(units) + " 份，" + number(term.years) + " 年，";
    const std::string en = plan.name.en + ": " + count_of(units, "unit", "units") + ", " +
                           count_of(term.years, "year", "years") + ", ";
    if (!term.fee_fen) return {zh + "费用未公布", en + "fee not published"};
    const std::string each = exact(*term.fee_fen);
    const std::string all = exact(times(*term.fee_fen, units));
    return {zh + each + " 元 × " + number(units) + " = " + all + " 元",
            en + each + " yuan × " + number(units) + " = " + all + " yuan"};
}

Text coverage_step(const Plan& plan, const Period& days) {
    const std::string from = day_text(days.from);
    const std::string to = day_text(days.to);
    return {plan.name.zh + "：保障期 " + from + " 0 时至 " + to + " 24 时",
            plan.name.en + ": covered from the start of " + from + " to the end of " + to};
}

Text note_step(const Pack& pack, Note note) {
    switch (note) {
        case Note::makeup:
            return {"在补办期内，限因特殊原因错过的人",
                    "In the make-up time, for those who missed the window for special reasons"};
        case Note::gift_critical: {
            const Text& plan = pack.find_plan(pack.gift->plan)->name;
            return {"赠送 " + number(pack.gift->units) + " 份" + plan.zh,
                    "Free: " + count_of(pack.gift->units, "unit", "units") + " of " + plan.en};
        }
        case Note::fee_unpublished:
            return {"费用未公布，请问工作人员", "The fee is not published: please ask the staff"};
        case Note::membership_fee_included: {
            const std::string fee = exact(*pack.membership_fee_fen);
            return {"一次性会费 " + fee + " 元", "Membership fee, once: " + fee + " yuan"};
        }
    }
    platform::check(false, "every note has words");
    return {};
}

Text total_step(std::int64_t fen) {
    return {"合计 " + exact(fen) + " 元", "Together " + exact(fen) + " yuan"};
}

Text sum_step(std::int64_t fen, std::int64_t units) {
    const std::string amount = exact(fen);
    if (units == 1) return {"定额 " + amount + " 元", "Fixed sum: " + amount + " yuan"};
    const std::string all = exact(times(fen, units));
    return {"每份 " + amount + " 元 × " + number(units) + " 份 = " + all + " 元",
            amount + " yuan × " + number(units) + " units = " + all + " yuan"};
}

Text days_step(const PerDay& formula, std::int64_t days, std::int64_t paid_before, std::int64_t paid) {
    const std::string each = exact(formula.amount_fen);
    const std::string all = exact(times(formula.amount_fen, paid));
    const std::string most = number(formula.max_days);
    return {"住院 " + number(days) + " 天；本保障期最多 " + most + " 天，已补 " + number(paid_before) +
                " 天；这次 " + number(paid) + " 天 × " + each + " 元 = " + all + " 元",
            count_of(days, "day", "days") + "; at most " + most + " in this period, " + number(paid_before) +
                " paid before; now " + count_of(paid, "day", "days") + " × " + each + " yuan = " + all +
                " yuan"};
}

Text grade_step(int grade, std::int64_t fen) {
    return {"伤残 " + number(grade) + " 级：" + exact(fen) + " 元",
            "Disability grade " + number(grade) + ": " + exact(fen) + " yuan"};
}

Text below_step(const Tier& first, std::int64_t amount_fen) {
    const std::string amount = exact(amount_fen);
    const std::string bound = exact(first.bound_fen);
    if (first.above) {
        return {amount + " 元没有超过 " + bound + " 元", amount + " yuan is not over " + bound + " yuan"};
    }
    return {amount + " 元不满 " + bound + " 元", amount + " yuan is less than " + bound + " yuan"};
}

Text tier_step(const Tier& tier, std::int64_t amount_fen, std::int64_t fen) {
    const std::string amount = exact(amount_fen);
    const std::string bound = exact(tier.bound_fen);
    const std::string paid = exact(fen);
    const std::string zh = amount + " 元" + (tier.above ? "超过 " + bound + " 元" : "达到 " + bound + " 元");
    const std::string en = amount + " yuan is " + (tier.above ? "over " + bound : bound + " or more");
    if (const auto* percent = std::get_if<int>(&tier.pays)) {
        return {zh + "，全额的 " + number(*percent) + "% = " + paid + " 元",
                en + ": " + paid + " yuan of " + amount + " at " + number(*percent) + " %"};
    }
    return {zh + "，补助 " + paid + " 元", en + ": " + paid + " yuan"};
}

Text slice_step(std::int64_t part_fen, int percent) {
    const std::string part = exact(part_fen);
    const std::string paid = exact(hundredth(WideFen(part_fen) * percent));
    return {part + " 元的 " + number(percent) + "% = " + paid + " 元",
            paid + " yuan of " + part + " at " + number(percent) + " %"};
}

Text extra_step(std::int64_t fen) {
    return {"首次住院另加 " + exact(fen) + " 元", "First admission: " + exact(fen) + " yuan more"};
}

Text stage_step(const Stages& formula, std::int64_t day) {
    const auto next = std::find_if(formula.stages.begin(), formula.stages.end(),
                                   [&](const Stage& stage) { return day < stage.from_day; });
    if (next == formula.stages.end()) {
        return {"生效后第 " + number(day) + " 天，全额保障",
                "Day " + number(day) + " after the start: fully covered"};
    }
    const std::string from = number(next->from_day);
    const bool waiting = next == formula.stages.begin();
    return {
        "生效后第 " + number(day) + " 天，第 " + from + " 天起" + (waiting ? "才有补助：等待期" : "为下一档"),
        "Day " + number(day) + " of " + from + (waiting ? ": waiting period" : ": not yet the next stage")};
}

Text cap_step(std::int64_t cap_fen, std::int64_t left_fen) {
    const std::string cap = exact(cap_fen);
    const std::string left = exact(left_fen);
    return {"本保障期最多 " + cap + " 元，还剩 " + left + " 元",
            "At most " + cap + " yuan in this period, " + left + " yuan of it left"};
}

Text group_step(const GroupRule& rule, const GroupRequest& request, std::int64_t required) {
    const std::string staff = number(request.headcount);
    const std::string needed = number(required);
    const std::string joining = number(request.joining);
    if (request.headcount <= rule.everyone_up_to) {
        return {"单位 " + staff + " 人，全员参加；现有 " + joining + " 人",
                "Of " + staff + " staff all must join; " + joining + " do"};
    }
    if (rule.share_percent == 0) return {"没有规定参加比例", "No share of the staff is required"};
    const std::string share = number(rule.share_percent);
    return {"单位 " + staff + " 人的 " + share + "%，至少 " + needed + " 人；现有 " + joining + " 人",
            "At least " + needed + " of " + staff + " staff (" + share + " %) must join; " + joining + " do"};
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
