// Settings of a terminal (config/station.toml) and of a center (config/center.toml): what an operator changes
// without a rebuild. Read once at start; values only. A wrong or unknown key is an error that names file,
// line and key; the program then says so and does not start. Relative paths count from the settings file's
// folder.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/toml/toml.h"
#include "platform/base/result.h"

namespace config {

enum class ScreenLanguage : std::uint8_t { zh, en };
enum class Orientation : std::uint8_t { landscape, portrait };

/// A town, street or park where workers of this station work.
struct WorkplaceSettings {
    std::string id;  // goes into the record
    std::string name_zh;
    std::string name_en;
    bool served_here = true;  // false: people working there belong to another station
    bool operator==(const WorkplaceSettings&) const = default;
};

struct StationIdentity {
    std::string code;  // as in the directory, "SM03"
    std::string name_zh;
    std::string name_en;
    std::string center_zh;  // the district center that answers
    std::string center_en;
    int terminal_number = 1;
    std::vector<WorkplaceSettings> workplaces;  // this station's own first; at least one
    bool operator==(const StationIdentity&) const = default;
};

struct ScreenSettings {
    ScreenLanguage language = ScreenLanguage::zh;  // before anybody chose
    Orientation orientation = Orientation::landscape;
    bool full_screen = true;
    int page_size = 8;             // rows or choices on one page
    int idle_seconds = 60;         // no touch for so long starts the countdown
    int countdown_seconds = 15;    // then everything of the person is wiped
    int staff_idle_seconds = 180;  // the same for signed-in staff
    bool operator==(const ScreenSettings&) const = default;
};

struct ReaderSettings {
    std::string port;  // "/dev/mutual-aid/reader"
    bool operator==(const ReaderSettings&) const = default;
};

/// A serial 2D scanner, as a second source of codes.
struct ScannerSettings {
    std::string port;  // "/dev/mutual-aid/scanner"
    int baud = 9600;
    bool operator==(const ScannerSettings&) const = default;
};

/// A camera, or a folder of pictures that plays one (for demo and tests); at most one of the two.
struct CameraSettings {
    std::optional<std::string> device;  // "/dev/video0"
    std::optional<std::filesystem::path> pictures;
    int width = 1280;
    int height = 720;
    int fps = 30;
    bool operator==(const CameraSettings&) const = default;
};

/// A receipt printer; without a [printer] table the terminal shows the slip's code and prints nothing.
struct PrinterSettings {
    std::string port;   // "/dev/usb/lp0" or a serial port
    int width_mm = 80;  // of the paper: 58 or 80
    int baud = 115200;  // of a serial port
    bool operator==(const PrinterSettings&) const = default;
};

/// The screen read aloud. Without a headset nothing personal is said.
struct SpeechSettings {
    bool enabled = false;
    bool headset = false;  // only the person at the terminal hears it
    int volume = 100;      // percent, 10 to 150; every person begins with it
    bool operator==(const SpeechSettings&) const = default;
};

struct RuleSettings {
    std::filesystem::path packs;                     // folder of *.toml
    std::string scheme;                              // id of the pack the terminal offers
    std::optional<std::filesystem::path> directory;  // TSV of the city's stations
    std::string consent_version = "1";
    bool operator==(const RuleSettings&) const = default;
};

struct SyncSettings {
    std::string center_url;                   // "https://center.example:8443"
    std::chrono::minutes nightly_at{2 * 60};  // minutes after midnight, Asia/Shanghai
    std::chrono::minutes spread{
        30};                   // each terminal starts up to so much later, so that not all come at once
    int retention_nights = 7;  // bodies are kept at least so long after they were acknowledged
    bool operator==(const SyncSettings&) const = default;
};

struct StationSettings {
    StationIdentity station;
    std::filesystem::path state;  // folder of keys, ledger.db and cache.db
    ScreenSettings screen;
    ReaderSettings reader;
    std::optional<CameraSettings> camera;    // nothing: there is none
    std::optional<ScannerSettings> scanner;  // the same
    std::optional<PrinterSettings> printer;
    SpeechSettings speech;
    RuleSettings rules;
    SyncSettings sync;
    bool operator==(const StationSettings&) const = default;
};

struct CenterSettings {
    std::string city;
    std::string name;                // the district center's name
    std::filesystem::path state;     // folder of keys and databases
    std::string listen;              // "0.0.0.0:8443"; port 0 = any free one
    std::string public_url;          // where terminals reach it
    std::vector<std::string> hosts;  // names and addresses in the server's certificate
    std::filesystem::path packs;     // folder of *.toml
    int database_threads = 4;        // requests served at the same time
};

platform::Result<StationSettings, FileError> load_station_settings(const std::filesystem::path& file);
platform::Result<CenterSettings, FileError> load_center_settings(const std::filesystem::path& file);

/// The same from text; `file` names it in errors and its folder is where relative paths count from.
platform::Result<StationSettings, FileError> parse_station_settings(const std::filesystem::path& file,
                                                                    std::string_view text);
platform::Result<CenterSettings, FileError> parse_center_settings(const std::filesystem::path& file,
                                                                  std::string_view text);

}  // namespace config
