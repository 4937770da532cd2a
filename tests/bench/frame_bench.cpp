// Frames of the terminal at 1920 × 1080, drawn and shown in a window: settled (nothing new to rasterise), and
// cold (every character drawn anew, as after a person's characters were forgotten). Needs a display.
#include <benchmark/benchmark.h>

#include "kiosk/view/previews.h"
#include "kiosk/view/view.h"
#include "platform/display/display.h"

namespace {

struct Bench {
    kiosk::Strings strings = *kiosk::Strings::load(SOURCE_DIR "/assets/strings");
    kiosk::PreviewWorld world = *kiosk::preview_world(SOURCE_DIR "/config/schemes");
    std::unique_ptr<platform::GlyphAtlas> glyphs =
        *platform::GlyphAtlas::open(platform::FontFiles::installed());
    platform::ImguiSession session;
    std::unique_ptr<platform::Display> display =
        *platform::Display::open({"frame_bench", 1920, 1080, true, false}, session);
    kiosk::Ui ui{*glyphs, strings};

    kiosk::State state(const std::string& name) const {
        for (kiosk::Preview& preview : kiosk::previews(world)) {
            if (preview.name == name) return preview.state;
        }
        std::abort();
    }
    void frame(const kiosk::State& state) {
        display->wait_events(std::chrono::milliseconds(0));
        display->begin_frame(*glyphs);
        ui.begin(display->width(), display->height(), state.shell.language);
        benchmark::DoNotOptimize(kiosk::draw(world.context({}), state, ui));
        ui.end();
        display->draw(*glyphs, kiosk::color::kPaper);
        display->show();
    }
};

Bench& bench() {
    static Bench the;
    return the;
}

void settled(benchmark::State& run, const std::string& preview) {
    const kiosk::State state = bench().state(preview);
    bench().frame(state);
    for (auto _ : run) bench().frame(state);
}

void cold(benchmark::State& run, const std::string& preview) {
    const kiosk::State state = bench().state(preview);
    for (auto _ : run) {
        bench().glyphs->clear();
        bench().frame(state);
    }
}

BENCHMARK_CAPTURE(settled, home, "home_open")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(settled, review, "review")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(settled, saved, "saved")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(settled, desk, "desk_full")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(settled, countdown, "countdown")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(cold, home, "home_open")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(cold, desk, "desk_full")->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
