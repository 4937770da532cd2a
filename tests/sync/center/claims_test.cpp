#include "sync/center/claims.h"

#include "center_fixture.h"
#include "sync/center/adjudicator.h"
#include "sync/center/adjudicator_known.h"
#include "sync/center/ingest.h"
#include "sync/center/review.h"
#include "sync/seal/seal.h"

namespace syncing::center {
namespace {

namespace wire = mutual_aid::v1;
using platform::string_of;

constexpr const char* kHeader = "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due\n";
constexpr const char* kGood =
    "XM-1,11010519491231002x,hospitalization,filed,2026-06-16,\"a, \"\"b\"\"\",3600,no,,2026-07-16";

TEST(ClaimLines, are_read) {
    const auto line = parse_claim_line(kGood);
    ASSERT_TRUE(line);
    EXPECT_EQ(line->id_number, "11010519491231002X");
    EXPECT_EQ(line->place, "a, \"b\"");
    EXPECT_EQ(line->amount_fen, 3600);
    EXPECT_EQ(line->is_final, false);
    EXPECT_EQ(line->due, "2026-07-16");
}

struct Bad {
    const char* line;
    ClaimLineError error;
};
class BadClaimLine : public testing::TestWithParam<Bad> {};
TEST_P(BadClaimLine, is_told_what_is_wrong) {
    const auto line = parse_claim_line(GetParam().line);
    ASSERT_FALSE(line) << GetParam().line;
    EXPECT_EQ(line.error(), GetParam().error) << GetParam().line;
}
INSTANTIATE_TEST_SUITE_P(
    Claims, BadClaimLine,
    testing::Values(Bad{"", ClaimLineError::columns}, Bad{"a,b,c", ClaimLineError::columns},
                    Bad{"a,11010519491231002X,k,filed,,,,,,,", ClaimLineError::columns},
                    Bad{"a,11010519491231002X,k,filed,,\"open,,,,", ClaimLineError::columns},
                    Bad{"a,11010519491231002X,k,filed,,\"x\"y,,,,", ClaimLineError::columns},
                    Bad{",11010519491231002X,k,filed,,,,,,", ClaimLineError::claim_number},
                    Bad{"a b,11010519491231002X,k,filed,,,,,,", ClaimLineError::claim_number},
                    Bad{"a,110105194912310021,k,filed,,,,,,", ClaimLineError::id_number},
                    Bad{"a,11010519491231002X,K9,filed,,,,,,", ClaimLineError::kind},
                    Bad{"a,11010519491231002X,k,lost,,,,,,", ClaimLineError::step},
                    Bad{"a,11010519491231002X,k,filed,2026-02-30,,,,,", ClaimLineError::date},
                    Bad{"a,11010519491231002X,k,filed,,,-1,,,", ClaimLineError::amount},
                    Bad{"a,11010519491231002X,k,filed,,,36.00,,,", ClaimLineError::amount},
                    Bad{"a,11010519491231002X,k,filed,,,99999999999999999999,,,", ClaimLineError::amount},
                    Bad{"a,11010519491231002X,k,filed,,,,maybe,,", ClaimLineError::final_word},
                    Bad{"a,11010519491231002X,k,filed,,,,,,soon", ClaimLineError::due},
                    Bad{"a,11010519491231002X,k,filed,,\xff,,,,", ClaimLineError::not_utf8},
                    Bad{"a,11010519491231002X,k,filed,,\xe9\x9b,,,,", ClaimLineError::not_utf8},
                    Bad{"a,11010519491231002X,k,filed,,x\ty,,,,", ClaimLineError::not_utf8}));

class ClaimImport : public CenterFixture {};

TEST_F(ClaimImport, loads_good_lines_and_names_bad_ones_by_number) {
    const std::string csv = std::string("\xEF\xBB\xBF") + kHeader + kGood + "\r\n" + "nonsense\n\n" + kGood;
    const auto report = import_claims(*admin, folder, csv, clock.wall_ms);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->loaded, 2U);
    ASSERT_EQ(report->bad.size(), 1U);
    EXPECT_EQ(report->bad.front().line, 3U);
    EXPECT_EQ(judges->claim_inbox(10)->size(), 2U);
}

TEST_F(ClaimImport, loads_nothing_without_the_header) {
    const auto report = import_claims(*admin, folder, kGood, clock.wall_ms);
    EXPECT_EQ(report->loaded, 0U);
    EXPECT_EQ(report->bad.front().error, ClaimLineError::header);
}

TEST_F(ClaimImport, rests_sealed_until_judged) {
    ASSERT_TRUE(import_claims(*admin, folder, std::string(kHeader) + kGood, clock.wall_ms));
    const auto inbox = judges->claim_inbox(10);
    const std::string sealed = platform::string_of(inbox->front().sealed);
    EXPECT_EQ(sealed.find("11010519491231002"), std::string::npos);
}

/// Claims filed at station SM03 on 20 September 2026.
class FiledClaims : public CenterFixture {
  protected:
    wire::ClaimFiled claim(const std::string& claim_number = "JL03-000007") const {
        wire::ClaimFiled made;
        *made.mutable_person() = made_up_enrollment().person();
        made.mutable_card_key()->set_public_key(string_of(card.public_key));
        made.set_slip_public_key(string_of(slip.public_key));
        made.set_claim_number(claim_number);
        made.set_scheme("xiamen");
        made.set_plan("mutual-aid");
        made.set_kind("hospitalization");
        made.set_event_date("2026-09-10");
        made.set_place("集美区职工服务站");
        made.set_staff_id("zhou");
        auto& paper = *made.add_papers();
        paper.set_listed(1);
        paper.add_pages(std::string(32, 'p'));
        paper.add_pages(std::string(32, 'q'));
        return made;
    }
    RecordId file(const wire::ClaimFiled& made) {
        terminal.time = {at("2026-09-20T10:00"), at("2026-09-20T10:01"), TimeBasis::signed_time};
        wire::Body body;
        *body.mutable_claim_filed() = made;
        return terminal.write(RecordClass::claim_filed, body);
    }
    RecordId enroll() {
        const RecordId record = terminal.enroll(made_up_enrollment());
        terminal.pay(record);
        return record;
    }
    void push_and_judge() {
        clock.wall_ms = at("2026-09-20T22:00");
        const auto taken = ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall_ms);
        ASSERT_TRUE(taken && !taken->fork && !taken->gap);
        judge();
    }
    void import_lines(const std::string& lines) {
        ASSERT_TRUE(import_claims(*admin, folder, kHeader + lines, clock.wall_ms)->bad.empty());
        judge();
    }
    void say(const RecordId& record, bool accept, const std::string& note = "") {
        ASSERT_TRUE(decide_review(*admin, folder, {record, accept, "", note, "li"}, clock.wall_ms));
        judge();
    }
    /// The claims that this key opens.
    std::vector<wire::ClaimView> seen_with(const platform::SealingKeyPair& key) {
        std::vector<wire::ClaimView> seen;
        for (const wire::Update& update : updates()) {
            wire::PersonView view;
            if (update.has_person() &&
                update.person().recipient() == string_of(recipient_tag(key.public_key)) &&
                open_message(key, platform::view_of(update.person().sealed()), view) && view.has_claim())
                seen.push_back(view.claim());
        }
        return seen;
    }
    std::string at_the_desk(const RecordId& record) {
        const wire::DeskView view = desk_view(record);
        return view.state() + " " + view.reason() + " " + view.note();
    }
    FiledClaim filed(const RecordId& record) {
        const auto row = judges->claims_numbered(platform::keyed_hash(
            judge_keys.person, "mutual-aid/v1/claim_number", {platform::view_of("JL03-000007")}));
        for (const ClaimRow& one : *row) {
            if (one.filed->record == record) return *one.filed;
        }
        return {};
    }
    std::string state_of(const RecordId& record) {
        const auto row = admin->review_row(record);
        return *row ? (*row)->state + " " + (*row)->reason : "none";
    }

