#include "platform/base/parallel.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

namespace platform {
namespace {

TEST(InParallel, does_each_piece_of_work_once) {
    for (const unsigned threads : {0U, 1U, 3U, 50U}) {
        std::array<std::atomic<int>, 20> done{};
        in_parallel(threads, done.size(), [&](std::size_t i) { ++done[i]; });
        for (const auto& times : done) EXPECT_EQ(times, 1) << threads << " threads";
    }
}

TEST(InParallel, one_thread_works_here_and_in_order) {
    std::vector<std::size_t> order;
    const auto here = std::this_thread::get_id();
    in_parallel(1, 4, [&](std::size_t i) {
        EXPECT_EQ(std::this_thread::get_id(), here);
        order.push_back(i);
    });
    EXPECT_EQ(order, (std::vector<std::size_t>{0, 1, 2, 3}));
}

}  // namespace
}  // namespace platform
