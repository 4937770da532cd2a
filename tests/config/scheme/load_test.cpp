// What is wrong with a pack is said with its line and key.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "config/scheme/pack.h"
#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

struct Wrong {
    const char* name;
    const char* pack;  // a shipped one
    const char* what;  // its first occurrence …
    const char* into;  // … becomes this
    const char* key;
    const char* says;  // part of the message
};
void PrintTo(const Wrong& wrong, std::ostream* out) {
    *out << wrong.name;
}

std::string changed(const Wrong& wrong) {
    std::string text = shipped_text(wrong.pack);
    const std::size_t at = text.find(wrong.what);
    EXPECT_NE(at, std::string::npos) << wrong.what;
    return at == std::string::npos ? text : text.replace(at, std::string_view(wrong.what).size(), wrong.into);
}

class WrongPack : public testing::TestWithParam<Wrong> {};

TEST_P(WrongPack, IsRefusedNamingFileLineAndKey) {
    const Wrong& wrong = GetParam();
    const std::string text = changed(wrong);
    const auto pack = load_pack("city.toml", platform::view_of(text));
    ASSERT_FALSE(pack);
    const PackError& error = pack.error();
    EXPECT_EQ(error.file, "city.toml");
    EXPECT_GT(error.line, 0U);
    EXPECT_EQ(error.key, wrong.key) << describe(error);
    EXPECT_NE(error.what.find(wrong.says), std::string::npos) << describe(error);
}

