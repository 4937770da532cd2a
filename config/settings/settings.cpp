#include "config/settings/settings.h"

#include <algorithm>

#include "config/settings/words.h"

namespace config {

namespace {

constexpr std::size_t kMaxWorkplaces = 200;

std::optional<Orientation> orientation_named(std::string_view name) {
    if (name == "landscape") return Orientation::landscape;
    if (name == "portrait") return Orientation::portrait;
    return std::nullopt;
}

/// Reads one settings file; relative paths count from its folder.
class SettingsReader {
  public:
    SettingsReader(const TomlValue& top, const std::filesystem::path& file)
        : folder_(file.parent_path()), problem_(file.string()), top_(top, "", problem_) {}

    platform::Result<StationSettings, FileError> station() {
        StationSettings out;
        out.station = identity(top_.table("station"));
        out.state = path(top_, "state");
        if (auto screen = top_.table_if("screen")) out.screen = screen_of(*screen);
        out.reader = reader(top_.table("id_reader"));
        if (auto camera = top_.table_if("camera")) out.camera = camera_of(*camera);
        if (auto scanner = top_.table_if("scanner")) out.scanner = scanner_of(*scanner);
        if (auto printer = top_.table_if("printer")) out.printer = printer_of(*printer);
        if (auto speech = top_.table_if("speech")) out.speech = speech_of(*speech);
        out.rules = rules(top_.table("rules"));
        out.sync = sync(top_.table("sync"));
        top_.finish();
        if (problem_.found()) return platform::fail(*problem_.error());
        return out;
    }

    platform::Result<CenterSettings, FileError> center() {
        CenterSettings out;
        out.city = top_.text("city");
        out.name = top_.text("name");
        out.state = path(top_, "state");
        out.listen = top_.text("listen", "0.0.0.0:8443");
        out.public_url = https_url(top_, "public_url");
        out.hosts = top_.texts("hosts");
        if (out.hosts.empty()) top_.report("hosts", "must list the names or addresses terminals use");
        out.packs = path(top_, "packs");
        out.database_threads = static_cast<int>(top_.number("database_threads", 1, 64, out.database_threads));
        top_.finish();
        if (problem_.found()) return platform::fail(*problem_.error());
        return out;
    }

  private:
    std::filesystem::path path(TomlReader& from, std::string_view key) const {
        const std::filesystem::path given(from.text(key));
        return given.is_absolute() ? given : folder_ / given;
    }

    static std::string https_url(TomlReader& from, std::string_view key) {
        std::string url = from.text(key);
        if (!url.starts_with("https://") || url.size() == 8) from.report(key, "must begin with https://");
        return url;
    }

    static StationIdentity identity(TomlReader from) {
        StationIdentity out;
        out.code = from.text("code");
        out.name_zh = from.text("name_zh");
        out.name_en = from.text("name_en");
        out.center_zh = from.text("center_zh");
        out.center_en = from.text("center_en");
        out.terminal_number = static_cast<int>(from.number("terminal_number", 1, 99));
        for (TomlReader& place : from.tables("workplace")) {
            out.workplaces.push_back({place.text("id"), place.text("name_zh"), place.text("name_en"),
                                      place.flag("served_here", true)});
            place.finish();
            const auto same = [&](const WorkplaceSettings& other) {
                return other.id == out.workplaces.back().id;
            };
            if (std::count_if(out.workplaces.begin(), out.workplaces.end(), same) > 1) {
                place.report("id", "is used by another workplace");
            }
        }
        if (out.workplaces.empty()) from.report("workplace", "must list at least one workplace");
        if (out.workplaces.size() > kMaxWorkplaces)
            from.report("workplace", "lists more than 200 workplaces");
        from.finish();
        return out;
    }

    static ScreenSettings screen_of(TomlReader from) {
        ScreenSettings out;
        if (from.has("language")) out.language = from.choice("language", language_named, "zh, en");
        if (from.has("orientation")) {
            out.orientation = from.choice("orientation", orientation_named, "landscape, portrait");
        }
        out.full_screen = from.flag("full_screen", out.full_screen);
        out.page_size = static_cast<int>(from.number("page_size", 1, 20, out.page_size));
        out.idle_seconds = static_cast<int>(from.number("idle_seconds", 10, 600, out.idle_seconds));
        out.countdown_seconds =
            static_cast<int>(from.number("countdown_seconds", 5, 60, out.countdown_seconds));
        out.staff_idle_seconds =
            static_cast<int>(from.number("staff_idle_seconds", 30, 1800, out.staff_idle_seconds));
        from.finish();
        return out;
    }

