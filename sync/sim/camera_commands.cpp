// The simulated camera is a folder that `kiosk-eye --pictures` plays; these commands change what is in it, at
// any time, whether an eye is watching or not:
//   kiosk-sim camera --dir DIR show FILE.png | clear | unplug | replug
//   kiosk-sim camera --dir DIR --script FILE        those words and waits, by the clock (camera_player.h)
//   kiosk-sim camera --dir DIR --replay SESSION     a recorded session
//   kiosk-sim camera --record SESSION --device DEV [--seconds N]     records a real camera
//   kiosk-sim qr TEXT OUT.png                       writes a picture of a code
#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "platform/code/picture.h"
#include "sync/sim/camera_player.h"
#include "sync/sim/commands.h"

namespace syncing::sim {
namespace {

namespace fs = std::filesystem;

constexpr int kPixelsPerModule = 8;

[[noreturn]] void refuse(const std::string& why) {
    std::cerr << "kiosk-sim: " << why << '\n';
    throw CLI::RuntimeError(1);
}

void end_with(const std::string& answer) {
    constexpr std::string_view kError = "error: ";
    if (answer != "ok") refuse(answer.starts_with(kError) ? answer.substr(kError.size()) : answer);
}

void write_code(const std::string& text, const fs::path& to) {
    const auto matrix = platform::qr_encode(text);
    if (!matrix) refuse("this text does not fit a QR code: it must be UTF-8 of 1 to about 2300 bytes");
    const auto png = platform::write_png(platform::paint_code(*matrix, kPixelsPerModule).view());
    std::ofstream file(to, std::ios::binary);
    if (png) file.write(reinterpret_cast<const char*>(png->data()), std::ssize(*png));
    file.close();
    if (!png || !file) refuse("cannot write " + to.string());
}

struct Camera {
    fs::path folder;
    fs::path picture;
    fs::path script;
    fs::path replay;
    fs::path record;
    platform::CaptureOptions from;
    double seconds = 10;

    void obey(const std::string& line) const {
        if (folder.empty()) throw CLI::RequiredError("--dir");
        end_with(CameraFolder(folder).obey(line));
    }
    void run() const {
        if (!record.empty()) {
            if (from.device.empty() && from.pictures.empty()) throw CLI::RequiredError("--device");
            return end_with(
                record_camera(from, record, std::chrono::milliseconds(std::llround(seconds * 1000))));
        }
        if (folder.empty()) throw CLI::RequiredError("--dir");
        CameraFolder camera(folder);
        if (!script.empty()) return end_with(play_camera_script(camera, script));
        if (!replay.empty()) return end_with(replay_camera(camera, replay));
        throw CLI::RequiredError("show, clear, unplug, replug, --script, --replay or --record");
    }
};

void add_camera(CLI::App& app) {
    const auto own = std::make_shared<Camera>();
    auto* camera = app.add_subcommand("camera", "what is in front of the simulated camera");
    camera->require_subcommand(0, 1);
    camera->add_option("--dir", own->folder, "the folder given to kiosk-eye --pictures");
    auto* script =
        camera->add_option("--script", own->script, "a file of words obeyed in order, also wait MS");
    auto* replay = camera->add_option("--replay", own->replay, "show the frames of a recorded session");
    camera->add_option("--record", own->record, "write a camera's frames into this folder; test cards only")
        ->excludes(script)
        ->excludes(replay);
    camera->add_option("--device", own->from.device, "the camera to record, for example /dev/video0");
    camera->add_option("--pictures", own->from.pictures, "a simulated camera to record");
    camera->add_option("--seconds", own->seconds, "how long to record")->check(CLI::Range(0.1, 3600.0));
    auto* show = camera->add_subcommand("show", "put a picture in front of the camera");
    show->add_option("FILE", own->picture, "a PNG picture")->required()->check(CLI::ExistingFile);
    show->callback([own] { own->obey("show " + own->picture.string()); });
    for (const auto& [word, help] :
         {std::pair{"clear", "take it away"}, {"unplug", "the camera goes"}, {"replug", "it comes back"}}) {
        camera->add_subcommand(word, help)->callback([own, word = std::string(word)] { own->obey(word); });
    }
    camera->callback([own, camera] {
        if (camera->get_subcommands().empty()) own->run();
    });
}

}  // namespace

void add_camera_commands(CLI::App& app) {
    add_camera(app);
    struct Arguments {
        std::string text;
        fs::path out;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* qr = app.add_subcommand("qr", "write a picture of a QR code");
    qr->add_option("TEXT", arguments->text, "what the code says")->required();
    qr->add_option("OUT", arguments->out, "the PNG file to write")->required();
    qr->callback([arguments] { write_code(arguments->text, arguments->out); });
}

}  // namespace syncing::sim
