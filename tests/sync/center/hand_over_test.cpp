#include "sync/center/hand_over.h"

#include "center_fixture.h"
#include "sync/center/adjudicator.h"
#include "sync/center/ingest.h"

namespace syncing::center {
namespace {

class HandOver : public CenterFixture {
  protected:
    HandOver() {
        for (int i = 0; i < 4; ++i) terminal.enroll(made_up_enrollment());
        EXPECT_TRUE(send(terminal, 1, 4));
    }
    platform::Result<Ingested, IngestError> send(const TestTerminal& from, std::size_t first,
                                                 std::size_t last) {
        return ingest(*store, terminal_id, *decode_range(from.range_bytes(first, last)), clock.wall_ms);
    }
    HandOverCall call(const TestTerminal& from, const TestTerminal& to) {
        HandOverCall made{
            terminal_id, from.ledger, to.ledger, to.ledger_key.public_key, platform::random_array<16>(), {},
            0,           {},          {}};
        for (std::size_t i = from.entries.size(); i > 0; --i)
            made.places.push_back({i, from.entries[i - 1].hash});
        return made;
    }
    platform::Result<HandedOver, HandOverError> ask(const TestTerminal& from, const TestTerminal& to,
                                                    char letter = 0) {
        HandOverCall made = call(from, to);
        made.letter = letter;
        const auto bytes = encode_hand_over(made, from.ledger_key.secret_key, to.ledger_key.secret_key);
        const auto decoded = decode_hand_over(bytes);
        EXPECT_TRUE(decoded);
        return take_hand_over(*store, terminal_id, *decoded);
    }
    TestTerminal next() {
        TestTerminal made;
        made.center = terminal.center;
        made.pack_hash = terminal.pack_hash;
        return made;
    }
};

TEST_F(HandOver, names_the_last_common_place_and_the_next_letter) {
    TestTerminal restored = terminal;
    restored.entries.resize(2);
    restored.enroll(made_up_enrollment());
    const TestTerminal after = next();
    const auto taken = ask(restored, after);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->common, (ChainPlace{2, terminal.entries[1].hash}));
    EXPECT_EQ(taken->ledger.letter, 'B');
    EXPECT_EQ(taken->ledger.id, after.ledger);
    EXPECT_EQ(taken->ledger.predecessor, terminal.ledger);
}

TEST_F(HandOver, answers_the_same_request_the_same) {
    TestTerminal after = next();
    ASSERT_TRUE(ask(terminal, after));
    after.enroll(made_up_enrollment());
    ASSERT_TRUE(send(after, 1, 1));
    const auto again = ask(terminal, after);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->ledger.letter, 'B');
    EXPECT_EQ(again->ledger.held_seq, 1U);
}

TEST_F(HandOver, a_closed_ledger_takes_nothing_new_and_says_what_follows_it) {
    const TestTerminal after = next();
    ASSERT_TRUE(ask(terminal, after));
    EXPECT_FALSE(send(terminal, 4, 4)->fork) << "what is held is still answered as before";
    terminal.enroll(made_up_enrollment());
    const auto refused = send(terminal, 5, 5);
    ASSERT_TRUE(refused && refused->fork);
    EXPECT_EQ(refused->fork->successor, after.ledger);
    EXPECT_EQ(refused->held_seq, 4U);
}

TEST_F(HandOver, another_successor_means_two_machines_and_stops_both) {
    ASSERT_TRUE(ask(terminal, next()));
    EXPECT_EQ(ask(terminal, next()).error(), HandOverError::two_machines);
    EXPECT_TRUE((*store->terminal(terminal_id))->disputed);
}

TEST_F(HandOver, an_operator_lets_both_machines_go_on) {
    const TestTerminal first = next();
    ASSERT_TRUE(ask(terminal, first));
    const TestTerminal second = next();
    ASSERT_FALSE(ask(terminal, second));
    ASSERT_TRUE(settle_terminal(*admin, "SM03", 1));
    EXPECT_FALSE((*store->terminal(terminal_id))->disputed);
    EXPECT_EQ(ask(terminal, second)->ledger.letter, 'C');
}

TEST_F(HandOver, keeps_the_letter_that_a_terminal_uses_already) {
    EXPECT_EQ(ask(terminal, next(), 'D')->ledger.letter, 'D');
}

TEST_F(HandOver, is_refused_without_the_old_ledgers_key) {
    TestTerminal forger = terminal;
    forger.ledger_key = platform::new_signing_key();
    EXPECT_EQ(ask(forger, next()).error(), HandOverError::bad_signature);
    EXPECT_FALSE((*store->ledger(terminal.ledger))->successor);
}

TEST_F(HandOver, is_refused_for_another_terminals_ledger) {
    TestTerminal other;
    provision(other, "SM04", 1, "JL04");
    EXPECT_EQ(ask(other, next()).error(), HandOverError::not_its_ledger);
    EXPECT_EQ(ask(terminal, other).error(), HandOverError::not_its_ledger) << "nor to one that is there";
}

TEST_F(HandOver, a_request_changed_at_any_byte_is_refused_or_the_same) {
    HandOverCall made = call(terminal, next());
    const auto bytes =
        encode_hand_over(made, terminal.ledger_key.secret_key, platform::new_signing_key().secret_key);
    EXPECT_FALSE(decode_hand_over(bytes)) << "the new key must sign too";
    const TestTerminal after = next();
    made = call(terminal, after);
    const auto good = encode_hand_over(made, terminal.ledger_key.secret_key, after.ledger_key.secret_key);
    for (std::size_t at = 0; at < good.size(); ++at) {
        EXPECT_FALSE(decode_hand_over(platform::ByteView(good).first(at)) &&
                     at < 2 + made.statement_bytes.size() + 2 + 64)
            << "cut at " << at;
        platform::Bytes changed = good;
        changed[at] ^= 1;
        const auto decoded = decode_hand_over(changed);
        if (decoded && verify_hand_over(*decoded, terminal.ledger_key.public_key)) {
            EXPECT_EQ(decoded->statement_bytes, made.statement_bytes) << "changed at " << at;
        }
    }
}

TEST_F(HandOver, records_appended_again_are_judged_once) {
    TestTerminal restored = terminal;
    restored.entries.resize(3);
    const RecordId fresh = restored.enroll(made_up_enrollment(made_up_number("19880716", 1)));
    TestTerminal after = next();
    ASSERT_TRUE(ask(restored, after));
    mutual_aid::v1::Body statement;
    statement.mutable_hand_over();
    after.write(RecordClass::hand_over, statement);
    for (const std::size_t i : {2U, 3U}) {  // one that the center has, and the one it lacks
        RangeEntry entry = restored.entries[i];
        entry.header.ledger_id = after.ledger;
        entry.header.seq = after.entries.size() + 1;
        entry.header.previous = after.entries.back().hash;
        entry.header_bytes = encode(entry.header);
        entry.hash = entry_hash(entry.header_bytes);
        after.entries.push_back(entry);
    }
    ASSERT_EQ(send(after, 1, 3)->held_seq, 3U);
    ASSERT_TRUE(Adjudicator(*judges, judge_keys, clock).run());
    EXPECT_EQ(admin->status()->unreadable, 0);
    EXPECT_TRUE(*judges->enrollment(fresh));
    std::int64_t enrollments = 0;
    const auto status = admin->status();
    for (const auto& [state, count] : status->enrollments) enrollments += count;
    EXPECT_EQ(enrollments, 5);
}

}  // namespace
}  // namespace syncing::center
