#include <gmock/gmock.h>

#include "platform/clock/clock.h"
#include "tests/config/scheme/ask.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

using namespace std::chrono;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Refusal> refusals(std::string_view pack, const QuoteRequest& request) {
    return quote(shipped_pack(pack), request).refusals;
}

// ------------------------------------------------------------------------------------------ windows

struct WindowEdge {
    const char* pack;
    const char* plan;
    Date on;
    bool open;
};

TEST(IntakeWindow, TakesItsFirstAndLastDayAndNoOther) {
    const WindowEdge edges[] = {
        {"xiamen-9", "mutual-aid", 2014y / May / 31, false},
        {"xiamen-9", "mutual-aid", 2014y / June / 1, true},
        {"xiamen-9", "mutual-aid", 2014y / June / 30, true},
        {"xiamen-9", "mutual-aid", 2014y / July / 1, false},
        {"xiamen-9", "mutual-aid", 2015y / June / 15, false},
        {"xiamen", "mutual-aid", 2026y / May / 31, false},
        {"xiamen", "mutual-aid", 2026y / June / 1, true},
        {"xiamen", "mutual-aid", 2069y / June / 30, true},
        {"xiamen", "mutual-aid", 2026y / July / 1, false},
        {"ningbo-2019", "inpatient", 2018y / December / 31, false},
        {"ningbo-2019", "inpatient", 2019y / January / 1, true},
        {"ningbo-2019", "inpatient", 2019y / April / 30, true},
        {"ningbo-2019", "inpatient", 2019y / May / 1, false},
        {"ningbo-2019", "inpatient-retired", 2019y / May / 1, true},
        {"ningbo-2019", "inpatient-retired", 2019y / May / 31, true},
        {"ningbo-2019", "inpatient-retired", 2019y / June / 1, false},
        {"ningbo-2019", "critical", 2019y / October / 31, true},
        {"ningbo-2019", "women", 2019y / November / 1, false},
        {"weihai-9", "inpatient", 2018y / March / 11, false},
        {"weihai-9", "inpatient", 2018y / March / 12, true},
        {"weihai-9", "inpatient", 2018y / April / 30, true},
        {"weihai-9", "inpatient", 2018y / May / 1, false},
        {"yuncheng", "mutual-aid", 2009y / January / 1, true},
        {"zhonghu", "medical", 2069y / December / 31, true},
    };
    for (const WindowEdge& edge : edges) {
        const Pack& pack = shipped_pack(edge.pack);
        const auto answer = quote(pack, good_request(pack, edge.on, {edge.plan}));
        EXPECT_EQ(answer.ok, edge.open)
            << edge.pack << ' ' << edge.plan << ' ' << platform::format_date(edge.on);
        if (!edge.open) {
            EXPECT_THAT(names(answer.refusals), ElementsAre("window_closed"));
        }
        EXPECT_EQ(window_on(*pack.find_plan(edge.plan), edge.on).open, edge.open);
    }
}

TEST(IntakeWindow, ClosesWithTheLastSecondOfJuneInShanghai) {
    const platform::UtcMs july = platform::start_of_day(2026y / July / 1);
    EXPECT_TRUE(window_on(shipped_pack("xiamen"), platform::shanghai_date(july - 1)).open);
    EXPECT_FALSE(window_on(shipped_pack("xiamen"), platform::shanghai_date(july)).open);
    const platform::UtcMs june = platform::start_of_day(2026y / June / 1);
    EXPECT_FALSE(window_on(shipped_pack("xiamen"), platform::shanghai_date(june - 1)).open);
    EXPECT_TRUE(window_on(shipped_pack("xiamen"), platform::shanghai_date(june)).open);
}

TEST(IntakeWindow, ThatIsOverTellsTheNext) {
    const WindowState before = window_on(shipped_pack("xiamen"), 2026y / May / 31);
    EXPECT_EQ(before.window, (Period{2026y / June / 1, 2026y / June / 30}));
    EXPECT_EQ(before.coverage, (Period{2026y / July / 1, 2027y / June / 30}));
    const WindowState after = window_on(shipped_pack("xiamen"), 2026y / July / 1);
    EXPECT_EQ(after.window, (Period{2027y / June / 1, 2027y / June / 30}));
    EXPECT_EQ(after.coverage, (Period{2027y / July / 1, 2028y / June / 30}));
    EXPECT_EQ(window_on(shipped_pack("xiamen-9"), 2014y / July / 1).window, std::nullopt);
}

// ------------------------------------------------------------------------------------------ coverage

