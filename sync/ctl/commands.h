// The groups of kioskctl's subcommands, each in its own *_commands.cpp; main.cpp adds them one a line.
// A command prints its answer on stdout and ends with exit code N by throwing CLI::RuntimeError(N).
#pragma once

namespace CLI {
class App;
}

namespace syncing::ctl {

void add_idcard_commands(CLI::App& app);
void add_code_commands(CLI::App& app);
void add_provision_commands(CLI::App& app);
void add_ledger_commands(CLI::App& app);
void add_packet_commands(CLI::App& app);
void add_scheme_commands(CLI::App& app);
void add_document_commands(CLI::App& app);

}  // namespace syncing::ctl
