// Real programs killed and cut at random points: no record reported as saved is ever lost, none is doubled.
// The seed is printed; SEED=N repeats a run.
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "sync/ledger/cache.h"
#include "sync/station/provision.h"
#include "sync/station/session.h"
#include "tests/support/child.h"
#include "tests/support/cutting_proxy.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/temporary_folder.h"

namespace syncing {
namespace {

using tests::Child;

constexpr const char* kClock = "2026-06-15T09:00";

std::string program(const char* name) {
    return std::string(PROGRAM_DIR) + "/" + name;
}

std::mt19937 seeded() {
    const char* wanted = std::getenv("SEED");
    const auto seed =
        wanted == nullptr ? 20260630U : static_cast<unsigned>(std::strtoul(wanted, nullptr, 10));
    std::printf("seed %u\n", seed);
    return std::mt19937(seed);
}

int below(std::mt19937& random, int limit) {
    return std::uniform_int_distribution(0, limit - 1)(random);
}

void let_run(int microseconds) {
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
}

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

/// A real center, a provisioned terminal, and kiosk-sync between them.
class RealCenter : public testing::Test {
  protected:
    void SetUp() override {
        const std::string state = folder_ / "center";
        Child init({program("kiosk-center"), "init", "--state", state, "--root-dir", folder_ / "root",
                    "--city", "测试市", "--center", "测试中心", "--host", "127.0.0.1", "--clock", kClock});
        ASSERT_EQ(init.wait(), 0);
        start_center(0);
        Child registered({program("kiosk-center"), "register", "--state", state, "--station", "SM03",
                          "--number", "1", "--prefix", "JL03", "--clock", kClock});
        const Code code = parse_code(registered.line().value_or(""));
        ASSERT_TRUE(std::holds_alternative<ProvisioningCode>(code));
        ASSERT_TRUE(provision(std::get<ProvisioningCode>(code), state_));
        terminal_ = state_.load().value();
        ledger_ =
            std::make_unique<Ledger>(Ledger::open(state_.ledger_db(), terminal_.identity.ledger).value());
    }

    void start_center(int port) {
        center_.reset();
        center_ = std::make_unique<Child>(
            std::vector<std::string>{program("kiosk-center"), "serve", "--state", folder_ / "center",
                                     "--listen", "127.0.0.1:" + std::to_string(port), "--clock", kClock});
        const auto ready = center_->line();
        ASSERT_TRUE(ready);
        center_port_ = nlohmann::json::parse(*ready).at("port").get<std::uint16_t>();
    }
    void enroll(int count) {
        for (int i = 0; i < count; ++i) {
            tests::MadeUpEnrollment one;
            ASSERT_TRUE(ledger_->append(std::span(&one.append, 1), center_key_, {}));
        }
    }
    std::unique_ptr<Child> start_sync() {
        return std::make_unique<Child>(std::vector<std::string>{
            program("kiosk-sync"), "--state", folder_ / "terminal", "--once", "--clock", kClock});
    }
    nlohmann::json sync() {
        const auto child = start_sync();
        const auto line = child->line(std::chrono::seconds(60));
        child->wait();
        return nlohmann::json::parse(line.value_or("{}"));
    }
    /// The center's signed hash at our head says that it holds exactly our chain.
    void expect_all_held_once() {
        const auto report = sync();
        EXPECT_EQ(report.value("outcome", ""), "ok") << report.dump();
        Cache cache = std::move(Cache::open(state_.cache_db()).value());
        const auto held = cache.acknowledgement().value();
        EXPECT_EQ(held.seq, ledger_->head()->seq);
        EXPECT_EQ(held.hash, ledger_->head()->hash);
        EXPECT_FALSE(ledger_->verify().value());
        Child status({program("kiosk-center"), "status", "--state", folder_ / "center", "--clock", kClock});
        const auto counts = nlohmann::json::parse(status.line().value_or("{}"));
        EXPECT_EQ(counts.value("entries", 0U), held.seq) << counts.dump();
    }

    tests::TemporaryFolder folder_;
    StateFolder state_{folder_ / "terminal"};
    Terminal terminal_;
    SealTo center_key_{1, platform::new_sealing_key().public_key};
    std::unique_ptr<Child> center_;
    std::uint16_t center_port_ = 0;
    std::unique_ptr<Ledger> ledger_;
};

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

TEST_F(RealCenter, a_cloned_disk_is_told_from_its_original_and_stops) {
    enroll(2);
    EXPECT_EQ(sync().value("outcome", ""), "ok");
    std::filesystem::copy(folder_ / "terminal", folder_ / "clone");
    enroll(1);
    EXPECT_EQ(sync().value("held", 0), 3);

    Ledger clone = std::move(Ledger::open(folder_ / "clone/ledger.db", terminal_.identity.ledger).value());
    tests::MadeUpEnrollment one;
    ASSERT_TRUE(clone.append(std::span(&one.append, 1), center_key_, {}));
    Child second({program("kiosk-sync"), "--state", folder_ / "clone", "--once", "--clock", kClock});
    const auto report = nlohmann::json::parse(second.line().value_or("{}"));
    EXPECT_EQ(report.value("outcome", ""), "records_disagree") << report.dump();
    EXPECT_EQ(report.value("detail", ""), "fork");
    EXPECT_EQ(report.value("held", 0), 2);
    EXPECT_EQ(second.wait(), 2);
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
