// The terminal. Names the concrete devices and puts the parts together; the loop is kiosk/app/app.h.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>

#include "config/directory/search.h"
#include "config/scheme/pack.h"
#include "config/settings/settings.h"
#include "kiosk/app/app.h"
#include "kiosk/app/photographs.h"
#include "kiosk/app/stop_signal.h"
#include "kiosk/ui/strings.h"
#include "platform/code/child_process.h"
#include "platform/code/code_sources.h"
#include "platform/code/eye_process.h"
#include "platform/crypto/crypto.h"
#include "platform/idcard/sam_reader.h"
#include "platform/log/log.h"
#include "platform/pinyin/pinyin.h"
#include "platform/printer/escpos_printer.h"
#include "platform/private_memory/private_memory.h"
#include "platform/scanner/serial_scanner.h"
#include "platform/speech/espeak_speaker.h"
#include "sync/station/pace.h"

namespace {

namespace log = platform::log;

struct Options {
    std::string settings;
    std::string assets;
    std::string clock;
    std::string window;
    std::string record_widgets;
    std::string figures;
};

/// What run() answers for "begin again": no exit code.
constexpr int kStartAnew = -1;

int give_up(const std::string& why) {
    log::error("{}", why);
    return 1;
}

std::unique_ptr<platform::Clock> clock_of(const std::string& simulated) {
    if (simulated.empty()) return std::make_unique<platform::SystemClock>();
    const auto start = platform::parse_civil_time(simulated);
    return start ? std::make_unique<platform::SimulatedClock>(*start) : nullptr;
}

kiosk::StationInfo station_of(const config::StationIdentity& from) {
    kiosk::StationInfo station;
    station.code = from.code;
    station.name = {from.name_zh, from.name_en};
    station.center = {from.center_zh, from.center_en};
    station.terminal_number = from.terminal_number;
    for (const auto& place : from.workplaces) {
        station.workplaces.push_back({place.id, {place.name_zh, place.name_en}, place.served_here});
    }
    return station;
}

kiosk::FlowSettings flow_settings_of(const config::StationSettings& from) {
    kiosk::FlowSettings to;
    to.idle_seconds = from.screen.idle_seconds;
    to.countdown_seconds = from.screen.countdown_seconds;
    to.staff_idle_seconds = from.screen.staff_idle_seconds;
    to.page_size = from.screen.page_size;
    to.default_language =
        from.screen.language == config::ScreenLanguage::zh ? kiosk::Language::zh : kiosk::Language::en;
    to.consent_version = from.rules.consent_version;
    to.prints_slips = from.printer.has_value();
    to.headset = from.speech.headset;
    to.volume = from.speech.volume;
    return to;
}

platform::EyeOptions eye_options_of(const config::CameraSettings& from) {
    platform::EyeOptions to;
    to.program = platform::sibling_program("kiosk-eye");
    if (from.device) to.device = *from.device;
    if (from.pictures) to.pictures = *from.pictures;
    to.width = from.width;
    to.height = from.height;
    to.fps = from.fps;
    return to;
}

platform::PhotographSink photographs_to(kiosk::Inbox& inbox) {
    return [&inbox](std::uint64_t number, const std::optional<platform::Photograph>& photograph) {
        inbox.post(kiosk::PhotographTaken{number, kiosk::developed(photograph)});
    };
}

/// Where there is no camera, no screen asks for a photograph.
kiosk::AppParts with_camera(kiosk::AppParts parts, std::optional<platform::EyeProcess>& eye) {
    parts.photograph = [&eye](kiosk::RequestId request) {
        if (eye) eye->photograph(request);
    };
    return parts;
}

platform::ScannerOptions scanner_options_of(const config::ScannerSettings& from) {
    return {.port = from.port, .baud = static_cast<unsigned>(from.baud)};
}

std::unique_ptr<kiosk::PrintThread> print_thread_of(const std::optional<config::PrinterSettings>& from,
                                                    const kiosk::Strings& strings, kiosk::Inbox& inbox) {
    if (!from) return nullptr;
    platform::EscposOptions to;
    to.port = from->port;
    to.width = from->width_mm == 58 ? 384 : 576;
    to.baud = static_cast<unsigned>(from->baud);
    auto fonts = platform::Fonts::open(platform::FontFiles::installed());
    platform::check(fonts.has_value(), "fonts that were found once are found again");
    return std::make_unique<kiosk::PrintThread>(platform::make_escpos_printer(std::move(to)),
                                                std::move(*fonts), strings, inbox);
}

/// Null when it is switched off, or cannot speak for want of its data.
std::unique_ptr<platform::Speaker> speaker_of(const config::SpeechSettings& from) {
    if (!from.enabled) return nullptr;
    auto speaker = platform::make_espeak_speaker(platform::make_sound_card());
    if (!speaker) log::error("speech: no voice: install espeak-ng-data");
    return speaker;
}

platform::DisplayOptions display_options_of(const config::ScreenSettings& screen, const std::string& window) {
    platform::DisplayOptions to;
    to.title = "mutual-aid kiosk";
    const bool portrait = screen.orientation == config::Orientation::portrait;
    if (!screen.full_screen) to.width = portrait ? 1080 : 1920, to.height = portrait ? 1920 : 1080;
    if (const auto by = window.find('x'); by != std::string::npos) {
        to.width = std::atoi(window.substr(0, by).c_str());
        to.height = std::atoi(window.substr(by + 1).c_str());
    }
    return to;
}

std::filesystem::path assets_folder(const std::string& chosen) {
    if (!chosen.empty()) return chosen;
    const auto beside = platform::sibling_program("kiosk").parent_path() / "../../../assets";
    return std::filesystem::exists(beside) ? beside : "/usr/share/mutual-aid-kiosk/assets";
}

kiosk::SyncProgram sync_program(const std::string& file, const config::StationSettings& settings,
                                const platform::Clock& clock) {
    const double random = static_cast<double>(platform::random_array<1>()[0]) / 256;
    return {platform::sibling_program("kiosk-sync"),
            [file, &clock] {
                std::vector<std::string> arguments{"--once", "--settings", file};
                if (clock.simulated()) {
                    arguments.insert(arguments.end(), {"--clock", platform::format_civil_time(clock.wall())});
                }
                return arguments;
            },
            [random, &settings, &clock] {
                return syncing::pause_before_sync(clock.wall(), settings.sync.nightly_at,
                                                  settings.sync.spread, random);
            }};
}

const config::Pack* find_pack(const std::vector<config::Pack>& packs, const std::string& id) {
    for (const auto& pack : packs) {
        if (pack.id == id) return &pack;
    }
    return nullptr;
}

/// What the terminal's own files say.
platform::Result<kiosk::StationFiles, std::string> own_files(const config::StationSettings& settings) {
    kiosk::StationFiles files{settings, std::nullopt};
    if (!settings.rules.directory) return files;
    auto directory = config::load_directory(settings.rules.directory->string());
    if (!directory) return platform::fail(config::describe(directory.error()));
    files.directory = std::move(*directory);
    return files;
}

/// Null without a directory, or when the pinyin that it is searched with is missing.
std::unique_ptr<kiosk::StationFinder> station_finder(std::optional<config::DirectoryFile> directory) {
    if (!directory) return nullptr;
    std::unique_ptr<const platform::Pinyin> pinyin = platform::Pinyin::open();
    if (!pinyin) return nullptr;
    config::StationIndex index(std::move(directory->stations),
                               [&](char32_t c) { return pinyin->readings(c); });
    return std::make_unique<kiosk::StationFinder>(std::move(index), std::move(pinyin));
}

/// Of everything that is fitted.
std::vector<platform::DeviceHealth> healths_of(const platform::CardReader& reader,
                                               const std::optional<platform::EyeProcess>& eye,
                                               const std::optional<platform::SerialScanner>& scanner,
                                               const kiosk::PrintThread* printer,
                                               const platform::Speaker* speaker) {
    std::vector<platform::DeviceHealth> all{reader.health()};
    if (eye) all.push_back(eye->health());
    if (scanner) all.push_back(scanner->health());
    if (printer != nullptr) all.push_back(printer->health());
    if (speaker != nullptr) all.push_back(speaker->health());
    return all;
}

int run(Options& options, std::chrono::steady_clock::time_point started) {
    auto settings = config::load_station_settings(options.settings);
    if (!settings) return give_up(config::describe(settings.error()));
    const auto packs = config::load_packs(settings->rules.packs.string());
    if (!packs) return give_up(config::describe(packs.error()));
    const config::Pack* pack = find_pack(*packs, settings->rules.scheme);
    if (pack == nullptr) return give_up("no scheme pack '" + settings->rules.scheme + "' in the pack folder");
    const auto clock = clock_of(options.clock);
    if (!clock) return give_up("--clock takes a time like 2026-06-15T09:00");
    const auto strings = kiosk::Strings::load(assets_folder(options.assets) / "strings");
    if (!strings) return give_up(strings.error().what);
    auto store = kiosk::Store::open(syncing::StateFolder(settings->state), *clock);
    if (!store) return give_up(std::string(kiosk::name_of(store.error())));

    const auto own = own_files(*settings);
    if (!own) return give_up(own.error());
    const kiosk::SharedPack first = store->begin_with(*pack);
    const kiosk::StationFiles files = store->begin_with_files(*own);
    *settings = files.settings;
    const kiosk::StationInfo station = station_of(settings->station);
    const auto speaker = speaker_of(settings->speech);
    kiosk::FlowSettings flow = flow_settings_of(*settings);
    flow.voice = speaker != nullptr;
    const auto stations = station_finder(files.directory);
    if (files.directory && !stations) log::error("no list of stations: install libpinyin-data");

    auto glyphs = platform::GlyphAtlas::open(platform::FontFiles::installed());
    if (!glyphs)
        return give_up("fonts are missing: install fonts-noto-cjk and fonts-materialdesignicons-webfont");
    platform::ImguiSession session;
    auto window = display_options_of(settings->screen, options.window);
    window.vsync = options.figures.empty();  // a measured frame must not count the wait for the panel
    auto display = platform::Display::open(window, session);
    if (!display) return give_up("no window: is an X server running, with OpenGL 3.3?");

    // From here on destruction order is the shutdown order, last made first: docs/architecture.md.
    kiosk::StopSignal stop(&platform::Display::wake);
    kiosk::Inbox inbox(&platform::Display::wake);
    kiosk::StoreThread store_thread(std::move(*store), inbox);
    kiosk::SyncRunner sync(sync_program(options.settings, *settings, *clock), [&](bool running) {
        store_thread.refresh({running, {}});
    });
    platform::CodeSources codes([&](auto event) { inbox.post(std::move(event)); });
    kiosk::LiveView live_view(&platform::Display::wake);
    std::optional<platform::EyeProcess> eye;
    if (settings->camera)
        codes.add(eye.emplace(
            eye_options_of(*settings->camera), codes.input(platform::DeviceKind::camera),
            [&](auto view) { live_view.put(std::move(view)); }, photographs_to(inbox)));
    std::optional<platform::SerialScanner> scanner;
    if (settings->scanner)
        codes.add(scanner.emplace(scanner_options_of(*settings->scanner),
                                  codes.input(platform::DeviceKind::scanner)));
    const auto reader = platform::make_sam_reader({.port = settings->reader.port},
                                                  [&](auto event) { inbox.post(std::move(event)); });
    const auto printer = print_thread_of(settings->printer, *strings, inbox);
    kiosk::Ui ui(**glyphs, *strings);
    kiosk::Recorder recorder(options.record_widgets, options.figures, started);
    // clang-format off
    kiosk::AppParts parts{**display, **glyphs, ui, *strings, first, station, flow, stations.get(), *clock, inbox,
                          store_thread, *reader, codes, sync, printer.get(), speaker.get(),
                          [&] { return healths_of(*reader, eye, scanner, printer.get(), speaker.get()); },
                          recorder, live_view};
    // clang-format on
    kiosk::App app(with_camera(std::move(parts), eye));
    const bool anew = app.run(stop.stopped());
    recorder.write_figures();
    if (clock->simulated()) options.clock = platform::format_civil_time(clock->wall());
    return anew ? kStartAnew : 0;
}

/// The whole program again, in this process: everything of before is closed by now, and whatever the settings
/// are for is made with them as at any start. A simulated clock goes on where it stood.
int start_anew(std::vector<char*> arguments, std::string clock) {
    log::info("starts anew for new settings");
    std::string option = "--clock";
    if (!clock.empty()) arguments.insert(arguments.end(), {option.data(), clock.data()});
    arguments.push_back(nullptr);
    execv("/proc/self/exe", arguments.data());
    return give_up("cannot start anew: " + std::string(std::strerror(errno)));
}

}  // namespace

int main(int argc, char** argv) {
    const auto started = std::chrono::steady_clock::now();
    platform::keep_memory_private();
    kiosk::block_stop_signals();
    Options options;
    CLI::App arguments{"the terminal of a service station"};
    arguments.add_option("--settings", options.settings, "station settings (TOML)")->required();
    arguments.add_option("--assets", options.assets, "folder of strings");
    arguments.add_option("--clock", options.clock, "simulated time, 2026-06-15T09:00; the screen says so")
        ->take_last();
    arguments.add_option("--window", options.window, "WIDTHxHEIGHT instead of what the settings say");
    arguments.add_option("--record-widgets", options.record_widgets,
                         "keep the widgets' rectangles in this file");
    arguments.add_option("--figures", options.figures, "write frame times into this file at the end");
    CLI11_PARSE(arguments, argc, argv);
    log::set_program("kiosk");
    platform::init_crypto();
    const int code = run(options, started);
    return code == kStartAnew ? start_anew({argv, argv + argc}, options.clock) : code;
}
