// A durable enrollment commit beside a bare SQLite insert of the same size, same journal mode, same folder.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "platform/database/database.h"
#include "sync/ledger/ledger.h"
#include "tests/support/ledger_fixture.h"
#include "tests/support/temporary_folder.h"

namespace {

using Clock = std::chrono::steady_clock;

class Percentiles {
  public:
    template <class Work>
    void time(const Work& work) {
        const auto start = Clock::now();
        work();
        taken_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    void report(benchmark::State& state) {
        std::ranges::sort(taken_);
        state.counters["p50_ms"] = at(0.50);
        state.counters["p99_ms"] = at(0.99);
    }

  private:
    double at(double part) const {
        return taken_[static_cast<std::size_t>(part * static_cast<double>(taken_.size() - 1))];
    }
    std::vector<double> taken_;
};

void bare_insert(benchmark::State& state) {
    constexpr std::string_view kSchema[] = {"CREATE TABLE rows(id INTEGER PRIMARY KEY, data BLOB) STRICT"};
    const tests::TemporaryFolder folder;
    auto database = std::move(platform::Database::open(folder / "bare.db", {.schema = kSchema}).value());
    const platform::Bytes data(172 + 560, 7);
    Percentiles percentiles;
    for ([[maybe_unused]] auto one : state)
        percentiles.time([&] {
            benchmark::DoNotOptimize(database.run("INSERT INTO rows(data) VALUES(?)", {platform::sql(data)}));
        });
    percentiles.report(state);
}

void enrollment_commit(benchmark::State& state) {
    platform::init_crypto();
    const tests::TemporaryFolder folder;
    auto ledger = std::move(syncing::Ledger::open(folder / "ledger.db", {{1}, "JL03", 'A'}).value());
    const syncing::SealTo to{1, platform::new_sealing_key().public_key};
    const auto card = platform::new_sealing_key().public_key;
    const auto slip = platform::new_sealing_key().public_key;
    Percentiles percentiles;
    for ([[maybe_unused]] auto one : state) {
        tests::MadeUpEnrollment enrollment;
        enrollment.append.person = platform::random_array<32>();
        enrollment.append.readers = {card, slip};
        percentiles.time(
            [&] { benchmark::DoNotOptimize(ledger.append(std::span(&enrollment.append, 1), to, to)); });
    }
    percentiles.report(state);
}

void batch_of_entries_read_for_sync(benchmark::State& state) {
    platform::init_crypto();
    const tests::TemporaryFolder folder;
    auto ledger = std::move(syncing::Ledger::open(folder / "ledger.db", {{1}, "JL03", 'A'}).value());
    const syncing::SealTo to{1, platform::new_sealing_key().public_key};
    for (int i = 0; i < 500; ++i) {
        tests::MadeUpEnrollment enrollment;
        benchmark::DoNotOptimize(ledger.append(std::span(&enrollment.append, 1), to, to));
    }
    for ([[maybe_unused]] auto one : state) benchmark::DoNotOptimize(ledger.entries(1, 500, 8 << 20));
}

BENCHMARK(bare_insert)->Iterations(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(enrollment_commit)->Iterations(1000)->Unit(benchmark::kMillisecond);
BENCHMARK(batch_of_entries_read_for_sync)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
