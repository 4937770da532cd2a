// Attachments from a terminal's file to the center, over the real session and the real API.
#include "sync/ledger/attachments.h"

#include "center_fixture.h"
#include "sync/center/adjudicator.h"
#include "sync/center/api.h"
#include "sync/center/attachments.h"
#include "sync/center/backup.h"
#include "sync/center/backup_check.h"
#include "sync/center/orphan_pass.h"
#include "sync/center/sql_common.h"
#include "sync/seal/seal.h"
#include "sync/station/session.h"
#include "tests/support/campaign.h"
#include "tests/support/ledger_fixture.h"

namespace syncing::center {
namespace {

class AttachmentsAtTheCenter : public CenterFixture {
  protected:
    AttachmentsAtTheCenter() {
        clock.is_simulated = false;
        station_.identity.terminal_id = terminal_id;
        station_.identity.ledger = {terminal.ledger, "JL03", 'A'};
        station_.keys.ledger = terminal.ledger_key;
        station_.credentials.root = *folder.root();
        station_.credentials.signed_key_list = serve_keys.key_list;
        std::vector<std::unique_ptr<ServeStore>> stores;
        stores.push_back(std::move(*open_serve_store(folder.database())));
        api_ = std::make_unique<Api>(std::move(stores), serve_keys, "集美区", clock, [] {});
    }
    RecordId enroll_with_paper(std::size_t size) {
        tests::MadeUpEnrollment one;
        photos_[one.append.record_id] = platform::Bytes(size);
        platform::random_bytes(photos_[one.append.record_id]);
        const auto sealed = seal_bytes(terminal.center, photos_[one.append.record_id], kMaxAttachment);
        EXPECT_TRUE(attachments_.add(one.append.record_id, *sealed));
        EXPECT_TRUE(ledger_.append(std::span(&one.append, 1), {1, terminal.center}, {}));
        return one.append.record_id;
    }
    SyncReport sync() {
        return SyncSession(
                   station_, ledger_, cache_, clock,
                   [this](const platform::HttpCall& call, const std::stop_token&) { return carry(call); },
                   [](std::chrono::milliseconds, const std::stop_token&) {}, {.attempts = 3}, &attachments_)
            .run({});
    }
    platform::Result<platform::HttpAnswer, platform::HttpError> carry(const platform::HttpCall& call) {
        const auto target = platform::parse_target(call.path);
        const platform::HttpRequest request{
            call.method, target->path, target->query, call.content_type, {call.body.begin(), call.body.end()},
            certificate};
        if (call.path.starts_with("/v1/attachments")) sent_ += call.body.size();
        if (loss_ > 0 && tests::below(random_, 100) < loss_) return platform::fail(platform::HttpError::cut);
        const auto response = api_->handle(request);
        if (loss_ > 0 && tests::below(random_, 100) < loss_)
            return platform::fail(platform::HttpError::timeout);
        return platform::HttpAnswer{response.status, response.content_type, response.body};
    }
    void expect_held(const RecordId& record) {
        const auto blobs = admin->attachments_of(record);
        ASSERT_TRUE(blobs);
        ASSERT_EQ(blobs->size(), 1U);
        EXPECT_EQ(open_bytes(judge_keys.sealing.pair, blobs->front()).value(), photos_[record]);
    }
    static std::vector<platform::Hash> named(const platform::Result<BackupReport, BackupError>& report) {
        std::vector<platform::Hash> ids;
        for (const AttachmentRow& one : report.value().damaged_attachments) ids.push_back(one.id);
        return ids;
    }
    std::vector<AttachmentHeld> take(std::vector<AttachmentPiece> pieces) {
        return *take_attachments(*store, terminal_id, {{}, std::move(pieces)}, clock.wall_ms);
    }

