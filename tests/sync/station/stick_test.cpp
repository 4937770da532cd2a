// Sync by stick with the real programs.
#include "tests/sync/station/real_center.h"

namespace syncing {
namespace {

/// A station without a network, and a stick.
class Stick : public Restores {
  protected:
    int run(const std::vector<std::string>& arguments) {
        Child child(arguments);
        last_ = nlohmann::json::parse(child.line().value_or("{}"), nullptr, false);
        return child.wait();
    }
    int export_to(const char* file) {
        return run(
            {program("kioskctl"), "packet", "--state", folder_ / "terminal", "export", folder_ / file});
    }
    int answer(const char* file, const char* to) {
        return run({program("kiosk-center"), "packet", "import", "--state", folder_ / "center", "--clock",
                    kClock, "--to", folder_ / to, folder_ / file});
    }
    int import_from(const char* file) {
        return run(
            {program("kioskctl"), "packet", "--state", folder_ / "terminal", "import", folder_ / file});
    }
    void there_and_back() {
        ASSERT_EQ(export_to("out"), 0) << last_.dump();
        ASSERT_EQ(answer("out", "back"), 0) << last_.dump();
        import_from("back");
    }
    nlohmann::json last_;
};

TEST_F(Stick, brings_records_out_and_acknowledgement_and_updates_back) {
    enroll(3);
    there_and_back();
    EXPECT_EQ(last_.value("outcome", ""), "ok") << last_.dump();
    EXPECT_EQ(last_.value("held", 0), 3);
    EXPECT_GT(last_.value("updates", 0), 0) << "key list and pepper at least";
    enroll(2);
    there_and_back();
    EXPECT_EQ(last_.value("held", 0), 5);
    EXPECT_EQ(people_at_the_center(), 5);
    expect_all_held_once();
}

TEST_F(Stick, anything_twice_is_as_once) {
    enroll(3);
    ASSERT_EQ(export_to("out"), 0);
    ASSERT_EQ(answer("out", "back"), 0);
    ASSERT_EQ(answer("out", "back"), 0) << "the center is asked again";
    EXPECT_EQ(import_from("back"), 0);
    EXPECT_EQ(import_from("back"), 0) << last_.dump();
    EXPECT_EQ(last_.value("held", 0), 3);
    EXPECT_EQ(center_status().value("entries", 0), 3);
}

TEST_F(Stick, what_was_written_meanwhile_goes_with_the_next_packet) {
    enroll(2);
    ASSERT_EQ(export_to("out"), 0);
    enroll(1);
    ASSERT_EQ(answer("out", "back"), 0);
    EXPECT_EQ(import_from("back"), 0) << last_.dump();
    EXPECT_EQ(last_.value("held", 0), 2);
    EXPECT_EQ(last_.value("written", 0), 3);
    there_and_back();
    EXPECT_EQ(last_.value("held", 0), 3);
}

TEST_F(Stick, an_answer_to_an_earlier_packet_or_to_nobody_changes_nothing) {
    enroll(1);
    EXPECT_EQ(import_from("nothing"), 1);
    ASSERT_EQ(export_to("first"), 0);
    ASSERT_EQ(answer("first", "back"), 0);
    ASSERT_EQ(export_to("second"), 0);
    EXPECT_EQ(import_from("back"), 1);
    EXPECT_EQ(last_.value("error", ""), "not_ours");
    EXPECT_EQ(import_from("second"), 1) << "a packet is no answer";
    auto cut = platform::read_file(folder_ / "back", 1 << 20).value();
    cut.pop_back();
    ASSERT_TRUE(platform::write_file(folder_ / "cut", cut));
    EXPECT_EQ(import_from("cut"), 1);
    EXPECT_EQ(answer("back", "other"), 1) << "an answer is no packet";
}

TEST_F(Stick, a_packet_changed_at_any_place_stores_nothing_that_was_not_written) {
    enroll(2);
    ASSERT_EQ(export_to("out"), 0);
    const auto good = platform::read_file(folder_ / "out", 1 << 20).value();
    for (std::size_t at = 0; at < good.size(); at += good.size() / 25) {
        auto changed = good;
        changed[at] ^= 0x40;
        ASSERT_TRUE(platform::write_file(folder_ / "changed", changed));
        answer("changed", "back");
    }
    ASSERT_EQ(answer("out", "back"), 0);
    EXPECT_EQ(import_from("back"), 0);
    expect_all_held_once();
}

TEST_F(Stick, hands_over_after_a_fork) {
    enroll(2);
    there_and_back();
    copy_disk("backup");
    enroll(2);
    there_and_back();
    put_back_disk("backup");
    enroll(1);
    there_and_back();
    EXPECT_EQ(last_.value("detail", ""), "export_again") << last_.dump();
    there_and_back();
    EXPECT_EQ(last_.value("outcome", ""), "ok") << last_.dump();
    EXPECT_EQ(last_.value("ledger", ""), "B");
    there_and_back();
    EXPECT_EQ(last_.value("held", 0), 2);
    EXPECT_EQ(people_at_the_center(), 5);
}

TEST_F(Stick, reaches_a_restored_center_too) {
    enroll(2);
    there_and_back();
    back_up();
    enroll(2);
    there_and_back();
    lose_and_restore();
    enroll(1);
    there_and_back();
    there_and_back();
    EXPECT_EQ(last_.value("outcome", ""), "ok") << last_.dump();
    expect_all_held_once();
    EXPECT_EQ(people_at_the_center(), 5);
}

TEST_F(Stick, brings_the_disk_of_a_revoked_terminal_into_quarantine) {
    enroll(2);
    there_and_back();
    enroll(3);
    operate({"revoke", "--station", "SM03", "--number", "1"});
    ASSERT_EQ(export_to("out"), 0);
    EXPECT_EQ(answer("out", "back"), 1) << "not the usual way";
    EXPECT_EQ(center_status().value("entries", 0), 2);
    for (int i = 0; i < 2; ++i) {
        const auto lines = operate({"packet", "import", "--quarantine", folder_ / "out"});
        EXPECT_EQ(nlohmann::json::parse(lines.at(0)).value("refused", 9), 0);
        EXPECT_EQ(center_status().value("entries", 0), 5);
    }
    EXPECT_EQ(people_at_the_center(), 5);
}

TEST_F(Stick, settles_a_fork_of_a_revoked_terminals_disk_in_quarantine) {
    enroll(1);
    copy_disk("backup");
    enroll(1);
    there_and_back();
    put_back_disk("backup");
    enroll(2);
    operate({"revoke", "--station", "SM03", "--number", "1"});
    const auto quarantine = [&] {
        EXPECT_EQ(export_to("out"), 0);
        const auto lines =
            operate({"packet", "import", "--quarantine", "--to", folder_ / "back", folder_ / "out"});
        import_from("back");
        return nlohmann::json::parse(lines.at(0)).value("contradicting", 9);
    };
    EXPECT_EQ(quarantine(), 1);
    for (int i = 0; i < 3; ++i) quarantine();
    EXPECT_EQ(quarantine(), 0) << last_.dump();
    EXPECT_EQ(people_at_the_center(), 4);
}

}  // namespace
}  // namespace syncing
