// A simulated device on a pseudo-terminal: the real driver opens it by the path of a symbolic link.
// It speaks at the pace of its line unless told otherwise, and hears nothing but nonsense when the host's
// speed is another. Steered by lines of text, over a Unix socket or on standard input, each answered by "ok"
// or "error: why" on its own line:
//   unplug | replug             the cable
//   unplug_after N              the cable goes when N more bytes have gone to the host
//   noise PER_MILLE             so many bytes to the host are damaged (0: none)
//   delay MS                    every answer comes so much later (0: none)
//   baud N                      the device's own speed
//   and the device's own words
// A script is a file of such lines, obeyed in order, with comments after #, and two words more:
//   wait MS                     the next line comes so much later
//   wait_bytes N                the next line comes when N more bytes have gone to the host
// One thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sync/sim/simulated_device.h"

namespace syncing::sim {

struct SerialSimulatorOptions {
    std::filesystem::path link;     // made and removed here; never overwrites anything but a symbolic link
    std::filesystem::path control;  // Unix socket; empty: standard input, whose end ends the simulator
    std::filesystem::path script;   // obeyed once the device can be used; empty: none
    std::filesystem::path record;   // what goes over the line, as session_log.h has it; empty: nowhere
    unsigned baud = 115200;
    bool timing = true;  // false: bytes go out at once
    unsigned seed = 1;   // of the noise
};

/// Obeys `first`, plugs in, says "ready" on standard output, runs until SIGTERM, SIGINT or the end of its
/// input. 0, or 1 after a message on standard error when it could not start or the script holds a wrong line.
int run_serial_simulator(const SerialSimulatorOptions& options, SimulatedDevice& device,
                         const std::vector<std::string>& first = {});

/// Sends one line to a running simulator; its answer, or "error: …".
std::string tell_simulator(const std::filesystem::path& control, const std::string& line);

}  // namespace syncing::sim
