#include <CLI/CLI.hpp>

#include "sync/sim/commands.h"

int main(int argc, char** argv) {
    CLI::App app("Simulated devices and fleets of the mutual-aid kiosk");
    app.require_subcommand(1);
    syncing::sim::add_idcard_commands(app);
    syncing::sim::add_scanner_commands(app);
    syncing::sim::add_camera_commands(app);
    syncing::sim::add_printer_commands(app);
    syncing::sim::add_fleet_commands(app);
    CLI11_PARSE(app, argc, argv);
    return 0;
}