    platform::SealingKeyPair card = platform::new_sealing_key();
    platform::SealingKeyPair slip = platform::new_sealing_key();
};

TEST_F(FiledClaims, are_born_filed_at_their_station_and_shown_to_card_slip_and_desk) {
    const RecordId enrollment = enroll();
    const RecordId record = file(claim());
    push_and_judge();
    EXPECT_EQ(state_of(record), "received ");
    EXPECT_EQ(at_the_desk(record), "received  ");
    EXPECT_EQ(filed(record).enrollment, enrollment);
    EXPECT_EQ(filed(record).station, "SM03");
    EXPECT_EQ(filed(record).pages, 2U);
    for (const auto* key : {&card, &slip}) {
        const auto seen = seen_with(*key);
        ASSERT_EQ(seen.size(), 1U);
        EXPECT_EQ(seen[0].claim_number(), "JL03-000007");
        EXPECT_EQ(seen[0].kind(), "hospitalization");
        EXPECT_EQ(seen[0].masked_name(), "林*强");
        ASSERT_EQ(seen[0].steps_size(), 1);
        EXPECT_EQ(seen[0].steps(0).step(), "filed");
        EXPECT_EQ(seen[0].steps(0).on(), "2026-09-20");
        EXPECT_EQ(seen[0].steps(0).place(), "集美区职工服务站");
    }
    EXPECT_EQ(admin->status()->claims, 1);
}

