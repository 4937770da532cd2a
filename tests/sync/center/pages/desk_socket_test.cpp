#include "sync/center/desk_socket.h"

#include <gtest/gtest.h>
#include <poll.h>

#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/temporary_folder.h"

namespace syncing::center {
namespace {

using nlohmann::json;

void serve_one(const platform::UniqueFd& desk, const json& answer) {
    pollfd waits{desk.get(), POLLIN, 0};
    ASSERT_EQ(poll(&waits, 1, 20'000), 1);
    serve_desk(desk, [&](const json&) { return answer; });
}

TEST(DeskSocket, A_question_gets_its_answer_also_under_a_long_path) {
    const tests::TemporaryFolder temporary;
    const auto state = temporary.path() / std::string(120, 'x');
    std::filesystem::create_directory(state);
    const auto desk = listen_at_desk(state);
    ASSERT_TRUE(desk);
    const json large{{"rows", std::vector<std::string>(50'000, "林*强")}};
    std::thread clerk([&] { serve_one(desk, large); });
    const auto answer = ask_desk(state, {{"ask", "names"}});
    clerk.join();
    ASSERT_TRUE(answer);
    EXPECT_EQ(*answer, large);
}

TEST(DeskSocket, Nobody_at_the_desk_is_said_at_once) {
    const tests::TemporaryFolder temporary;
    const auto answer = ask_desk(temporary.path(), {{"ask", "work"}});
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error(), DeskError::away);
}

TEST(DeskSocket, A_new_run_takes_the_place_of_a_dead_one) {
    const tests::TemporaryFolder temporary;
    { const auto dead = listen_at_desk(temporary.path()); }
    const auto desk = listen_at_desk(temporary.path());
    ASSERT_TRUE(desk);
    std::thread clerk([&] { serve_one(desk, {{"ok", true}}); });
    EXPECT_TRUE(ask_desk(temporary.path(), {{"ask", "work"}}));
    clerk.join();
}

}  // namespace
}  // namespace syncing::center
