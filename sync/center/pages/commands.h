// The commands of the operators' pages: `pages` and `operator add|passwd|list`.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/clock/clock.h"
#include "sync/center/folder.h"

namespace CLI {
class App;
}

namespace syncing::center {

/// What the program's command line gives each command.
struct CommandHost {
    std::function<CLI::App*(CLI::App& parent, const char* name, const char* help)> command;
    std::function<void(CLI::App* command, std::function<int()> run)> runs;
    std::function<CenterFolder()> folder;
    std::function<std::unique_ptr<platform::Clock>()> clock;
};

void add_pages_commands(CLI::App& app, const CommandHost& host);

}  // namespace syncing::center
