// Who is in the filter that stations get, and when it travels again.
#include "sync/center/filter_pass.h"

#include <algorithm>

#include "center_fixture.h"
#include "sync/center/adjudicator.h"
#include "sync/center/ingest.h"

namespace syncing::center {
namespace {

namespace wire = mutual_aid::v1;

constexpr platform::UtcMs kDay = 24LL * 3600 * 1000;

class EnrolledAlready : public CenterFixture {
  protected:
    EnrolledAlready() { standing = std::move(*open_filter_store(folder.database())); }

    RecordId enroll_and_pay(const wire::Enrollment& enrollment) {
        const RecordId record = terminal.enroll(enrollment);
        terminal.pay(record, 3600, true, "R-" + std::to_string(++receipts));
        return record;
    }
    void judge() {
        const auto ingested = ingest(*store, terminal_id, *decode_range(terminal.whole()), clock.wall_ms);
        ASSERT_TRUE(ingested && !ingested->fork && !ingested->gap);
        ASSERT_TRUE(Adjudicator(*judges, judge_keys, clock).run());
    }
    void pass() { ASSERT_TRUE(FilterPass(*standing, judge_keys, clock).run_when_due()); }
    void next_night() {
        clock.wall_ms += kDay;
        pass();
    }
    /// What a terminal of any station holds: the latest of each shard.
    std::vector<std::pair<std::uint64_t, wire::EnrolledFilter>> shards() {
        std::vector<std::pair<std::uint64_t, wire::EnrolledFilter>> found;
        const auto pieces = store->pieces("SM99", 0, 10'000);
        for (const PieceAt& piece : *pieces) {
            wire::Update update;
            EXPECT_TRUE(update.ParseFromArray(piece.update.data(), static_cast<int>(piece.update.size())));
            if (update.has_filter()) found.emplace_back(piece.cursor, update.filter());
        }
        return found;
    }
    /// Whether the filter is just the one of these numbers: its key is new for each center, so who else seems
    /// to be in it is chance.
    bool holds(const std::vector<std::string>& numbers) {
        bool right = true;
        for (const auto& [cursor, shard] : shards()) {
            EXPECT_TRUE(is_filter(shard));
            const platform::SymmetricKey key(*platform::array_of<32>(platform::view_of(shard.key())));
            std::vector<FilterElement> mine;
            for (const std::string& one : numbers) {
                const auto element = filter_element(key, one);
                if (filter_shard_of(element, shard.shards()) == shard.shard()) mine.push_back(element);
            }
            wire::EnrolledFilter wanted = shard;
            fill_filter(wanted, mine);
            right = right && wanted.bits() == shard.bits() && wanted.hashes() == shard.hashes();
        }
        return right && !shards().empty();
    }

    const std::string number = "350299198807150018";
    std::unique_ptr<FilterStore> standing;
    int receipts = 0;
};

TEST_F(EnrolledAlready, whoever_is_accepted_is_in_it_for_every_station_after_the_next_night) {
    enroll_and_pay(made_up_enrollment(number));
    judge();
    pass();
    ASSERT_EQ(shards().size(), 1U);
    const wire::EnrolledFilter shard = shards()[0].second;
    EXPECT_EQ(shard.plan(), "mutual-aid");
    EXPECT_EQ(shard.coverage_from(), "2026-07-01");
    EXPECT_EQ(shard.coverage_to(), "2027-06-30");
    EXPECT_EQ(shard.shards(), 1U);
    EXPECT_TRUE(holds({number}));
    EXPECT_FALSE(holds({made_up_number("19900101", 1)}));
}

TEST_F(EnrolledAlready, whoever_has_not_paid_is_not_in_it) {
    terminal.enroll(made_up_enrollment(number));
    judge();
    pass();
    EXPECT_TRUE(shards().empty());
}

TEST_F(EnrolledAlready, it_is_made_once_a_day_and_sent_again_only_when_it_has_changed) {
    enroll_and_pay(made_up_enrollment(number));
    judge();
    pass();
    const auto first = shards();
    const std::string later = made_up_number("19900101", 1);
    enroll_and_pay(made_up_enrollment(later));
    judge();
    pass();
    EXPECT_TRUE(holds({number})) << "the same day";
    next_night();
    EXPECT_TRUE(holds({number, later}));
    const auto second = shards();
    EXPECT_GT(second.at(0).first, first.at(0).first);
    next_night();
    EXPECT_EQ(shards().at(0).first, second.at(0).first) << "nothing has changed";
}

TEST_F(EnrolledAlready, whoever_withdraws_is_out_after_the_next_night) {
    const RecordId record = enroll_and_pay(made_up_enrollment(number));
    const std::string stays = made_up_number("19900101", 1);
    enroll_and_pay(made_up_enrollment(stays));
    judge();
    pass();
    ASSERT_TRUE(holds({number, stays}));
    terminal.withdraw(record);
    judge();
    next_night();
    EXPECT_TRUE(holds({stays}));
}

TEST_F(EnrolledAlready, the_last_one_who_withdraws_leaves_it_empty) {
    const RecordId record = enroll_and_pay(made_up_enrollment(number));
    judge();
    pass();
    terminal.withdraw(record);
    judge();
    next_night();
    ASSERT_EQ(shards().size(), 1U);
    EXPECT_TRUE(shards()[0].second.bits().empty());
}

TEST_F(EnrolledAlready, a_foreigner_is_found_by_the_former_number_and_by_the_new_one) {
    wire::Enrollment enrollment = made_up_enrollment("911398199012310021");
    enrollment.mutable_person()->set_card_kind("foreigner_2023");
    enrollment.mutable_person()->set_former_number("KAZ110090123105");
    enroll_and_pay(enrollment);
    judge();
    pass();
    EXPECT_TRUE(holds({"911398199012310021", "KAZ110090123105"}));
}

TEST_F(EnrolledAlready, once_the_period_is_over_the_filter_is_taken_back) {
    enroll_and_pay(made_up_enrollment(number));
    judge();
    pass();
    clock.wall_ms = at("2027-06-30T23:00");
    pass();
    EXPECT_TRUE(holds({number})) << "its last day";
    next_night();
    ASSERT_EQ(shards().size(), 1U);
    EXPECT_TRUE(shards()[0].second.bits().empty());
    EXPECT_TRUE(standing->published()->empty());
}

TEST_F(EnrolledAlready, nothing_at_rest_says_whose_elements_they_are) {
    const RecordId record = enroll_and_pay(made_up_enrollment(number));
    judge();
    EXPECT_TRUE(standing->standing({}, "2026-06-15", 10)->at(0).elements.empty());
    pass();
    const auto rows = *standing->standing({}, "2026-06-15", 10);
    ASSERT_EQ(rows.size(), 1U);
    const auto plain = platform::decrypt(judge_keys.data, rows[0].elements, record);
    ASSERT_TRUE(plain);
    const auto shard = shards().at(0).second;
    const platform::SymmetricKey key(*platform::array_of<32>(platform::view_of(shard.key())));
    const auto element = filter_element(key, number);
    EXPECT_EQ(*plain, platform::Bytes(element.begin(), element.end()));
    const auto& kept = rows[0].elements;
    EXPECT_EQ(std::search(kept.begin(), kept.end(), element.begin(), element.end()), kept.end());
}

TEST_F(EnrolledAlready, a_pass_that_was_cut_short_is_made_good_by_the_next) {
    enroll_and_pay(made_up_enrollment(number));
    judge();
    pass();
    // The shard went out, but the day was not noted: as after a power cut.
    ASSERT_TRUE(standing->set_last_pass(""));
    const auto before = shards();
    pass();
    EXPECT_EQ(shards().at(0).first, before.at(0).first);
    ASSERT_TRUE(standing->forget_published("mutual-aid", "2026-07-01/2027-06-30"));
    ASSERT_TRUE(standing->set_last_pass(""));
    pass();
    EXPECT_GT(shards().at(0).first, before.at(0).first);
    EXPECT_TRUE(holds({number}));
}

TEST_F(EnrolledAlready, a_filter_never_gets_fewer_shards_than_are_out_there) {
    enroll_and_pay(made_up_enrollment(number));
    judge();
    for (std::uint64_t shard = 0; shard < 4; ++shard)
        ASSERT_TRUE(standing->put_published({"mutual-aid", "2026-07-01/2027-06-30", shard, {}}));
    pass();
    ASSERT_EQ(shards().size(), 4U);
    for (const auto& [cursor, shard] : shards()) EXPECT_EQ(shard.shards(), 4U);
    EXPECT_TRUE(holds({number}));
}

}  // namespace
}  // namespace syncing::center
