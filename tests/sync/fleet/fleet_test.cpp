// Stations, their center and all that goes wrong, in simulated time.
#include "sync/fleet/fleet.h"

#include <gtest/gtest.h>

#include "platform/base/file.h"
#include "platform/log/log.h"
#include "tests/support/campaign.h"
#include "tests/support/temporary_folder.h"

namespace syncing::fleet {
namespace {

FleetReport run(std::uint32_t stations, std::uint32_t nights, std::uint64_t seed) {
    platform::init_crypto();
    platform::log::set_level(platform::log::Level::none);
    const tests::TemporaryFolder folder;
    return simulate(
        {.stations = stations,
         .nights = nights,
         .seed = seed,
         .folder = folder.path(),
         .pack = platform::read_file(SOURCE_DIR "/config/schemes/xiamen.toml", 1024 * 1024).value()});
}

TEST(FleetCampaign, loses_and_doubles_nothing_and_finds_every_fork) {
    const auto report = run(static_cast<std::uint32_t>(tests::rounds(8, 50)),
                            static_cast<std::uint32_t>(tests::rounds(12, 30)), tests::seed());
    std::printf("%s\n", to_json(report).c_str());
    EXPECT_EQ(report.lost, 0U);
    EXPECT_EQ(report.doubled, 0U);
    EXPECT_EQ(report.misjudged, 0U);
    EXPECT_EQ(report.papers_lost, 0U);
    EXPECT_GT(report.papers, 10U);
    EXPECT_GT(report.claims, 5U);
    EXPECT_EQ(report.forks_found, report.forks_injected);
    EXPECT_EQ(report.stuck, 0U);
    EXPECT_EQ(report.unsound, 0U);
    EXPECT_GT(report.held, 200U);
}

TEST(Fleet, repeats_itself_with_the_same_seed_and_only_then) {
    const std::string once = to_json(run(4, 5, 1));
    EXPECT_EQ(once, to_json(run(4, 5, 1)));
    EXPECT_NE(once, to_json(run(4, 5, 2)));
}

TEST(Fleet, meets_every_kind_of_trouble) {
    const auto report = run(16, 16, 5);
    for (const char* trouble :
         {"power_cuts_while_writing", "power_cuts_on_the_line", "clock_jumps", "disks_full", "offline_spells",
          "disks_put_back", "center_crashes", "requests_lost", "answers_lost", "repeated", "late",
          "login_pages", "certificates_renewed", "requests_with_ended_certificate", "sectors_taken_back"})
        EXPECT_GT(report.faults.contains(trouble) ? report.faults.at(trouble) : 0, 0U) << trouble;
    EXPECT_GT(report.epochs, 1U);
    EXPECT_GT(report.forks_injected, 0U);
    EXPECT_TRUE(report.good()) << to_json(report);
}

}  // namespace
}  // namespace syncing::fleet