TEST(Coverage, OfWholeYearsEndsTheDayBefore) {
    struct Row {
        Date on;
        int term_years;
        Date to;
    };
    const Row rows[] = {
        {2019y / May / 1, 1, 2020y / April / 30},          {2020y / February / 29, 1, 2021y / February / 28},
        {2020y / February / 29, 2, 2022y / February / 28}, {2019y / March / 1, 1, 2020y / February / 29},
        {2019y / February / 28, 1, 2020y / February / 27}, {2020y / February / 29, 4, 2024y / February / 28},
        {2019y / December / 31, 1, 2020y / December / 30}, {2019y / January / 1, 3, 2021y / December / 31},
    };
    const Plan& plan = *shipped_pack("zhonghu").find_plan("women");
    for (const Row& row : rows) {
        EXPECT_EQ(coverage_from(plan, row.on, row.term_years), (Period{row.on, row.to}))
            << platform::format_date(row.on);
    }
}

TEST(Coverage, OfACalendarYearHoldsEveryEnrollmentDayOfIt) {
    const Plan& plan = shipped_pack("yuncheng").plans.front();
    for (const Date on :
         {Date(2024y / January / 1), Date(2024y / February / 29), Date(2024y / December / 31)}) {
        EXPECT_EQ(coverage_from(plan, on, 1), (Period{2024y / January / 1, 2024y / December / 31}));
    }
}

TEST(Coverage, AlreadyHeldIsRefusedWhenOneDayIsShared) {
    QuoteRequest request = good_request(shipped_pack("xiamen"), 2026y / June / 10, {"mutual-aid"});
    const auto holding = [&](Date from, Date to, const char* plan = "mutual-aid") {
        request.applicant.enrolled = {{plan, {from, to}}};
        return names(refusals("xiamen", request));
    };
    EXPECT_THAT(holding(2025y / July / 1, 2026y / June / 30), IsEmpty());
    EXPECT_THAT(holding(2025y / July / 2, 2026y / July / 1), ElementsAre("already_enrolled"));
    EXPECT_THAT(holding(2027y / June / 30, 2028y / June / 29), ElementsAre("already_enrolled"));
    EXPECT_THAT(holding(2027y / July / 1, 2028y / June / 30), IsEmpty());
    EXPECT_THAT(holding(2026y / July / 1, 2027y / June / 30, "another-plan"), IsEmpty());
}

// ------------------------------------------------------------------------------------------ the person

TEST(IdNumber, MustBeWhole) {
    const Date on = 2026y / June / 10;
    EXPECT_TRUE(identity_of(kManBornIn1988, on));
    for (const char* wrong :
         {"", "35029919880715001", "3502991988071500188", "350299198807150019", "35029919880715001x",
          "35029919880715OO18", "350299198813150015", "350299198802300013", "350299 98807150018"}) {
        EXPECT_FALSE(identity_of(wrong, on)) << wrong;
    }
}

TEST(IdNumber, TakesEitherCaseOfItsCheckCharacter) {
    EXPECT_TRUE(identity_of("35029919960710023x", 2026y / June / 10));
    EXPECT_TRUE(identity_of("35029919960710023X", 2026y / June / 10));
}

TEST(IdNumber, OfSomebodyNotYetBornIsNone) {
    EXPECT_FALSE(identity_of(id_number(2026, 6, 11), 2026y / June / 10));
    EXPECT_TRUE(identity_of(id_number(2026, 6, 10), 2026y / June / 10));
}

TEST(IdNumber, TellsBirthAndSex) {
    const auto man = identity_of(id_number(1980, 2, 29), 2026y / June / 10);
    ASSERT_TRUE(man);
    EXPECT_EQ(man->birth, Date(1980y / February / 29));
    EXPECT_EQ(man->sex, Sex::male);
    EXPECT_EQ(identity_of(kWomanBornIn1988, 2026y / June / 10)->sex, Sex::female);
}

TEST(Age, SixteenIsReachedOnTheBirthday) {
    QuoteRequest request = good_request(shipped_pack("xiamen"), 2026y / June / 15, {"mutual-aid"});
    request.applicant.id_number = id_number(2010, 6, 15);
    EXPECT_THAT(refusals("xiamen", request), IsEmpty());
    request.applicant.id_number = id_number(2010, 6, 16);
    EXPECT_THAT(names(refusals("xiamen", request)), ElementsAre("too_young"));
}

TEST(Age, OfABirthdayOn29FebruaryIsReachedOnThatDayOfALeapYear) {
    QuoteRequest request = good_request(shipped_pack("yuncheng"), 2024y / February / 28, {"mutual-aid"});
    request.applicant.id_number = id_number(2008, 2, 29);
    EXPECT_THAT(names(refusals("yuncheng", request)), ElementsAre("too_young"));
    request.on = 2024y / February / 29;
    EXPECT_THAT(refusals("yuncheng", request), IsEmpty());
}

TEST(IdNumber, ThatIsBadHidesSexAndAge) {
    QuoteRequest request = good_request(shipped_pack("zhonghu"), 2024y / May / 1, {"women"});
    request.applicant.id_number = "350299202007150018";
    EXPECT_THAT(names(refusals("zhonghu", request)), ElementsAre("bad_id_number"));
}

