// The simulated camera is a folder that `kiosk-eye --pictures` plays; these commands change what is in it, at
// any time, whether an eye is watching or not:
//   kiosk-sim camera --dir DIR show FILE.png   from now on this picture is in front of the camera
//   kiosk-sim camera --dir DIR clear           nothing is
//   kiosk-sim qr TEXT OUT.png                  writes a picture of a code
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "platform/code/picture.h"
#include "sync/sim/commands.h"

namespace syncing::sim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kShown = "shown.png";
constexpr int kPixelsPerModule = 8;

[[noreturn]] void refuse(const std::string& why) {
    std::cerr << "kiosk-sim: " << why << '\n';
    throw CLI::RuntimeError(1);
}

void show(const fs::path& folder, const fs::path& picture) {
    std::error_code error;
    const fs::path part = folder / "shown.part";
    fs::create_directories(folder, error);
    fs::copy_file(picture, part, fs::copy_options::overwrite_existing, error);
    if (error) refuse("cannot copy " + picture.string() + " to " + part.string() + ": " + error.message());
    // By rename: the eye must never read half a picture.
    fs::rename(part, folder / kShown, error);
    if (error) refuse("cannot write " + (folder / kShown).string() + ": " + error.message());
}

void clear(const fs::path& folder) {
    std::error_code error;
    fs::remove(folder / kShown, error);
    if (error) refuse("cannot remove " + (folder / kShown).string() + ": " + error.message());
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

}  // namespace

void add_camera_commands(CLI::App& app) {
    struct Arguments {
        fs::path folder;
        fs::path picture;
        std::string text;
        fs::path out;
    };
    const auto arguments = std::make_shared<Arguments>();

    auto* camera = app.add_subcommand("camera", "what is in front of the simulated camera");
    camera->require_subcommand(1);
    camera->add_option("--dir", arguments->folder, "the folder given to kiosk-eye --pictures")->required();
    auto* show_command = camera->add_subcommand("show", "put a picture in front of the camera");
    show_command->add_option("FILE", arguments->picture, "a PNG picture")
        ->required()
        ->check(CLI::ExistingFile);
    show_command->callback([arguments] { show(arguments->folder, arguments->picture); });
    auto* clear_command = camera->add_subcommand("clear", "take it away");
    clear_command->callback([arguments] { clear(arguments->folder); });

    auto* qr = app.add_subcommand("qr", "write a picture of a QR code");
    qr->add_option("TEXT", arguments->text, "what the code says")->required();
    qr->add_option("OUT", arguments->out, "the PNG file to write")->required();
    qr->callback([arguments] { write_code(arguments->text, arguments->out); });
}

}  // namespace syncing::sim
