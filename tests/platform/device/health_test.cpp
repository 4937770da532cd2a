#include "platform/device/health.h"

#include <gtest/gtest.h>

namespace {

using platform::DeviceKind;
using platform::DeviceState;
using platform::HealthCell;

TEST(Health, nothing_is_known_of_a_device_that_is_off) {
    EXPECT_EQ(HealthCell(DeviceKind::printer).look(), platform::DeviceHealth{DeviceKind::printer});
}

TEST(Health, coming_back_is_counted_and_the_first_coming_is_not) {
    HealthCell cell(DeviceKind::id_reader);
    cell.enter(DeviceState::offline);
    cell.enter(DeviceState::ready);
    EXPECT_EQ(cell.look().reconnects, 0U);
    for (const DeviceState again :
         {DeviceState::ready, DeviceState::needs_care, DeviceState::out_of_service}) {
        cell.enter(DeviceState::offline);
        cell.enter(DeviceState::offline);
        cell.enter(again);
    }
    EXPECT_EQ(cell.look().reconnects, 3U);
}

TEST(Health, the_last_trouble_stays_after_it_is_over) {
    HealthCell cell(DeviceKind::printer);
    cell.enter(DeviceState::ready);
    cell.count_failure("paper_out");
    cell.note("paper_near_end");
    cell.count_success();
    const auto health = cell.look();
    EXPECT_EQ(health.trouble, "paper_near_end");
    EXPECT_EQ(health.failures, 1U);
    EXPECT_EQ(health.successes, 1U);
}

TEST(Health, every_state_and_kind_has_a_name_of_its_own) {
    EXPECT_EQ(platform::name_of(DeviceKind::speech), "speech");
    EXPECT_EQ(platform::name_of(DeviceState::out_of_service), "out_of_service");
}

}  // namespace
