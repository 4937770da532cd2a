#include "kiosk/view/benefit_chart.h"

#include <algorithm>

#include "kiosk/flow/inquiry.h"
#include "kiosk/ui/charts.h"
#include "kiosk/view/inquiry_words.h"

namespace kiosk {

namespace {

constexpr int kMostCells = 31;

float share(std::int64_t part, std::int64_t whole) {
    return whole <= 0 ? 0 : static_cast<float>(static_cast<double>(part) / static_cast<double>(whole));
}

/// Heights follow the values; nothing is paid below the first.
void level(std::vector<ChartColumn>& columns, const std::vector<std::int64_t>& values) {
    const std::int64_t most = std::max<std::int64_t>(1, *std::ranges::max_element(values));
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].share = share(values[i], most);
}

class Chart {
  public:
    Chart(const Frame& frame, Rect box, const config::FoundBenefit& benefit,
          const screen::BenefitResult& result)
        : ui_(frame.ui), box_(box), benefit_(benefit), request_(result.request), claim_(request_.claim) {
        const config::Plan* plan = frame.context.pack.find_plan(request_.plan);
        if (plan != nullptr) max_units_ = plan->max_units;
        paid_ = result.answer.benefit_fen.value_or(0);
        route_ = result.answer.route;
    }

    void draw() {
        std::visit([&](const auto& formula) { show(formula); }, benefit_.benefit->pays);
        if (benefit_.benefit->cap_fen) add_cap(*benefit_.benefit->cap_fen);
        constexpr float kTitle = 48;
        const Type title{36, true, color::kInk, Align::left, VAlign::middle, type::kTitleLine};
        ui_.text(box_.top(kTitle), ui_.t(title_), title);
        if (!legend_.empty()) {
            const float left = ui_.width_of(ui_.t(title_), title) + space::k3;
            ui_.text(
                box_.after(left).top(kTitle), ui_.t(legend_),
                {type::kSmall, false, color::kInkSoft, Align::right, VAlign::middle, type::kTitleLine, 20});
        }
        const Rect room = box_.below(kTitle + space::k2);
        if (once_ > 0) return draw_once(room);
        constexpr float kOneBar = 112;
        const float below = columns_.empty() || bars_.empty() ? 0.0F : kOneBar + space::k3;
        if (columns_.empty()) return bar_chart(ui_, room, bars_);
        column_chart(ui_, room.top(room.h - below), columns_);
        if (below > 0) bar_chart(ui_, room.foot(kOneBar), bars_);
    }

  private:
    std::string money(std::int64_t fen) const { return money_text(ui_, fen); }

    /// A sum that knows no steps: what has to be so for it, and who decides.
    void draw_once(Rect room) {
        figure(ui_, room.x, room.y, amount_text(once_), ui_.t("money.unit"), type::kAmount, type::kLarge,
               color::kInfo);
        const auto& needs = benefit_.benefit->needs;
        const int rows = static_cast<int>(needs.size()) + 1;
        const Rect below = room.below(1.4F * type::kAmount);
        const Rect list = below.top(std::min(below.h, 136 * static_cast<float>(rows)));
        bool asked = true;  // after the first that is not so, nothing was asked
        for (int i = 0; i + 1 < rows; ++i) {
            const config::Condition need = needs[static_cast<std::size_t>(i)];
            const bool met = config::says(claim_, need);
            const Rect row = list.row(i, rows, space::k1);
            const float side = std::min(64.0F, row.h);
            const Tone tone = met ? Tone::done : asked ? Tone::attention : Tone::neutral;
            const char32_t mark = met ? icon::kCheck : asked ? icon::kClose : icon::kInfo;
            icon_tile(ui_, row.x, row.center_y() - side / 2, side, mark, tone);
            asked = met && asked;
            ui_.text(row.after(side + space::k3), condition_text(ui_, need),
                     {34, false, color::kInk, Align::left, VAlign::middle, type::kTitleLine, 26});
        }
        fact_row(ui_, list.row(rows - 1, rows, space::k1), ui_.t("claim_way.decides"),
                 route_text(ui_, route_), true);
    }

