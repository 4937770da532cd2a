// The groups of kiosk-sim's subcommands, each in its own *_commands.cpp; main.cpp adds them one a line.
// A command prints its answer on stdout and ends with exit code N by throwing CLI::RuntimeError(N).
#pragma once

namespace CLI {
class App;
}

namespace syncing::sim {

void add_idcard_commands(CLI::App& app);
void add_scanner_commands(CLI::App& app);
void add_camera_commands(CLI::App& app);
void add_printer_commands(CLI::App& app);
void add_fleet_commands(CLI::App& app);

}  // namespace syncing::sim