INSTANTIATE_TEST_SUITE_P(
    Files, WrongPack,
    testing::Values(
        Wrong{"not_toml", "xiamen", "format = 1", "format = = 1", "", "not TOML"},
        Wrong{"other_format", "xiamen", "format = 1", "format = 2", "format", "must be 1"},
        Wrong{"unknown_key", "xiamen", "edition = 1", "edition = 1\ncolour = 2", "colour", "not a key"},
        Wrong{"unknown_key_deep", "xiamen", "max_days = 20", "max_days = 20, most = 1",
              "plan[0].benefit[0].per_day.most", "not a key"},
        Wrong{"missing_key", "xiamen", "edition = 1\n", "", "edition", "missing"},
        Wrong{"missing_translation", "xiamen", "en = \"Xiamen workers' medical mutual aid\"\n", "", "name.en",
              "missing"},
        Wrong{"bad_id", "xiamen", "id = \"xiamen\"", "id = \"../xiamen\"", "id", "a-z"},
        Wrong{"unknown_word", "xiamen", "\"flexible\"", "\"idle\"", "enroll.employment", "must name only"},
        Wrong{"both_ways", "xiamen", "via = \"individual\"", "via = \"both\"", "enroll.via",
              "must be one of"},
        Wrong{"negative_fee", "xiamen", "fee_fen = 3600", "fee_fen = -1", "plan[0].terms[0].fee_fen",
              "whole number"},
        Wrong{"fee_as_text", "xiamen", "fee_fen = 3600", "fee_fen = \"36\"", "plan[0].terms[0].fee_fen",
              "whole number"},
        Wrong{"fee_with_fraction", "xiamen", "fee_fen = 3600", "fee_fen = 36.5", "plan[0].terms[0].fee_fen",
              "whole number"},
        Wrong{"no_term", "xiamen", "terms = [{ years = 1, fee_fen = 3600 }]", "terms = []", "plan[0].terms",
              "at least one"},
        Wrong{"terms_out_of_order", "ningbo-2019", "{ years = 3, fee_fen = 6000 }",
              "{ years = 1, fee_fen = 6000 }", "plan[2].terms[1].years", "more than"},
        Wrong{"terms_with_fixed_coverage", "xiamen", "terms = [{ years = 1, fee_fen = 3600 }]",
              "terms = [{ years = 1, fee_fen = 3600 }, { years = 2, fee_fen = 1 }]", "plan[0].terms",
              "one term"},
        Wrong{"no_such_day", "xiamen", "to = \"06-30\" }]", "to = \"06-31\" }]", "plan[0].intake[0].to",
              "must be a date"},
        Wrong{"window_backwards", "xiamen", "from = \"06-01\"", "from = \"07-01\"", "plan[0].intake[0].to",
              "before from"},
        Wrong{"fixed_window_backwards", "xiamen-9", "from = \"2014-06-01\"", "from = \"2014-07-01\"",
              "plan[0].intake[0].to", "before from"},
        Wrong{"mixed_days", "xiamen", "from = \"06-01\"", "from = \"2014-06-01\"", "plan[0].intake[0].to",
              "alike"},
        Wrong{"overlapping_windows", "ningbo-2019", "from = \"2019-05-01\"", "from = \"2019-04-30\"",
              "plan[1].intake[1].from", "overlaps"},
        Wrong{"overlapping_yearly_windows", "xiamen", "intake = [{ from = \"06-01\", to = \"06-30\" }]",
              "intake = [{ from = \"06-01\", to = \"06-30\" }, { from = \"06-30\", to = \"07-02\" }]",
              "plan[0].intake[1].from", "overlaps"},
        Wrong{
            "mixed_windows", "xiamen", "intake = [{ from = \"06-01\", to = \"06-30\" }]",
            "intake = [{ from = \"06-01\", to = \"06-30\" }, { from = \"2014-08-01\", to = \"2014-08-02\" }]",
            "plan[0].intake[1].from", "mixes"},
        Wrong{"coverage_begins_elsewhere", "zhonghu", "begins = \"enrollment_day\"", "begins = \"monday\"",
              "plan[0].coverage.begins", "enrollment_day"},
        Wrong{"tiers_out_of_order", "xiamen", "{ from_fen = 5000000, pays_fen = 300000 }",
              "{ from_fen = 2000000, pays_fen = 300000 }", "plan[0].benefit[4].tiers[1].from_fen",
              "over the bound"},
        Wrong{"tier_pays_less", "xiamen", "{ from_fen = 5000000, pays_fen = 300000 }",
              "{ from_fen = 5000000, pays_fen = 100000 }", "plan[0].benefit[4].tiers[1]", "pays less"},
        Wrong{"tiers_mixed", "yuncheng", "{ from_fen = 500000, percent = 30 }",
              "{ from_fen = 500000, pays_fen = 30 }", "plan[0].benefit[0].tiers[1]", "mixes"},
        Wrong{"percent_over_100", "yuncheng", "percent = 30", "percent = 101",
              "plan[0].benefit[0].tiers[1].percent", "from 1 to 100"},
        Wrong{"slice_backwards", "ningbo-2019", "up_to_fen = 300000, percent = 80",
              "up_to_fen = 300000, above_fen = 300000, percent = 80",
              "plan[0].benefit[0].slices[0].up_to_fen", "over above_fen"},
        Wrong{"stages_out_of_order", "ningbo-2019", "from_day = 90", "from_day = 31",
              "plan[2].benefit[0].stages[1].from_day", "after the stage"},
        Wrong{"grade_twice", "xiamen", "from = 5, to = 6", "from = 4, to = 6",
              "plan[0].benefit[3].grades[1].from", "already"},
        Wrong{"two_formulas", "xiamen", "per_day = ", "amount_fen = 1\nper_day = ", "plan[0].benefit[0]",
              "exactly one"},
        Wrong{"no_formula", "xiamen", "per_day = { amount_fen = 5000, max_days = 20 }\n", "",
              "plan[0].benefit[0]", "exactly one"},
        Wrong{"kind_paid_twice", "xiamen", "kind = \"accidental_death\"", "kind = \"critical_illness\"",
              "plan[0].benefit[2].kind", "two benefits"},
        Wrong{"disease_paid_twice", "ningbo-2019",
              "diseases = [\"breast_cancer\", \"female_reproductive_cancer\"]",
              "diseases = [\"breast_cancer\", \"malignant_tumour\"]", "plan[3].benefit[1].kind",
              "two benefits"},
        Wrong{"unknown_kind", "xiamen", "kind = \"accidental_death\"", "kind = \"toothache\"", "claims.kind",
              "toothache"},
        Wrong{"unknown_disease", "ningbo-2019", "diseases = [\"breast_cancer\", ", "diseases = [\"cold\", ",
              "claims.disease", "cold"},
        Wrong{"unknown_route", "xiamen", "route = \"district\"", "route = \"mayor\"", "claims.kind[0].route",
              "must be one of"},
        Wrong{"unknown_step", "xiamen", "id = \"filed\"", "id = \"file\"", "claims.step[0].id",
              "must be one of"},
        Wrong{"same_plan_twice", "zhonghu", "id = \"women\"", "id = \"medical\"", "plan[1].id",
              "another plan"},
        Wrong{"part_of_nothing", "zhonghu", "parts = [{ plan = \"medical\" }", "parts = [{ plan = \"none\" }",
              "plan[4].parts", "other plans"},
        Wrong{"part_of_itself", "zhonghu", "parts = [{ plan = \"medical\" }",
              "parts = [{ plan = \"package\" }", "plan[4].parts", "other plans"},
        Wrong{"part_too_large", "zhonghu", "parts = [{ plan = \"medical\" }",
              "parts = [{ plan = \"medical\", units = 2 }", "plan[4].parts", "more units"},
        Wrong{"conflict_with_nothing", "zhonghu", "conflicts = [\"medical\"]", "conflicts = [\"none\"]",
              "plan[4].conflicts", "other plans"},
        Wrong{"gift_of_nothing", "ningbo-2019", "with_plan = \"inpatient\"", "with_plan = \"none\"",
              "gift.with_plan", "a plan of this pack"},
        Wrong{"pays_nothing", "weihai-9", "benefits_unpublished = true", "", "plan[0]", "pays nothing"},
        Wrong{"group_for_individuals", "xiamen", "[[plan]]", "[group]\nshare_percent = 80\n\n[[plan]]",
              "group", "no meaning"},
        Wrong{"fails_its_vector", "xiamen", "fee_fen = 3600", "fee_fen = 3700", "vector[0]", "3700"}),
    [](const auto& row) { return row.param.name; });

