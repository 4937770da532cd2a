// What a center itself originates comes back from its archive after a restore.
#include "sync/center/origin.h"

#include <atomic>
#include <thread>

#include "center_fixture.h"
#include "sync/center/adjudicator.h"
#include "sync/center/backup.h"
#include "sync/center/claims.h"
#include "sync/center/ingest.h"
#include "sync/center/review.h"

namespace syncing::center {
namespace {

namespace fs = std::filesystem;
namespace wire = mutual_aid::v1;

class Archive : public CenterFixture {
  protected:
    fs::path place() { return temporary.path() / "archive"; }
    std::uint64_t take() { return OriginArchive::open(place())->take(*admin).value_or(0); }
    void push_and_judge(AdminStore&, ServeStore& serve, JudgeStore& judge) {
        ASSERT_TRUE(ingest(serve, terminal_id, *decode_range(terminal.whole()), clock.wall_ms));
        ASSERT_TRUE(Adjudicator(judge, judge_keys, clock).run());
    }
    void push_and_judge() { push_and_judge(*admin, *store, *judges); }
    void change_a_byte(std::uintmax_t from_the_end) {
        std::fstream file(place() / "origin.log", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-static_cast<std::streamoff>(from_the_end), std::ios::end);
        file.put('?');
    }
    platform::Result<BackupReport, BackupError> put_back() {
        clock.advance(60'000);
        return CenterFixture::put_back("backup", "restored", "archive");
    }
    void back_up_now() { ASSERT_TRUE(back_up(*admin, folder, temporary.path() / "backup", clock.wall_ms)); }
};

TEST_F(Archive, brings_back_terminals_revocations_reviews_claims_and_decisions) {
    back_up_now();
    wire::Enrollment typed = made_up_enrollment();
    typed.set_typed_by("zhou");
    const RecordId record = terminal.enroll(typed);
    terminal.pay(record);
    push_and_judge();
    ASSERT_TRUE(decide_review(*admin, folder, {record, false, "bad_id_number", "", "li"}, clock.wall_ms));
    TestTerminal second;
    const auto second_id = provision(second, "SM04", 1, "JL04");
    ASSERT_TRUE(revoke_terminal(*admin, "SM04", 1));
    ASSERT_TRUE(import_claims(*admin, folder,
                              "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due\n"
                              "C-1,350299198807150018,hospitalization,filed,2026-06-16,,,,,\n",
                              clock.wall_ms));
    push_and_judge();
    const RecordId accepted = terminal.enroll(made_up_enrollment(made_up_number("19900101", 1)));
    terminal.pay(accepted, 3600, true, "R-2");
    push_and_judge();
    EXPECT_GT(take(), 10U);

    const auto report = put_back();
    ASSERT_TRUE(report) << error_text(report.error());
    EXPECT_GT(report->replayed, 10U);
    const CenterFolder again(temporary.path() / "restored");
    const auto admin2 = std::move(*open_admin_store(again.database()));
    const auto serve2 = std::move(*open_serve_store(again.database()));
    const auto judge2 = std::move(*open_judge_store(again.database()));
    EXPECT_TRUE((*serve2->terminal(second_id))->revoked);
    EXPECT_TRUE((*serve2->terminal(second_id))->provisioned);
    EXPECT_EQ((*judge2->enrollment(accepted))->state, "accepted") << "an acceptance stands, entries or none";
    EXPECT_EQ((*judge2->enrollment(record))->reason, "bad_id_number");
    push_and_judge(*admin2, *serve2, *judge2);
    EXPECT_EQ((*judge2->enrollment(record))->state, "refused");
    EXPECT_EQ((*judge2->enrollment(accepted))->state, "accepted");
    EXPECT_EQ(admin2->status()->claims, 1);
    EXPECT_EQ(OriginArchive::open(place())->take(*admin2).has_value(), true) << "the archive goes on";
}

TEST_F(Archive, a_frame_that_was_cut_is_cut_off_and_written_again) {
    take();
    const auto size = fs::file_size(place() / "origin.log");
    ASSERT_TRUE(revoke_terminal(*admin, "SM03", 1));
    EXPECT_EQ(take(), 1U);
    fs::resize_file(place() / "origin.log", size + 5);
    EXPECT_EQ(take(), 1U);
    EXPECT_EQ(take(), 0U);
}

TEST_F(Archive, a_changed_byte_is_found_and_a_restore_with_it_makes_nothing) {
    back_up_now();
    ASSERT_TRUE(revoke_terminal(*admin, "SM03", 1));
    take();
    change_a_byte(1);
    EXPECT_EQ(OriginArchive::open(place()).error(), ArchiveError::damaged);
    EXPECT_EQ(put_back().error(), BackupError::bad_archive);
    EXPECT_FALSE(fs::exists(temporary.path() / "restored"));
    EXPECT_TRUE(!server || platform::is_empty_postgres(databases.back().address()).value());
}

TEST_F(Archive, a_size_that_cannot_be_is_found_and_nothing_is_cut_off) {
    ASSERT_GT(take(), 1U);
    const auto whole = fs::file_size(place() / "origin.log");
    {
        std::fstream file(place() / "origin.log", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(std::string_view("MAOL1\n").size() + 3);  // the highest byte of the first frame's size
        file.put('\x7f');
    }
    EXPECT_EQ(OriginArchive::open(place()).error(), ArchiveError::damaged);
    EXPECT_EQ(fs::file_size(place() / "origin.log"), whole);
}

TEST_F(Archive, numbers_have_no_gaps_whoever_writes_at_once_and_gives_up) {
    constexpr int kUnits = 40;
    std::atomic<int> writing = 2;
    const auto write = [&] {
        const auto own = std::move(*open_admin_store(folder.database()));
        for (int i = 0; i < kUnits; ++i) {
            const auto unit = own->begin();
            ASSERT_TRUE(unit);
            ASSERT_TRUE(own->add_to_claim_inbox(certificate));
            ASSERT_TRUE(own->add_to_review_inbox(certificate));
            const bool kept = i % 3 == 0 || (*unit)->commit();
            ASSERT_TRUE(kept);
        }
        --writing;
    };
    std::thread one(write);
    std::thread other(write);
    std::uint64_t taken = 0;
    auto archive = std::move(*OriginArchive::open(place()));
    while (writing > 0) {
        const auto rows = admin->origin_after(0, 10'000).value();
        EXPECT_EQ(rows.size(), rows.back().seq) << "nothing comes before what was seen";
        taken += archive.take(*admin).value();
    }
    one.join();
    other.join();
    taken += archive.take(*admin).value();
    EXPECT_EQ(taken, admin->last_origin().value());
    EXPECT_EQ(admin->origin_after(0, 10'000)->size(), taken);
}

TEST_F(Archive, that_is_ahead_of_its_center_takes_nothing) {
    back_up_now();
    ASSERT_TRUE(revoke_terminal(*admin, "SM03", 1));
    take();
    ASSERT_TRUE(CenterFixture::put_back("backup", "restored"));
    const auto other = std::move(*open_admin_store(CenterFolder(temporary.path() / "restored").database()));
    EXPECT_EQ(OriginArchive::open(place())->take(*other).error(), ArchiveError::other);
}

TEST(OriginRecord, that_is_cut_anywhere_is_no_record) {
    const platform::Bytes whole =
        origin_record(OriginKind::staff, {platform::view_of("SM03"), platform::view_of("zhou"), {}});
    EXPECT_EQ(read_origin(whole)->parts.size(), 3U);
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto part = read_origin(platform::ByteView(whole).first(size));
        EXPECT_TRUE(!part || part->parts.size() < 3) << size;
    }
}

}  // namespace
}  // namespace syncing::center
