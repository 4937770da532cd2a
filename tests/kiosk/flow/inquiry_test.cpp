// Which questions an inquiry asks, over every pack, and that they are enough for the pack's own answer.
#include "kiosk/flow/inquiry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "platform/clock/clock.h"
#include "tests/kiosk/flow/story.h"

namespace kiosk::test {
namespace {

using enum Ask;
using testing::ElementsAre;

const Date kToday = *platform::parse_date("2026-06-15");

std::int64_t day_count(const Date& date) {
    return std::chrono::sys_days(date).time_since_epoch().count();
}

// ------------------------------------------------------------------------------------------ estimates

using Json = nlohmann::json;

/// What the person of a worked answer would tell; the vectors leave out what is no or 0.
std::int64_t reply_from(const config::Pack& pack, const Json& in, const Replies& replies, Ask ask) {
    const Json& claim = in.at("claim");
    const auto number = [&](const char* key) { return claim.value(key, std::int64_t{0}); };
    const auto yes = [&](const char* key) { return std::int64_t{claim.value(key, false)}; };
    switch (ask) {
        case disease: {
            const auto named = diseases_of(pack, *topic_of(pack, replies));
            const auto at = std::ranges::find(named, claim.value("disease", ""), &config::Disease::id);
            return at - named.begin();
        }
        case term: {
            const auto& terms = pack.plans.at(topic_of(pack, replies)->plan).terms;
            const int years = in.value("years", terms.front().years);
            return std::ranges::find(terms, years, &config::Term::years) - terms.begin();
        }
        case effective:
            return day_count(*platform::parse_date(in.at("effective").get<std::string>()));
        case event_day:
            return day_count(*platform::parse_date(in.at("on").get<std::string>()));
        case units:
            return in.value("units", std::int64_t{1}) - 1;
        case first_diagnosis:
            return yes("first_diagnosis");
        case hospitalized:
            return yes("hospitalized");
        case first_admission:
            return yes("first_admission");
        case continuous:
            return yes("continuous");
        case days:
            return number("days");
        case days_paid_before:
            return number("days_paid_before");
        case grade:
            return number("grade") - 1;
        case amount:
            return number("amount_fen");
        case pooled_share:
            return number("pooled_share_fen");
        case large_share:
            return number("large_share_fen");
        case paid_before:
            return number("paid_before_fen");
        default:
            ADD_FAILURE() << "not a question about a benefit";
            return 0;
    }
}

/// The topic of a worked answer, nothing when its plan does not cover such a claim.
std::optional<Replies> begun(const config::Pack& pack, const Json& in) {
    const auto topics = topics_of(pack);
    for (std::size_t i = 0; i < topics.size(); ++i) {
        const config::Plan& plan = pack.plans[topics[i].plan];
        const bool kind = plan.benefits_unpublished || topics[i].kind == in.at("claim").at("kind");
        if (plan.id != in.at("plan") || !kind) continue;
        return topics.size() == 1 ? Replies{} : Replies{{topic, static_cast<std::int64_t>(i)}};
    }
    return std::nullopt;
}

std::vector<Json> worked_estimates() {
    std::vector<Json> out;
    std::ifstream file(SOURCE_DIR "/tests/samples/scheme_vectors.jsonl");
    for (std::string line; std::getline(file, line);) {
        Json worked = Json::parse(line);
        if (worked.at("in").at("op") == "estimate" && !worked.at("out").contains("error"))
            out.push_back(std::move(worked));
    }
    return out;
}

TEST(Estimates, AskEnoughForEveryWorkedAnswerOfEveryPack) {
    std::set<std::string> packs;
    int answered = 0;
    for (const Json& worked : worked_estimates()) {
        const Json& in = worked.at("in");
        const config::Pack& pack = shipped_pack(in.at("scheme").get<std::string>());
        auto replies = begun(pack, in);
        if (!replies) continue;
        const Date on = *platform::parse_date(in.at("on").get<std::string>());
        while (const auto ask = next_ask(pack, Inquiry::benefit, *replies, on)) {
            replies->push_back({*ask, reply_from(pack, in, *replies, *ask)});
            ASSERT_LE(replies->size(), 8U) << in.dump();
        }
        // Where nothing counts from the first day of coverage it is not asked for, and taken as met.
        const bool dated = !told(*replies, effective) && in.contains("effective");
        if (dated) continue;
        const auto answer = config::estimate(pack, estimate_request(pack, *replies, on));
        ASSERT_TRUE(answer) << in.dump();
        Json refusals = Json::array();
        for (const config::Refusal refusal : answer->refusals) refusals.push_back(config::name_of(refusal));
        const Json fen = answer->benefit_fen ? Json(*answer->benefit_fen) : Json();
        EXPECT_EQ(fen, worked.at("out").at("benefit_fen")) << in.dump();
        EXPECT_EQ(refusals, worked.at("out").at("refusals")) << in.dump();
        packs.insert(pack.id);
        ++answered;
    }
    EXPECT_EQ(packs.size(), 7U);
    EXPECT_GE(answered, 70);
}

/// Every way through the questions of one topic, with a few replies to each.
void walk(const config::Pack& pack, const Replies& replies, std::set<Replies::size_type>& lengths) {
    const auto ask = next_ask(pack, Inquiry::benefit, replies, kToday);
    if (!ask) {
        EXPECT_TRUE(config::estimate(pack, estimate_request(pack, replies, kToday)).has_value()) << pack.id;
        lengths.insert(replies.size());
        return;
    }
    EXPECT_EQ(told(replies, *ask), std::nullopt) << "asked twice";
    std::vector<std::int64_t> values{0, 1};
    if (form_of(*ask) == AskForm::choice) {
        values.clear();
        for (std::size_t i = 0; i < options_of(pack, *ask, replies); ++i)
            values.push_back(static_cast<std::int64_t>(i));
        if (*ask == units || *ask == grade) values = {0, values.back()};
    }
    if (*ask == effective) values = {day_count(kToday)};
    if (*ask == event_day) values = {day_count(kToday), day_count(kToday) + 31, day_count(kToday) + 90};
    for (const std::int64_t value : values) {
        Replies next = replies;
        next.push_back({*ask, value});
        walk(pack, next, lengths);
    }
}

TEST(Estimates, EndInAnAnswerWhateverIsReplied) {
    for (const config::Pack& pack : shipped_packs()) {
        std::set<Replies::size_type> lengths;
        walk(pack, {}, lengths);
        EXPECT_FALSE(lengths.empty()) << pack.id;
        EXPECT_LE(*lengths.rbegin(), 8U) << pack.id;
    }
}

TEST(Estimates, OfferEveryBenefitOfEveryPlan) {
    for (const config::Pack& pack : shipped_packs()) {
        const auto topics = topics_of(pack);
        for (std::size_t i = 0; i < pack.plans.size(); ++i) {
            const auto offered = [&](const std::string& kind) {
                return std::ranges::count(topics, Topic{i, kind});
            };
            if (pack.plans[i].benefits_unpublished) {
                EXPECT_EQ(offered(""), 1) << pack.id;
            }
            for (const config::Benefit& benefit : pack.plans[i].benefits)
                EXPECT_EQ(offered(benefit.kind), 1) << pack.id << " " << benefit.kind;
        }
    }
    EXPECT_EQ(topics_of(shipped_pack("zhonghu")).size(), 7U) << "a package offers what its parts pay";
}

struct Asked {
    const char* pack;
    Replies replies;  // given along the way, any order
    std::vector<Ask> asks;
};

std::vector<Ask> asked_along(const config::Pack& pack, Inquiry inquiry, const Replies& known) {
    Replies replies;
    std::vector<Ask> asks;
    while (const auto ask = next_ask(pack, inquiry, replies, kToday)) {
        const auto value = told(known, *ask);
        asks.push_back(*ask);
        if (!value) break;
        replies.push_back({*ask, *value});
    }
    return asks;
}

TEST(Estimates, AskOnlyWhatTheFormulaReads) {
    const std::int64_t start = day_count(kToday);
    const std::vector<Asked> table{
        {"xiamen", {{topic, 0}, {days, 3}, {days_paid_before, 0}}, {topic, days, days_paid_before}},
        {"xiamen",
         {{topic, 1}, {first_diagnosis, 1}, {hospitalized, 1}},
         {topic, first_diagnosis, hospitalized}},
        {"xiamen", {{topic, 1}, {first_diagnosis, 0}}, {topic, first_diagnosis}},
        {"xiamen", {{topic, 2}}, {topic}},
        {"xiamen", {{topic, 3}, {grade, 0}}, {topic, grade}},
        {"xiamen", {{topic, 4}, {amount, 1}}, {topic, amount}},
        {"yuncheng", {{amount, 1}, {paid_before, 0}}, {amount, paid_before}},
        {"zhonghu", {{topic, 0}, {pooled_share, 1}, {large_share, 1}}, {topic, pooled_share, large_share}},
        {"zhonghu", {{topic, 1}, {units, 0}}, {topic, units}},
        {"ningbo-2019", {{topic, 0}, {amount, 1}, {first_admission, 0}}, {topic, amount, first_admission}},
        {"ningbo-2019", {{topic, 1}, {amount, 1}, {continuous, 0}}, {topic, amount, continuous}},
        {"ningbo-2019", {{topic, 2}, {disease, 9}}, {topic, disease}},
        {"ningbo-2019",
         {{topic, 2}, {disease, 0}, {term, 0}, {effective, start}, {event_day, start + 30}},
         {topic, disease, term, effective, event_day}},
        {"ningbo-2019",
         {{topic, 2},
          {disease, 0},
          {term, 0},
          {effective, start},
          {event_day, start + 31},
          {first_diagnosis, 1}},
         {topic, disease, term, effective, event_day, first_diagnosis}},
        {"ningbo-2019",
         {{topic, 2}, {disease, 0}, {term, 0}, {effective, start}, {event_day, start + 90}, {units, 0}},
         {topic, disease, term, effective, event_day, units}},
        {"ningbo-2019",
         {{topic, 2}, {disease, 0}, {term, 0}, {effective, start}, {event_day, start + 366}},
         {topic, disease, term, effective, event_day}},
        {"weihai-9", {{topic, 0}}, {topic}},
    };
    for (const Asked& it : table)
        EXPECT_EQ(asked_along(shipped_pack(it.pack), Inquiry::benefit, it.replies), it.asks) << it.pack;
}

TEST(Estimates, TakeTheFirstDayOfFixedCoverageThatHasNotBegun) {
    const config::Pack& pack = shipped_pack("xiamen-9");
    const Replies stay{{topic, 0}, {days, 2}, {days_paid_before, 0}};
    const auto before = estimate_request(pack, stay, *platform::parse_date("2014-06-15"));
    EXPECT_EQ(config::estimate(pack, before)->benefit_fen, 10000);
    const auto after = estimate_request(pack, stay, *platform::parse_date("2015-07-01"));
    EXPECT_THAT(config::estimate(pack, after)->refusals, ElementsAre(config::Refusal::outside_coverage));
}

// ------------------------------------------------------------------------------------------ joining

TEST(Joining, AsksWhatThePackChecks) {
    const Replies good{{employment, 0}, {of_age, 1}, {union_member, 1}, {document, 1}};
    EXPECT_THAT(asked_along(shipped_pack("xiamen"), Inquiry::joining, good),
                ElementsAre(employment, of_age, union_member, document));
    const Replies employee{{employment, 2},      {of_age, 1},       {sex, 1},
                           {basic_insurance, 1}, {union_member, 0}, {service_card, 0}};
    EXPECT_THAT(asked_along(shipped_pack("yuncheng"), Inquiry::joining, employee),
                ElementsAre(employment, of_age));
    EXPECT_THAT(asked_along(shipped_pack("zhonghu"), Inquiry::joining, employee),
                ElementsAre(employment, of_age, sex, basic_insurance, union_member));
    EXPECT_THAT(asked_along(shipped_pack("ningbo-2019"), Inquiry::joining, employee),
                ElementsAre(employment, of_age, sex, service_card));
}

TEST(Joining, StopsAtTheFirstReplyThatLeavesNoPlan) {
    const config::Pack& pack = shipped_pack("xiamen");
    EXPECT_EQ(next_ask(pack, Inquiry::joining, {{employment, 3}}, kToday), std::nullopt);
    EXPECT_EQ(next_ask(pack, Inquiry::joining, {{employment, 0}, {of_age, 0}}, kToday), std::nullopt);
    const auto quotes = join_quotes(pack, {{employment, 3}}, kToday);
    ASSERT_EQ(quotes.size(), 1U);
    EXPECT_THAT(quotes[0].refusals, ElementsAre(config::Refusal::wrong_employment));
}

TEST(Joining, AsksOnWhenOnlyTheDayIsWrong) {
    const config::Pack& pack = shipped_pack("xiamen");
    const Date july = *platform::parse_date("2026-07-01");
    EXPECT_EQ(next_ask(pack, Inquiry::joining, {{employment, 0}}, july), of_age);
    const Replies good{{employment, 0}, {of_age, 1}, {union_member, 1}, {document, 1}};
    EXPECT_THAT(join_quotes(pack, good, july)[0].refusals, ElementsAre(config::Refusal::window_closed));
    EXPECT_TRUE(join_quotes(pack, good, kToday)[0].ok);
}

TEST(Joining, TellsPlanByPlan) {
    const config::Pack& pack = shipped_pack("zhonghu");
    const Replies man{{employment, 2}, {of_age, 1}, {sex, 0}, {basic_insurance, 1}, {union_member, 0}};
    const auto quotes = join_quotes(pack, man, kToday);
    ASSERT_EQ(quotes.size(), pack.plans.size());
    EXPECT_EQ(quotes[0].fee_fen, 6500) << "55 and the membership fee of 10";
    EXPECT_THAT(quotes[1].refusals, ElementsAre(config::Refusal::wrong_sex));
}

TEST(Joining, AgeIsJudgedByThePackOnLeapDaysToo) {
    for (const char* when : {"2028-02-29", "2026-01-01", "2026-12-31"}) {
        const Date on = *platform::parse_date(when);
        const Replies grown{{employment, 2}, {of_age, 1}};
        const Replies young{{employment, 2}, {of_age, 0}};
        EXPECT_TRUE(join_quotes(shipped_pack("yuncheng"), grown, on)[0].ok) << when;
        EXPECT_THAT(join_quotes(shipped_pack("yuncheng"), young, on)[0].refusals,
                    ElementsAre(config::Refusal::too_young))
            << when;
    }
}

// ------------------------------------------------------------------------------------------ typing

TEST(Typing, GivesAValueOnlyWhenItIsAnAnswer) {
    const Replies fifty_one{{headcount, 51}};
    const std::int64_t leap_day = day_count(*platform::parse_date("2024-02-29"));
    const struct {
        Ask ask;
        const char* digits;
        std::optional<std::int64_t> value;
    } table[] = {{days, "", {}},
                 {days, "0", {}},
                 {days, "007", 7},
                 {days_paid_before, "0", 0},
                 {amount, "58000", 5'800'000},
                 {amount, "0", 0},
                 {headcount, "0", {}},
                 {headcount, "51", 51},
                 {joining, "0", 0},
                 {joining, "51", 51},
                 {joining, "52", {}},
                 {effective, "2024022", {}},
                 {effective, "20240229", leap_day},
                 {effective, "20230229", {}},
                 {effective, "00000000", {}},
                 {effective, "20241301", {}}};
    for (const auto& it : table) EXPECT_EQ(value_typed(it.ask, it.digits, fifty_one), it.value) << it.digits;
}

TEST(Typing, ShowsTheSameDigitsAgain) {
    for (const auto& [ask, digits] : {std::pair{amount, "58000"}, {days, "12"}, {effective, "20190201"}})
        EXPECT_EQ(digits_for(ask, *value_typed(ask, digits, {})), digits);
}

}  // namespace
}  // namespace kiosk::test