    std::unique_ptr<Api> api_;
    syncing::Terminal station_;
    syncing::Ledger ledger_ = std::move(
        syncing::Ledger::open(temporary.path() / "ledger.db", {terminal.ledger, "JL03", 'A'}).value());
    Cache cache_ = std::move(Cache::open(temporary.path() / "cache.db").value());
    Attachments attachments_ = std::move(Attachments::open(temporary.path() / "attachments.db").value());
    std::map<RecordId, platform::Bytes> photos_;
    std::mt19937 random_ = tests::seeded();
    int loss_ = 0;
    std::size_t sent_ = 0;
};

TEST_F(AttachmentsAtTheCenter, follow_the_records_and_open_to_the_photograph) {
    const RecordId small = enroll_with_paper(10);
    const RecordId large = enroll_with_paper(3'000'000);
    const auto report = sync();
    EXPECT_EQ(report.outcome, SyncOutcome::ok) << report.detail;
    expect_held(small);
    expect_held(large);
    EXPECT_EQ(attachments_.waiting().value(), 0U);
    const std::size_t once = sent_;
    sync();
    EXPECT_LT(sent_ - once, 1000U) << "what is held is not sent again";
}

TEST_F(AttachmentsAtTheCenter, arrive_whole_over_a_link_that_loses_requests_and_answers) {
    std::vector<RecordId> records;
    for (int i = 0; i < 12; ++i)
        records.push_back(enroll_with_paper(static_cast<std::size_t>(tests::below(random_, 900'000))));
    loss_ = 25;
    for (int run = 0; run < 300 && (run == 0 || attachments_.waiting().value() > 0); ++run) sync();
    EXPECT_EQ(attachments_.waiting().value(), 0U);
    for (const RecordId& record : records) expect_held(record);
}

TEST_F(AttachmentsAtTheCenter, without_a_record_are_not_sent) {
    enroll_with_paper(10);
    ASSERT_TRUE(attachments_.add(platform::random_array<16>(), platform::Bytes(5000, 1)));
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    EXPECT_EQ(attachments_.waiting().value(), 1U);
}

TEST_F(AttachmentsAtTheCenter, stay_at_the_terminal_until_a_backup_has_held_them_for_seven_nights) {
    enroll_with_paper(100'000);
    sync();
    const auto left = [&] { return attachments_.unclear(99, 0, 10).value().size(); };
    clock.advance(8 * 24 * 3'600'000LL);
    sync();
    EXPECT_EQ(left(), 1U) << "no backup yet";
    ASSERT_TRUE(back_up(*admin, folder, temporary.path() / "backup", clock.wall_ms));
    sync();
    clock.advance(6 * 24 * 3'600'000LL);
    sync();
    EXPECT_EQ(left(), 1U);
    clock.advance(2 * 24 * 3'600'000LL);
    sync();
    EXPECT_EQ(left(), 0U);
}

TEST_F(AttachmentsAtTheCenter, are_asked_about_and_sent_again_when_the_center_was_restored) {
    const RecordId record = enroll_with_paper(100'000);
    sync();
    ASSERT_TRUE(store->drop_attachment(terminal_id, platform::hash(admin->attachments_of(record)->front())));
    ASSERT_TRUE(admin->set_epoch(1'800'000'000));
    EXPECT_EQ(sync().outcome, SyncOutcome::ok);
    expect_held(record);
}

TEST_F(AttachmentsAtTheCenter,
       of_which_a_byte_changed_or_all_were_lost_are_named_and_no_terminal_is_told_of_them) {
    const auto brought = [&](const RecordId& record) {
        return platform::hash(admin->attachments_of(record)->front());
    };
    const RecordId records[] = {enroll_with_paper(3'000'000), enroll_with_paper(3'000'000),
                                enroll_with_paper(10)};
    sync();
    const platform::Hash right = brought(records[0]);
    std::vector<platform::Hash> wrong{brought(records[1]), brought(records[2])};
    auto database = std::move(*open_center_database(folder.database()));
    // A server writes what is changed, even to the same, behind all others.
    for (const platform::Hash& id : {right, wrong[0]}) {
        auto first = *database.first("SELECT data FROM attachment_piece WHERE id = ? AND start = 0",
                                     {sql(platform::ByteView(id))},
                                     [](const platform::SqlRow& row) { return bytes_of(row, 0); });
        if (id != right) first->back() ^= 1;
        ASSERT_TRUE(database.run("UPDATE attachment_piece SET data = ? WHERE id = ? AND start = 0",
                                 {sql(platform::ByteView(*first)), sql(platform::ByteView(id))}));
    }
    ASSERT_TRUE(
        database.run("DELETE FROM attachment_piece WHERE id = ?", {sql(platform::ByteView(wrong[1]))}));
    std::ranges::sort(wrong);
    EXPECT_EQ(named(verify(folder.path())), wrong);
    EXPECT_EQ(named(back_up(*admin, folder, temporary.path() / "backup", clock.wall_ms)), wrong);
    EXPECT_EQ(named(verify(temporary.path() / "backup")), wrong);
    EXPECT_EQ(named(put_back("backup", "again")), wrong) << "and nothing else is lost for them";
    EXPECT_TRUE((*store->attachment(terminal_id, right))->backed_up);
    for (const platform::Hash& id : wrong) EXPECT_FALSE((*store->attachment(terminal_id, id))->backed_up);
}

/// How many attachments are wrong when these pieces (start, size) of one of 1,000 bytes are there.
std::size_t damaged(std::initializer_list<std::pair<std::size_t, std::size_t>> pieces) {
    platform::Bytes all(1000);
    platform::random_bytes(all);
    const AttachmentRow row{{1}, platform::hash(all), {2}, 1000, 1000, false};
    AttachmentsCheck check;
    check.expect(row);
    for (const auto& [start, size] : pieces)
        check.see(row.terminal, row.id, start, platform::ByteView(all).subspan(start, size));
    return check.damaged().size();
}

TEST(AttachmentsOfABackup, are_what_their_names_say_whatever_the_order_of_their_pieces) {
    EXPECT_EQ(damaged({{0, 1000}}), 0U);
    EXPECT_EQ(damaged({{700, 300}, {300, 400}, {0, 300}}), 0U);
    EXPECT_EQ(damaged({{300, 700}, {0, 300}, {300, 700}}), 1U) << "one piece too many";
    EXPECT_EQ(damaged({{0, 300}, {400, 600}}), 1U) << "a gap";
    EXPECT_EQ(damaged({{0, 300}, {200, 800}}), 1U) << "an overlap";
    EXPECT_EQ(damaged({}), 1U);
}

TEST_F(AttachmentsAtTheCenter, that_do_not_hash_to_their_name_begin_again) {
    const platform::Bytes right(1000, 1);
    const platform::Bytes wrong(500, 2);
    const AttachmentId id = platform::hash(right);
    EXPECT_EQ(take({{id, {1}, 1000, 0, wrong}})[0].held, 500U);
    EXPECT_EQ(take({{id, {1}, 1000, 500, platform::Bytes(500, 1)}})[0].held, 0U);
    EXPECT_EQ(take({{id, {1}, 1000, 0, right}})[0].held, 1000U);
}

TEST_F(AttachmentsAtTheCenter, take_pieces_in_any_order_only_where_they_follow) {
    platform::Bytes all(1000);
    platform::random_bytes(all);
    const AttachmentId id = platform::hash(all);
    const auto piece = [&](std::size_t at, std::size_t size) {
        return AttachmentPiece{id,
                               {1},
                               1000,
                               at,
                               platform::Bytes(all.begin() + static_cast<std::ptrdiff_t>(at),
                                               all.begin() + static_cast<std::ptrdiff_t>(at + size))};
    };
    EXPECT_EQ(take({piece(0, 0)})[0].held, 0U) << "a question";
    EXPECT_EQ(take({piece(400, 100)})[0].held, 0U) << "a gap";
    EXPECT_EQ(take({piece(0, 300), piece(200, 300)})[1].held, 500U) << "an overlap";
    EXPECT_EQ(take({piece(0, 300)})[0].held, 500U) << "again";
    EXPECT_EQ(take({piece(500, 500)})[0].held, 1000U);
    EXPECT_EQ(take({{id, {1}, 999, 0, platform::Bytes(999)}})[0].held, 1000U)
        << "another length is another thing";
}

/// Attachments that came by a stick whose records did not.
class Orphans : public AttachmentsAtTheCenter {
  protected:
    /// The whole of it, noted by the terminal as far as the center says; its record stays with the terminal.
    AttachmentId bring(const tests::MadeUpEnrollment& one, std::size_t bytes) {
        const RecordId& record = one.append.record_id;
        photos_[record] = platform::Bytes(1000, 7);
        const auto sealed = seal_bytes(terminal.center, photos_[record], kMaxAttachment);
        const AttachmentId id = attachments_.add(record, *sealed).value();
        auto piece = attachments_.whole(*attachments_.find(id).value()).value();
        piece.data.resize(std::min(bytes, piece.data.size()));
        EXPECT_TRUE(attachments_.note(take({piece}), *store->epoch(), clock.wall_ms));
        return id;
    }
    bool here(const AttachmentId& id) { return store->attachment(terminal_id, id)->has_value(); }
    void pass_after(int days) {
        clock.wall_ms += days * 24LL * 3'600'000;
        ASSERT_TRUE(passes_.run_when_due());
    }
    void append(const tests::MadeUpEnrollment& one) { append_sealed_to(terminal.center, one); }
    void append_sealed_to(const platform::SealingPublicKey& key, const tests::MadeUpEnrollment& one) {
        ASSERT_TRUE(ledger_.append(std::span(&one.append, 1), {1, key}, {}));
        sync();
    }

    static constexpr std::size_t kWhole = SIZE_MAX;
    OrphanPass passes_{*admin, clock};
};

TEST_F(Orphans, are_deleted_thirty_days_after_their_last_piece) {
    const tests::MadeUpEnrollment one;
    const tests::MadeUpEnrollment other;
    const AttachmentId whole = bring(one, kWhole);
    pass_after(20);
    const AttachmentId begun = bring(other, 500);
    pass_after(9);
    EXPECT_TRUE(here(whole));
    pass_after(2);
    EXPECT_FALSE(here(whole));
    EXPECT_TRUE(here(begun)) << "it has had 11 days";
    pass_after(20);
    EXPECT_FALSE(here(begun));
}

TEST_F(Orphans, are_none_once_their_record_is_here_opened_or_not) {
    std::vector<tests::MadeUpEnrollment> three(3);
    std::vector<AttachmentId> ids;
    for (const auto& one : three) ids.push_back(bring(one, kWhole));
    pass_after(29);
    append(three[0]);
    append_sealed_to(platform::new_sealing_key().public_key, three[1]);
    ASSERT_TRUE(Adjudicator(*judges, judge_keys, clock).run());
    append(three[2]);
    EXPECT_EQ(admin->status()->pending, 1);
    EXPECT_EQ(admin->status()->unreadable, 1);
    pass_after(1);
    pass_after(40);
    for (const AttachmentId& id : ids) EXPECT_TRUE(here(id));
}

TEST_F(Orphans, are_sent_again_when_their_record_comes_after_all) {
    const tests::MadeUpEnrollment one;
    const AttachmentId id = bring(one, kWhole);
    EXPECT_EQ(attachments_.waiting().value(), 0U) << "the terminal was told that it is held";
    ASSERT_TRUE(back_up(*admin, folder, temporary.path() / "first", clock.wall_ms));
    EXPECT_FALSE((*store->attachment(terminal_id, id))->backed_up) << "so the terminal keeps it";
    pass_after(31);
    ASSERT_FALSE(here(id));
    append(one);
    expect_held(one.append.record_id);
    ASSERT_TRUE(back_up(*admin, folder, temporary.path() / "second", clock.wall_ms));
    EXPECT_TRUE((*store->attachment(terminal_id, id))->backed_up);
}

TEST_F(Orphans, a_revoked_terminals_unfinished_ones_are_deleted_the_whole_ones_stay) {
    const RecordId record = enroll_with_paper(1000);
    sync();
    const tests::MadeUpEnrollment one;
    const AttachmentId begun = bring(one, 500);
    pass_after(1);
    EXPECT_TRUE(here(begun));
    ASSERT_TRUE(revoke_terminal(*admin, "SM03", 1));
    pass_after(1);
    EXPECT_FALSE(here(begun));
    expect_held(record);
}

}  // namespace
}  // namespace syncing::center
