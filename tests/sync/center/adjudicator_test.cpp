#include "sync/center/adjudicator.h"

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <thread>

#include "center_fixture.h"
#include "sync/center/claims.h"
#include "sync/center/ingest.h"
#include "sync/center/sql_common.h"
#include "sync/seal/seal.h"

namespace syncing::center {
namespace {

namespace wire = mutual_aid::v1;
using platform::string_of;

/// Connections to this test's database of a server that wait for another.
constexpr std::string_view kWaiting =
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

/// A worker with a card and, for each enrollment, a slip.
struct Worker {
    std::string number = "350299198807150018";
    platform::SealingKeyPair card = platform::new_sealing_key();
    platform::SealingKeyPair slip = platform::new_sealing_key();

    wire::Enrollment enrollment() const {
        wire::Enrollment made = made_up_enrollment(number);
        made.mutable_card_key()->set_public_key(string_of(card.public_key));
        made.set_slip_public_key(string_of(slip.public_key));
        return made;
    }
};

class Adjudicate : public CenterFixture {
  protected:
    void push(TestTerminal& from, const platform::TerminalId& id) {
        const auto range = decode_range(from.whole());
        ASSERT_TRUE(range);
        const auto ingested = ingest(*store, id, *range, clock.wall_ms);
        ASSERT_TRUE(ingested && !ingested->fork && !ingested->gap);
    }
    void push_and_judge() {
        push(terminal, terminal_id);
        judge();
    }

    /// What the holder of `key` can open at a station, by row id.
    std::map<std::string, wire::PersonView> seen_with(const platform::SealingKeyPair& key,
                                                      const std::string& station) {
        std::map<std::string, wire::PersonView> seen;
        for (const wire::Update& update : updates(station)) {
            wire::PersonView view;
            if (update.has_person() &&
                update.person().recipient() == string_of(recipient_tag(key.public_key)) &&
                open_message(key, platform::view_of(update.person().sealed()), view)) {
                seen[update.person().row_id()] = view;
            }
        }
        return seen;
    }
    void import_lines(const std::string& lines) {
        const auto report =
            import_claims(*admin, folder,
                          "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due\n" + lines,
                          clock.wall_ms);
        ASSERT_TRUE(report);
        ASSERT_TRUE(report->bad.empty());
        judge();
    }

