// A new city needs no C++: a scheme that exists only in a file answers like the shipped ones.
#include <gtest/gtest.h>

#include "config/scheme/eval.h"
#include "config/scheme/rules.h"

namespace config::test {

namespace {

constexpr const char* kFile = SOURCE_DIR "/tests/config/scheme/sixth_scheme.toml";

const Pack& sixth() {
    static const Pack pack = [] {
        auto loaded = load_pack_file(kFile);
        if (!loaded) ADD_FAILURE() << describe(loaded.error());
        return loaded.value_or(Pack{});
    }();
    return pack;
}

std::string ask(const std::string& question) {
    return eval_line({&sixth(), 1}, question, Explain::no);
}

std::string quote_on(const std::string& on, const std::string& more, const std::string& plans) {
    return ask(
        R"({"id":1,"op":"quote","scheme":"sixth-city","on":")" + on +
        R"(","applicant":{"id_number":"350299198807150018","documents":["labour_contract"],"union_member":true)" +
        more + R"(},"plans":[)" + plans + "]}");
}

TEST(SixthScheme, HasItsOwnWindowsCoverageAndFee) {
    EXPECT_EQ(
        quote_on("2026-03-01", R"(,"employment":"employee")", R"({"plan":"gold"})"),
        R"({"id":1,"ok":true,"fee_fen":1200,"coverage":[{"plan":"gold","from":"2027-01-01","to":"2027-12-31"}],"refusals":[],"notes":[]})");
    EXPECT_EQ(
        quote_on("2026-11-30", R"(,"employment":"employee")", R"({"plan":"gold"})"),
        R"({"id":1,"ok":true,"fee_fen":1200,"coverage":[{"plan":"gold","from":"2027-01-01","to":"2027-12-31"}],"refusals":[],"notes":["makeup"]})");
}

TEST(SixthScheme, RefusesByItsOwnRules) {
    EXPECT_EQ(
        quote_on("2026-04-01", R"(,"employment":"flexible","via":"group")",
                 R"({"plan":"gold","units":6},{"plan":"silver"})"),
        R"({"id":1,"ok":false,"fee_fen":null,"coverage":[],"refusals":["window_closed","individual_only","wrong_employment","too_many_units","plan_conflict"],"notes":[]})");
}

TEST(SixthScheme, SaysThatAFeeIsUnpublished) {
    EXPECT_EQ(
        quote_on("2026-04-01", R"(,"employment":"retired")", R"({"plan":"silver","years":5})"),
        R"({"id":1,"ok":true,"fee_fen":null,"coverage":[{"plan":"silver","from":"2026-04-01","to":"2031-03-31"}],"refusals":[],"notes":["fee_unpublished"]})");
}

TEST(SixthScheme, PaysByItsOwnFormulas) {
    EXPECT_EQ(
        ask(R"({"id":1,"op":"estimate","scheme":"sixth-city","plan":"gold","on":"2026-08-01","claim":{"kind":"dental","amount_fen":9999999,"paid_before_fen":100}})"),
        R"({"id":1,"benefit_fen":19900,"refusals":[],"route":"district"})");
    EXPECT_EQ(
        ask(R"({"id":1,"op":"estimate","scheme":"sixth-city","plan":"gold","units":4,"on":"2026-08-01","claim":{"kind":"burial"}})"),
        R"({"id":1,"benefit_fen":280000,"refusals":[],"route":"city"})");
    EXPECT_EQ(
        ask(R"({"id":1,"op":"estimate","scheme":"sixth-city","plan":"silver","on":"2026-08-01","claim":{"kind":"stay","days":2}})"),
        R"({"id":1,"benefit_fen":0,"refusals":["not_covered"],"route":"city"})");
    EXPECT_EQ(
        ask(R"({"id":1,"op":"estimate","scheme":"sixth-city","plan":"silver","on":"2026-08-01","claim":{"kind":"stay","days":2,"hospitalized":true}})"),
        R"({"id":1,"benefit_fen":1554,"refusals":[],"route":"city"})");
}

TEST(SixthScheme, TellsWhenItOpensNextAndWhenClaimsAreAnswered) {
    using namespace std::chrono;
    const WindowState state = window_on(sixth(), 2026y / April / 1);
    EXPECT_FALSE(state.open);
    EXPECT_EQ(state.window, (Period{2026y / November / 1, 2026y / November / 30}));
    EXPECT_EQ(state.coverage, (Period{2027y / January / 1, 2027y / December / 31}));
    EXPECT_EQ(claim_due(sixth(), 2026y / December / 31), 2027y / February / 28);
}

}  // namespace

}  // namespace config::test