TEST(Packs, WithoutAVectorAreRefused) {
    const std::string text = shipped_text("xiamen");
    const auto pack = load_pack("city.toml", platform::view_of(text.substr(0, text.find("[[vector]]"))));
    ASSERT_FALSE(pack);
    EXPECT_EQ(pack.error().key, "vector");
}

TEST(Packs, LargerThanOneMebibyteAreRefused) {
    const std::string text = shipped_text("xiamen") + std::string(1 << 20, '\n');
    EXPECT_FALSE(load_pack("city.toml", platform::view_of(text)));
}

TEST(Packs, CarryTheHashOfTheirBytes) {
    EXPECT_EQ(shipped_pack("xiamen").hash, platform::hash(platform::view_of(shipped_text("xiamen"))));
}

TEST(Packs, HaveTheirFilesName) {
    const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "misnamed_packs";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "other.toml") << shipped_text("xiamen");
    const auto packs = load_packs(folder.string());
    ASSERT_FALSE(packs);
    EXPECT_EQ(packs.error().key, "id");
    std::filesystem::remove_all(folder);
}

TEST(Packs, OfAFolderThatIsNotThereSaySo) {
    const auto packs = load_packs("/dev/null/packs");
    ASSERT_FALSE(packs);
    EXPECT_EQ(describe(packs.error()), "/dev/null/packs: the folder cannot be read");
}

TEST(ShippedPacks, AreTheFiveSchemesInSevenEditions) {
    std::vector<std::string> ids;
    for (const Pack& pack : shipped_packs()) ids.push_back(pack.id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(ids, (std::vector<std::string>{"ningbo-2019", "weihai-9", "xiamen", "xiamen-9", "yuncheng",
                                             "yuncheng-old", "zhonghu"}));
}

TEST(ShippedPacks, GiveTheHomeScreenItsLines) {
    const Pack& pack = shipped_pack("xiamen");
    std::vector<std::string> lines;
    for (const Benefit& benefit : pack.plans.front().benefits) {
        if (benefit.highlight) lines.push_back(benefit.highlight->zh);
    }
    EXPECT_EQ(lines, (std::vector<std::string>{"住院每天补助 50 元", "重大疾病一次性 20,000 元"}));
    EXPECT_EQ(pack.claim_steps.size(), 5U);
    ASSERT_NE(pack.find_claim_step("reviewing"), nullptr);
    EXPECT_EQ(pack.find_claim_step("reviewing")->name.en, "Under review");
}

}  // namespace

}  // namespace config::test
