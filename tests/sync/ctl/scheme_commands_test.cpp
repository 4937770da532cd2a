#include <nlohmann/json.hpp>

#include "command_fixture.h"
#include "pictured_codes.h"

namespace syncing::ctl {
namespace {

using nlohmann::json;

const std::string kSchemes = SOURCE_DIR "/config/schemes/";

class Scheme : public CommandFixture {
  protected:
    Scheme() : CommandFixture(add_scheme_commands) {}
    /// What `kioskctl scheme WORDS…` prints.
    std::string run(std::vector<std::string> words, const std::string& input = "") {
        words.insert(words.begin(), "scheme");
        return call(std::move(words), input);
    }

    std::string shipped(const std::string& id) {
        std::ifstream in(kSchemes + id + ".toml");
        std::ostringstream text;
        text << in.rdbuf();
        return text.str();
    }

    std::string sign(const std::string& path) {
        file("pack.key", "00000000000000ab " + std::string(64, '7') + "\n");
        return run({"sign", "--root-dir", folder_.path().string(), path});
    }
};

TEST_F(Scheme, eval_answers_every_line_in_order_with_bad_ones_between) {
    const std::string group = R"({"id":"3","op":"group","scheme":"yuncheng","headcount":51,"joining":41})";
    EXPECT_EQ(run({"eval"}, group + "\n\nnonsense\n" + group),
              "{\"id\":\"3\",\"ok\":true,\"required\":41,\"refusals\":[]}\n"
              "{\"id\":null,\"error\":\"the line is not JSON\"}\n"
              "{\"id\":null,\"error\":\"the line is not JSON\"}\n"
              "{\"id\":\"3\",\"ok\":true,\"required\":41,\"refusals\":[]}\n");
    EXPECT_EQ(exit_code_, 0);
}

TEST_F(Scheme, eval_explains_when_asked) {
    const json answer = json::parse(run(
        {"eval", "--explain"}, R"({"id":1,"op":"group","scheme":"yuncheng","headcount":51,"joining":41})"));
    EXPECT_EQ(answer.at("steps").at(0).at("en"), "At least 41 of 51 staff (80 %) must join; 41 want to");
}

TEST_F(Scheme, eval_without_packs_says_which_folder) {
    run({"eval", "--packs", "/dev/null/packs"});
    EXPECT_EQ(exit_code_, 1);
    EXPECT_EQ(complaint_, "/dev/null/packs: the folder cannot be read\n");
}

TEST_F(Scheme, check_names_each_file) {
    const std::string wrong = file("wrong.toml", "format = 1\n");
    const std::string out = run({"check", kSchemes + "xiamen.toml", wrong});
    EXPECT_EQ(exit_code_, 1);
    EXPECT_EQ(out, kSchemes + "xiamen.toml: ok\n" + wrong + ":1: id: is missing\n");
}

TEST_F(Scheme, sign_makes_what_check_accepts) {
    const std::string path = file("xiamen.toml", shipped("xiamen"));
    const json signed_pack = json::parse(sign(path));
    EXPECT_EQ(signed_pack.at("key_id"), "00000000000000ab");
    const std::string key = signed_pack.at("public_key");
    EXPECT_EQ(run({"check", "--public-key", key, path}), path + ": ok\n");
    EXPECT_EQ(run({"check", "--public-key", key, "--active", kSchemes + "xiamen.toml", path}),
              path + ": ok\n");
    file("xiamen.toml", shipped("xiamen") + "\n");
    EXPECT_EQ(run({"check", "--public-key", key, path}),
              path + ": is not signed by the pack key, or was changed after signing\n");
    EXPECT_EQ(exit_code_, 1);
}

TEST_F(Scheme, check_refuses_a_pack_older_than_the_active_one) {
    std::string newer = shipped("xiamen");
    newer.replace(newer.find("edition = 1"), 11, "edition = 2");
    const std::string active = file("active.toml", newer);
    const std::string path = file("xiamen.toml", shipped("xiamen"));
    const std::string key = json::parse(sign(path)).at("public_key");
    EXPECT_EQ(run({"check", "--public-key", key, "--active", active, path}),
              path + ": edition: is older than the active pack's\n");
    EXPECT_EQ(exit_code_, 1);
}

TEST_F(Scheme, check_with_a_key_wants_a_signature) {
    const std::string path = file("xiamen.toml", shipped("xiamen"));
    EXPECT_EQ(run({"check", "--public-key", std::string(64, 'a'), path}),
              path + ".sig: there is no signature\n");
    run({"check", "--public-key", "abc", path});
    EXPECT_EQ(exit_code_, 1);
}

TEST_F(Scheme, sign_refuses_what_is_no_pack_and_what_is_no_key) {
    const std::string wrong = file("wrong.toml", "format = 1\n");
    EXPECT_EQ(sign(wrong), "");
    EXPECT_EQ(exit_code_, 1);
    run({"sign", "--root-dir", "/dev/null", wrong});
    EXPECT_EQ(exit_code_, 1);
}

TEST_F(Scheme, codes_bring_the_pack_and_its_signature) {
    const std::string path = file("xiamen.toml", shipped("xiamen"));
    sign(path);
    const std::string out = (folder_.path() / "codes").string();
    const json line = json::parse(run({"codes", "--out", out, path}));
    EXPECT_EQ(line.at("id"), "xiamen");
    EXPECT_LE(line.at("codes"), 12);
    const auto seen = update_in(out, line.at("codes"));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->pack().key_id(), 0xabU);
    EXPECT_EQ(seen->pack().signature().size(), 64U);
    EXPECT_EQ(seen->pack().toml(), shipped("xiamen"));
}

TEST_F(Scheme, codes_are_made_of_signed_packs_only) {
    const std::string path = file("xiamen.toml", shipped("xiamen"));
    EXPECT_EQ(run({"codes", "--out", (folder_.path() / "codes").string(), path}), "");
    EXPECT_EQ(exit_code_, 1);
    EXPECT_NE(complaint_.find("there is no signature"), std::string::npos) << complaint_;
}

TEST_F(Scheme, list_names_every_pack) {
    std::istringstream lines(run({"list"}));
    std::vector<std::string> ids;
    for (std::string line; std::getline(lines, line);) ids.push_back(json::parse(line).at("id"));
    EXPECT_EQ(ids.size(), 7U);
    EXPECT_NE(std::find(ids.begin(), ids.end(), "yuncheng-old"), ids.end());
}

TEST_F(Scheme, show_tells_a_pack_in_either_language) {
    EXPECT_NE(run({"show", "xiamen"}).find("每天 50 元，每个保障期最多 20 天"), std::string::npos);
    EXPECT_NE(run({"show", "xiamen", "--language", "en"}).find("50 yuan a day, at most 20 days per period"),
              std::string::npos);
    run({"show", "none"});
    EXPECT_EQ(exit_code_, 1);
}

}  // namespace
}  // namespace syncing::ctl
