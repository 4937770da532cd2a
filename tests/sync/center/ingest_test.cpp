#include "sync/center/ingest.h"

#include "center_fixture.h"

namespace syncing::center {
namespace {

class Ingest : public CenterFixture {
  protected:
    Ingest() {
        for (int i = 0; i < 6; ++i) terminal.enroll(made_up_enrollment());
    }

    platform::Result<Ingested, IngestError> send(std::size_t first, std::size_t last) {
        return send(terminal, first, last);
    }
    platform::Result<Ingested, IngestError> send(const TestTerminal& from, std::size_t first,
                                                 std::size_t last) {
        const auto range = decode_range(from.range_bytes(first, last));
        EXPECT_TRUE(range);
        return ingest(*store, terminal_id, *range, clock.wall_ms);
    }
    std::int64_t stored() { return admin->status()->entries; }
};

TEST_F(Ingest, stores_a_range_and_says_what_it_holds) {
    const auto answer = send(1, 3);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->held_seq, 3U);
    EXPECT_EQ(answer->held_hash, terminal.entries[2].hash);
    EXPECT_EQ(stored(), 3);
}

TEST_F(Ingest, answers_the_same_range_the_same_and_stores_it_once) {
    send(1, 3);
    const auto again = send(1, 3);
    EXPECT_EQ(again->held_seq, 3U);
    EXPECT_EQ(stored(), 3);
}

struct Overlap {
    std::size_t first, last;
    std::uint64_t held;
};
class Overlapping : public Ingest, public testing::WithParamInterface<Overlap> {};
TEST_P(Overlapping, stores_only_what_is_new) {
    send(1, 4);
    const auto answer = send(GetParam().first, GetParam().last);
    ASSERT_TRUE(answer);
    EXPECT_FALSE(answer->fork);
    EXPECT_EQ(answer->held_seq, GetParam().held);
    EXPECT_EQ(stored(), static_cast<std::int64_t>(GetParam().held));
}
INSTANTIATE_TEST_SUITE_P(Ingest, Overlapping,
                         testing::Values(Overlap{1, 6, 6}, Overlap{2, 3, 4}, Overlap{4, 5, 5},
                                         Overlap{5, 6, 6}, Overlap{1, 1, 4}));

TEST_F(Ingest, stores_nothing_after_a_gap) {
    send(1, 2);
    const auto answer = send(4, 6);
    ASSERT_TRUE(answer);
    EXPECT_TRUE(answer->gap);
    EXPECT_EQ(answer->held_seq, 2U);
    EXPECT_EQ(stored(), 2);
}

TEST_F(Ingest, names_the_last_common_place_of_a_fork) {
    TestTerminal clone = terminal;
    clone.entries.resize(3);
    clone.enroll(made_up_enrollment());
    clone.enroll(made_up_enrollment());
    send(1, 6);
    const auto answer = send(clone, 2, 5);
    ASSERT_TRUE(answer && answer->fork);
    EXPECT_EQ(answer->fork->common_seq, 3U);
    EXPECT_EQ(answer->fork->common_hash, terminal.entries[2].hash);
    EXPECT_EQ(answer->fork->conflict_seq, 4U);
    EXPECT_EQ(answer->fork->center_hash, terminal.entries[3].hash);
    EXPECT_EQ(answer->fork->terminal_hash, clone.entries[3].hash);
    EXPECT_EQ(stored(), 6);
}

TEST_F(Ingest, sees_a_fork_before_the_range) {
    TestTerminal clone = terminal;
    clone.entries.resize(2);
    for (int i = 0; i < 4; ++i) clone.enroll(made_up_enrollment());
    send(1, 4);
    const auto answer = send(clone, 5, 6);
    ASSERT_TRUE(answer && answer->fork);
    EXPECT_EQ(answer->fork->conflict_seq, 4U);
    EXPECT_EQ(answer->fork->common_seq, 0U);
    EXPECT_EQ(stored(), 4);
}

TEST_F(Ingest, takes_no_ledger_of_another_terminal) {
    TestTerminal other;
    const auto other_id = provision(other, "SM04", 1, "JL04");
    other.enroll(made_up_enrollment());
    const auto range = decode_range(other.whole());
    EXPECT_EQ(ingest(*store, terminal_id, *range, clock.wall_ms).error(), IngestError::not_its_ledger);
    EXPECT_TRUE(ingest(*store, other_id, *range, clock.wall_ms));
}

TEST_F(Ingest, takes_no_unknown_ledger) {
    TestTerminal stranger;
    stranger.center = terminal.center;
    stranger.enroll(made_up_enrollment());
    EXPECT_EQ(send(stranger, 1, 1).error(), IngestError::not_its_ledger);
}

TEST_F(Ingest, takes_no_range_signed_by_another_key) {
    TestTerminal forger = terminal;
    forger.ledger_key = platform::new_signing_key();
    EXPECT_EQ(send(forger, 1, 3).error(), IngestError::bad_signature);
    EXPECT_EQ(stored(), 0);
}

TEST_F(Ingest, takes_no_signature_of_another_range) {
    auto range = *decode_range(terminal.range_bytes(1, 3));
    range.entries.push_back(terminal.entries[3]);
    EXPECT_EQ(ingest(*store, terminal_id, range, clock.wall_ms).error(), IngestError::bad_signature);
}

TEST_F(Ingest, a_range_cut_or_changed_at_any_place_stores_nothing) {
    const platform::Bytes whole = terminal.range_bytes(1, 2);
    const auto takes = [&](platform::ByteView bytes) {
        const auto range = decode_range(bytes);
        if (!range) return false;
        // An entry or a body that is not to be seen any more is a gap: asked for again, and nothing stored.
        const auto ingested = ingest(*store, terminal_id, *range, clock.wall_ms);
        return ingested && !ingested->gap;
    };
    for (std::size_t at = 0; at < whole.size(); ++at) {
        EXPECT_FALSE(takes(platform::ByteView(whole).first(at))) << "cut at " << at;
        platform::Bytes changed = whole;
        changed[at] ^= 0x20;
        // The epoch a terminal believes in is advice and not signed; every other byte counts.
        EXPECT_FALSE(takes(changed)) << "changed at " << at;
    }
    EXPECT_EQ(stored(), 0);
}

}  // namespace
}  // namespace syncing::center