TEST(Person, OfACardWithoutAnEighteenCharacterNumberBringsBirthAndSex) {
    QuoteRequest request = good_request(shipped_pack("xiamen"), 2026y / June / 15, {"mutual-aid"});
    request.applicant.id_number = "USA110085061552";
    request.applicant.identity = Identity{1985y / June / 15, Sex::male};
    EXPECT_THAT(refusals("xiamen", request), IsEmpty());
    request.applicant.identity->birth = 2012y / January / 1;
    EXPECT_THAT(names(refusals("xiamen", request)), ElementsAre("too_young"));
}

TEST(Person, WithoutAKindOfWorkIsRefused) {
    QuoteRequest request = good_request(shipped_pack("xiamen"), 2026y / June / 15, {"mutual-aid"});
    request.applicant.employment.reset();
    EXPECT_THAT(names(refusals("xiamen", request)), ElementsAre("wrong_employment"));
}

TEST(Person, NeedsOneOfTheDocumentsOnly) {
    QuoteRequest request = good_request(shipped_pack("xiamen"), 2026y / June / 15, {"mutual-aid"});
    request.applicant.documents = {Document::social_security_proof};
    EXPECT_THAT(refusals("xiamen", request), IsEmpty());
    request.applicant.documents.clear();
    EXPECT_THAT(names(refusals("xiamen", request)), ElementsAre("missing_document"));
}

// ------------------------------------------------------------------------------------------ plans

TEST(Refusals, ComeInTheContractsOrder) {
    QuoteRequest request;
    request.on = 2018y / May / 1;
    request.applicant.id_number = id_number(2010, 1, 1);
    request.plans = {{"inpatient", 2, std::nullopt}};
    request.applicant.enrolled = {{"inpatient", {2018y / January / 1, 2018y / December / 31}}};
    request.payment = Payment::cheque;
    EXPECT_THAT(names(refusals("weihai-9", request)),
                ElementsAre("window_closed", "group_only", "wrong_employment", "too_young", "too_many_units",
                            "already_enrolled", "payment_not_accepted"));
}

TEST(Plans, ThatAreUnknownAreTheOnlyRefusal) {
    QuoteRequest request;
    request.on = 2014y / January / 1;
    EXPECT_THAT(names(refusals("xiamen", request)), ElementsAre("unknown_plan"));
    request.plans = {{"mutual-aid", 9, std::nullopt}, {"none", 1, std::nullopt}};
    EXPECT_THAT(names(refusals("xiamen", request)), ElementsAre("unknown_plan"));
    request.plans = {{"mutual-aid", 1, 2}};
    EXPECT_THAT(names(refusals("xiamen", request)), ElementsAre("unknown_plan"));
}

TEST(Plans, CostTheirTermsFee) {
    const Pack& pack = shipped_pack("ningbo-2019");
    struct Row {
        const char* plan;
        std::optional<int> term_years;
        std::int64_t units;
        std::int64_t fee_fen;
        Date to;
    };
    const Row rows[] = {{"critical", std::nullopt, 1, 2000, 2020y / March / 14},
                        {"critical", 1, 3, 6000, 2020y / March / 14},
                        {"critical", 3, 2, 12000, 2022y / March / 14},
                        {"women", 1, 1, 1500, 2020y / March / 14},
                        {"women", 4, 3, 15000, 2023y / March / 14},
                        {"inpatient", 1, 1, 5000, 2020y / March / 14}};
    for (const Row& row : rows) {
        QuoteRequest request = good_request(pack, 2019y / March / 15, {row.plan});
        request.plans.front().years = row.term_years;
        request.plans.front().units = row.units;
        const QuoteAnswer answer = quote(pack, request);
        EXPECT_EQ(answer.fee_fen, row.fee_fen) << row.plan;
        ASSERT_EQ(answer.coverage.size(), 1U);
        EXPECT_EQ(answer.coverage.front().days.to, row.to) << row.plan;
    }
}

TEST(Plans, NamedTwiceAddUpAgainstTheLimitAndEachGetARow) {
    const Pack& pack = shipped_pack("zhonghu");
    QuoteRequest request = good_request(pack, 2024y / May / 1, {"critical", "critical"});
    request.plans[1].units = 2;
    const QuoteAnswer three = quote(pack, request);
    EXPECT_EQ(three.fee_fen, 12000);
    EXPECT_EQ(three.coverage.size(), 2U);
    request.plans[1].units = 3;
    EXPECT_THAT(names(quote(pack, request).refusals), ElementsAre("too_many_units"));
}

