#include <gtest/gtest.h>

#include "platform/http_server/http_server.h"

namespace platform {
namespace {

TEST(Target, splits_path_and_query) {
    const auto target = parse_target("/v1/updates?cursor=5&nonce=AB&&empty=&flag");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/v1/updates");
    const std::vector<std::pair<std::string, std::string>> expected{
        {"cursor", "5"}, {"nonce", "AB"}, {"empty", ""}, {"flag", ""}};
    EXPECT_EQ(target->query, expected);
}

TEST(Target, refuses_what_it_cannot_read) {
    for (const char* text : {"", "updates", "http://a/", "/a?b=%", "/a?b=%4", "/a?b=%zz", "*"}) {
        EXPECT_FALSE(parse_target(text)) << text;
    }
}

TEST(Problem, is_json_with_retryable) {
    const HttpResponse response = problem_response({409, "gap", "say \"when\"", true, {{"held_seq", "7"}}});
    EXPECT_EQ(response.status, 409);
    EXPECT_EQ(response.content_type, "application/problem+json");
    EXPECT_EQ(
        string_of(response.body),
        R"({"type":"urn:mutual-aid:problem:gap","title":"say \"when\"","status":409,"retryable":true,"held_seq":7})");
}

}  // namespace
}  // namespace platform