    void show(const config::Sum& formula) {
        const std::int64_t most = formula.per_unit ? std::min<std::int64_t>(max_units_, 10) : 1;
        if (most == 1) {
            const std::int64_t fen = formula.amount_fen * (formula.per_unit ? benefit_.units : 1);
            title_ = "chart.title_sum";
            once_ = fen;
            return;
        }
        std::vector<std::int64_t> values;
        for (std::int64_t units = 1; units <= most; ++units) {
            values.push_back(units * formula.amount_fen);
            columns_.push_back(
                {amount_text(values.back()), std::to_string(units), 0, units == request_.units});
        }
        legend_ = "chart.by_units";
        level(columns_, values);
    }

    void show(const config::PerDay& formula) {
        title_ = "chart.title_days";
        const std::int64_t before = std::min(claim_.days_paid_before, formula.max_days);
        const std::int64_t now = std::min(claim_.days, formula.max_days - before);
        const std::int64_t left = formula.max_days - before - now;
        const auto days = [&](const char* key, std::int64_t count) {
            return ui_.t(key, {{"days", std::to_string(count)}});
        };
        ChartBar bar;
        bar.title = days("chart.most_days", formula.max_days);
        bar.value = days("chart.now", now);
        bar.parts = {{share(before, formula.max_days), color::kDisabled},
                     {share(now, formula.max_days), color::kInfo}};
        if (formula.max_days <= kMostCells) bar.cells = static_cast<int>(formula.max_days);
        bar.note = days("chart.before", before) + " · " + days("chart.left", left);
        if (claim_.days > now) bar.note += " · " + days("chart.over", claim_.days - now);
        bars_.push_back(std::move(bar));
    }

    void show(const config::Grades& formula) {
        std::vector<std::int64_t> values;
        const int grade = claim_.grade.value_or(0);
        for (int first = 1; first <= 10;) {
            const std::int64_t fen = formula.amount_fen.at(static_cast<std::size_t>(first - 1));
            int last = first;
            while (last < 10 && formula.amount_fen.at(static_cast<std::size_t>(last)) == fen) ++last;
            const std::string range =
                first == last ? std::to_string(first) : std::to_string(first) + "–" + std::to_string(last);
            values.push_back(fen);
            columns_.push_back({money(fen), ui_.t("question.grade_of", {{"grade", range}}), 0,
                                first <= grade && grade <= last});
            first = last + 1;
        }
        level(columns_, values);
    }

    void show(const config::Tiers& formula) {
        const config::Tier* reached = config::reached_tier(formula, claim_.amount_fen);
        const config::Tier& lowest = formula.tiers.front();
        legend_ = std::holds_alternative<int>(lowest.pays) ? "chart.share_by_cost" : "chart.sum_by_cost";
        std::vector<std::int64_t> values{0};
        const std::string below = ui_.t(lowest.above ? "chart.up_to" : "chart.less_than",
                                        {{"amount", amount_text(lowest.bound_fen)}});
        columns_.push_back({"0", below, 0, reached == nullptr});
        for (const config::Tier& tier : formula.tiers) {
            const auto* percent = std::get_if<int>(&tier.pays);
            values.push_back(percent != nullptr ? *percent : std::get<std::int64_t>(tier.pays));
            const std::string value = percent != nullptr
                                          ? ui_.t("chart.percent", {{"percent", std::to_string(*percent)}})
                                          : amount_text(values.back());
            const std::string label = ui_.t(tier.above ? "chart.over_amount" : "chart.from_amount",
                                            {{"amount", amount_text(tier.bound_fen)}});
            columns_.push_back({value, label, 0, &tier == reached});
        }
        level(columns_, values);
    }

