#include <nlohmann/json.hpp>

#include "command_fixture.h"
#include "tests/support/simulated_reader.h"

namespace syncing::ctl {
namespace {

using nlohmann::json;

class IdcardRead : public CommandFixture {
  protected:
    IdcardRead() : CommandFixture(add_idcard_commands) {}
    void place(const std::string& card) {
        simulated_.command("place " + std::string(SOURCE_DIR) + "/assets/demo/cards/" + card + ".toml");
    }

    json read(std::vector<std::string> more = {}) { return run("read", std::move(more)); }

    json run(const std::string& command, std::vector<std::string> more = {}) {
        std::vector<std::string> words{"idcard", command, "--port", simulated_.port().string()};
        words.insert(words.end(), more.begin(), more.end());
        return json::parse(call(std::move(words)));
    }

    tests::SimulatedReader simulated_{PROGRAM_DIR};
};

TEST_F(IdcardRead, prints_a_resident_card) {
    place("resident_chen");
    EXPECT_EQ(read(), json::parse(R"({"kind": "resident", "name": "陈测文", "sex": "2", "nation": "22",
        "birth": "1975-01-09", "address": "测试省测试市测试区样例路21号602室", "number": "350299197501092025",
        "authority": "测试市公安局测试分局", "valid_from": "2021-11-20", "valid_to": "长期"})"));
    EXPECT_EQ(exit_code_, 0);
}

TEST_F(IdcardRead, prints_what_only_some_cards_have) {
    place("hkmt_permit");
    const json permit = read();
    EXPECT_EQ(permit.at("kind"), "hkmt_permit");
    EXPECT_EQ(permit.at("permit_number"), "H00000001");
    EXPECT_EQ(permit.at("times_issued"), "01");
    simulated_.command("remove");
    place("foreigner_2023");
    const json foreigner = read();
    EXPECT_EQ(foreigner.at("kind"), "foreigner_2023");
    EXPECT_EQ(foreigner.at("english_name"), "TEST, ALPHA");
    EXPECT_EQ(foreigner.at("nationality"), "SAU");
    EXPECT_EQ(foreigner.at("authority"), "");
}

TEST_F(IdcardRead, prints_the_latest_address_of_who_has_one) {
    place("resident_moved");
    EXPECT_EQ(read().at("latest_address"), "测试省测试市测试区新样例路2号");
}

TEST_F(IdcardRead, tells_who_the_reader_is) {
    simulated_.command("baud 38400");
    EXPECT_EQ(run("status"), json({{"sam_id", "05.03-20180101-0001234567-0007654321"}, {"baud", 38400}}));
    simulated_.command("fault unauthorised");
    EXPECT_EQ(run("status"), json({{"sam_id", ""}, {"baud", 38400}}));
    simulated_.command("fault silent");
    EXPECT_EQ(run("status", {"--timeout", "0.3"}), json({{"error", "timeout"}}));
    EXPECT_EQ(exit_code_, 1);
}

TEST_F(IdcardRead, says_why_there_is_no_card) {
    EXPECT_EQ(read({"--timeout", "0.3"}), json({{"error", "no_card"}}));
    EXPECT_EQ(exit_code_, 1);
    place("resident_bad_number");
    EXPECT_EQ(read(), json({{"error", "bad_number"}}));
    simulated_.command("fault unauthorised");
    EXPECT_EQ(read(), json({{"error", "unauthorised"}}));
    simulated_.command("fault silent");
    EXPECT_EQ(read({"--timeout", "0.3"}), json({{"error", "timeout"}}));
    simulated_.command("unplug");
    EXPECT_EQ(read(), json({{"error", "port_lost"}}));
    EXPECT_EQ(exit_code_, 1);
}

}  // namespace
}  // namespace syncing::ctl
