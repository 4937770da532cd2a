// Bad lines: each gets an error that names what is wrong, and its id where it has one.
#include "config/scheme/eval.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/config/scheme/packs.h"

namespace config::test {

namespace {

struct Bad {
    const char* name;
    std::string line;
    const char* id;    // as JSON
    const char* says;  // part of the error
};
void PrintTo(const Bad& bad, std::ostream* out) {
    *out << bad.name;
}

class BadLine : public testing::TestWithParam<Bad> {};

TEST_P(BadLine, IsAnsweredByWhatIsWrong) {
    const auto answer =
        nlohmann::ordered_json::parse(eval_line(shipped_packs(), GetParam().line, Explain::no));
    EXPECT_EQ(answer.size(), 2U) << answer;
    EXPECT_EQ(answer.at("id").dump(), GetParam().id);
    EXPECT_NE(answer.at("error").get<std::string>().find(GetParam().says), std::string::npos) << answer;
}

/// A good question with more keys; a later one of the same name counts.
std::string quote_with(const std::string& more) {
    return R"({"id":"q","op":"quote","scheme":"xiamen","on":"2026-06-10","applicant":{},"plans":[{"plan":"mutual-aid"}])" +
           more + "}";
}
std::string estimate_with(const std::string& more) {
    return R"({"id":"e","op":"estimate","scheme":"xiamen","plan":"mutual-aid","on":"2026-09-01","claim":{"kind":"accidental_death"})" +
           more + "}";
}
std::string group_with(const std::string& more) {
    return R"({"id":"g","op":"group","scheme":"yuncheng")" + more + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Lines, BadLine,
    testing::Values(
        Bad{"empty", "", "null", "not JSON"}, Bad{"not_json", "{\"id\":\"1\"", "null", "not JSON"},
        Bad{"not_an_object", "[1]", "null", "object"},
        Bad{"invalid_utf8", "{\"id\":\"\xff\"}", "null", "not JSON"},
        Bad{"no_op", R"({"id":"1","scheme":"xiamen"})", "\"1\"", "op is missing"},
        Bad{"unknown_op", R"({"id":"1","op":"sell","scheme":"xiamen"})", "\"1\"", "op must be one of"},
        Bad{"no_scheme", R"({"id":"1","op":"quote"})", "\"1\"", "scheme is missing"},
        Bad{"unknown_scheme", R"({"id":"1","op":"quote","scheme":"none"})", "\"1\"", "scheme is not"},
        Bad{"scheme_as_number", R"({"id":"1","op":"quote","scheme":7})", "\"1\"", "scheme must be a text"},
        Bad{"id_as_list", R"({"id":[[1]],"op":"quote"})", "null", "id must be"},
        Bad{"number_id", R"({"id":12,"op":"quote"})", "12", "scheme is missing"},
        Bad{"no_plans", quote_with(R"(,"plans":[])"), "\"q\"", "plans must name"},
        Bad{"plans_no_list", quote_with(R"(,"plans":{})"), "\"q\"", "plans must be a list"},
        Bad{"plan_no_object", quote_with(R"(,"plans":["mutual-aid"])"), "\"q\"", "list of objects"},
        Bad{"zero_units", quote_with(R"(,"plans":[{"plan":"mutual-aid","units":0}])"), "\"q\"",
            "units must be"},
        Bad{"units_with_fraction", quote_with(R"(,"plans":[{"plan":"mutual-aid","units":1.5}])"), "\"q\"",
            "whole number"},
        Bad{"units_too_long", quote_with(R"(,"plans":[{"plan":"mutual-aid","units":9223372036854775808}])"),
            "\"q\"", "64 bits"},
        Bad{"no_applicant", quote_with(R"(,"applicant":null)"), "\"q\"", "applicant must be"},
        Bad{"no_such_date", quote_with(R"(,"on":"2026-06-31")"), "\"q\"", "on must be a date"},
        Bad{"date_with_time", quote_with(R"(,"on":"2026-06-30T00:00")"), "\"q\"", "on must be a date"},
        Bad{"unknown_payment", quote_with(R"(,"payment":"gold")"), "\"q\"", "payment is not a word"},
        Bad{"unknown_employment", quote_with(R"(,"applicant":{"employment":"king"})"), "\"q\"",
            "employment is not a word"},
        Bad{"unknown_document", quote_with(R"(,"applicant":{"documents":["passport"]})"), "\"q\"",
            "documents must name"},
        Bad{"flag_as_text", quote_with(R"(,"applicant":{"union_member":"yes"})"), "\"q\"",
            "union_member must be"},
        Bad{"enrolled_backwards",
            quote_with(R"(,"applicant":{"enrolled":[{"plan":"p","from":"2026-02-01","to":"2026-01-01"}]})"),
            "\"q\"", "ends before"},
        Bad{"no_claim", estimate_with(R"(,"claim":null)"), "\"e\"", "claim must be"},
        Bad{"no_kind", estimate_with(R"(,"claim":{})"), "\"e\"", "kind is missing"},
        Bad{"units_over_the_limit", estimate_with(R"(,"units":2)"), "\"e\"", "units must be"},
        Bad{"grade_zero", estimate_with(R"(,"claim":{"kind":"accidental_death","grade":0})"), "\"e\"",
            "grade must be"},
        Bad{"grade_missing", estimate_with(R"(,"claim":{"kind":"accidental_disability"})"), "\"e\"",
            "grade must be"},
        Bad{"effective_missing", estimate_with(R"(,"scheme":"ningbo-2019","plan":"women")"), "\"e\"",
            "effective is missing"},
        Bad{"no_headcount", group_with(R"(,"joining":1)"), "\"g\"", "headcount is missing"},
        Bad{"headcount_zero", group_with(R"(,"headcount":0,"joining":0)"), "\"g\"", "headcount must be"},
        Bad{"more_than_all", group_with(R"(,"headcount":5,"joining":6)"), "\"g\"", "joining must be"},
        Bad{"too_long", std::string((1 << 20) + 1, ' '), "null", "longer than"}),
    [](const auto& row) { return row.param.name; });

TEST(Lines, NestedVeryDeepAreAnsweredToo) {
    for (const char* open : {"[", "{\"id\":"}) {
        std::string deep;
        while (deep.size() < 500'000) deep += open;
        EXPECT_TRUE(eval_line(shipped_packs(), deep, Explain::no).starts_with("{\"id\":null,\"error\":"));
    }
    const std::string nested = "{\"id\":" + std::string(200'000, '[') + std::string(200'000, ']') + "}";
    EXPECT_TRUE(eval_line(shipped_packs(), nested, Explain::no).starts_with("{\"id\":null,\"error\":"));
}

TEST(Lines, MayHoldKeysThatNobodyKnows) {
    EXPECT_EQ(
        eval_line(shipped_packs(), group_with(R"(,"headcount":1,"joining":1,"colour":"red")"), Explain::no),
        R"({"id":"g","ok":true,"required":1,"refusals":[]})");
}

}  // namespace

}  // namespace config::test
