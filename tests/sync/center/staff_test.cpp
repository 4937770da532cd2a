// Who works at a station's desk, and what becomes of its key when somebody goes.
#include <map>

#include "center_fixture.h"
#include "sync/center/backup.h"
#include "sync/center/origin.h"
#include "sync/center/station_desk.h"
#include "sync/seal/seal.h"
#include "sync/wire/desk_keys.h"
#include "tests/support/child.h"

namespace syncing::center {
namespace {

namespace wire = mutual_aid::v1;
using platform::string_of;

class StationStaff : public CenterFixture {
  protected:
    BadgeSecret add(const std::string& id, const std::string& pin) {
        const auto code = add_staff(*admin, folder, {"SM03", id, "周测", pin});
        EXPECT_TRUE(code);
        return std::get<BadgeCode>(parse_code(*code)).secret;
    }
    wire::StaffRoster roster() {
        wire::StaffRoster found;
        for (const wire::Update& update : updates())
            if (update.has_roster()) found = update.roster();
        return found;
    }
    /// What that badge opens with the roster as a terminal has it; nothing when it is not on it.
    static std::optional<DeskKeyring> sign_in(const wire::StaffRoster& roster, const BadgeSecret& badge,
                                              const std::string& pin) {
        for (const wire::Staff& staff : roster.staff()) {
            if (staff.badge_tag() == string_of(badge_tag(badge)))
                return open_desk_keys(roster, staff, badge, pin);
        }
        return std::nullopt;
    }
    /// As an earlier center added people.
    BadgeSecret add_the_old_way(const std::string& id, const std::string& pin) {
        const BadgeSecret badge = platform::random_array<16>();
        const auto salt = platform::random_array<16>();
        const auto ring = desk_keys_of(**admin->station("SM03"), judge_keys.data);
        wire::Staff entry;
        entry.set_staff_id(id);
        entry.set_badge_tag(string_of(badge_tag(badge)));
        entry.set_salt(string_of(salt));
        entry.set_wrapped_desk_key(
            string_of(wrap_desk_key(ring->keys.front().pair.secret_key, badge, pin, salt, id)));
        EXPECT_TRUE(admin->put_staff("SM03", {id, platform::Bytes(entry.ByteSizeLong())}));
        const std::string text = entry.SerializeAsString();
        EXPECT_TRUE(admin->put_staff("SM03", {id, platform::Bytes(text.begin(), text.end())}));
        return badge;
    }
};

TEST_F(StationStaff, a_person_signs_in_with_badge_and_pin) {
    const BadgeSecret badge = add("zhou", "246810");
    const auto ring = sign_in(roster(), badge, "246810");
    ASSERT_TRUE(ring);
    EXPECT_EQ(ring->keys.front().id, roster().desk_key_id());
    EXPECT_EQ(string_of(ring->keys.front().pair.public_key), roster().desk_public_key());
    EXPECT_FALSE(sign_in(roster(), badge, "246811"));
}

TEST_F(StationStaff, removing_one_gives_the_others_a_new_key_with_the_badge_and_pin_they_have) {
    const BadgeSecret gone = add("zhou", "246810");
    const BadgeSecret stays = add("wang", "135790");
    const wire::StaffRoster before = roster();
    const auto removed = remove_staff(*admin, folder, {"SM03", "zhou"});
    ASSERT_TRUE(removed && removed->done);
    const wire::StaffRoster after = roster();
    EXPECT_GT(after.version(), before.version());
    EXPECT_NE(after.desk_key_id(), before.desk_key_id());
    EXPECT_NE(after.desk_public_key(), before.desk_public_key());
    EXPECT_FALSE(sign_in(after, gone, "246810"));
    const auto ring = sign_in(after, stays, "135790");
    ASSERT_TRUE(ring);
    EXPECT_EQ(string_of(ring->keys.front().pair.public_key), after.desk_public_key());
    ASSERT_TRUE(ring->find(before.desk_key_id())) << "rows from before";
    const auto copied = sign_in(before, gone, "246810");
    ASSERT_TRUE(copied) << "a copy of the disk from before still opens what was there";
    EXPECT_FALSE(copied->find(after.desk_key_id()));
}

TEST_F(StationStaff, who_comes_after_a_removal_opens_rows_of_all_times) {
    add("zhou", "246810");
    const std::uint64_t first = roster().desk_key_id();
    ASSERT_TRUE(remove_staff(*admin, folder, {"SM03", "zhou"}));
    const BadgeSecret li = add("li", "112233");
    add("chen", "445566");
    ASSERT_TRUE(remove_staff(*admin, folder, {"SM03", "chen"}));
    const auto ring = sign_in(roster(), li, "112233");
    ASSERT_TRUE(ring);
    EXPECT_EQ(ring->keys.size(), 3U);
    EXPECT_EQ(ring->keys.front().id, roster().desk_key_id());
    EXPECT_TRUE(ring->find(first));
}

TEST_F(StationStaff, a_badge_from_before_there_were_staff_keys_opens_and_is_not_dropped_unasked) {
    const BadgeSecret old = add_the_old_way("wang", "135790");
    add("zhou", "246810");
    EXPECT_TRUE(sign_in(roster(), old, "135790"));
    const std::uint64_t key = roster().desk_key_id();
    auto removed = remove_staff(*admin, folder, {"SM03", "zhou"});
    ASSERT_TRUE(removed);
    EXPECT_FALSE(removed->done);
    EXPECT_EQ(removed->need_new_badge, std::vector<std::string>{"wang"});
    EXPECT_EQ(roster().desk_key_id(), key);
    removed = remove_staff(*admin, folder, {"SM03", "zhou", true});
    ASSERT_TRUE(removed && removed->done);
    EXPECT_EQ(roster().staff_size(), 0);
    const BadgeSecret renewed = add("wang", "135790");
    EXPECT_TRUE(sign_in(roster(), renewed, "135790"));
}

TEST_F(StationStaff, only_who_is_there_is_removed) {
    EXPECT_EQ(remove_staff(*admin, folder, {"SM03", "nobody"}).error(), OperateError::no_staff);
    EXPECT_EQ(remove_staff(*admin, folder, {"SM99", "zhou"}).error(), OperateError::no_station);
}

TEST_F(StationStaff, a_removal_comes_back_from_the_archive) {
    add("zhou", "246810");
    const BadgeSecret stays = add("wang", "135790");
    ASSERT_TRUE(back_up(*admin, folder, temporary.path() / "backup", clock.wall_ms));
    ASSERT_TRUE(remove_staff(*admin, folder, {"SM03", "zhou"}));
    const wire::StaffRoster said = roster();
    ASSERT_TRUE(OriginArchive::open(temporary.path() / "archive")->take(*admin));
    clock.advance(60'000);
    ASSERT_TRUE(put_back("backup", "restored", "archive"));
    const CenterFolder again(temporary.path() / "restored");
    const auto admin2 = std::move(*open_admin_store(again.database()));
    EXPECT_EQ(admin2->staff_of("SM03")->size(), 1U);
    EXPECT_EQ((**admin2->station("SM03")).desk.key_id, said.desk_key_id());
    EXPECT_TRUE(sign_in(said, stays, "135790"));
}

/// The real program's commands.
class OperatorsCommands : public CenterFixture {
  protected:
    int run(std::vector<std::string> words) {
        words.insert(words.begin(), std::string(PROGRAM_DIR) + "/kiosk-center");
        words.insert(words.end(), {"--state", folder.path().string(), "--clock", "2026-06-15T10:00"});
        tests::Child child(words);
        said.clear();
        while (const auto line = child.line()) said += *line + "\n";
        return child.wait();
    }
    void add_operator(const std::string& id, const std::string& role = "district") {
        const auto file = temporary.path() / "password";
        std::ofstream(file) << "correct horse battery\n";
        ASSERT_EQ(
            run({"operator", "add", "--id", id, "--name", "测试", "--role", role, "--password-file", file}),
            0);
    }
    std::string said;
};

TEST_F(OperatorsCommands, remove_a_person_from_the_desk) {
    ASSERT_EQ(run({"staff", "add", "--station", "SM03", "--id", "zhou", "--name", "周测", "--pin", "246810"}),
              0);
    ASSERT_EQ(run({"staff", "list", "--station", "SM03"}), 0);
    EXPECT_EQ(said, "zhou\t周*\n");
    EXPECT_EQ(run({"staff", "remove", "--station", "SM03", "--id", "wang"}), 1);
    ASSERT_EQ(run({"staff", "remove", "--station", "SM03", "--id", "zhou"}), 0);
    EXPECT_EQ(said, "{\"removed\":\"zhou\",\"need_new_badge\":[]}\n");
}

TEST_F(OperatorsCommands, remove_and_disable_accounts_but_not_the_last_of_the_district_unasked) {
    add_operator("chen");
    add_operator("wu", "city");
    EXPECT_EQ(run({"operator", "remove", "--id", "chen"}), 1) << "the last one";
    add_operator("lin");
    ASSERT_EQ(run({"operator", "disable", "--id", "lin"}), 0);
    ASSERT_EQ(run({"operator", "list"}), 0);
    EXPECT_NE(said.find("lin\tdistrict\t-\t测试\tdisabled"), std::string::npos) << said;
    EXPECT_EQ(run({"operator", "remove", "--id", "chen"}), 1) << "a disabled account runs no center";
    ASSERT_EQ(run({"operator", "remove", "--id", "wu"}), 0);
    ASSERT_EQ(run({"operator", "remove", "--id", "chen", "--last"}), 0);
    EXPECT_EQ(run({"operator", "remove", "--id", "chen"}), 1);
    const auto audit = std::move(*open_operator_store(folder.database()))->audit(0, 10);
    EXPECT_EQ(audit->front().action, "operator_removed");
    EXPECT_EQ(audit->front().subject, "chen");
}

}  // namespace
}  // namespace syncing::center
