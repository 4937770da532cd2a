// Previews of the inquiries, made by asking the packs.
#include "kiosk/view/preview_people.h"
#include "platform/base/check.h"

namespace kiosk::preview {

namespace {

/// One pack's inquiries on one day.
class Inquiries {
  public:
    Inquiries(const PreviewWorld& world, std::string pack, Date today, std::vector<Preview>& out)
        : world_(world), id_(std::move(pack)), today_(today), out_(out) {}

    void home(const char* name) { add(name, screen::Home{}); }
    void group_way(const char* name) { add(name, screen::GroupWay{}); }

    /// The question after these replies, with what is typed.
    void question(const char* name, Inquiry inquiry, Replies replies, std::string typed = {}) {
        const auto ask = next_ask(pack(), inquiry, replies, today_);
        platform::check(ask.has_value(), "a preview of a question has one");
        const bool ready = value_typed(*ask, typed, replies).has_value();
        add(name, screen::Question{inquiry, std::move(replies), *ask, std::move(typed), ready, 0, 1});
    }
    screen::BenefitResult benefit(Replies replies) const {
        auto request = estimate_request(pack(), replies, today_);
        auto answer = config::estimate(pack(), request, config::Explain::yes);
        platform::check(answer.has_value(), "a preview of an estimate has an answer");
        return {std::move(replies), std::move(request), std::move(*answer)};
    }
    void result(const char* name, Replies replies) { add(name, benefit(std::move(replies))); }
    void claim_way(const char* name, Replies replies) {
        add(name, screen::ClaimWay{benefit(std::move(replies))});
    }
    void joining(const char* name, Replies replies) {
        auto quotes = join_quotes(pack(), replies, today_);
        add(name, screen::JoinResult{std::move(replies), std::move(quotes)});
    }
    void group(const char* name, std::int64_t headcount, std::int64_t joining) {
        const config::GroupRequest request{headcount, joining};
        auto answer = config::group(pack(), request, config::Explain::yes);
        platform::check(answer.has_value(), "a preview of a group has an answer");
        add(name, screen::GroupResult{
                      {{Ask::headcount, headcount}, {Ask::joining, joining}}, request, std::move(*answer)});
    }

  private:
    const config::Pack& pack() const { return world_.pack_of(id_); }

    State& add(const char* name, Screen screen) {
        State state = calm(world_);
        state.screen = std::move(screen);
        if (!id_.empty()) settle(state.shell);
        out_.push_back({name, std::move(state), id_});
        return out_.back().state;
    }
    /// The clock and the window of another pack.
    void settle(Shell& shell) const {
        shell.minute = *platform::parse_civil_time(platform::format_date(today_) + "T09:00");
        shell.sync.as_of = shell.minute - 7LL * 3600 * 1000;
        const config::WindowState known = config::window_on(pack(), today_);
        shell.window = {};
        shell.window.intake = known.open ? Intake::open : Intake::closed;
        shell.window.fee_fen = pack().plans.front().terms.front().fee_fen;
        if (known.coverage) {
            shell.window.coverage_from = known.coverage->from;
            shell.window.coverage_to = known.coverage->to;
        }
        if (!known.window) return;
        shell.window.opens = known.window->from;
        shell.window.closes = known.window->to;
        const auto left = std::chrono::sys_days(known.window->to) - std::chrono::sys_days(today_);
        shell.window.days_left = static_cast<int>(left.count());
    }