TEST_F(FiledClaims, count_once_when_their_record_comes_again) {
    enroll();
    file(claim());
    push_and_judge();
    const auto before = store->pieces("SM03", 0, 1000)->back().cursor;
    terminal.write(
        RecordClass::claim_filed,
        [&] {
            wire::Body body;
            *body.mutable_claim_filed() = claim();
            return body;
        }(),
        terminal.entries.back().header.record_id);
    push_and_judge();
    EXPECT_EQ(admin->status()->claims, 1);
    EXPECT_EQ(store->pieces("SM03", 0, 1000)->back().cursor, before);
}

TEST_F(FiledClaims, of_somebody_not_enrolled_wait_with_the_reason_and_go_on_once_enrolled) {
    const RecordId record = file(claim());
    push_and_judge();
    EXPECT_EQ(state_of(record), "in_review not_enrolled");
    EXPECT_EQ(at_the_desk(record), "in_review not_enrolled ");
    ASSERT_EQ(admin->review_queue(10)->size(), 1U);
    EXPECT_NE(review_json(admin->review_queue(10)->front(), &judge_keys.data).find("JL03-000007"),
              std::string::npos);
    EXPECT_EQ(seen_with(slip).size(), 1U) << "their slip shows that it was filed";
    terminal.time = {at("2026-06-20T10:00"), at("2026-06-20T10:01"), TimeBasis::signed_time};
    const RecordId enrollment = enroll();
    push_and_judge();
    EXPECT_EQ(state_of(record), "received ");
    EXPECT_EQ(at_the_desk(record), "received  ");
    EXPECT_EQ(filed(record).enrollment, enrollment);
}

TEST_F(FiledClaims, of_a_day_that_no_coverage_has_wait_and_go_on_when_a_person_says_so) {
    enroll();
    wire::ClaimFiled early = claim();
    early.set_event_date("2026-06-30");
    const RecordId record = file(early);
    push_and_judge();
    EXPECT_EQ(state_of(record), "in_review outside_coverage");
    say(record, true);
    EXPECT_EQ(state_of(record), "received ");
}

