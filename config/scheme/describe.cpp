#include "config/scheme/describe.h"

#include <fmt/format.h>

#include <algorithm>

#include "config/scheme/rules.h"
#include "config/scheme/words.h"
#include "platform/clock/clock.h"

namespace config {

namespace {

std::string day_text(std::chrono::month_day day) {
    return fmt::format("{:02}-{:02}", static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string days_text(const std::variant<Period, YearlyWindow>& days) {
    if (const auto* fixed = std::get_if<Period>(&days)) {
        return platform::format_date(fixed->from) + " – " + platform::format_date(fixed->to);
    }
    const auto& yearly = std::get<YearlyWindow>(days);
    return day_text(yearly.from) + " – " + day_text(yearly.to);
}

Text bound_text(const Tier& tier) {
    const Text bound = yuan(tier.bound_fen);
    if (tier.above) return {"超过 " + bound.zh, "over " + bound.en};
    return {bound.zh + "以上", bound.en + " or more"};
}

class Describer {
  public:
    explicit Describer(const Pack& pack) : pack_(pack) {}

    std::vector<Text> lines() {
        say(pack_.name.zh, pack_.name.en);
        say(fmt::format("  {}，第 {} 版；来源：{}", pack_.id, pack_.edition, pack_.source.zh),
            fmt::format("  {}, edition {}; source: {}", pack_.id, pack_.edition, pack_.source.en));
        say("  " + pack_.audience.zh, "  " + pack_.audience.en);
        if (pack_.group.share_percent > 0) group();
        if (pack_.membership_fee_fen) {
            const Text fee = yuan(*pack_.membership_fee_fen);
            say("  一次性会费 " + fee.zh, "  Membership fee, once: " + fee.en);
        }
        for (const Plan& plan : pack_.plans) describe(plan);
        list({"参保步骤", "Steps to enroll"}, pack_.enroll_steps);
        list({"申请补助要带的材料", "Papers for a claim"}, pack_.claim_papers);
        if (!pack_.claim_steps.empty()) {
            std::vector<Text> steps;
            for (const ClaimStepName& step : pack_.claim_steps) steps.push_back(step.name);
            list({"补助申请的步骤", "Steps of a claim"}, steps);
        }
        list({"另外", "Also"}, pack_.facts);
        list({"未公布", "Not published"}, pack_.unpublished);
        return std::move(lines_);
    }

  private:
    void say(std::string zh, std::string en) { lines_.push_back({std::move(zh), std::move(en)}); }

    void list(const Text& title, const std::vector<Text>& items) {
        if (items.empty()) return;
        say(title.zh + "：", title.en + ":");
        for (const Text& item : items) say("  - " + item.zh, "  - " + item.en);
    }

    void group() {
        const GroupRule& rule = pack_.group;
        say(fmt::format("  单位 {}% 以上职工参加；{} 人以内的单位全员参加", rule.share_percent,
                        rule.everyone_up_to),
            fmt::format("  At least {} % of the staff join; up to {} staff: all of them", rule.share_percent,
                        rule.everyone_up_to));
    }

    void describe(const Plan& plan) {
        say(fmt::format("{}（{}）", plan.name.zh, plan.id), fmt::format("{} ({})", plan.name.en, plan.id));
        for (const Term& term : plan.terms) {
            const Text fee = term.fee_fen ? yuan(*term.fee_fen) : Text{"费用未公布", "fee not published"};
            say(fmt::format("  {} / {} 年，最多 {} 份", fee.zh, term.years, plan.max_units),
                fmt::format("  {} / {} year(s), at most {} unit(s)", fee.en, term.years, plan.max_units));
        }
        for (const IntakeWindow& window : plan.intake) {
            const std::string days = days_text(window.days);
            say((window.makeup ? "  补办 " : "  受理 ") + days,
                (window.makeup ? "  Make-up " : "  Intake ") + days);
        }
        for (const Benefit& benefit : plan.benefits) describe(benefit);
        if (plan.benefits_unpublished) say("  待遇标准未公布", "  Benefits not published");
    }

    void describe(const Benefit& benefit) {
        const Text& kind = pack_.find_kind(benefit.kind)->name;
        say("  " + kind.zh, "  " + kind.en);
        for (const Disease& disease : pack_.diseases) {
            if (std::find(benefit.diseases.begin(), benefit.diseases.end(), disease.id) ==
                benefit.diseases.end())
                continue;
            say("    · " + disease.name.zh, "    · " + disease.name.en);
        }
        std::visit([&](const auto& formula) { pays(formula); }, benefit.pays);
        if (benefit.cap_fen) {
            const Text cap = yuan(*benefit.cap_fen);
            say("    每个保障期最多 " + cap.zh, "    At most " + cap.en + " per period");
        }
    }

    void pays(const Sum& formula) {
        const Text sum = yuan(formula.amount_fen);
        say("    " + sum.zh + (formula.per_unit ? " / 份" : ""),
            "    " + sum.en + (formula.per_unit ? " per unit" : ""));
    }
    void pays(const PerDay& formula) {
        const Text sum = yuan(formula.amount_fen);
        say(fmt::format("    每天 {}，每个保障期最多 {} 天", sum.zh, formula.max_days),
            fmt::format("    {} a day, at most {} days per period", sum.en, formula.max_days));
    }
    void pays(const Grades& formula) {
        for (std::size_t grade = 1; grade <= formula.amount_fen.size(); ++grade) {
            const Text sum = yuan(formula.amount_fen[grade - 1]);
            say(fmt::format("    {} 级 {}", grade, sum.zh), fmt::format("    Grade {}: {}", grade, sum.en));
        }
    }
    void pays(const Tiers& formula) {
        for (const Tier& tier : formula.tiers) {
            const Text bound = bound_text(tier);
            const auto* percent = std::get_if<int>(&tier.pays);
            const Text sum = percent == nullptr ? yuan(std::get<std::int64_t>(tier.pays))
                                                : Text{fmt::format("全额的 {}%", *percent),
                                                       fmt::format("{} % of the whole", *percent)};
            say("    " + bound.zh + "：" + sum.zh, "    " + bound.en + ": " + sum.en);
        }
    }
    void pays(const Slices& formula) {
        for (const Slice& slice : formula.slices) {
            const Text above = yuan(slice.above_fen);
            const Text upper = slice.up_to_fen ? yuan(*slice.up_to_fen) : Text{"不限", "no limit"};
            const Text when = slice.when ? words_of(*slice.when) : Text{};
            say(fmt::format("    {} 至 {} 的部分：{}%{}{}", above.zh, upper.zh, slice.percent,
                            slice.when ? "，" : "", when.zh),
                fmt::format("    From {} to {}: {} %{}{}", above.en, upper.en, slice.percent,
                            slice.when ? ", " : "", when.en));
        }
        for (const Extra& extra : formula.extras) {
            const Text when = words_of(extra.when);
            const Text sum = yuan(extra.amount_fen);
            say(fmt::format("    {}另加 {}", when.zh, sum.zh),
                fmt::format("    {}: {} more", when.en, sum.en));
        }
    }
    void pays(const Stages& formula) {
        for (const Stage& stage : formula.stages) {
            const Text sum = yuan(stage.amount_fen);
            say(fmt::format("    生效后第 {} 天起：{}{}", stage.from_day, sum.zh,
                            stage.per_unit ? " / 份" : ""),
                fmt::format("    From day {}: {}{}", stage.from_day, sum.en,
                            stage.per_unit ? " per unit" : ""));
        }
    }

    const Pack& pack_;
    std::vector<Text> lines_;
};

}  // namespace

std::vector<Text> describe_pack(const Pack& pack) {
    return Describer(pack).lines();
}

}  // namespace config