TEST(Plans, WithUnitsOutOfRangeAreRefusedWithoutOverflow) {
    const Pack& pack = shipped_pack("zhonghu");
    for (const std::int64_t units :
         {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, std::int64_t{4}, INT64_MAX}) {
        QuoteRequest request = good_request(pack, 2024y / May / 1, {"critical", "critical"});
        request.plans[0].units = units;
        request.plans[1].units = units;
        EXPECT_THAT(names(quote(pack, request).refusals), ElementsAre("too_many_units")) << units;
    }
}

struct PackageRow {
    std::int64_t package;
    const char* other;
    std::int64_t units;
    std::vector<std::string> refused;
};

TEST(Package, CountsItsPartsAgainstTheirLimits) {
    const Pack& pack = shipped_pack("zhonghu");
    const PackageRow rows[] = {{1, "critical", 2, {}},
                               {1, "critical", 3, {"too_many_units"}},
                               {1, "accident", 9, {}},
                               {1, "accident", 10, {"too_many_units"}},
                               {1, "women", 3, {}},
                               {1, "medical", 1, {"plan_conflict"}},
                               {1, "medical", 2, {"too_many_units", "plan_conflict"}},
                               {2, "women", 1, {"too_many_units"}}};
    for (const PackageRow& row : rows) {
        QuoteRequest request = good_request(pack, 2024y / May / 1, {"package", row.other});
        request.plans[0].units = row.package;
        request.plans[1].units = row.units;
        EXPECT_EQ(names(quote(pack, request).refusals), row.refused)
            << row.package << ' ' << row.other << ' ' << row.units;
    }
}

TEST(MembershipFee, IsPaidOnceByThoseWhoAreNotMembers) {
    const Pack& pack = shipped_pack("zhonghu");
    QuoteRequest request = good_request(pack, 2024y / May / 1, {"medical", "critical"});
    EXPECT_EQ(quote(pack, request).fee_fen, 9500);
    request.applicant.union_member = false;
    EXPECT_EQ(quote(pack, request).fee_fen, 10500);
    EXPECT_THAT(quote(pack, request).notes, ElementsAre(Note::membership_fee_included));
}

TEST(Gift, NeedsTheCardTheOtherPlanAndRoomForAUnit) {
    const Pack& pack = shipped_pack("ningbo-2019");
    const auto notes = [&](bool card, const std::vector<std::string>& plans, std::int64_t units) {
        QuoteRequest request = good_request(pack, 2019y / March / 15, plans);
        request.applicant.service_card_verified = card;
        if (plans.size() > 1) request.plans[1].units = units;
        const QuoteAnswer answer = quote(pack, request);
        EXPECT_TRUE(answer.ok);
        return answer.notes;
    };
    EXPECT_THAT(notes(true, {"inpatient"}, 0), ElementsAre(Note::gift_critical));
    EXPECT_THAT(notes(false, {"inpatient"}, 0), IsEmpty());
    EXPECT_THAT(notes(true, {"critical"}, 0), IsEmpty());
    EXPECT_THAT(notes(true, {"inpatient", "critical"}, 2), ElementsAre(Note::gift_critical));
    EXPECT_THAT(notes(true, {"inpatient", "critical"}, 3), IsEmpty());
}

TEST(Payment, IsCheckedOnlyWhereThePackNamesTheWays) {
    for (const Payment payment :
         {Payment::cash, Payment::transfer, Payment::bank_deposit, Payment::cheque, Payment::qr}) {
        QuoteRequest weihai = good_request(shipped_pack("weihai-9"), 2018y / March / 20, {"inpatient"});
        weihai.payment = payment;
        EXPECT_EQ(quote(shipped_pack("weihai-9"), weihai).ok,
                  payment == Payment::transfer || payment == Payment::bank_deposit);
        QuoteRequest xiamen = good_request(shipped_pack("xiamen"), 2026y / June / 20, {"mutual-aid"});
        xiamen.payment = payment;
        EXPECT_TRUE(quote(shipped_pack("xiamen"), xiamen).ok);
    }
}

TEST(Quote, ExplainedSaysTheSameAndWhy) {
    const Pack& pack = shipped_pack("xiamen");
    QuoteRequest request = good_request(pack, 2026y / June / 15, {"mutual-aid"});
    const QuoteAnswer answer = quote(pack, request, Explain::yes);
    ASSERT_EQ(answer.steps.size(), 2U);
    EXPECT_EQ(answer.steps[0].en, "Medical mutual aid: 1 unit, 1 year, 36.00 yuan × 1 = 36.00 yuan");
    EXPECT_EQ(answer.steps[1].zh, "医疗互助保障：保障期 2026-07-01 0 时至 2027-06-30 24 时");
    request.applicant.union_member = false;
    EXPECT_THAT(quote(pack, request, Explain::yes).steps, ElementsAre(reason(Refusal::not_union_member)));
}

}  // namespace

}  // namespace config::test
