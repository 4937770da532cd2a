// Where the widgets are and how long frames take, for the demo, end-to-end tests and benchmarks. Writes ids,
// rectangles, timings and what an inquiry without a card has come to; never a text that stands on the screen.
// Off unless a file is named.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/flow/state.h"
#include "kiosk/ui/ui.h"

namespace kiosk {

class Recorder {
  public:
    /// `started`: when the program began. Empty paths record nothing.
    Recorder(std::filesystem::path widgets_file, std::filesystem::path figures_file,
             std::chrono::steady_clock::time_point started);

    void frame_begins();
    /// Replaces the widgets file when the screen or a widget changed. JSON:
    /// {"screen","trouble","language","answer","frame","widgets":{ID:{"x","y","w","h","enabled"}}}, in pixels
    /// of the window. "answer" is null but on question {"answered": how many before it, "typed"},
    /// benefit_result {"benefit_fen" unless unpublished, "refusals", "steps": how many}, join_result
    /// {"may_join"}, group_result {"ok","required"} and station_search {"found": how many}.
    void frame_ends(const State& state, const Ui& ui);
    /// {"first_frame_ms","frames","frame_p50_ms","frame_p99_ms","frame_max_ms","frames_in_last_10_s"}
    void write_figures() const;

  private:
    std::filesystem::path widgets_file_;
    std::filesystem::path figures_file_;
    std::chrono::steady_clock::time_point started_;
    std::chrono::steady_clock::time_point frame_began_;
    std::vector<float> frame_ms_;
    std::deque<std::chrono::steady_clock::time_point> recent_;  // frames of the last 10 s
    std::uint64_t frames_ = 0;
    double first_frame_ms_ = 0;
    std::string last_written_;
};

/// The screen's name as tests and the demo know it: "home", "place_card" …; with a message over it
/// "place_card+message", while the idle countdown runs "place_card+countdown".
std::string screen_name(const State& state);

}  // namespace kiosk
