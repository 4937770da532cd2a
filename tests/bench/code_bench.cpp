// Codes: writing a slip's, one look at a 720p frame, and the whole way from a code in front of the
// (simulated) camera at 30 frames a second to the terminal's event, through kiosk-eye and kiosk-decoder. Of
// that way the counter `p99_ms` is the aim's figure (at most 100); it starts with the picture's rename into
// the camera's folder, so waiting for the next frame and reading the PNG are in it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "platform/code/eye_process.h"
#include "tests/platform/eye/folder.h"

namespace {

using platform::CodeEvent;
using platform::CodeSeen;
using platform::Effort;
using platform::GrayPicture;

std::string slip_text(std::int64_t number) {
    platform::Bytes payload;
    for (std::int64_t i = 0; i < 124; ++i)
        payload.push_back(static_cast<std::uint8_t>(i * 37 + number * 101));
    return platform::to_base32(payload);
}

/// A slip held up in the middle of a 720p frame, four pixels a module.
GrayPicture frame_with(std::string_view text) {
    GrayPicture frame{1280, 720, std::vector<std::uint8_t>(1280 * 720, 120)};
    const GrayPicture code = platform::paint_code(platform::qr_encode(text).value(), 4);
    for (int y = 0; y < code.height; ++y) {
        const auto to = frame.pixels.begin() + (y + (720 - code.height) / 2) * 1280 + (1280 - code.width) / 2;
        std::copy_n(code.pixels.begin() + y * code.width, code.width, to);
    }
    return frame;
}

void write_a_slips_code(benchmark::State& state) {
    const std::string text = slip_text(1);
    for (auto _ : state) benchmark::DoNotOptimize(platform::qr_encode(text));
}
BENCHMARK(write_a_slips_code)->Unit(benchmark::kMillisecond);

void look_at_a_slip(benchmark::State& state) {
    const GrayPicture frame = frame_with(slip_text(1));
    for (auto _ : state) benchmark::DoNotOptimize(platform::decode_gray(frame.view(), Effort::quick));
}
BENCHMARK(look_at_a_slip)->Unit(benchmark::kMillisecond);

void look_at_an_empty_room(benchmark::State& state) {
    const GrayPicture frame{1280, 720, std::vector<std::uint8_t>(1280 * 720, 120)};
    const auto effort = static_cast<Effort>(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(platform::decode_gray(frame.view(), effort));
}
BENCHMARK(look_at_an_empty_room)
    ->Arg(static_cast<int>(Effort::quick))
    ->Arg(static_cast<int>(Effort::closer))
    ->Arg(static_cast<int>(Effort::thorough))
    ->Unit(benchmark::kMillisecond);

class Waiter {
  public:
    platform::CodeSource::Sink sink() {
        return [this](const CodeEvent& event) {
            const std::lock_guard lock(mutex_);
            last_ = event;
            changed_.notify_one();
        };
    }
    void wait_for(const CodeEvent& event) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return last_ == event; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    CodeEvent last_ = platform::CameraState::off;
};

void code_in_view_to_event(benchmark::State& state) {
    platform::testing::Folder folder;
    Waiter waiter;
    platform::EyeProcess eye({.program = PROGRAM_DIR "/kiosk-eye", .pictures = folder.path(), .fps = 30},
                             waiter.sink());
    eye.start();
    waiter.wait_for(platform::CameraState::live);
    std::vector<double> seconds;
    for (auto _ : state) {
        const std::string text = slip_text(std::ssize(seconds));
        const auto png = platform::write_png(frame_with(text).view()).value();
        const auto start = std::chrono::steady_clock::now();
        folder.put("shown.png", png);
        waiter.wait_for(CodeSeen{text});
        seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        state.SetIterationTime(seconds.back());
    }
    std::sort(seconds.begin(), seconds.end());
    state.counters["p50_ms"] = seconds[seconds.size() / 2] * 1000;
    state.counters["p99_ms"] = seconds[seconds.size() * 99 / 100] * 1000;
}
BENCHMARK(code_in_view_to_event)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(200);

}  // namespace

BENCHMARK_MAIN();
