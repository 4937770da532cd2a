#include "config/scheme/load_plan.h"

#include <algorithm>

#include "config/scheme/words.h"
#include "platform/clock/clock.h"

namespace config {

namespace {

using std::chrono::month_day;

constexpr std::int64_t kMaxUnits = 1'000;
constexpr std::int64_t kMaxYears = 100;
constexpr std::int64_t kMaxDays = 36'500;
constexpr std::string_view kConditionWords = "first_diagnosis, hospitalized, first_admission, continuous";

/// "06-30"; 29 February is a day, too.
std::optional<month_day> month_day_of(std::string_view text) {
    if (text.size() != 5) return std::nullopt;
    const auto date = platform::parse_date("2000-" + std::string(text));
    if (!date) return std::nullopt;
    return month_day(date->month(), date->day());
}

using Days = std::variant<Period, YearlyWindow>;

/// from and to, both "2014-06-01" or both "06-01".
Days read_days(TomlReader& from) {
    const std::string first = from.text("from");
    const std::string last = from.text("to");
    const auto first_day = month_day_of(first);
    const auto last_day = month_day_of(last);
    if (first_day && last_day) return YearlyWindow{*first_day, *last_day};
    const auto first_date = platform::parse_date(first);
    const auto last_date = platform::parse_date(last);
    if (!first_date || !last_date) {
        from.report(first_day || first_date ? "to" : "from",
                    "must be a date like \"2014-06-30\", or like \"06-30\" when it comes every year; "
                    "from and to alike");
        return Period{};
    }
    if (*last_date < *first_date) from.report("to", "is before from");
    return Period{*first_date, *last_date};
}

bool overlap(const Days& a, const Days& b) {
    if (const auto* fixed = std::get_if<Period>(&a)) return fixed->overlaps(std::get<Period>(b));
    const auto& first = std::get<YearlyWindow>(a);
    const auto& second = std::get<YearlyWindow>(b);
    return first.from <= second.to && second.from <= first.to;
}

std::vector<IntakeWindow> read_intake(TomlReader& plan) {
    std::vector<IntakeWindow> out;
    for (TomlReader& from : plan.tables("intake")) {
        const IntakeWindow window{read_days(from), from.flag("makeup", false)};
        const auto* yearly = std::get_if<YearlyWindow>(&window.days);
        if (yearly != nullptr && yearly->to < yearly->from) {
            from.report("to", "is before from: a window that comes every year lies inside one calendar year");
        }
        for (const IntakeWindow& other : out) {
            if (other.days.index() != window.days.index()) {
                from.report("from", "mixes windows of one year with windows of every year");
            } else if (overlap(other.days, window.days)) {
                from.report("from", "overlaps another window");
            }
        }
        out.push_back(window);
        from.finish();
    }
    return out;
}

Coverage read_coverage(TomlReader from) {
    if (from.has("begins")) {
        if (from.text("begins") != "enrollment_day") {
            from.report("begins", "must be \"enrollment_day\", or from and to must stand instead");
        }
        from.finish();
        return WholeYears{};
    }
    const Days days = read_days(from);
    const int later = static_cast<int>(from.number("years_later", 0, 10, 0));
    from.finish();
    if (const auto* yearly = std::get_if<YearlyWindow>(&days))
        return YearlyCoverage{yearly->from, yearly->to, later};
    if (later != 0) from.report("years_later", "has no meaning with fixed dates");
    return FixedCoverage{std::get<Period>(days)};
}

std::vector<Term> read_terms(TomlReader& plan) {
    std::vector<Term> out;
    for (TomlReader& from : plan.tables("terms")) {
        Term term{static_cast<int>(from.number("years", 1, kMaxYears)), std::nullopt};
        if (from.flag("fee_unpublished", false)) {
            if (from.has("fee_fen")) from.report("fee_fen", "cannot stand beside fee_unpublished");
        } else {
            term.fee_fen = from.number("fee_fen", 0, kMaxFen);
        }
        if (!out.empty() && term.years <= out.back().years) {
            from.report("years", "must be more than in the term before");
        }
        out.push_back(term);
        from.finish();
    }
    if (out.empty()) plan.report("terms", "must list at least one term");
    return out;
}

// ------------------------------------------------------------------------------------------ benefits

PerDay read_per_day(TomlReader from) {
    const PerDay out{from.number("amount_fen", 1, kMaxFen), from.number("max_days", 1, kMaxDays)};
    from.finish();
    return out;
}

Grades read_grades(TomlReader& benefit) {
    Grades out;
    for (TomlReader& from : benefit.tables("grades")) {
        const auto first = static_cast<std::size_t>(from.number("from", 1, 10));
        const auto last = static_cast<std::size_t>(from.number("to", 1, 10));
        const std::int64_t amount = from.number("amount_fen", 1, kMaxFen);
        for (std::size_t grade = first; grade <= last; ++grade) {
            if (out.amount_fen[grade - 1] != 0)
                from.report("from", "names a grade that already has an amount");
            out.amount_fen[grade - 1] = amount;
        }
        if (last < first) from.report("to", "is before from");
        from.finish();
    }
    return out;
}

Tiers read_tiers(TomlReader& benefit) {
    Tiers out;
    for (TomlReader& from : benefit.tables("tiers")) {
        Tier tier;
        tier.above = from.has("above_fen");
        tier.bound_fen = from.number(tier.above ? "above_fen" : "from_fen", 0, kMaxFen);
        if (from.has("percent")) {
            tier.pays = static_cast<int>(from.number("percent", 1, 100));
        } else {
            tier.pays = from.number("pays_fen", 1, kMaxFen);
        }
        if (!out.tiers.empty()) {
            const Tier& before = out.tiers.back();
            if (tier.bound_fen <= before.bound_fen) {
                from.report(tier.above ? "above_fen" : "from_fen",
                            "must be over the bound of the tier before");
            }
            if (tier.pays.index() != before.pays.index()) {
                from.report("", "mixes percent and pays_fen with the tier before");
            } else if (tier.pays < before.pays) {
                from.report("", "pays less than the tier before");
            }
        }
        out.tiers.push_back(tier);
        from.finish();
    }
    return out;
}

std::optional<Condition> read_condition(TomlReader& from, std::string_view key) {
    if (!from.has(key)) return std::nullopt;
    return from.choice(key, condition_named, kConditionWords);
}

Slices read_slices(TomlReader& benefit) {
    Slices out;
    for (TomlReader& from : benefit.tables("slices")) {
        Slice slice;
        slice.of = from.choice("of", measure_named, "amount, pooled_share, large_share");
        slice.above_fen = from.number("above_fen", 0, kMaxFen, 0);
        slice.up_to_fen = from.number_if("up_to_fen", 0, kMaxFen);
        slice.percent = static_cast<int>(from.number("percent", 1, 100));
        slice.when = read_condition(from, "when");
        slice.unless = read_condition(from, "unless");
        if (slice.up_to_fen && *slice.up_to_fen <= slice.above_fen)
            from.report("up_to_fen", "must be over above_fen");
        out.slices.push_back(slice);
        from.finish();
    }
    for (TomlReader& from : benefit.tables("extras")) {
        out.extras.push_back(
            {from.choice("when", condition_named, kConditionWords), from.number("amount_fen", 1, kMaxFen)});
        from.finish();
    }
    return out;
}

Stages read_stages(TomlReader& benefit) {
    Stages out;
    for (TomlReader& from : benefit.tables("stages")) {
        Stage stage;
        stage.from_day = from.number("from_day", 1, kMaxDays);
        stage.amount_fen = from.number("amount_fen", 1, kMaxFen);
        stage.per_unit = from.flag("per_unit", false);
        stage.needs = from.choices("needs", condition_named, kConditionWords);
        if (!out.stages.empty() && stage.from_day <= out.stages.back().from_day) {
            from.report("from_day", "must be after the stage before");
        }
        out.stages.push_back(std::move(stage));
        from.finish();
    }
    return out;
}

Formula read_formula(TomlReader& benefit) {
    int formulas = 0;
    for (const char* key : {"amount_fen", "per_day", "grades", "tiers", "slices", "stages"}) {
        formulas += benefit.has(key) ? 1 : 0;
    }
    if (formulas != 1) {
        benefit.report("", "must have exactly one of amount_fen, per_day, grades, tiers, slices, stages");
    }
    if (benefit.has("per_day")) return read_per_day(benefit.table("per_day"));
    if (benefit.has("grades")) return read_grades(benefit);
    if (benefit.has("tiers")) return read_tiers(benefit);
    if (benefit.has("slices")) return read_slices(benefit);
    if (benefit.has("stages")) return read_stages(benefit);
    return Sum{benefit.number("amount_fen", 1, kMaxFen), benefit.flag("per_unit", false)};
}

Benefit read_benefit(TomlReader from) {
    Benefit out;
    out.kind = from.text("kind");
    out.diseases = from.texts("diseases");
    out.needs = from.choices("needs", condition_named, kConditionWords);
    out.pays = read_formula(from);
    out.cap_fen = from.number_if("cap_fen", 1, kMaxFen);
    if (auto counts = from.table_if("counts")) out.counts = read_text(*counts);
    if (auto highlight = from.table_if("highlight")) out.highlight = read_text(*highlight);
    from.finish();
    return out;
}

bool share_a_disease(const Benefit& a, const Benefit& b) {
    if (a.diseases.empty() || b.diseases.empty()) return true;
    return std::any_of(a.diseases.begin(), a.diseases.end(), [&](const std::string& disease) {
        return std::find(b.diseases.begin(), b.diseases.end(), disease) != b.diseases.end();
    });
}

std::vector<Benefit> read_benefits(TomlReader& plan) {
    std::vector<Benefit> out;
    for (TomlReader& from : plan.tables("benefit")) {
        Benefit benefit = read_benefit(from);
        for (const Benefit& other : out) {
            if (other.kind == benefit.kind && share_a_disease(other, benefit)) {
                from.report("kind", "is paid by two benefits of this plan");
            }
        }
        out.push_back(std::move(benefit));
    }
    return out;
}

}  // namespace

Text read_text(TomlReader from) {
    Text out{from.text("zh"), from.text("en")};
    from.finish();
    return out;
}

std::vector<Text> read_texts(TomlReader& from, std::string_view key) {
    std::vector<Text> out;
    for (const TomlReader& text : from.tables(key)) out.push_back(read_text(text));
    return out;
}

Plan read_plan(TomlReader from, const std::vector<Employment>& employment) {
    Plan out;
    out.id = from.text("id");
    out.name = read_text(from.table("name"));
    out.employment =
        from.has("employment") ? from.choices("employment", employment_named, kEmploymentWords) : employment;
    if (from.has("only_sex")) out.only_sex = from.choice("only_sex", sex_named, "female, male");
    out.max_units = from.number("max_units", 1, kMaxUnits, 1);
    out.terms = read_terms(from);
    out.intake = read_intake(from);
    out.coverage = read_coverage(from.table("coverage"));
    if (!std::holds_alternative<WholeYears>(out.coverage) && out.terms.size() > 1) {
        from.report("terms", "must be one term, because the coverage has its own dates");
    }
    for (TomlReader& part : from.tables("parts")) {
        out.parts.push_back({part.text("plan"), part.number("units", 1, kMaxUnits, 1)});
        part.finish();
    }
    out.conflicts = from.texts("conflicts");
    out.benefits = read_benefits(from);
    out.benefits_unpublished = from.flag("benefits_unpublished", false);
    if (out.benefits_unpublished && !out.benefits.empty()) {
        from.report("benefits_unpublished", "cannot stand beside benefits");
    }
    if (!out.benefits_unpublished && out.benefits.empty() && out.parts.empty()) {
        from.report("", "pays nothing: give it a benefit, parts, or benefits_unpublished = true");
    }
    from.finish();
    return out;
}

}  // namespace config