TEST_F(FiledClaims, that_are_refused_say_why_to_the_person_and_the_desk) {
    const RecordId record = file(claim());
    push_and_judge();
    say(record, false, "没有参保记录");
    EXPECT_EQ(at_the_desk(record), "refused review_refused 没有参保记录");
    const auto seen = seen_with(slip);
    ASSERT_EQ(seen.size(), 1U);
    ASSERT_EQ(seen[0].steps_size(), 2);
    EXPECT_EQ(seen[0].steps(1).step(), "decided");
    EXPECT_EQ(seen[0].detail(), "没有参保记录");
    EXPECT_TRUE(seen[0].amount_is_final());
}

TEST_F(FiledClaims, take_progress_by_their_number_and_flag_another_persons) {
    enroll();
    const RecordId record = file(claim());
    push_and_judge();
    import_lines("JL03-000007," + made_up_number("19880715", 2) +
                 ",hospitalization,decided,2026-10-01,,50000,yes,,\n");
    EXPECT_EQ(seen_with(card)[0].steps_size(), 1);
    EXPECT_EQ(admin->status()->claims, 1) << "no claim of the other person";
    EXPECT_TRUE(filed(record).other_person);
    import_lines("JL03-000007,350299198807150018,hospitalization,decided,2026-10-02,,50000,yes,,\n");
    const auto seen = seen_with(card);
    ASSERT_EQ(seen[0].steps_size(), 2);
    EXPECT_EQ(seen[0].steps(0).place(), "集美区职工服务站");
    EXPECT_EQ(seen[0].amount_fen(), 50000);
    EXPECT_FALSE(filed(record).other_person);
}

TEST_F(FiledClaims, join_progress_that_was_imported_before_them) {
    enroll();
    import_lines("JL03-000007,350299198807150018,hospitalization,received,2026-09-21,,,,,2026-11-01\n");
    const RecordId record = file(claim());
    push_and_judge();
    EXPECT_EQ(admin->status()->claims, 1);
    EXPECT_EQ(state_of(record), "received ");
    ASSERT_EQ(seen_with(slip).size(), 1U);
    EXPECT_EQ(seen_with(slip)[0].steps_size(), 2);
    EXPECT_EQ(seen_with(slip)[0].answer_due(), "2026-11-01");
}

TEST_F(FiledClaims, with_a_number_that_is_given_already_stand_apart) {
    enroll();
    const RecordId first = file(claim());
    const RecordId second = file(claim());
    push_and_judge();
    EXPECT_EQ(state_of(first), "received ");
    EXPECT_EQ(state_of(second), "in_review bad_number");
    EXPECT_EQ(admin->status()->claims, 2);
    EXPECT_EQ(decide_review(*admin, folder, {second, true, "", "", "li"}, clock.wall_ms).error(),
              OperateError::not_judgeable);
}

TEST_F(FiledClaims, that_cannot_be_opened_come_back_to_the_station) {
    terminal.center = platform::new_sealing_key().public_key;
    const RecordId record = file(claim());
    push_and_judge();
    EXPECT_EQ(at_the_desk(record), "in_review unreadable ");
    EXPECT_EQ(admin->status()->unreadable, 1);
}

TEST_F(FiledClaims, a_slip_opens_its_own_claim_and_no_other) {
    enroll();
    file(claim());
    wire::ClaimFiled other = claim("JL03-000008");
    const auto other_slip = platform::new_sealing_key();
    other.set_slip_public_key(string_of(other_slip.public_key));
    file(other);
    push_and_judge();
    EXPECT_EQ(seen_with(card).size(), 2U);
    ASSERT_EQ(seen_with(slip).size(), 1U);
    EXPECT_EQ(seen_with(slip)[0].claim_number(), "JL03-000007");
    ASSERT_EQ(seen_with(other_slip).size(), 1U);
    EXPECT_EQ(seen_with(other_slip)[0].claim_number(), "JL03-000008");
}

TEST_F(FiledClaims, from_a_revoked_terminals_disk_are_shown_to_nobody_until_a_person_lets_them_count) {
    enroll();
    file(claim());
    clock.wall_ms = at("2026-09-20T22:00");
    ASSERT_TRUE(ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall_ms));
    ASSERT_TRUE(store->quarantine(terminal.ledger, 3, 3));
    judge();
    const RecordId record = terminal.entries.back().header.record_id;
    EXPECT_EQ(state_of(record), "in_review quarantine");
    EXPECT_TRUE(seen_with(card).empty());
    say(record, true);
    EXPECT_EQ(state_of(record), "received ");
    EXPECT_EQ(seen_with(card).size(), 1U);
}