    const PreviewWorld& world_;
    std::string id_;
    Date today_;
    std::vector<Preview>& out_;
};

std::int64_t day(int year, unsigned month, unsigned date) {
    return std::chrono::sys_days(ymd(year, month, date)).time_since_epoch().count();
}
std::int64_t yuan(std::int64_t amount) {
    return amount * 100;
}

void add_questions(Inquiries& shipped) {
    using enum Ask;
    shipped.question("question_topic", Inquiry::benefit, {});
    shipped.question("question_days", Inquiry::benefit, {{topic, 0}}, "12");
    shipped.question("question_days_paid", Inquiry::benefit, {{topic, 0}, {days, 12}});
    shipped.question("question_first_diagnosis", Inquiry::benefit, {{topic, 1}});
    shipped.question("question_grade", Inquiry::benefit, {{topic, 3}});
    shipped.question("question_amount", Inquiry::benefit, {{topic, 4}}, "58000");
    shipped.question("question_employment", Inquiry::joining, {});
    shipped.question("question_of_age", Inquiry::joining, {{employment, 0}});
    shipped.question("question_union", Inquiry::joining, {{employment, 0}, {of_age, 1}});
    shipped.question("question_document", Inquiry::joining,
                     {{employment, 0}, {of_age, 1}, {union_member, 1}});
}

void add_results(Inquiries& shipped) {
    using enum Ask;
    shipped.result("benefit_days", {{topic, 0}, {days, 12}, {days_paid_before, 5}});
    shipped.result("benefit_days_over", {{topic, 0}, {days, 30}, {days_paid_before, 16}});
    shipped.result("benefit_days_used_up", {{topic, 0}, {days, 6}, {days_paid_before, 20}});
    shipped.result("benefit_sum", {{topic, 1}, {first_diagnosis, 1}, {hospitalized, 1}});
    shipped.result("benefit_not_first", {{topic, 1}, {first_diagnosis, 0}});
    shipped.result("benefit_grade", {{topic, 3}, {grade, 5}});
    shipped.result("benefit_tier", {{topic, 4}, {amount, yuan(58'000)}});
    shipped.result("benefit_below", {{topic, 4}, {amount, yuan(20'000)}});
    shipped.claim_way("claim_way", {{topic, 0}, {days, 12}, {days_paid_before, 5}});
    shipped.joining("join_yes", {{employment, 0}, {of_age, 1}, {union_member, 1}, {document, 1}});
    shipped.joining("join_retired", {{employment, 3}});
    shipped.joining("join_no_paper", {{employment, 1}, {of_age, 1}, {union_member, 1}, {document, 0}});
}

void add_yuncheng(const PreviewWorld& world, std::vector<Preview>& out) {
    using enum Ask;
    Inquiries pack(world, "yuncheng", ymd(2026, 6, 15), out);
    pack.home("home_group");
    pack.question("question_base", Inquiry::benefit, {});
    pack.result("benefit_percent", {{amount, yuan(4'999)}, {paid_before, 0}});
    pack.result("benefit_capped", {{amount, yuan(120'000)}, {paid_before, yuan(12'000)}});
    pack.claim_way("claim_way_papers", {{amount, yuan(4'999)}, {paid_before, 0}});
    pack.joining("join_group", {{employment, 2}, {of_age, 1}});
    pack.group_way("group_way");
    pack.question("question_headcount", Inquiry::group, {}, "51");
    pack.question("question_joining", Inquiry::group, {{headcount, 51}}, "52");
    pack.group("group_enough", 51, 41);
    pack.group("group_too_few", 51, 40);
    pack.group("group_everyone", 50, 49);
    pack.group("group_large", 1'280, 1'100);
}

void add_zhonghu(const PreviewWorld& world, std::vector<Preview>& out) {
    using enum Ask;
    Inquiries pack(world, "zhonghu", ymd(2026, 6, 15), out);
    pack.home("home_group_plans");
    pack.question("question_topic_plans", Inquiry::benefit, {});
    pack.question("question_pooled_share", Inquiry::benefit, {{topic, 0}});
    pack.question("question_units", Inquiry::benefit, {{topic, 3}});
    pack.result("benefit_shares", {{topic, 0}, {pooled_share, yuan(8'664)}, {large_share, yuan(1'312)}});
    pack.result("benefit_units", {{topic, 3}, {units, 4}});
    pack.claim_way("claim_way_promise", {{topic, 3}, {units, 4}});
    pack.joining("join_plans",
                 {{employment, 2}, {of_age, 1}, {sex, 1}, {basic_insurance, 1}, {union_member, 0}});
    pack.joining("join_plans_man",
                 {{employment, 2}, {of_age, 1}, {sex, 0}, {basic_insurance, 1}, {union_member, 1}});
    pack.group_way("group_way_society");
}

void add_ningbo(const PreviewWorld& world, std::vector<Preview>& out) {
    using enum Ask;
    Inquiries pack(world, "ningbo-2019", ymd(2019, 4, 15), out);
    pack.home("home_group_window");
    pack.question("question_disease", Inquiry::benefit, {{topic, 2}});
    pack.question("question_term", Inquiry::benefit, {{topic, 2}, {disease, 1}});
    pack.question("question_effective", Inquiry::benefit, {{topic, 2}, {disease, 1}, {term, 0}}, "201902");
    pack.question("question_wrong_day", Inquiry::benefit, {{topic, 2}, {disease, 1}, {term, 0}}, "20190231");
    pack.result("benefit_slices", {{topic, 0}, {amount, yuan(5'200)}, {first_admission, 1}});
    const Replies ill{{topic, 2}, {disease, 1}, {term, 0}, {effective, day(2019, 2, 1)}};
    const auto with = [&](std::initializer_list<Reply> more) {
        Replies replies = ill;
        replies.insert(replies.end(), more);
        return replies;
    };
    pack.result("benefit_waiting", with({{event_day, day(2019, 2, 20)}}));
    pack.result("benefit_stage", with({{event_day, day(2019, 4, 1)}, {first_diagnosis, 1}}));
    pack.result("benefit_stage_units", with({{event_day, day(2019, 6, 1)}, {units, 2}}));
    pack.joining("join_gift", {{employment, 2}, {of_age, 1}, {sex, 1}, {service_card, 1}});
    Inquiries later(world, "ningbo-2019", ymd(2019, 11, 4), out);
    later.home("home_group_closed");
    later.joining("join_later", {{employment, 2}, {of_age, 1}, {sex, 0}, {service_card, 0}});
}

void add_weihai(const PreviewWorld& world, std::vector<Preview>& out) {
    using enum Ask;
    Inquiries pack(world, "weihai-9", ymd(2018, 3, 20), out);
    pack.question("question_topic_unpublished", Inquiry::benefit, {});
    pack.result("benefit_unpublished", {{topic, 1}});
    pack.claim_way("claim_way_unpublished", {{topic, 1}});
    pack.joining("join_fee_unpublished", {{employment, 2}, {of_age, 1}});
    pack.group_way("group_way_online");
}

}  // namespace

void add_inquiries(const PreviewWorld& world, std::vector<Preview>& out) {
    Inquiries shipped(world, "", ymd(2026, 6, 15), out);
    add_questions(shipped);
    add_results(shipped);
    add_yuncheng(world, out);
    add_zhonghu(world, out);
    add_ningbo(world, out);
    add_weihai(world, out);
}

}  // namespace kiosk::preview
