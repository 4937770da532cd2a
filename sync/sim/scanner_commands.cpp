// The simulated 2D scanner:
//   kiosk-sim scanner --link PORT [--control SOCKET] …    plays it until told to end
//   kiosk-sim scanner --control SOCKET scan TEXT | send HEX | suffix NAME | aim on|off | unplug | …
#include <CLI/CLI.hpp>
#include <memory>

#include "sync/sim/commands.h"
#include "sync/sim/scanner_device.h"
#include "sync/sim/serial_options.h"

namespace syncing::sim {

void add_scanner_commands(CLI::App& app) {
    const auto arguments = std::make_shared<SerialArguments>();
    arguments->options.baud = 9600;  // the engines' factory setting
    auto* scanner = app.add_subcommand("scanner", "a serial 2D scanner on a pseudo-terminal");
    add_serial_options(*scanner, arguments);
    add_word(*scanner, arguments, "scan", "TEXT", "read a code with this text");
    add_word(*scanner, arguments, "send", "HEX", "send these bytes");
    add_word(*scanner, arguments, "suffix", "NAME", "what follows each code: cr, lf, crlf, none");
    add_word(*scanner, arguments, "aim", "ON", "on: \"]Q1\" before each code; off: nothing");
    scanner->callback([arguments, scanner] {
        if (!scanner->get_subcommands().empty()) return;
        ScannerDevice device;
        play(*arguments, device);
    });
}

}  // namespace syncing::sim