struct Question {
    const char* what;
    void (*change)(wire::ClaimFiled& claim, ClaimCase& the_case);
    const char* decided;
};
class ClaimQuestion : public testing::TestWithParam<Question> {};
TEST_P(ClaimQuestion, is_asked) {
    static const config::Pack kPack = *config::load_pack_file(SOURCE_DIR "/config/schemes/xiamen.toml");
    wire::ClaimFiled claim;
    claim.set_claim_number("JL03-000007");
    claim.set_plan("mutual-aid");
    claim.set_kind("hospitalization");
    claim.set_event_date("2026-09-10");
    ClaimCase the_case;
    the_case.claim = &claim;
    the_case.time = {at("2026-09-20T10:00"), at("2026-09-20T10:01"), TimeBasis::signed_time};
    the_case.received = at("2026-09-20T22:00");
    the_case.pack = &kPack;
    the_case.standing = {{RecordId{1}, "mutual-aid", *parse_period("2026-07-01/2027-06-30")}};
    GetParam().change(claim, the_case);
    const ClaimDecision decided = decide_claim(the_case);
    EXPECT_EQ(std::string(name_of(decided.state)) + " " + decided.reason, GetParam().decided)
        << GetParam().what;
}
INSTANTIATE_TEST_SUITE_P(
    Claims, ClaimQuestion,
    testing::Values(
        Question{"nothing", [](auto&, auto&) {}, "received "},
        Question{"the last day that is covered",
                 [](auto& c, auto& the) {
                     c.set_event_date("2027-06-30");
                     the.time = {at("2027-07-02T10:00"), at("2027-07-02T10:01"), TimeBasis::signed_time};
                     the.received = at("2027-07-02T22:00");
                 },
                 "received "},
        Question{"no plan named", [](auto& c, auto&) { c.set_plan(""); }, "received "},
        Question{"another plan", [](auto&, auto& the) { the.standing[0].plan = "other"; },
                 "in_review not_enrolled"},
        Question{"a plan that is none", [](auto& c, auto&) { c.set_plan("gold"); }, "in_review unknown_kind"},
        Question{"a kind that is none", [](auto& c, auto&) { c.set_kind("toothache"); },
                 "in_review unknown_kind"},
        Question{"an unknown pack", [](auto&, auto& the) { the.pack = nullptr; }, "in_review unknown_pack"},
        Question{"no date", [](auto& c, auto&) { c.set_event_date(""); }, "in_review bad_event_date"},
        Question{"a day to come", [](auto& c, auto&) { c.set_event_date("2026-09-21"); },
                 "in_review bad_event_date"},
        Question{"before it began", [](auto& c, auto&) { c.set_event_date("2026-06-30"); },
                 "in_review outside_coverage"},
        Question{"a free-hand number", [](auto& c, auto&) { c.set_claim_number("C-1"); },
                 "in_review bad_number"},
        Question{"a typed card", [](auto& c, auto&) { c.set_typed_by("zhou"); }, "in_review typed_card"},
        Question{"a simulated clock", [](auto&, auto& the) { the.time.basis = TimeBasis::simulated; },
                 "in_review simulated_time"},
        Question{"a settled question",
                 [](auto& c, auto& the) {
                     c.set_typed_by("zhou");
                     the.reviews = {{"typed_card", true, "", ""}};
                 },
                 "received "},
        Question{"a question with a no",
                 [](auto& c, auto& the) {
                     c.set_typed_by("zhou");
                     the.reviews = {{"typed_card", false, "review_refused", ""}};
                 },
                 "refused review_refused"}));

}  // namespace
}  // namespace syncing::center
