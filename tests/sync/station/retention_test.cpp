// Sealed bodies at the terminal: kept until they are safe elsewhere, then gone from the file.
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/base/file.h"
#include "sync/station/session.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/temporary_folder.h"
#include "tests/sync/station/fake_center.h"

namespace syncing {
namespace {

constexpr std::int64_t kNight = 24LL * 3600 * 1000;

class Retention : public testing::Test {
  protected:
    Retention() {
        terminal_.identity.terminal_id = center_.terminal = {4};
        terminal_.keys.ledger = platform::new_signing_key();
        const std::string list = center_.key_list();
        terminal_.credentials.signed_key_list.assign(list.begin(), list.end());
        terminal_.credentials.root = center_.root();
    }
    void write(int count) {
        for (int i = 0; i < count; ++i) {
            tests::MadeUpEnrollment one;
            ASSERT_TRUE(ledger_.append(std::span(&one.append, 1), {1, sealing_}, {}));
        }
    }
    SyncReport sync() {
        const platform::SimulatedClock clock(1'781'485'200'000);
        return SyncSession(terminal_, ledger_, cache_, clock, center_.transport(),
                           [](std::chrono::milliseconds, const std::stop_token&) {}, {})
            .run({});
    }
    platform::Bytes body(std::uint64_t seq) { return ledger_.entries(seq, 1, 0)->front().sealed_body; }
    bool in_file(const platform::Bytes& bytes) {
        const auto file = platform::read_file(folder_ / "ledger.db", 64UL * 1024 * 1024).value();
        return std::ranges::search(file, bytes).begin() != file.end();
    }

    tests::TemporaryFolder folder_;
    tests::FakeCenter center_;
    Terminal terminal_;
    platform::SealingPublicKey sealing_ = platform::new_sealing_key().public_key;
    Ledger ledger_ = std::move(Ledger::open(folder_ / "ledger.db", {{1}, "JL03", 'A'}).value());
    Cache cache_ = std::move(Cache::open(folder_ / "cache.db").value());
};

TEST_F(Retention, bodies_leave_the_file_seven_nights_after_a_backup_that_holds_them) {
    write(120);
    const platform::Bytes first = body(1);
    const platform::Bytes last = body(120);
    ASSERT_TRUE(in_file(last));
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    center_.now_ms += 30 * kNight;
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_EQ(ledger_.purged().value(), 0U) << "acknowledged for a month, but in no backup";
    center_.backed_up_seq = 119;
    sync();
    center_.now_ms += 7 * kNight - 1;
    sync();
    EXPECT_EQ(ledger_.purged().value(), 0U) << "a moment before seven nights";
    center_.now_ms += 1;
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_EQ(ledger_.purged().value(), 119U);
    EXPECT_FALSE(in_file(first));
    EXPECT_EQ(body(120), last) << "the backup does not hold this one";
    EXPECT_FALSE(ledger_.verify().value());
}

TEST_F(Retention, without_any_body_left_the_center_is_still_asked_whether_it_holds_everything) {
    write(2);
    sync();
    center_.backed_up_seq = 2;
    sync();
    center_.now_ms += 7 * kNight;
    sync();
    ASSERT_EQ(ledger_.purged().value(), 2U);
    center_.now_ms += kNight;
    const SyncReport report = sync();
    EXPECT_EQ(report.outcome, SyncOutcome::ok) << report.detail;
    EXPECT_EQ(report.as_of_ms, center_.now_ms);
    write(1);
    EXPECT_EQ(sync().held, 3U);
}

TEST_F(Retention, what_was_said_of_backups_before_a_restore_counts_no_more) {
    write(3);
    sync();
    center_.backed_up_seq = 3;
    sync();
    center_.epoch = 2;
    center_.backed_up_seq = 0;
    center_.held.resize(1);
    center_.now_ms += 8 * kNight;
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_EQ(ledger_.purged().value(), 0U);
    EXPECT_EQ(center_.held.size(), 3U);
}

TEST_F(Retention, a_center_that_lost_what_was_purged_here_is_named_and_gets_nothing_half) {
    write(3);
    sync();
    center_.backed_up_seq = 3;
    sync();
    center_.now_ms += 7 * kNight;
    sync();
    ASSERT_EQ(ledger_.purged().value(), 3U);
    center_.epoch = 2;
    center_.held.clear();
    const SyncReport report = sync();
    EXPECT_EQ(report.outcome, SyncOutcome::records_disagree);
    EXPECT_EQ(report.detail, "bodies_purged");
    EXPECT_TRUE(center_.held.empty());
}

}  // namespace
}  // namespace syncing
