// Real programs killed and cut at random points: no record reported as saved is ever lost, none is doubled.
#include "tests/sync/station/real_center.h"

namespace syncing {
namespace {

TEST(KillCampaign, enrolling_never_loses_or_doubles_what_was_reported_saved) {
    constexpr int kKills = 100;
    auto random = seeded();
    const tests::TemporaryFolder folder;
    const std::filesystem::path file = folder / "ledger.db";
    std::set<std::string> reported;
    for (int kill = 0; kill < kKills; ++kill) {
        Child writer({program("ledger-writer"), file, "0"});
        for (int lines = below(random, 6); lines > 0; --lines) reported.insert(writer.line().value());
        let_run(below(random, 8000));
        writer.kill(SIGKILL);
        while (const auto line = writer.line()) reported.insert(*line);
        ASSERT_EQ(writer.wait(), -SIGKILL);
    }
    Ledger ledger = std::move(Ledger::open(file, {{1}, "JL03", 'A'}).value());
    EXPECT_FALSE(ledger.verify().value());
    const auto written = ledger.enrollments_between(0, 1).value();
    EXPECT_EQ(ledger.head()->seq, written.size());
    std::set<std::string> present;
    for (const auto& one : written)
        present.insert(platform::to_hex(one.record_id) + " " + to_text(one.number));
    for (const std::string& line : reported) EXPECT_TRUE(present.contains(line)) << line;
    EXPECT_LE(written.size(), reported.size() + kKills) << "at most one unreported commit per kill";
    EXPECT_GT(reported.size(), 100U);
}

TEST_F(RealCenter, provisions_the_same_terminal_again_after_a_power_cut) {
    Child registered({program("kiosk-center"), "register", "--state", folder_ / "center", "--station", "SM03",
                      "--number", "2", "--prefix", "JL04", "--clock", kClock});
    const auto code = std::get<ProvisioningCode>(parse_code(registered.line().value_or("")));
    const StateFolder second(folder_ / "second");
    ASSERT_TRUE(provision(code, second));
    const auto certificate = second.load()->credentials.certificate_der;
    // The cut came after the center had answered and before anything of it was stored.
    std::filesystem::remove(folder_ / "second/identity.json");
    ASSERT_TRUE(provision(code, second));
    EXPECT_EQ(second.load()->credentials.certificate_der, certificate);
    EXPECT_EQ(provision(code, second).error().error, ProvisionError::already_provisioned);
    EXPECT_EQ(provision(code, StateFolder(folder_ / "third")).error().error, ProvisionError::refused)
        << "the code belongs to the keys it was used with";
}

TEST_F(RealCenter, a_code_of_another_root_leads_nowhere) {
    const ProvisioningCode code{{1}, {2}, terminal_.identity.center_url};
    EXPECT_EQ(provision(code, StateFolder(folder_ / "other")).error().error, ProvisionError::not_the_center);
}

TEST_F(RealCenter, syncing_killed_at_any_point_ends_with_each_record_held_once) {
    constexpr int kKills = 100;
    auto random = seeded();
    for (int kill = 0; kill < kKills; ++kill) {
        enroll(1 + below(random, 3));
        const auto child = start_sync();
        let_run(below(random, 120'000));
        child->kill(SIGKILL);
        child->wait();
        if (kill % 20 == 10) start_center(center_port_);
    }
    expect_all_held_once();
}

TEST_F(RealCenter, a_link_that_cuts_at_random_bytes_loses_and_doubles_nothing) {
    auto random = seeded();
    tests::CuttingProxy proxy(center_port_, [&]() -> tests::Cut {
        if (below(random, 2) == 0) return {static_cast<std::size_t>(300 + below(random, 6'000)), SIZE_MAX};
        return {SIZE_MAX, static_cast<std::size_t>(100 + below(random, 3'000))};
    });
    const platform::SimulatedClock clock(platform::parse_civil_time(kClock).value());
    Cache cache = std::move(Cache::open(state_.cache_db()).value());
    for (int round = 0; round < 20; ++round) {
        enroll(3);
        platform::HttpClient client({.base_url = "https://127.0.0.1:" + std::to_string(proxy.port()),
                                     .ca_der = terminal_.credentials.ca_der,
                                     .client_key_pem = terminal_.keys.tls_key_pem,
                                     .client_certificate_der = terminal_.credentials.certificate_der});
        SyncSession(
            terminal_, *ledger_, cache, clock,
            [&](const platform::HttpCall& call, std::stop_token stop) {
                return client.call(call, std::move(stop));
            },
            [](std::chrono::milliseconds, const std::stop_token&) {}, {.attempts = 2})
            .run({});
    }
    EXPECT_GT(proxy.cuts(), 20);
    expect_all_held_once();
}

TEST_F(RealCenter, says_that_nobody_answers_when_the_center_is_down) {
    enroll(1);
    center_->kill(SIGKILL);
    center_->wait();
    const auto report = sync();
    EXPECT_EQ(report.value("outcome", ""), "center_unreachable");
    EXPECT_EQ(report.value("written", 0), 1);
    EXPECT_EQ(report.value("held", -1), 0);
    start_center(center_port_);
    expect_all_held_once();
}

}  // namespace
}  // namespace syncing
