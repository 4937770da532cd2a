// Codes: writing a slip's, one look at a 720p frame, and the whole way from a code in front of the
// (simulated) camera at 30 frames a second to the terminal's event, through kiosk-eye and kiosk-decoder. Of
// that way the counter `p99_ms` is the aim's figure (at most 100); it starts with the picture's rename into
// the camera's folder, so waiting for the next frame and reading the PNG are in it. `scanning` watches for
// ten seconds what kiosk-eye and kiosk-decoder take of one core meanwhile (aim: below 40 %), with the live
// view switched on.
#include <benchmark/benchmark.h>

#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <random>
#include <sstream>
#include <string>
#include <thread>
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

/// No code, but much that begins like one: stripes, blocks and lines of text as on a desk full of paper.
GrayPicture desk_full_of_paper() {
    GrayPicture frame{1280, 720, std::vector<std::uint8_t>(1280 * 720, 150)};
    std::mt19937 random(20260630);
    for (int mark = 0; mark < 3000; ++mark) {
        const int x = static_cast<int>(random() % 1240), y = static_cast<int>(random() % 700);
        const int width = 2 + static_cast<int>(random() % 36), height = 2 + static_cast<int>(random() % 14);
        const auto shade = static_cast<std::uint8_t>(random() % 256);
        for (int row = y; row < y + height; ++row)
            std::fill_n(frame.pixels.begin() + row * 1280 + x, width, shade);
    }
    return frame;
}

void look_at_a_full_desk(benchmark::State& state) {
    const GrayPicture frame = desk_full_of_paper();
    const auto effort = static_cast<Effort>(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(platform::decode_gray(frame.view(), effort));
}
BENCHMARK(look_at_a_full_desk)
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
    void wait_for_pictures() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] {
            const auto* state = std::get_if<platform::CameraState>(&last_);
            return state && platform::gives_pictures(*state);
        });
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
                             waiter.sink(), [](const platform::CameraView&) {});
    eye.start();
    waiter.wait_for_pictures();
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

/// Processor seconds of this process's children and theirs, so far.
double seconds_of_children(const std::string& process) {
    namespace fs = std::filesystem;
    double seconds = 0;
    for (const auto& task : fs::directory_iterator("/proc/" + process + "/task")) {
        std::ifstream children(task.path() / "children");
        for (std::string child; children >> child;) {
            std::ifstream file("/proc/" + child + "/stat");
            std::stringstream text;
            text << file.rdbuf();
            // Behind the name in brackets: state and ten numbers, then user and system ticks.
            std::istringstream fields(text.str().substr(text.str().rfind(')') + 1));
            std::vector<std::string> field{std::istream_iterator<std::string>(fields), {}};
            if (field.size() < 13) continue;
            seconds +=
                (std::stod(field[11]) + std::stod(field[12])) / static_cast<double>(::sysconf(_SC_CLK_TCK));
            seconds += seconds_of_children(child);
        }
    }
    return seconds;
}

enum class Scene { empty_room, full_desk, slip };

void scanning(benchmark::State& state) {
    platform::testing::Folder folder;
    const auto scene = static_cast<Scene>(state.range(0));
    if (scene != Scene::empty_room) {
        const GrayPicture frame = scene == Scene::slip ? frame_with(slip_text(1)) : desk_full_of_paper();
        folder.put("shown.png", platform::write_png(frame.view()).value());
    }
    Waiter waiter;
    platform::EyeProcess eye({.program = PROGRAM_DIR "/kiosk-eye", .pictures = folder.path(), .fps = 30},
                             waiter.sink(), [](const platform::CameraView&) {});
    eye.start();
    if (scene == Scene::slip) {
        waiter.wait_for(CodeSeen{slip_text(1)});
    } else {
        waiter.wait_for_pictures();
    }
    const std::string self = std::to_string(::getpid());
    for (auto _ : state) {
        const double before = seconds_of_children(self);
        const auto start = std::chrono::steady_clock::now();
        std::this_thread::sleep_for(std::chrono::seconds(10));
        const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start;
        state.SetIterationTime(passed.count());
        state.counters["cpu_percent"] = (seconds_of_children(self) - before) / passed.count() * 100;
    }
}
BENCHMARK(scanning)
    ->Arg(static_cast<int>(Scene::empty_room))
    ->Arg(static_cast<int>(Scene::full_desk))
    ->Arg(static_cast<int>(Scene::slip))
    ->UseManualTime()
    ->Iterations(1);

}  // namespace

BENCHMARK_MAIN();
