#include "sync/center/judge.h"

#include <gtest/gtest.h>

#include "test_terminal.h"

namespace syncing::center {
namespace {

class Judge : public testing::Test {
  protected:
    Judge() : pack(*config::load_pack_file(SOURCE_DIR "/config/schemes/xiamen.toml")) {
        the_case.enrollment = &enrollment;
        the_case.time = {at("2026-06-15T09:00"), at("2026-06-15T09:05"), TimeBasis::signed_time};
        the_case.received = at("2026-06-15T22:00");
        the_case.pack = &pack;
    }
    void pay(std::int64_t fen, bool papers = true, const char* receipt = "R-1",
             const char* on = "2026-06-15T09:10") {
        the_case.payments.push_back({receipt, fen, papers, {at(on), at(on), TimeBasis::signed_time}, at(on)});
    }
    std::string decided() const {
        const Decision decision = decide(the_case);
        return std::string(name_of(decision.state)) + " " + decision.reason;
    }

    const config::Pack pack;
    mutual_aid::v1::Enrollment enrollment = made_up_enrollment();
    Case the_case;
};

TEST_F(Judge, waits_for_payment_then_accepts) {
    EXPECT_EQ(decided(), "awaiting_payment ");
    pay(3600);
    EXPECT_EQ(decided(), "accepted ");
    EXPECT_EQ(decide(the_case).coverage->from, *platform::parse_date("2026-07-01"));
    EXPECT_EQ(decide(the_case).coverage->to, *platform::parse_date("2027-06-30"));
}

TEST_F(Judge, a_card_that_staff_typed_in_is_looked_at_by_a_person_once_all_else_is_in_order) {
    enrollment.set_typed_by("zhou");
    EXPECT_EQ(decided(), "awaiting_payment ");
    pay(3600);
    EXPECT_EQ(decided(), "in_review typed_card");
    EXPECT_EQ(decide(the_case).coverage->from, *platform::parse_date("2026-07-01"));
    the_case.withdrawn = true;
    EXPECT_EQ(decided(), "withdrawn ");
}

TEST_F(Judge, a_typed_card_outside_the_window_is_refused_like_any_other) {
    enrollment.set_typed_by("zhou");
    the_case.time = {at("2026-07-02T09:00"), at("2026-07-02T09:05"), TimeBasis::signed_time};
    EXPECT_EQ(decided(), "refused window_closed");
}

TEST_F(Judge, what_a_person_settled_is_not_asked_again_and_the_next_question_is) {
    enrollment.set_typed_by("zhou");
    pay(3000);
    EXPECT_EQ(decided(), "in_review paid_differs");
    the_case.reviews.push_back({"paid_differs", true, "", ""});
    EXPECT_EQ(decided(), "in_review typed_card");
    the_case.reviews.push_back({"typed_card", true, "", ""});
    EXPECT_EQ(decided(), "accepted ");
}

TEST_F(Judge, a_refusal_stands_while_its_question_does_and_the_last_word_counts) {
    enrollment.set_typed_by("zhou");
    pay(3000);
    the_case.reviews.push_back({"paid_differs", false, "payment_not_accepted", ""});
    EXPECT_EQ(decided(), "refused payment_not_accepted");
    pay(600, true, "R-2");
    EXPECT_EQ(decided(), "in_review typed_card");
    the_case.reviews.push_back({"typed_card", false, "review_refused", ""});
    EXPECT_EQ(decided(), "refused review_refused");
    the_case.reviews.push_back({"typed_card", true, "", ""});
    EXPECT_EQ(decided(), "accepted ");
}

TEST_F(Judge, a_settled_window_edge_counts_for_the_window_that_the_time_touches) {
    pay(3600);
    the_case.time = {at("2026-06-30T23:00"), at("2026-07-01T01:00"), TimeBasis::signed_time};
    EXPECT_EQ(decided(), "in_review window_edge");
    the_case.reviews.push_back({"window_edge", true, "", ""});
    EXPECT_EQ(decided(), "accepted ");
    EXPECT_EQ(decide(the_case).coverage->from, *platform::parse_date("2026-07-01"));
}

TEST_F(Judge, paid_without_papers_waits) {
    pay(3600, false);
    EXPECT_EQ(decided(), "awaiting_payment papers_unchecked");
}

TEST_F(Judge, a_payment_in_two_parts_adds_up) {
    pay(3000, true, "R-1");
    EXPECT_EQ(decided(), "in_review paid_differs");
    pay(600, true, "R-2");
    EXPECT_EQ(decided(), "accepted ");
}

TEST_F(Judge, the_same_receipt_twice_is_one_payment) {
    pay(3600, false);
    pay(3600, true);
    EXPECT_EQ(decided(), "accepted ");
}

TEST_F(Judge, too_much_money_goes_to_a_person) {
    pay(3600, true, "R-1");
    pay(3600, true, "R-2");
    EXPECT_EQ(decided(), "in_review paid_differs");
}

TEST_F(Judge, paying_after_the_window_goes_to_a_person) {
    pay(3600, true, "R-1", "2026-07-01T00:00");
    EXPECT_EQ(decided(), "in_review paid_late");
}

TEST_F(Judge, paying_in_the_windows_last_minute_counts) {
    pay(3600, true, "R-1", "2026-06-30T23:59:59");
    EXPECT_EQ(decided(), "accepted ");
}

TEST_F(Judge, withdrawn_is_withdrawn_whatever_was_paid) {
    pay(3600);
    the_case.withdrawn = true;
    EXPECT_EQ(decided(), "withdrawn ");
}

struct Window {
    const char* earliest;
    const char* latest;
    const char* decision;
};
class JudgeWindow : public Judge, public testing::WithParamInterface<Window> {};
TEST_P(JudgeWindow, is_exact_to_the_second) {
    the_case.time = {at(GetParam().earliest), at(GetParam().latest), TimeBasis::signed_time};
    EXPECT_EQ(decided(), GetParam().decision);
}
INSTANTIATE_TEST_SUITE_P(
    Edges, JudgeWindow,
    testing::Values(Window{"2026-05-31T23:59:58", "2026-05-31T23:59:59", "refused window_closed"},
                    Window{"2026-05-31T23:59:59", "2026-06-01T00:00:00", "in_review window_edge"},
                    Window{"2026-06-01T00:00:00", "2026-06-01T00:00:01", "awaiting_payment "},
                    Window{"2026-06-30T23:59:58", "2026-06-30T23:59:59", "awaiting_payment "},
                    Window{"2026-06-30T23:59:59", "2026-07-01T00:00:00", "in_review window_edge"},
                    Window{"2026-07-01T00:00:00", "2026-07-01T00:00:01", "refused window_closed"},
                    Window{"2026-05-31T12:00:00", "2026-07-02T12:00:00", "in_review window_edge"},
                    Window{"2025-06-15T12:00:00", "2026-06-15T12:00:00", "in_review window_edge"}));

TEST_F(Judge, an_unknown_time_is_bounded_by_the_receipt) {
    the_case.time = {at("2026-06-10T00:00"), INT64_MAX, TimeBasis::unknown};
    EXPECT_EQ(decided(), "awaiting_payment ");
    the_case.received = at("2026-07-01T00:00");
    EXPECT_EQ(decided(), "in_review window_edge");
    the_case.time.earliest_ms = 0;
    EXPECT_EQ(decided(), "in_review window_edge");
}

TEST_F(Judge, a_battery_clock_refuses_nobody) {
    pay(3600);
    the_case.time = {at("2026-07-02T10:00"), at("2026-07-02T10:01"), TimeBasis::after_reboot};
    EXPECT_EQ(decided(), "in_review window_edge");
    the_case.reviews.push_back({"window_edge", true, "", ""});
    EXPECT_EQ(decided(), "accepted ");
    EXPECT_EQ(decide(the_case).coverage->from, *platform::parse_date("2026-07-01"));
}

TEST_F(Judge, a_battery_clock_alone_vouches_for_nobody_once_the_window_is_closed) {
    pay(3600);
    the_case.time = {at("2026-06-30T17:46"), at("2026-06-30T17:47"), TimeBasis::after_reboot};
    the_case.received = at("2026-06-30T23:59");
    EXPECT_EQ(decided(), "accepted ");
    the_case.received = at("2026-07-01T12:00");
    EXPECT_EQ(decided(), "in_review window_edge");
    the_case.time.basis = TimeBasis::signed_time;
    EXPECT_EQ(decided(), "accepted ");
}

TEST_F(Judge, simulated_time_counts_only_where_the_center_simulates_too) {
    the_case.time.basis = TimeBasis::simulated;
    EXPECT_EQ(decided(), "in_review simulated_time");
    the_case.simulation = true;
    EXPECT_EQ(decided(), "awaiting_payment ");
}

TEST_F(Judge, a_pack_the_center_does_not_have_goes_to_a_person) {
    the_case.pack = nullptr;
    EXPECT_EQ(decided(), "in_review unknown_pack");
}

struct Change {
    const char* what;
    void (*change)(mutual_aid::v1::Enrollment&);
    const char* decision;
};
class JudgeChange : public Judge, public testing::WithParamInterface<Change> {};
TEST_P(JudgeChange, decides) {
    pay(3600);
    GetParam().change(enrollment);
    EXPECT_EQ(decided(), GetParam().decision) << GetParam().what;
}
using E = mutual_aid::v1::Enrollment;
INSTANTIATE_TEST_SUITE_P(
    Rules, JudgeChange,
    testing::Values(
        Change{"other scheme", [](E& e) { e.set_scheme("elsewhere"); }, "in_review pack_differs"},
        Change{"other plan", [](E& e) { e.set_plan("gold"); }, "in_review pack_differs"},
        Change{"no document", [](E& e) { e.set_document(""); }, "refused missing_document"},
        Change{"no union", [](E& e) { e.set_joins_union(false); }, "refused not_union_member"},
        Change{"employment", [](E& e) { e.set_employment("retired"); }, "refused wrong_employment"},
        Change{"no consent", [](E& e) { e.set_consent(false); }, "refused no_consent"},
        Change{"other fee", [](E& e) { e.set_fee_fen(3500); }, "in_review fee_differs"},
        Change{"units", [](E& e) { e.set_units(2); }, "refused too_many_units"},
        Change{"15 years", [](E& e) { e.mutable_person()->set_number(made_up_number("20110101", 1)); },
               "refused too_young"},
        Change{"16 years today", [](E& e) { e.mutable_person()->set_number(made_up_number("20100615", 1)); },
               "accepted "},
        Change{"bad number", [](E& e) { e.mutable_person()->set_number("110105194912310021"); },
               "refused bad_id_number"},
        Change{"2017 foreigner",
               [](E& e) {
                   e.mutable_person()->set_card_kind("foreigner_2017");
                   e.mutable_person()->set_number("KAZ110090123105");
                   e.mutable_person()->set_birth("1990-12-31");
               },
               "accepted "},
        Change{"2017 foreigner, too young",
               [](E& e) {
                   e.mutable_person()->set_card_kind("foreigner_2017");
                   e.mutable_person()->set_number("KAZ110090123105");
                   e.mutable_person()->set_birth("2012-12-31");
               },
               "refused too_young"},
        Change{"2023 foreigner",
               [](E& e) {
                   e.mutable_person()->set_card_kind("foreigner_2023");
                   e.mutable_person()->set_number("932682198501010017");
               },
               "accepted "}));

}  // namespace
}  // namespace syncing::center
