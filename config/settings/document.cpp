#include "config/settings/document.h"

#include <algorithm>

#include "config/settings/words.h"

namespace config {

namespace {

constexpr std::int64_t kHighestVersion = 999'999'999;
constexpr std::size_t kLongestCode = 16;
constexpr std::string_view kEveryStation = "*";

bool is_station_code(std::string_view text) {
    return !text.empty() && text.size() <= kLongestCode &&
           std::ranges::all_of(text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

std::optional<int> number_if(TomlReader& from, std::string_view key, int least, int most) {
    const auto number = from.number_if(key, least, most);
    return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
}

/// Reads one document; the first problem counts.
class DocumentReader {
  public:
    DocumentReader(const TomlValue& top, std::string_view file)
        : problem_(std::string(file)), top_(top, "", problem_) {}

    platform::Result<SettingsDocument, FileError> read() {
        SettingsDocument out;
        out.version = top_.number("version", 1, kHighestVersion);
        out.station = top_.text("station");
        if (out.station == kEveryStation) {
            out.station.clear();
        } else if (!problem_.found() && !is_station_code(out.station)) {
            top_.report("station", "must be a station's code (A-Z 0-9), or \"*\" for every station");
        }
        if (auto screen = top_.table_if("screen")) read_screen(*screen, out.change);
        if (auto camera = top_.table_if("camera")) read_camera(*camera, out.change);
        if (auto printer = top_.table_if("printer")) read_printer(*printer, out.change);
        if (auto speech = top_.table_if("speech")) {
            out.change.volume = number_if(*speech, "volume", 10, 150);
            speech->finish();
        }
        if (auto sync = top_.table_if("sync")) read_sync(*sync, out.change);
        top_.finish();
        if (problem_.found()) return platform::fail(*problem_.error());
        return out;
    }

  private:
    // Lower limits leave time enough to read and to reach for the screen.
    static void read_screen(TomlReader& from, SettingsChange& to) {
        if (from.has("language")) to.language = from.choice("language", language_named, "zh, en");
        to.idle_seconds = number_if(from, "idle_seconds", 20, 600);
        to.countdown_seconds = number_if(from, "countdown_seconds", 10, 60);
        to.staff_idle_seconds = number_if(from, "staff_idle_seconds", 60, 1800);
        from.finish();
    }

    static void read_camera(TomlReader& from, SettingsChange& to) {
        to.camera_width = number_if(from, "width", 320, 1920);
        to.camera_height = number_if(from, "height", 240, 1080);
        to.camera_fps = number_if(from, "fps", 5, 30);
        if (to.camera_width.has_value() != to.camera_height.has_value())
            from.report(to.camera_width ? "width" : "height", "width and height must stand together");
        from.finish();
    }

    static void read_printer(TomlReader& from, SettingsChange& to) {
        to.printer_width_mm = number_if(from, "width_mm", 58, 80);
        if (to.printer_width_mm && to.printer_width_mm != 58 && to.printer_width_mm != 80)
            from.report("width_mm", "must be 58 or 80");
        from.finish();
    }

    static void read_sync(TomlReader& from, SettingsChange& to) {
        if (from.has("nightly_at")) {
            to.nightly_at = time_of_day(from.text("nightly_at"));
            if (!to.nightly_at) from.report("nightly_at", "must be a time of day like \"02:14\"");
        }
        if (const auto spread = number_if(from, "spread_minutes", 10, 240))
            to.spread = std::chrono::minutes(*spread);
        from.finish();
    }

    TomlProblem problem_;
    TomlReader top_;
};

template <class To, class T>
void set(To& to, const std::optional<T>& from) {
    if (from) to = *from;
}

void shorten(int& to, const std::optional<int>& from) {
    if (from) to = std::min(to, *from);
}

}  // namespace

platform::Result<SettingsDocument, FileError> parse_settings_document(std::string_view file,
                                                                      std::string_view text) {
    if (text.size() > kLargestSettingsDocument)
        return platform::fail(FileError{std::string(file), 0, "", "is larger than 16 KiB"});
    const auto top = parse_toml(file, text);
    if (!top) return platform::fail(top.error());
    return DocumentReader(*top, file).read();
}

SettingsChange laid_over(SettingsChange lower, const SettingsChange& upper) {
    set(lower.language, upper.language);
    set(lower.idle_seconds, upper.idle_seconds);
    set(lower.countdown_seconds, upper.countdown_seconds);
    set(lower.staff_idle_seconds, upper.staff_idle_seconds);
    set(lower.camera_width, upper.camera_width);
    set(lower.camera_height, upper.camera_height);
    set(lower.camera_fps, upper.camera_fps);
    set(lower.printer_width_mm, upper.printer_width_mm);
    set(lower.volume, upper.volume);
    set(lower.nightly_at, upper.nightly_at);
    set(lower.spread, upper.spread);
    return lower;
}

StationSettings changed(StationSettings settings, const SettingsChange& change) {
    set(settings.screen.language, change.language);
    shorten(settings.screen.idle_seconds, change.idle_seconds);
    shorten(settings.screen.countdown_seconds, change.countdown_seconds);
    shorten(settings.screen.staff_idle_seconds, change.staff_idle_seconds);
    if (settings.camera) {
        set(settings.camera->width, change.camera_width);
        set(settings.camera->height, change.camera_height);
        set(settings.camera->fps, change.camera_fps);
    }
    if (settings.printer) set(settings.printer->width_mm, change.printer_width_mm);
    set(settings.speech.volume, change.volume);
    set(settings.sync.nightly_at, change.nightly_at);
    set(settings.sync.spread, change.spread);
    return settings;
}

SettingsChange changeable_of(const StationSettings& settings) {
    SettingsChange out;
    out.language = settings.screen.language;
    out.idle_seconds = settings.screen.idle_seconds;
    out.countdown_seconds = settings.screen.countdown_seconds;
    out.staff_idle_seconds = settings.screen.staff_idle_seconds;
    if (settings.camera) {
        out.camera_width = settings.camera->width;
        out.camera_height = settings.camera->height;
        out.camera_fps = settings.camera->fps;
    }
    if (settings.printer) out.printer_width_mm = settings.printer->width_mm;
    out.volume = settings.speech.volume;
    out.nightly_at = settings.sync.nightly_at;
    out.spread = settings.sync.spread;
    return out;
}

std::vector<SettingLine> lines_of(const SettingsChange& change) {
    std::vector<SettingLine> out;
    const auto number = [&](const char* key, const std::optional<int>& value) {
        if (value) out.push_back({key, std::to_string(*value)});
    };
    if (change.language) out.push_back({"screen.language", std::string(name_of(*change.language))});
    number("screen.idle_seconds", change.idle_seconds);
    number("screen.countdown_seconds", change.countdown_seconds);
    number("screen.staff_idle_seconds", change.staff_idle_seconds);
    number("camera.width", change.camera_width);
    number("camera.height", change.camera_height);
    number("camera.fps", change.camera_fps);
    number("printer.width_mm", change.printer_width_mm);
    number("speech.volume", change.volume);
    if (change.nightly_at) out.push_back({"sync.nightly_at", time_text(*change.nightly_at)});
    if (change.spread) out.push_back({"sync.spread_minutes", std::to_string(change.spread->count())});
    return out;
}

}  // namespace config