    static ReaderSettings reader(TomlReader from) {
        ReaderSettings out{from.text("port")};
        from.finish();
        return out;
    }

    static ScannerSettings scanner_of(TomlReader from) {
        ScannerSettings out{from.text("port")};
        out.baud = static_cast<int>(from.number("baud", 1200, 921600, out.baud));
        from.finish();
        return out;
    }

    CameraSettings camera_of(TomlReader from) const {
        CameraSettings out;
        if (from.has("device")) out.device = from.text("device");
        if (from.has("pictures")) out.pictures = path(from, "pictures");
        if (out.device && out.pictures)
            from.report("pictures", "cannot stand beside device: choose one of them");
        out.width = static_cast<int>(from.number("width", 64, 8192, out.width));
        out.height = static_cast<int>(from.number("height", 64, 8192, out.height));
        out.fps = static_cast<int>(from.number("fps", 1, 120, out.fps));
        from.finish();
        return out;
    }

    static PrinterSettings printer_of(TomlReader from) {
        PrinterSettings out{from.text("port")};
        out.width_mm = static_cast<int>(from.number("width_mm", 58, 80, out.width_mm));
        if (out.width_mm != 58 && out.width_mm != 80) from.report("width_mm", "must be 58 or 80");
        out.baud = static_cast<int>(from.number("baud", 9600, 921600, out.baud));
        from.finish();
        return out;
    }

    static SpeechSettings speech_of(TomlReader from) {
        SpeechSettings out;
        out.enabled = from.flag("enabled", out.enabled);
        out.headset = from.flag("headset", out.headset);
        out.volume = static_cast<int>(from.number("volume", 10, 150, out.volume));
        from.finish();
        return out;
    }

    RuleSettings rules(TomlReader from) const {
        RuleSettings out;
        out.packs = path(from, "packs");
        out.scheme = from.text("scheme");
        if (from.has("directory")) out.directory = path(from, "directory");
        out.consent_version = from.text("consent_version", out.consent_version);
        from.finish();
        return out;
    }

    static SyncSettings sync(TomlReader from) {
        SyncSettings out;
        out.center_url = https_url(from, "center_url");
        if (from.has("nightly_at")) {
            const auto at = time_of_day(from.text("nightly_at"));
            if (!at) from.report("nightly_at", "must be a time of day like \"02:14\"");
            out.nightly_at = at.value_or(out.nightly_at);
        }
        out.spread = std::chrono::minutes(from.number("spread_minutes", 0, 240, out.spread.count()));
        out.retention_nights =
            static_cast<int>(from.number("retention_nights", 7, 3650, out.retention_nights));
        from.finish();
        return out;
    }

    std::filesystem::path folder_;
    TomlProblem problem_;
    TomlReader top_;
};

}  // namespace

platform::Result<StationSettings, FileError> parse_station_settings(const std::filesystem::path& file,
                                                                    std::string_view text) {
    const auto top = parse_toml(file.string(), text);
    if (!top) return platform::fail(top.error());
    return SettingsReader(*top, file).station();
}

platform::Result<CenterSettings, FileError> parse_center_settings(const std::filesystem::path& file,
                                                                  std::string_view text) {
    const auto top = parse_toml(file.string(), text);
    if (!top) return platform::fail(top.error());
    return SettingsReader(*top, file).center();
}

platform::Result<StationSettings, FileError> load_station_settings(const std::filesystem::path& file) {
    const auto top = read_toml(file.string());
    if (!top) return platform::fail(top.error());
    return SettingsReader(*top, file).station();
}

platform::Result<CenterSettings, FileError> load_center_settings(const std::filesystem::path& file) {
    const auto top = read_toml(file.string());
    if (!top) return platform::fail(top.error());
    return SettingsReader(*top, file).center();
}

}  // namespace config
