// A center that is lost in the afternoon, by its real programs: yesterday's backup, the archive, one night.
#include "real_center.h"

namespace syncing {
namespace {

class Archived : public Restores {
  protected:
    Archived() { archived_ = true; }
};

TEST_F(Archived, a_center_from_yesterdays_backup_has_all_entries_and_its_own_reviews_and_revocations_again) {
    enroll(3);
    ASSERT_EQ(sync().value("outcome", ""), "ok");
    back_up();
    const auto epoch_before = center_status().at("epoch").get<std::uint64_t>();

    enroll(2);
    ASSERT_EQ(sync().value("outcome", ""), "ok");
    operate({"adjudicate", "--once"});
    const auto queue = operate({"review", "list"});
    ASSERT_EQ(queue.size(), 5U) << "they cannot be read: only a person can decide";
    const std::string record = nlohmann::json::parse(queue.back()).at("record");
    operate({"review", "refuse", record, "--by", "li", "--reason", "bad_id_number"});
    const auto code =
        parse_code(operate({"register", "--station", "SM04", "--number", "1", "--prefix", "JL04"}).at(0));
    const StateFolder second(folder_ / "second");
    ASSERT_TRUE(provision(std::get<ProvisioningCode>(code), second));
    ASSERT_EQ(sync_at(folder_ / "second").value("outcome", ""), "ok");
    operate({"revoke", "--station", "SM04", "--number", "1"});
    center_->kill(SIGTERM);  // it takes the last of it into its archive
    center_->wait();

    lose_and_restore();
    EXPECT_GT(center_status().at("epoch").get<std::uint64_t>(), epoch_before);
    expect_all_held_once();  // the night: nobody touches the terminal
    const auto refused_sync = sync_at(folder_ / "second");
    EXPECT_EQ(refused_sync.value("detail", ""), "revoked") << refused_sync.dump();
    operate({"adjudicate", "--once"});
    const auto status = center_status();
    EXPECT_EQ(status.at("enrollments").value("refused", 0), 1) << status.dump();
    EXPECT_EQ(status.at("enrollments").value("in_review", 0), 4) << status.dump();
}

}  // namespace
}  // namespace syncing
