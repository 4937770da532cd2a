// The simulated printer:
//   kiosk-sim printer --link PORT --tickets FOLDER [--width 58|80] [--control SOCKET] …    plays it
//   kiosk-sim printer --control SOCKET fault NAME | unplug_at N | …    steers a running one
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "sync/sim/commands.h"
#include "sync/sim/printer_device.h"
#include "sync/sim/serial_options.h"

namespace syncing::sim {

void add_printer_commands(CLI::App& app) {
    struct Own {
        std::filesystem::path tickets;
        int width_mm = 80;
    };
    const auto arguments = std::make_shared<SerialArguments>();
    const auto own = std::make_shared<Own>();
    auto* printer = app.add_subcommand("printer", "a receipt printer (ESC/POS) on a pseudo-terminal");
    add_serial_options(*printer, arguments);
    printer->add_option("--tickets", own->tickets, "folder for a picture of each ticket");
    printer->add_option("--width", own->width_mm, "of the paper, in mm")->check(CLI::IsMember({58, 80}));
    add_word(*printer, arguments, "fault", "NAME",
             "break something until `fault none`: near_end paper_out cover_open offline jam silent");
    add_word(*printer, arguments, "paper_ends_after", "N", "the paper ends when N more rows are printed");
    add_word(*printer, arguments, "unplug_at", "N", "the cable goes N bytes from now");
    add_word(*printer, arguments, "slow", "N", "N rows a second; 0: at once");
    add_word(*printer, arguments, "power_cycle", "", "switch it off and on");
    printer->callback([arguments, own, printer] {
        if (!printer->get_subcommands().empty()) return;
        if (own->tickets.empty()) throw CLI::RequiredError("--tickets");
        PrinterDevice device(own->width_mm == 58 ? 384 : 576, own->tickets);
        play(*arguments, device);
    });
}

}  // namespace syncing::sim