    /// One bar a slice, as wide as its part of the money; what is paid of it is dark.
    void show(const config::Slices& formula) {
        title_ = "chart.title_parts";
        std::int64_t widest = 1;
        for (const config::Slice& slice : formula.slices)
            widest = std::max(widest, config::part_of(slice, claim_).value_or(0));
        for (const config::Slice& slice : formula.slices) {
            const auto part = config::part_of(slice, claim_);
            if (!part) continue;
            const std::string percent = ui_.t("chart.percent", {{"percent", std::to_string(slice.percent)}});
            bars_.push_back({slice_title(slice, *part),
                             percent,
                             "",
                             share(*part, widest),
                             {{static_cast<float>(slice.percent) / 100.0F, color::kInfo}},
                             {},
                             0});
        }
        for (const config::Extra& extra : formula.extras) {
            if (!config::says(claim_, extra.when)) continue;
            bars_.push_back({ui_.t("chart.extra"),
                             money(extra.amount_fen),
                             "",
                             share(extra.amount_fen, widest),
                             {{1, color::kInfo}},
                             {},
                             0});
        }
    }
    std::string slice_title(const config::Slice& slice, std::int64_t part) const {
        const std::string amount = money(part);
        if (slice.of == config::Measure::pooled_share)
            return ui_.t("chart.pooled_share", {{"amount", amount}});
        if (slice.of == config::Measure::large_share) return ui_.t("chart.large_share", {{"amount", amount}});
        const bool first = slice.up_to_fen.has_value();
        return ui_.t(first ? "chart.part_up_to" : "chart.part_over",
                     {{"bound", money(first ? *slice.up_to_fen : slice.above_fen)}, {"amount", amount}});
    }

    void show(const config::Stages& formula) {
        const auto day =
            request_.effective
                ? (std::chrono::sys_days(request_.on) - std::chrono::sys_days(*request_.effective)).count()
                : 0;
        const config::Stage* reached = config::reached_stage(formula, day);
        const auto days = [&](std::int64_t from, std::optional<std::int64_t> before) {
            return before ? ui_.t("chart.days",
                                  {{"from", std::to_string(from)}, {"to", std::to_string(*before - 1)}})
                          : ui_.t("chart.days_from", {{"from", std::to_string(from)}});
        };
        std::vector<std::int64_t> values{0};
        columns_.push_back(
            {ui_.t("chart.waiting"), days(0, formula.stages.front().from_day), 0, reached == nullptr});
        for (std::size_t i = 0; i < formula.stages.size(); ++i) {
            const config::Stage& stage = formula.stages[i];
            const bool last = i + 1 == formula.stages.size();
            values.push_back(stage.amount_fen * (stage.per_unit ? benefit_.units : 1));
            columns_.push_back(
                {money(values.back()),
                 days(stage.from_day, last ? std::nullopt : std::optional(formula.stages[i + 1].from_day)), 0,
                 &stage == reached});
        }
        level(columns_, values);
    }

    void add_cap(std::int64_t cap) {
        const std::int64_t before = std::min(claim_.paid_before_fen, cap);
        const std::string most = ui_.t("chart.most_money", {{"amount", money(cap)}});
        bars_.push_back(
            {before == 0 ? most : most + ui_.t("chart.paid_money", {{"amount", amount_text(before)}}),
             ui_.t("chart.left_money", {{"amount", money(cap - before - paid_)}}),
             "",
             1,
             {{share(before, cap), color::kDisabled}, {share(paid_, cap), color::kInfo}},
             {},
             0});
    }

    Ui& ui_;
    Rect box_;
    const config::FoundBenefit& benefit_;
    const config::EstimateRequest& request_;
    const config::Claim& claim_;
    std::int64_t max_units_ = 1;
    std::int64_t paid_ = 0;
    std::int64_t once_ = 0;  // a sum that knows no steps
    std::vector<ChartColumn> columns_;
    std::vector<ChartBar> bars_;
    config::Route route_ = config::Route::unpublished;
    std::string_view title_ = "chart.title_level";
    std::string_view legend_;  // what stands on the columns and below them; "" where each says so itself
};

}  // namespace

void draw_benefit_chart(const Frame& frame, Rect box, const config::FoundBenefit& benefit,
                        const screen::BenefitResult& result) {
    Chart(frame, box, benefit, result).draw();
}

}  // namespace kiosk
