// A terminal and its center over a link that loses answers, repeats and reorders requests. RECORDS=N and
// SEED=N make it as long as wanted.
#include <cstdlib>
#include <deque>
#include <random>

#include "center_fixture.h"
#include "sync/center/api.h"
#include "sync/station/session.h"
#include "tests/support/campaign.h"

namespace syncing::center {
namespace {

class LossyLink : public CenterFixture {
  protected:
    LossyLink() : api_(stores(), serve_keys, "集美区", clock, [] {}) {
        station_.identity.terminal_id = terminal_id;
        station_.identity.ledger = {terminal.ledger, "JL03", 'A'};
        station_.keys.ledger = terminal.ledger_key;
        station_.credentials.root = *folder.root();
        station_.credentials.signed_key_list = serve_keys.key_list;
    }
    std::vector<std::unique_ptr<ServeStore>> stores() {
        std::vector<std::unique_ptr<ServeStore>> made;
        made.push_back(std::move(*open_serve_store(folder.database())));
        return made;
    }
    void write(std::size_t count) {
        constexpr std::size_t kAtOnce = 500;
        for (std::size_t done = 0; done < count; done += kAtOnce) {
            std::deque<mutual_aid::v1::Body> bodies;
            std::vector<LedgerAppend> records;
            for (std::size_t i = done; i < std::min(count, done + kAtOnce); ++i) {
                bodies.emplace_back().mutable_staff_action()->set_action("made_up");
                LedgerAppend record;
                record.record_class = RecordClass::staff_action;
                record.record_id = platform::random_array<16>();
                record.body = &bodies.back();
                records.push_back(record);
            }
            ASSERT_TRUE(ledger_.append(records, {1, terminal.center}, {}));
        }
    }
    platform::HttpAnswer deliver(const platform::HttpRequest& request) {
        ++delivered_;
        const auto response = api_.handle(request);
        return {response.status, response.content_type, response.body};
    }
    /// Some requests come again later, in any order; of the answers 30 % are lost.
    platform::Result<platform::HttpAnswer, platform::HttpError> link(const platform::HttpCall& call) {
        const auto target = platform::parse_target(call.path);
        const platform::HttpRequest request{
            call.method, target->path, target->query, call.content_type, {call.body.begin(), call.body.end()},
            certificate};
        while (!late_.empty() && chance(40)) {
            const std::size_t which =
                std::uniform_int_distribution<std::size_t>(0, late_.size() - 1)(random_);
            deliver(late_[which]);
            late_.erase(late_.begin() + static_cast<std::ptrdiff_t>(which));
        }
        if (chance(20)) late_.push_back(request);
        if (chance(10)) return platform::fail(platform::HttpError::cut);
        auto answer = deliver(request);
        if (chance(30)) {
            ++lost_;
            return platform::fail(platform::HttpError::cut);
        }
        return answer;
    }
    bool chance(int percent) { return std::uniform_int_distribution(1, 100)(random_) <= percent; }
    Api api_;
    syncing::Terminal station_;
    syncing::Ledger ledger_ = std::move(
        syncing::Ledger::open(temporary.path() / "ledger.db", {terminal.ledger, "JL03", 'A'}).value());
    Cache cache_ = std::move(Cache::open(temporary.path() / "cache.db").value());
    std::mt19937 random_ = tests::seeded();
    std::vector<platform::HttpRequest> late_;
    std::size_t delivered_ = 0;
    std::size_t lost_ = 0;
};

TEST_F(LossyLink, doubles_nothing_and_misses_nothing) {
    const std::size_t records = static_cast<std::size_t>(tests::rounds(3000, 100'000));
    std::size_t runs = 0;
    for (std::size_t written = 0; written < records;) {
        const std::size_t some = std::min<std::size_t>(records - written, 1 + random_() % 1500);
        write(some);
        written += some;
        SyncReport report;
        do {
            report =
                SyncSession(
                    station_, ledger_, cache_, clock,
                    [this](const platform::HttpCall& call, const std::stop_token&) { return link(call); },
                    [](std::chrono::milliseconds, const std::stop_token&) {}, {.attempts = 3})
                    .run({});
            ASSERT_LT(++runs, 100'000U);
        } while (report.outcome != SyncOutcome::ok);
        ASSERT_EQ(report.held, written);
    }
    for (const auto& request : late_) deliver(request);
    EXPECT_GT(lost_, 0U);
    EXPECT_EQ(admin->status()->entries, static_cast<std::int64_t>(records));
    const auto held = *store->ledger(terminal.ledger);
    EXPECT_EQ(held->held_seq, records);
    EXPECT_EQ(held->held_hash, ledger_.head()->hash) << "exactly our chain";
    std::printf("%zu records, %zu runs, %zu requests delivered, %zu answers lost\n", records, runs,
                delivered_, lost_);
}

}  // namespace
}  // namespace syncing::center
