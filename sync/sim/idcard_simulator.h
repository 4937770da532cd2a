// A simulated reader on a pseudo-terminal: the real driver opens it by the path of a symbolic link.
// Answers at the pace of a 115200 baud line unless told otherwise. Steered by lines of text, over a Unix
// socket or on standard input; each is answered by "ok" or "error: why" on its own line:
//   place FILE | remove | unplug | replug | fault NAME
// One thread.
#pragma once

#include <filesystem>
#include <string>

namespace syncing::sim {

struct IdcardSimulatorOptions {
    std::filesystem::path link;     // made and removed here; never overwrites anything but a symbolic link
    std::filesystem::path control;  // Unix socket; empty: standard input, whose end ends the simulator
    std::filesystem::path card;     // lies on the reader from the start; empty: none
    bool timing = true;
};

/// Says "ready" on standard output once it can be used, runs until SIGTERM, SIGINT or the end of its input.
/// 0, or 1 after a message on standard error when it could not start.
int run_idcard_simulator(const IdcardSimulatorOptions& options);

/// Sends one line to a running simulator; its answer, or "error: …".
std::string tell_simulator(const std::filesystem::path& control, const std::string& line);

}  // namespace syncing::sim
