#include "sync/sim/camera_player.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "platform/base/file.h"
#include "platform/code/picture.h"

namespace syncing::sim {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr const char* kShown = "shown.png";
constexpr std::size_t kDigits = 8;
constexpr milliseconds kFrameWait{1000};

std::optional<milliseconds> milliseconds_in(std::string_view text) {
    long long value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return milliseconds(value);
}

struct Frame {
    milliseconds at{};
    fs::path file;
};

std::vector<Frame> frames_in(const fs::path& session) {
    std::vector<Frame> frames;
    std::error_code error;
    for (fs::directory_iterator entry(session, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().stem().string();
        const auto at = milliseconds_in(name);
        if (at && name.size() == kDigits && entry->path().extension() == ".png")
            frames.push_back({*at, entry->path()});
    }
    std::ranges::sort(frames, {}, &Frame::at);
    return frames;
}

}  // namespace

fs::path CameraFolder::where() const {
    std::error_code error;
    return fs::is_directory(unplugged(), error) ? unplugged() : folder_;
}

std::string CameraFolder::show(const fs::path& picture) {
    std::error_code error;
    const fs::path part = where() / "shown.part";
    fs::create_directories(where(), error);
    fs::copy_file(picture, part, fs::copy_options::overwrite_existing, error);
    if (error)
        return "error: cannot copy " + picture.string() + " to " + part.string() + ": " + error.message();
    return move(part, where() / kShown);
}

std::string CameraFolder::clear() {
    std::error_code error;
    fs::remove(where() / kShown, error);
    return error ? "error: cannot remove " + (where() / kShown).string() + ": " + error.message() : "ok";
}

std::string CameraFolder::move(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::rename(from, to, error);
    return error ? "error: cannot make " + to.string() + " of " + from.string() + ": " + error.message()
                 : "ok";
}

std::string CameraFolder::obey(const std::string& line) {
    const std::size_t space = line.find(' ');
    const std::string verb = line.substr(0, space);
    if (verb == "show" && space != std::string::npos) return show(line.substr(space + 1));
    if (line == "clear") return clear();
    if (line == "unplug") return move(folder_, unplugged());
    if (line == "replug") return move(unplugged(), folder_);
    return "error: say show FILE, clear, unplug or replug, not \"" + line + "\"";
}

std::string play_camera_script(CameraFolder& camera, const fs::path& script) {
    std::ifstream lines(script);
    if (!lines) return "error: cannot read " + script.string();
    auto next = steady_clock::now();
    for (std::string line; std::getline(lines, line);) {
        line = line.substr(0, line.find('#'));
        line.erase(line.find_last_not_of(" \t\r") + 1);
        if (line.empty()) continue;
        std::string answer = "ok";
        if (const auto pause = line.starts_with("wait ") ? milliseconds_in(line.substr(5)) : std::nullopt) {
            next += *pause;
            std::this_thread::sleep_until(next);
        } else if (line.starts_with("show ")) {
            answer = camera.obey("show " + (script.parent_path() / line.substr(5)).string());
        } else {
            answer = camera.obey(line);
        }
        if (answer != "ok") return script.string() + ": \"" + line + "\": " + answer;
    }
    return "ok";
}

std::string replay_camera(CameraFolder& camera, const fs::path& session) {
    const auto frames = frames_in(session);
    if (frames.empty()) return "error: " + session.string() + " holds no recorded frames";
    const auto start = steady_clock::now();
    for (const Frame& frame : frames) {
        std::this_thread::sleep_until(start + frame.at);
        if (std::string answer = camera.obey("show " + frame.file.string()); answer != "ok") return answer;
    }
    return camera.obey("clear");
}

std::string record_camera(const platform::CaptureOptions& from, const fs::path& session,
                          milliseconds length) {
    std::error_code error;
    fs::create_directories(session, error);
    if (!frames_in(session).empty()) return "error: " + session.string() + " holds a session already";
    const auto camera = platform::Capture::open(from);
    if (!camera) return "error: the camera cannot be opened: is it plugged in, and free?";
    const auto start = steady_clock::now();
    bool written = true;
    const auto keep = [&](const platform::GrayView& frame) {
        const auto at = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
        const auto png = platform::write_png(frame);
        const auto file = session / fmt::format("{:0{}}.png", at.count(), kDigits);
        written = png && platform::write_file(file, *png, 0600);
    };
    while (written && steady_clock::now() - start < length) {
        const auto more = (*camera)->next(kFrameWait, keep);
        if (!more) return "error: the camera was lost";
    }
    return written ? "ok" : "error: cannot write into " + session.string();
}

}  // namespace syncing::sim
