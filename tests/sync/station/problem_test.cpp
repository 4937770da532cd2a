#include "sync/station/problem.h"

#include <gtest/gtest.h>

namespace syncing {
namespace {

platform::HttpAnswer answer(int status, const char* type, std::string_view body) {
    const auto bytes = platform::view_of(body);
    return {status, type, {bytes.begin(), bytes.end()}};
}

constexpr const char* kJson = "application/problem+json";

TEST(ParseProblem, reads_type_retryable_and_the_signed_answer) {
    const auto problem = parse_problem(
        answer(409, kJson, R"({"type":"urn:mutual-aid:problem:gap","retryable":true,"answer":"AQI="})"));
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->type, "gap");
    EXPECT_TRUE(problem->retryable);
    EXPECT_EQ(problem->answer, (platform::Bytes{1, 2}));
}

TEST(ParseProblem, takes_nothing_that_is_not_a_problem_of_ours) {
    EXPECT_FALSE(parse_problem(answer(503, "application/json", R"({"type":"urn:mutual-aid:problem:busy"})")));
    EXPECT_FALSE(parse_problem(answer(503, kJson, R"({"type":"about:blank"})")));
    EXPECT_FALSE(parse_problem(answer(503, kJson, "[]")));
    EXPECT_FALSE(parse_problem(answer(503, kJson, "<html>")));
    EXPECT_FALSE(parse_problem(answer(503, kJson, std::string(100'000, '['))));
    EXPECT_FALSE(parse_problem(answer(503, kJson, R"({"type":7})")));
}

TEST(ParseProblem, is_not_retryable_unless_it_says_so) {
    EXPECT_FALSE(
        parse_problem(answer(403, kJson, R"({"type":"urn:mutual-aid:problem:revoked"})"))->retryable);
    EXPECT_FALSE(
        parse_problem(answer(403, kJson, R"({"type":"urn:mutual-aid:problem:revoked","retryable":"yes"})"))
            ->retryable);
}

TEST(CaptivePortal, is_known_by_status_or_content) {
    EXPECT_TRUE(looks_like_captive_portal(answer(200, "text/html", "")));
    EXPECT_TRUE(looks_like_captive_portal(answer(302, "text/html", "")));
    EXPECT_TRUE(looks_like_captive_portal(answer(511, "text/html", "")));
    EXPECT_FALSE(looks_like_captive_portal(answer(200, "application/x-protobuf", "")));
    EXPECT_FALSE(looks_like_captive_portal(answer(500, "text/html", "")));
}

}  // namespace
}  // namespace syncing
