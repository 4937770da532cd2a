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
#include "tests/support/campaign.h"
#include "tests/support/child.h"
#include "tests/support/cutting_proxy.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/temporary_folder.h"

namespace syncing {
namespace {

using tests::below;
using tests::Child;
using tests::seeded;

constexpr const char* kClock = "2026-06-15T09:00";

std::string program(const char* name) {
    return std::string(PROGRAM_DIR) + "/" + name;
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

/// A center, a terminal, and what becomes of its disk.
class Forks : public RealCenter {
  protected:
    /// The terminal's folder as it is now, under another name.
    void copy_disk(const char* name) {
        std::filesystem::remove_all(folder_ / name);
        std::filesystem::copy(folder_ / "terminal", folder_ / name);
    }
    void put_back_disk(const char* name) {
        ledger_.reset();
        std::filesystem::remove_all(folder_ / "terminal");
        std::filesystem::copy(folder_ / name, folder_ / "terminal");
        ledger_ =
            std::make_unique<Ledger>(Ledger::open(state_.ledger_db(), terminal_.identity.ledger).value());
    }
    RecordId enroll_at(const std::filesystem::path& disk) {
        Ledger ledger = std::move(Ledger::open(disk / "ledger.db", terminal_.identity.ledger).value());
        tests::MadeUpEnrollment one;
        EXPECT_TRUE(ledger.append(std::span(&one.append, 1), center_key_, {}));
        return one.append.record_id;
    }
    nlohmann::json sync_at(const std::filesystem::path& disk) {
        Child child({program("kiosk-sync"), "--state", disk, "--once", "--clock", kClock});
        return nlohmann::json::parse(child.line(std::chrono::seconds(60)).value_or("{}"));
    }
    nlohmann::json center_status() {
        Child status({program("kiosk-center"), "status", "--state", folder_ / "center", "--clock", kClock});
        return nlohmann::json::parse(status.line().value_or("{}"));
    }
    /// Each person's enrollment once, however many ledgers it travelled in.
    std::int64_t people_at_the_center() {
        Child judged({program("kiosk-center"), "adjudicate", "--once", "--state", folder_ / "center",
                      "--clock", kClock});
        EXPECT_EQ(judged.wait(), 0);
        std::int64_t count = 0;
        const auto status = center_status();
        for (const auto& [state, number] : status.at("enrollments").items())
            count += number.get<std::int64_t>();
        return count;
    }
};

TEST_F(Forks, a_restored_disk_goes_on_in_a_new_ledger_and_nothing_is_lost_or_doubled) {
    enroll(2);
    EXPECT_EQ(sync().value("outcome", ""), "ok");
    copy_disk("backup");
    enroll(3);
    EXPECT_EQ(sync().value("held", 0), 5);
    put_back_disk("backup");
    enroll(2);
    const auto report = sync();
    EXPECT_EQ(report.value("outcome", ""), "ok") << report.dump();
    EXPECT_EQ(report.value("ledger", ""), "B");
    EXPECT_EQ(report.value("held", 0), 3) << "the hand-over and the two that the center lacked";
    EXPECT_FALSE(ledger_->verify().value());
    EXPECT_EQ(people_at_the_center(), 7);
    EXPECT_EQ(center_status().value("entries", 0), 8);
}

TEST_F(Forks, a_restored_disk_with_nothing_new_learns_that_the_center_is_ahead) {
    enroll(2);
    sync();
    copy_disk("backup");
    enroll(3);
    sync();
    put_back_disk("backup");
    EXPECT_EQ(sync().value("ledger", ""), "B");
    const RecordId next = enroll_at(folder_ / "terminal");
    EXPECT_EQ(ledger_->enrollment(next).value()->number.letter, 'B');
    EXPECT_EQ(sync().value("outcome", ""), "ok");
    EXPECT_EQ(people_at_the_center(), 6);
}

TEST_F(Forks, two_live_machines_with_one_key_wait_for_an_operator_and_lose_nothing) {
    enroll(2);
    sync();
    copy_disk("clone");
    enroll(1);
    sync();
    enroll_at(folder_ / "clone");
    EXPECT_EQ(sync_at(folder_ / "clone").value("ledger", ""), "B");

    enroll(1);
    const auto original = sync();
    EXPECT_EQ(original.value("outcome", ""), "records_disagree") << original.dump();
    EXPECT_EQ(original.value("detail", ""), "two-machines");
    enroll_at(folder_ / "clone");
    EXPECT_EQ(sync_at(folder_ / "clone").value("detail", ""), "two-machines");
    EXPECT_EQ(center_status().value("disputed", 0), 1);

    Child settled({program("kiosk-center"), "settle", "--state", folder_ / "center", "--station", "SM03",
                   "--number", "1", "--clock", kClock});
    EXPECT_EQ(settled.wait(), 0);
    EXPECT_EQ(sync().value("outcome", ""), "ok");
    EXPECT_EQ(sync_at(folder_ / "clone").value("outcome", ""), "ok");
    EXPECT_EQ(people_at_the_center(), 6);
}

TEST_F(Forks, a_hand_over_killed_at_any_point_ends_with_each_record_held) {
    constexpr int kRounds = 8;
    auto random = seeded();
    std::int64_t people = 0;
    for (int round = 0; round < kRounds; ++round) {
        copy_disk("backup");
        enroll(1);
        EXPECT_EQ(sync().value("outcome", ""), "ok");
        put_back_disk("backup");
        enroll(2);
        people += 3;
        for (int kill = 0; kill < 6; ++kill) {
            const auto child = start_sync();
            let_run(below(random, 60'000));
            child->kill(SIGKILL);
            child->wait();
        }
        const auto report = sync();
        ASSERT_EQ(report.value("outcome", ""), "ok") << report.dump();
        ASSERT_EQ(report.value("ledger", ""), std::string(1, static_cast<char>('B' + round)));
    }
    EXPECT_FALSE(ledger_->verify().value());
    EXPECT_EQ(people_at_the_center(), people);
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
