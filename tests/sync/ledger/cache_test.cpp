#include "sync/ledger/cache.h"

#include <gtest/gtest.h>

#include "sync/wire/enrolled_filter.h"
#include "sync/wire/packet.pb.h"
#include "tests/support/temporary_folder.h"

namespace syncing {
namespace {

namespace wire = mutual_aid::v1;

class CacheTest : public testing::Test {
  protected:
    wire::Update& add(std::uint64_t cursor) {
        wire::Update& update = *page_.add_updates();
        update.set_cursor(cursor);
        page_.set_to_cursor(cursor);
        return update;
    }
    void add_person(std::uint64_t cursor, const Tag& recipient, const RowId& row, std::uint64_t version,
                    const char* sealed) {
        auto& person = *add(cursor).mutable_person();
        person.set_recipient(platform::string_of(recipient));
        person.set_row_id(platform::string_of(row));
        person.set_version(version);
        person.set_sealed(sealed);
    }
    void apply() {
        page_.set_center_epoch(1);
        ASSERT_TRUE(cache_.apply(page_));
        page_.Clear();
    }

    tests::TemporaryFolder folder_;
    Cache cache_ = std::move(Cache::open(folder_ / "cache.db").value());
    wire::UpdatesPage page_;
};

TEST_F(CacheTest, is_empty_before_the_first_sync) {
    EXPECT_EQ(cache_.cursor().value(), Cursor{});
    EXPECT_EQ(cache_.acknowledgement().value(), Acknowledgement{});
    EXPECT_FALSE(cache_.signed_time().value());
    EXPECT_FALSE(cache_.last_run().value());
    EXPECT_FALSE(cache_.roster().value());
    EXPECT_FALSE(cache_.key_list().value());
    EXPECT_TRUE(cache_.peppers()->empty());
    EXPECT_TRUE(cache_.packs()->empty());
}

TEST_F(CacheTest, finds_rows_by_recipient_in_their_newest_version) {
    add_person(1, {1}, {10}, 1, "first");
    add_person(2, {1}, {11}, 1, "other row");
    add_person(3, {2}, {10}, 1, "other person");
    add_person(4, {1}, {10}, 3, "newest");
    add_person(5, {1}, {10}, 2, "late");
    apply();
    const auto rows = cache_.person_rows({1}).value();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(platform::string_of(rows[0].sealed), "newest");
    EXPECT_EQ(platform::string_of(rows[1].sealed), "other row");
    EXPECT_TRUE(cache_.person_rows({3})->empty());
}

TEST_F(CacheTest, applying_a_page_twice_changes_nothing) {
    add_person(1, {1}, {10}, 1, "first");
    const wire::UpdatesPage again = page_;
    apply();
    page_ = again;
    apply();
    EXPECT_EQ(cache_.person_rows({1})->size(), 1U);
    EXPECT_EQ(cache_.cursor().value(), (Cursor{1, 1}));
}

TEST_F(CacheTest, passes_over_pieces_it_does_not_know_and_rows_with_broken_ids) {
    add(1);
    add(2).mutable_desk()->set_row_id("short");
    add(3).mutable_person()->set_recipient("short");
    add(4).mutable_pepper()->set_secret("short");
    apply();
    EXPECT_EQ(cache_.cursor().value(), (Cursor{1, 4}));
    EXPECT_TRUE(cache_.peppers()->empty());
}

TEST_F(CacheTest, moves_the_cursor_over_an_empty_page) {
    page_.set_to_cursor(9);
    apply();
    EXPECT_EQ(cache_.cursor().value(), (Cursor{1, 9}));
}

TEST_F(CacheTest, keeps_every_pepper_newest_first) {
    for (std::uint32_t version : {1U, 3U, 2U}) {
        auto& pepper = *add(version).mutable_pepper();
        pepper.set_version(version);
        pepper.set_secret(std::string(32, static_cast<char>(version)));
    }
    apply();
    const auto peppers = cache_.peppers().value();
    ASSERT_EQ(peppers.size(), 3U);
    EXPECT_EQ(peppers[0].version, 3U);
    EXPECT_EQ(peppers[0].secret.bytes[0], 3);
}

TEST_F(CacheTest, keeps_the_newest_roster_and_each_pack) {
    add(1).mutable_roster()->set_version(2);
    add(2).mutable_roster()->set_version(1);
    auto& pack = *add(3).mutable_pack();
    pack.set_id("xiamen-9");
    pack.set_toml("a = 1");
    pack.set_signature("signature");
    pack.set_key_id(7);
    apply();
    wire::StaffRoster roster;
    ASSERT_TRUE(roster.ParseFromString(platform::string_of(cache_.roster()->value())));
    EXPECT_EQ(roster.version(), 2U);
    ASSERT_EQ(cache_.packs()->size(), 1U);
    EXPECT_EQ(cache_.packs()->front().key_id, 7U);
}

TEST_F(CacheTest, keeps_every_signed_document_in_the_order_of_arrival) {
    EXPECT_EQ(cache_.last_document_arrival().value(), 0);
    for (const char* content : {"version = 2", "version = 1", "version = 2"}) {
        auto& document = *add(static_cast<std::uint64_t>(page_.updates_size()) + 1).mutable_document();
        document.set_kind("settings");
        document.set_content(content);
        document.set_signature("signature");
        document.set_key_id(7);
    }
    add(4).mutable_document()->set_kind("of_a_later_release");
    apply();
    const auto kept = cache_.signed_documents(platform::Purpose::settings).value();
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(platform::string_of(kept.back().content), "version = 2");
    EXPECT_EQ(platform::string_of(kept.back().signature), "signature");
    EXPECT_EQ(kept.back().key_id, 7U);
    EXPECT_EQ(cache_.last_document_arrival().value(), 4);
}

TEST_F(CacheTest, keeps_every_edition_of_a_pack_in_the_order_of_arrival) {
    EXPECT_EQ(cache_.last_pack_arrival().value(), 0);
    for (const char* toml : {"edition = 2", "edition = 1", "edition = 2"}) {
        auto& pack = *add(static_cast<std::uint64_t>(page_.updates_size()) + 1).mutable_pack();
        pack.set_id("xiamen");
        pack.set_toml(toml);
    }
    apply();
    ASSERT_EQ(cache_.packs()->size(), 2U);
    EXPECT_EQ(platform::string_of(cache_.packs()->back().toml), "edition = 2");
    EXPECT_EQ(cache_.last_pack_arrival().value(), 3);
}

TEST_F(CacheTest, keeps_what_was_believed_over_a_restart) {
    const Acknowledgement held{2, 312, {9}, 1'781'485'200'000};
    const SignedTime time{1'781'485'200'000, 10, 20, "boot"};
    ASSERT_TRUE(cache_.save_acknowledgement(held));
    ASSERT_TRUE(cache_.save_signed_time(time));
    ASSERT_TRUE(cache_.save_last_run({SyncOutcome::records_disagree, 5}));
    cache_ = std::move(Cache::open(folder_ / "cache.db").value());
    EXPECT_EQ(cache_.acknowledgement().value(), held);
    EXPECT_EQ(cache_.signed_time().value(), time);
    EXPECT_EQ(cache_.last_run()->value().outcome, SyncOutcome::records_disagree);
}

TEST(SyncOutcome, names_come_back) {
    for (int i = 0; i <= static_cast<int>(SyncOutcome::store_failed); ++i) {
        const auto outcome = static_cast<SyncOutcome>(i);
        EXPECT_EQ(sync_outcome_of(name_of(outcome)), outcome) << i;
    }
    EXPECT_FALSE(sync_outcome_of("of_a_later_release"));
}

class EnrolledFilterTest : public CacheTest {
  protected:
    /// The shard `shard` of `shards`, holding those of `numbers` that belong there.
    void add_shard(std::uint64_t cursor, std::uint32_t shard, std::uint32_t shards,
                   const std::vector<std::string>& numbers, const char* from = "2026-07-01",
                   const char* to = "2027-06-30") {
        wire::EnrolledFilter& filter = *add(cursor).mutable_filter();
        filter.set_plan("mutual-aid");
        filter.set_coverage_from(from);
        filter.set_coverage_to(to);
        filter.set_key(std::string(32, 'k'));
        filter.set_shard(shard);
        filter.set_shards(shards);
        std::vector<FilterElement> mine;
        for (const std::string& number : numbers) {
            const auto element = filter_element(key_, number);
            if (filter_shard_of(element, shards) == shard) mine.push_back(element);
        }
        fill_filter(filter, mine);
    }
    std::size_t hits(const std::vector<std::string>& numbers) {
        return cache_.perhaps_enrolled(numbers).value().size();
    }

