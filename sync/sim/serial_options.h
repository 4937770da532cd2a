// The options that every simulated serial device takes on kiosk-sim's command line, and its words as
// subcommands that steer a running one.
#pragma once

#include <memory>
#include <string>

#include "sync/sim/serial_simulator.h"

namespace CLI {
class App;
}

namespace syncing::sim {

struct SerialArguments {
    SerialSimulatorOptions options;
    std::filesystem::path replay;  // a recorded session plays the device
    std::filesystem::path device;  // a real one plays it
    std::string rest;              // what follows the word given
};

/// Adds --link, --control, --script, --record, --replay, --device, --baud, --no-timing, --seed and the line's
/// own words.
void add_serial_options(CLI::App& device, const std::shared_ptr<SerialArguments>& arguments);
/// Adds one word that tells a running simulator `verb`, with one argument called `argument` if there is one.
CLI::App* add_word(CLI::App& device, const std::shared_ptr<SerialArguments>& arguments,
                   const std::string& verb, const std::string& argument, const std::string& help);
/// Plays the device, or in its place the session of --replay or the real one of --device; ends the program
/// with its exit code.
void play(const SerialArguments& arguments, SimulatedDevice& device,
          const std::vector<std::string>& first = {});

}  // namespace syncing::sim
