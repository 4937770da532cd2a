// The 256 worked answers of all schemes, through the same lines that `kioskctl scheme eval` speaks.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "config/scheme/eval.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

struct Worked {
    std::string in;
    std::string out;
};

std::vector<Worked> worked_answers() {
    std::vector<Worked> out;
    std::ifstream file(SOURCE_DIR "/tests/samples/scheme_vectors.jsonl");
    for (std::string line; std::getline(file, line);) {
        const auto parsed = nlohmann::ordered_json::parse(line);
        out.push_back({parsed.at("in").dump(), parsed.at("out").dump()});
    }
    return out;
}

TEST(WorkedAnswers, AreAllAnsweredTheSameWithTheSameKeysInTheSameOrder) {
    const auto worked = worked_answers();
    ASSERT_EQ(worked.size(), 256U);
    for (const Worked& one : worked)
        EXPECT_EQ(eval_line(shipped_packs(), one.in, Explain::no), one.out) << one.in;
}

TEST(WorkedAnswers, DoNotDependOnTheirOrderNorOnBadLinesBetween) {
    auto worked = worked_answers();
    std::mt19937 random(7);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(worked.begin(), worked.end(), random);
        for (const Worked& one : worked) {
            const std::string cut = one.in.substr(0, random() % one.in.size());
            EXPECT_TRUE(eval_line(shipped_packs(), cut, Explain::no).starts_with("{\"id\":null,\"error\":"))
                << cut;
            EXPECT_EQ(eval_line(shipped_packs(), one.in, Explain::no), one.out);
        }
    }
}

TEST(WorkedAnswers, KeepTheirAnswersWhenExplained) {
    for (const Worked& one : worked_answers()) {
        auto explained = nlohmann::json::parse(eval_line(shipped_packs(), one.in, Explain::yes));
        const auto steps = explained.at("steps");
        EXPECT_FALSE(steps.empty() && !explained.value("refusals", nlohmann::json::array()).empty())
            << one.in;
        for (const auto& step : steps) {
            EXPECT_FALSE(step.at("zh").get<std::string>().empty());
            EXPECT_FALSE(step.at("en").get<std::string>().empty());
        }
        explained.erase("steps");
        EXPECT_EQ(explained, nlohmann::json::parse(one.out));
    }
}

}  // namespace

}  // namespace config::test
