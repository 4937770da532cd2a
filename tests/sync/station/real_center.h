// A real center, a terminal provisioned there, and the real programs between them; their disks copied, lost
// and put back. The seed of what is random is printed; SEED=N repeats a run.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <list>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "platform/base/file.h"
#include "sync/ledger/cache.h"
#include "sync/station/provision.h"
#include "sync/station/session.h"
#include "tests/support/campaign.h"
#include "tests/support/child.h"
#include "tests/support/cutting_proxy.h"
#include "tests/support/fresh_postgres.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/temporary_folder.h"

namespace syncing {

using tests::below;
using tests::Child;
using tests::seeded;

inline constexpr const char* kClock = "2026-06-15T09:00";

inline std::string program(const char* name) {
    return std::string(PROGRAM_DIR) + "/" + name;
}

inline void let_run(int microseconds) {
    std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
}

/// A real center, a provisioned terminal, and kiosk-sync between them.
class RealCenter : public testing::Test {
  protected:
    void SetUp() override {
        const std::string state = folder_ / "center";
        std::vector<std::string> words{program("kiosk-center"),
                                       "init",
                                       "--state",
                                       state,
                                       "--root-dir",
                                       folder_ / "root",
                                       "--city",
                                       "测试市",
                                       "--center",
                                       "测试中心",
                                       "--host",
                                       "127.0.0.1",
                                       "--clock",
                                       kClock};
        add_database(words);
        Child init(words);
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

    /// On a server: a new database for what the command makes.
    void add_database(std::vector<std::string>& words) {
        if (tests::FreshPostgres::wanted())
            words.insert(words.end(), {"--database", databases_.emplace_back().address()});
    }
    void start_center(int port) {
        center_.reset();
        std::vector<std::string> words{program("kiosk-center"),
                                       "serve",
                                       "--state",
                                       folder_ / "center",
                                       "--listen",
                                       "127.0.0.1:" + std::to_string(port),
                                       "--clock",
                                       kClock};
        if (archived_) words.insert(words.end(), {"--archive", folder_ / "archive"});
        center_ = std::make_unique<Child>(words);
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
        const auto line = child->line();
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

    bool archived_ = false;  // the center writes an archive, and is restored with it
    std::list<tests::FreshPostgres> databases_;
    tests::TemporaryFolder folder_;
    StateFolder state_{folder_ / "terminal"};
    Terminal terminal_;
    SealTo center_key_{1, platform::new_sealing_key().public_key};
    std::unique_ptr<Child> center_;
    std::uint16_t center_port_ = 0;
    std::unique_ptr<Ledger> ledger_;
};

/// What becomes of a disk.
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
        return nlohmann::json::parse(child.line().value_or("{}"));
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

/// A center that is lost and comes back from a backup.
class Restores : public Forks {
  protected:
    void back_up() {
        Child made({program("kiosk-center"), "backup", "--state", folder_ / "center", "--to",
                    folder_ / "center-backup", "--clock", kClock});
        ASSERT_EQ(made.wait(), 0);
    }
    void lose_and_restore() {
        center_->kill(SIGKILL);
        center_->wait();
        std::filesystem::remove_all(folder_ / "center");
        std::vector<std::string> words{
            program("kiosk-center"),   "restore", "--state", folder_ / "center", "--from",
            folder_ / "center-backup", "--clock", kClock};
        if (archived_) words.insert(words.end(), {"--archive", folder_ / "archive"});
        add_database(words);
        Child made(words);
        ASSERT_EQ(made.wait(), 0);
        start_center(center_port_);
    }
    /// An operator's command; its lines.
    std::vector<std::string> operate(std::vector<std::string> words) {
        words.insert(words.begin(), program("kiosk-center"));
        words.insert(words.end(), {"--state", folder_ / "center", "--clock", kClock});
        Child child(words);
        std::vector<std::string> lines;
        while (auto line = child.line()) lines.push_back(std::move(*line));
        EXPECT_EQ(child.wait(), 0) << words[1];
        return lines;
    }
};

}  // namespace syncing
