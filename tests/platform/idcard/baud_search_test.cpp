#include "platform/idcard/baud_search.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace std::chrono_literals;
using platform::BaudSearch;

TEST(BaudSearch, tries_every_speed_within_two_and_a_half_seconds) {
    BaudSearch search;
    std::set<unsigned> tried;
    std::chrono::milliseconds taken{0};
    while (search.in_first_round()) {
        const auto attempt = search.next();
        tried.insert(attempt.baud);
        taken += attempt.patience;
    }
    EXPECT_EQ(tried, (std::set<unsigned>{9600, 19200, 38400, 57600, 115200}));
    EXPECT_LE(taken, 2500ms);
}

TEST(BaudSearch, tries_what_worked_first_and_every_second_time) {
    BaudSearch search;
    search.worked(9600);
    search.restart();
    for (int i = 0; i < 20; ++i) EXPECT_EQ(search.next().baud == 9600, i % 2 == 0) << i;
}

TEST(BaudSearch, gives_slow_modules_time_once_every_speed_had_its_turn) {
    BaudSearch search;
    while (search.in_first_round()) search.next();
    EXPECT_EQ(search.next().patience, 1000ms);
    search.restart();
    EXPECT_LT(search.next().patience, 1000ms);
}

TEST(BaudSearch, tries_nothing_but_a_speed_that_is_known) {
    BaudSearch search(19200);
    for (int i = 0; i < 5; ++i) EXPECT_EQ(search.next().baud, 19200U);
    search.worked(19200);
    EXPECT_EQ(search.best(), 19200U);
}

}  // namespace