    const platform::SymmetricKey key_{*platform::array_of<32>(platform::view_of(std::string(32, 'k')))};
    const std::string lin_ = "350299198807150018";
    const std::string chen_ = "350299199001010018";
};

TEST_F(EnrolledFilterTest, says_for_which_plan_and_period_somebody_seems_to_be_enrolled) {
    add_shard(1, 0, 1, {lin_});
    add_shard(2, 0, 1, {lin_, chen_}, "2025-07-01", "2026-06-30");
    apply();
    const std::vector<EnrolledElsewhere> both{{"mutual-aid", "2025-07-01", "2026-06-30"},
                                              {"mutual-aid", "2026-07-01", "2027-06-30"}};
    EXPECT_EQ(cache_.perhaps_enrolled({lin_}).value(), both);
    EXPECT_EQ(cache_.perhaps_enrolled({chen_}).value(), std::vector{both[0]});
    EXPECT_EQ(hits({"KAZ110090123105"}), 0U);
    EXPECT_EQ(hits({"KAZ110090123105", lin_}), 2U) << "either number";
    EXPECT_EQ(hits({}), 0U);
}

TEST_F(EnrolledFilterTest, a_later_piece_of_a_shard_takes_the_place_of_the_earlier) {
    add_shard(1, 0, 1, {lin_});
    apply();
    add_shard(2, 0, 1, {chen_});
    apply();
    EXPECT_EQ(hits({lin_}), 0U);
    EXPECT_EQ(hits({chen_}), 1U);
    add_shard(3, 0, 1, {});
    apply();
    EXPECT_EQ(hits({chen_}), 0U);
}

TEST_F(EnrolledFilterTest, grows_into_more_shards_one_by_one) {
    add_shard(1, 0, 1, {lin_, chen_});
    apply();
    const std::uint32_t first = filter_shard_of(filter_element(key_, lin_), 4);
    for (std::uint32_t shard = 0; shard < 4; ++shard) add_shard(2 + shard, shard, 4, {lin_, chen_});
    apply();
    EXPECT_EQ(hits({lin_}), 1U);
    EXPECT_EQ(hits({chen_}), 1U);
    add_shard(6, first, 4, {});
    apply();
    EXPECT_EQ(hits({lin_}), 0U) << "nothing of the smaller filter is left";
}

TEST_F(EnrolledFilterTest, passes_over_a_shard_that_cannot_be_one) {
    add_shard(1, 0, 1, {lin_});
    page_.mutable_updates(0)->mutable_filter()->set_hashes(0);
    apply();
    EXPECT_EQ(hits({lin_}), 0U);
    EXPECT_EQ(cache_.cursor().value(), (Cursor{1, 1}));
}

TEST_F(EnrolledFilterTest, is_forgotten_with_a_restored_center_and_comes_again) {
    add_shard(1, 0, 1, {lin_});
    const wire::UpdatesPage again = page_;
    apply();
    ASSERT_TRUE(cache_.restart_updates(2));
    EXPECT_EQ(hits({lin_}), 0U);
    page_ = again;
    apply();
    EXPECT_EQ(hits({lin_}), 1U);
}

}  // namespace
}  // namespace syncing