    Worker worker;
};

TEST_F(Adjudicate, accepts_once_paid_and_tells_card_slip_and_desk) {
    const RecordId record = terminal.enroll(worker.enrollment());
    push_and_judge();
    EXPECT_EQ(state_of(record), "awaiting_payment ");
    terminal.pay(record);
    push_and_judge();
    EXPECT_EQ(state_of(record), "accepted ");
    for (const auto* key : {&worker.card, &worker.slip}) {
        const auto seen = seen_with(*key, "SM03");
        ASSERT_EQ(seen.size(), 1U);
        EXPECT_EQ(seen.begin()->first, string_of(record));
        EXPECT_EQ(seen.begin()->second.enrollment().state(), "accepted");
        EXPECT_EQ(seen.begin()->second.enrollment().coverage_from(), "2026-07-01");
        EXPECT_EQ(seen.begin()->second.enrollment().slip_number(), "JL03-000001");
    }
    int desk_rows = 0;
    for (const wire::Update& update : updates("SM03")) desk_rows += update.has_desk() ? 1 : 0;
    EXPECT_EQ(desk_rows, 1);
}

TEST_F(Adjudicate, many_at_once_on_several_threads_each_get_their_own_decision) {
    std::map<RecordId, std::string> expected;
    std::vector<Worker> workers(130);
    for (std::size_t i = 0; i < workers.size(); ++i) {
        workers[i].number = made_up_number("19880715", static_cast<int>(i % 120));  // the last ten come again
        wire::Enrollment enrollment = workers[i].enrollment();
        if (i % 7 == 1) enrollment.set_document("");
        const RecordId record = terminal.enroll(enrollment);
        if (i % 5 != 2) terminal.pay(record);
        expected[record] = i % 7 == 1 ? "refused missing_document"
                           : i >= 120 && (i - 120) % 7 != 1 && (i - 120) % 5 != 2
                               ? "duplicate already_enrolled"
                           : i % 5 == 2 ? "awaiting_payment "
                                        : "accepted ";
    }
    push(terminal, terminal_id);
    ASSERT_TRUE(Adjudicator(
                    *judges, judge_keys, clock, [] {}, 3)
                    .run());
    for (const auto& [record, state] : expected) EXPECT_EQ(state_of(record), state);
    for (const Worker& worker_of_many : {workers.front(), workers[60], workers[119]})
        EXPECT_EQ(seen_with(worker_of_many.slip, "SM03").size(), 1U);
}

TEST_F(Adjudicate, two_at_once_take_turns_and_each_ends_well) {
    std::vector<RecordId> records;
    for (int i = 0; i < 20; ++i) {
        Worker one;
        one.number = made_up_number("19880715", i);
        records.push_back(terminal.enroll(one.enrollment()));
        terminal.pay(records.back());
    }
    push(terminal, terminal_id);
    const auto others = std::move(*open_judge_store(folder.database()));
    auto holding = std::move(*open_center_database(folder.database()));
    auto watching = std::move(*open_center_database(folder.database()));
    std::array<Done, 2> done;
    std::optional<platform::Transaction> held;
    if (server) {
        // One gets no further than its first decision, so that the other is there in the midst of its unit.
        held.emplace(std::move(*platform::Transaction::begin(holding)));
        ASSERT_TRUE(holding.run("LOCK TABLE enrollment IN EXCLUSIVE MODE"));
    }
    {
        std::jthread one([&] { done[0] = Adjudicator(*judges, judge_keys, clock).run(); });
        std::jthread two([&] { done[1] = Adjudicator(*others, judge_keys, clock).run(); });
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (server && watching.integer(kWaiting).value() < 2) {
            ASSERT_LT(std::chrono::steady_clock::now(), patience);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        held.reset();
    }
    for (const Done& each : done) EXPECT_TRUE(each) << name_of(each.error());
    for (const RecordId& record : records) EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(Adjudicate, running_again_changes_nothing) {
    terminal.pay(terminal.enroll(worker.enrollment()));
    push_and_judge();
    const auto before = store->pieces("SM03", 0, 1000);
    judge();
    push_and_judge();
    const auto after = store->pieces("SM03", 0, 1000);
    ASSERT_EQ(before->size(), after->size());
    EXPECT_EQ(before->back().cursor, after->back().cursor);
}

TEST_F(Adjudicate, decides_the_same_when_the_payment_arrives_first) {
    const RecordId record = platform::random_array<16>();
    terminal.pay(record);
    push_and_judge();
    EXPECT_EQ(state_of(record), "none");
    wire::Body body;
    *body.mutable_enrollment() = worker.enrollment();
    terminal.write(RecordClass::enrollment, body, record);
    push_and_judge();
    EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(Adjudicate, a_second_enrollment_at_another_station_is_linked_as_a_duplicate) {
    TestTerminal other;
    const auto other_id = provision(other, "SM04", 1, "JL04");
    const RecordId first = terminal.enroll(worker.enrollment());
    terminal.pay(first);
    push_and_judge();
    Worker again = worker;
    again.slip = platform::new_sealing_key();
    const RecordId second = other.enroll(again.enrollment());
    other.pay(second);
    push(other, other_id);
    judge();
    EXPECT_EQ(state_of(first), "accepted ");
    EXPECT_EQ(state_of(second), "duplicate already_enrolled");
    EXPECT_EQ((*judges->enrollment(second))->duplicate_of, first);
    EXPECT_EQ(seen_with(worker.card, "SM04").size(), 2U);  // this station serves the person now
    EXPECT_EQ(seen_with(again.slip, "SM04").size(), 1U);
}

TEST_F(Adjudicate, withdrawing_the_first_lets_the_duplicate_stand) {
    const RecordId first = terminal.enroll(worker.enrollment());
    terminal.pay(first);
    const RecordId second = terminal.enroll(worker.enrollment());
    terminal.pay(second, 3600, true, "R-2");
    push_and_judge();
    EXPECT_EQ(state_of(second), "duplicate already_enrolled");
    terminal.withdraw(first);
    push_and_judge();
    EXPECT_EQ(state_of(first), "withdrawn ");
    EXPECT_EQ(state_of(second), "accepted ");
}

TEST_F(Adjudicate, an_acceptance_stands_against_later_facts) {
    const RecordId record = terminal.enroll(worker.enrollment());
    terminal.pay(record);
    push_and_judge();
    terminal.pay(record, 3600, true, "R-2");
    push_and_judge();
    EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(Adjudicate, a_correction_changes_what_is_judged) {
    wire::Enrollment enrollment = worker.enrollment();
    enrollment.set_document("");
    const RecordId record = terminal.enroll(enrollment);
    terminal.pay(record);
    push_and_judge();
    EXPECT_EQ(state_of(record), "refused missing_document");
    wire::Body body;
    body.mutable_correction()->set_enrollment_record(string_of(record));
    body.mutable_correction()->set_document("labour_contract");
    terminal.write(RecordClass::correction, body);
    push_and_judge();
    EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(Adjudicate, a_foreigner_with_old_and_new_card_is_one_person) {
    wire::Enrollment old_card = worker.enrollment();
    old_card.mutable_person()->set_card_kind("foreigner_2017");
    old_card.mutable_person()->set_number("KAZ110090123105");
    old_card.mutable_person()->set_birth("1990-12-31");
    const RecordId first = terminal.enroll(old_card);
    terminal.pay(first);
    wire::Enrollment new_card = worker.enrollment();
    new_card.mutable_person()->set_card_kind("foreigner_2023");
    new_card.mutable_person()->set_number("911398199012310021");
    new_card.mutable_person()->set_former_number("KAZ110090123105");
    const RecordId second = terminal.enroll(new_card);
    terminal.pay(second, 3600, true, "R-2");
    push_and_judge();
    EXPECT_EQ(state_of(first), "accepted ");
    EXPECT_EQ(state_of(second), "duplicate already_enrolled");
    import_lines("C-1,911398199012310021,hospitalization,filed,2026-06-16,,,,,\n");
    EXPECT_EQ(seen_with(worker.card, "SM03").size(), 3U);
}

TEST_F(Adjudicate, a_body_sealed_to_another_key_waits_for_an_operator) {
    const auto own = terminal.center;
    terminal.center = platform::new_sealing_key().public_key;
    const RecordId record = terminal.enroll(worker.enrollment());
    terminal.center = own;
    const RecordId good = terminal.enroll(worker.enrollment());
    push_and_judge();
    EXPECT_EQ(state_of(record), "in_review unreadable");
    EXPECT_EQ(state_of(good), "awaiting_payment ");
    EXPECT_EQ(admin->status()->unreadable, 1);
}

TEST_F(Adjudicate, a_body_that_is_not_what_its_class_says_is_not_judged) {
    wire::Body body;
    *body.mutable_enrollment() = worker.enrollment();
    const RecordId record = terminal.write(RecordClass::payment, body);
    push_and_judge();
    EXPECT_EQ(state_of(record), "none");
    EXPECT_EQ(admin->status()->unreadable, 1);
}

TEST_F(Adjudicate, a_record_appended_again_in_another_ledger_counts_once) {
    const RecordId record = terminal.enroll(worker.enrollment());
    push_and_judge();
    TestTerminal replacement;
    const auto replacement_id = provision(replacement, "SM03", 2, "JL13");
    wire::Body body;
    *body.mutable_enrollment() = worker.enrollment();
    replacement.write(RecordClass::enrollment, body, record);
    push(replacement, replacement_id);
    judge();
    EXPECT_EQ(admin->status()->enrollments,
              (std::vector<std::pair<std::string, std::int64_t>>{{"awaiting_payment", 1}}));
}

TEST_F(Adjudicate, an_enrollment_priced_by_an_unknown_pack_is_judged_once_the_pack_is_there) {
    platform::Bytes newer = pack;
    platform::append(newer, platform::view_of("\n# another edition\n"));
    terminal.pack_hash = platform::hash(newer);
    const RecordId record = terminal.enroll(worker.enrollment());
    terminal.pay(record);
    push_and_judge();
    EXPECT_EQ(state_of(record), "in_review unknown_pack");
    ASSERT_TRUE(add_pack(*admin, "xiamen", newer, *pack_key(temporary.path() / "root")));
    judge();
    EXPECT_EQ(state_of(record), "accepted ");
}

TEST_F(Adjudicate, claim_progress_reaches_card_and_slip_and_adds_up) {
    terminal.enroll(worker.enrollment());
    push_and_judge();
    import_lines(
        "C-1,350299198807150018,hospitalization,received,2026-06-20,,,,,2026-07-20\n"
        "C-1,350299198807150018,hospitalization,filed,2026-06-16,集美区,,,,\n");
    import_lines(
        "C-1,350299198807150018,hospitalization,decided,2026-06-28,,50000,yes,\"十天, 每天50元\",\n");
    for (const auto* key : {&worker.card, &worker.slip}) {
        const auto seen = seen_with(*key, "SM03");
        ASSERT_EQ(seen.size(), 2U);
        const wire::ClaimView* claim = nullptr;
        for (const auto& [id, view] : seen) {
            if (view.has_claim()) claim = &view.claim();
        }
        ASSERT_NE(claim, nullptr);
        EXPECT_EQ(claim->masked_name(), "林*强");
        ASSERT_EQ(claim->steps_size(), 3);
        EXPECT_EQ(claim->steps(0).step(), "filed");
        EXPECT_EQ(claim->steps(0).place(), "集美区");
        EXPECT_EQ(claim->steps(2).step(), "decided");
        EXPECT_EQ(claim->amount_fen(), 50000);
        EXPECT_TRUE(claim->amount_is_final());
        EXPECT_EQ(claim->detail(), "十天, 每天50元");
        EXPECT_EQ(claim->answer_due(), "2026-07-20");
    }
}

TEST_F(Adjudicate, importing_the_same_file_twice_changes_nothing) {
    terminal.enroll(worker.enrollment());
    push_and_judge();
    const std::string lines = "C-1,350299198807150018,hospitalization,filed,2026-06-16,,,,,\n";
    import_lines(lines);
    const auto before = store->pieces("SM03", 0, 1000)->back().cursor;
    import_lines(lines);
    EXPECT_EQ(store->pieces("SM03", 0, 1000)->back().cursor, before);
    EXPECT_EQ(admin->status()->claims, 1);
}

TEST_F(Adjudicate, a_card_seen_later_gets_what_was_there_before) {
    import_lines("C-1,350299198807150018,hospitalization,filed,2026-06-16,,,,,\n");
    EXPECT_TRUE(seen_with(worker.card, "SM03").empty());
    wire::Body body;
    body.mutable_card_key_seen()->set_number(worker.number);
    body.mutable_card_key_seen()->mutable_card_key()->set_public_key(string_of(worker.card.public_key));
    terminal.write(RecordClass::card_key_seen, body);
    push_and_judge();
    EXPECT_EQ(seen_with(worker.card, "SM03").size(), 1U);
}

TEST_F(Adjudicate, nothing_personal_rests_in_the_database) {
    if (server) GTEST_SKIP() << "reads the file; the rows are the same on a server";
    terminal.pay(terminal.enroll(worker.enrollment()));
    push_and_judge();
    import_lines("C-1,350299198807150018,hospitalization,filed,2026-06-16,,,,secret detail,\n");
    std::ifstream file(folder.database(), std::ios::binary);
    const std::string content(std::istreambuf_iterator<char>(file), {});
    for (const char* personal : {"350299198807150018", "林测强", "JL03-000001", "secret detail", "C-1,"}) {
        EXPECT_EQ(content.find(personal), std::string::npos) << personal;
    }
}

}  // namespace
}  // namespace syncing::center
