#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "sync/ctl/commands.h"

int main(int argc, char** argv) try {
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
} catch (const std::exception&) {
    // Its own words may quote what it was reading.
    std::fputs("kioskctl: no memory, or a defect of this program; nothing more was done\n", stderr);
    return 3;
}
