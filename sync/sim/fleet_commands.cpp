// A fleet of terminals and their center:
//   kiosk-sim fleet --stations 50 --nights 30 --seed 1
#include <stdlib.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "platform/base/file.h"
#include "platform/crypto/crypto.h"
#include "platform/log/log.h"
#include "sync/fleet/fleet.h"
#include "sync/sim/commands.h"

namespace syncing::sim {

namespace {

struct Arguments {
    fleet::FleetOptions options;
    std::string pack = "config/schemes/xiamen.toml";
    std::string keep;
};

std::filesystem::path new_folder() {
    std::string name = (std::filesystem::temp_directory_path() / "fleet-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        std::cerr << "kiosk-sim: no folder can be made under the temporary one\n";
        throw CLI::RuntimeError(1);
    }
    return name;
}

void run(Arguments& arguments) {
    const auto pack = platform::read_file(arguments.pack, 1024 * 1024);
    if (!pack) {
        std::cerr << "kiosk-sim: cannot read the scheme pack " << arguments.pack << "; name it with --pack\n";
        throw CLI::RuntimeError(1);
    }
    platform::init_crypto();
    // It lives through thousands of faults; the report counts them.
    platform::log::set_level(platform::log::Level::none);
    arguments.options.pack = *pack;
    const bool keep = !arguments.keep.empty();
    arguments.options.folder = keep ? std::filesystem::absolute(arguments.keep) : new_folder();
    std::filesystem::create_directories(arguments.options.folder);
    const fleet::FleetReport report = fleet::simulate(arguments.options);
    if (!keep) std::filesystem::remove_all(arguments.options.folder);
    std::cout << to_json(report) << '\n';
    if (!report.good()) throw CLI::RuntimeError(1);
}

}  // namespace

void add_fleet_commands(CLI::App& app) {
    const auto arguments = std::make_shared<Arguments>();
    auto* fleet = app.add_subcommand(
        "fleet",
        "stations, their center and everything that goes wrong, in simulated time: one line of JSON.\n"
        "Exit code 0 only when nothing was lost or doubled and every fork was found; the same options give "
        "the "
        "same line");
    fleet->add_option("--stations", arguments->options.stations)
        ->check(CLI::Range(1, 999))
        ->capture_default_str();
    fleet->add_option("--nights", arguments->options.nights, "of June 2026")
        ->check(CLI::Range(1, 30))
        ->capture_default_str();
    fleet->add_option("--seed", arguments->options.seed)->capture_default_str();
    fleet->add_option("--pack", arguments->pack, "scheme pack \"xiamen\"")->capture_default_str();
    fleet->add_option("--keep", arguments->keep, "a new folder for all the disks, kept to look at");
    fleet->callback([arguments] { run(*arguments); });
}

}  // namespace syncing::sim
