#include <CLI/CLI.hpp>

#include "sync/ctl/commands.h"

int main(int argc, char** argv) {
    CLI::App app("Operators' command line of the mutual-aid kiosk");
    app.require_subcommand(1);
    syncing::ctl::add_idcard_commands(app);
    syncing::ctl::add_code_commands(app);
    syncing::ctl::add_provision_commands(app);
    syncing::ctl::add_ledger_commands(app);
    syncing::ctl::add_packet_commands(app);
    syncing::ctl::add_scheme_commands(app);
    syncing::ctl::add_document_commands(app);
    CLI11_PARSE(app, argc, argv);
    return 0;
}
