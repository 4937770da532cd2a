// From the card on the reader to its data, against the time its bytes need on a 115200 baud line; and what a
// reader that is not there costs, and how soon it is back.
// The simulated module answers at line speed in its own process. Printed as counters: `wire_ms` is what the
// three commands and answers need at the least, `ratio` is measured / wire (the aim is at most 1.25).
#include <benchmark/benchmark.h>
#include <time.h>

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "platform/idcard/card_text.h"
#include "platform/idcard/sam_reader.h"
#include "tests/support/simulated_reader.h"

namespace {

using Clock = std::chrono::steady_clock;

// find 10 + 15, select 10 + 19, read 10 + 1,295 bytes; ten bits each
constexpr double kWireSeconds = (10 + 15 + 10 + 19 + 10 + 1295) * 10 / 115200.0;

class Waiter {
  public:
    void push(const platform::ReaderEvent& event) {
        const std::lock_guard lock(mutex_);
        const auto* state = std::get_if<platform::ReaderState>(&event);
        if (state != nullptr) online_ = *state == platform::ReaderState::online;
        read_ = read_ || std::holds_alternative<platform::CardRead>(event);
        changed_.notify_one();
    }
    void wait_online() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return online_; });
    }
    void wait_offline() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !online_; });
    }
    void wait_read() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return read_; });
        read_ = false;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool online_ = false;
    bool read_ = false;
};

void card_to_data(benchmark::State& state) {
    tests::SimulatedReader simulated(PROGRAM_DIR, true);
    simulated.command("place " SOURCE_DIR "/assets/demo/cards/resident_lin.toml");
    Waiter waiter;
    const auto reader = platform::make_sam_reader(
        {.port = simulated.port()}, [&](const platform::ReaderEvent& event) { waiter.push(event); });
    waiter.wait_online();
    double total = 0;
    for (auto _ : state) {
        const auto start = Clock::now();
        reader->start_reading();
        waiter.wait_read();
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        reader->stop_reading();
        std::this_thread::sleep_for(std::chrono::milliseconds(350));  // or the poll period would be measured
        state.SetIterationTime(seconds);
        total += seconds;
    }
    state.counters["wire_ms"] = kWireSeconds * 1000;
    state.counters["ratio"] = total / static_cast<double>(state.iterations()) / kWireSeconds;
}
BENCHMARK(card_to_data)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(20);

double cpu_seconds() {
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

/// The time is that from plugging the reader in again to its being online. `cpu_percent` is this process's
/// share of one core while the reader is away and wanted; reach: back within 3 s, under 5 %.
void unplugged_and_back(benchmark::State& state) {
    tests::SimulatedReader simulated(PROGRAM_DIR, true);
    Waiter waiter;
    const auto reader = platform::make_sam_reader(
        {.port = simulated.port()}, [&](const platform::ReaderEvent& event) { waiter.push(event); });
    waiter.wait_online();
    reader->start_reading();
    double away_cpu = 0;
    double away_seconds = 0;
    for (auto _ : state) {
        simulated.command("unplug");
        waiter.wait_offline();
        const double cpu = cpu_seconds();
        const auto gone = Clock::now();
        std::this_thread::sleep_for(std::chrono::seconds(3));
        away_cpu += cpu_seconds() - cpu;
        away_seconds += std::chrono::duration<double>(Clock::now() - gone).count();
        simulated.command("replug");
        const auto back = Clock::now();
        waiter.wait_online();
        state.SetIterationTime(std::chrono::duration<double>(Clock::now() - back).count());
    }
    state.counters["cpu_percent"] = 100 * away_cpu / away_seconds;
}
BENCHMARK(unplugged_and_back)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(5);

}  // namespace

BENCHMARK_MAIN();
