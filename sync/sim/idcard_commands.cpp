// The simulated reader:
//   kiosk-sim idcard --link PORT [--control SOCKET] [--card FILE] …    plays it until told to end
//   kiosk-sim idcard --control SOCKET place FILE | remove | fault NAME | unplug | …    steers a running one
#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "sync/sim/commands.h"
#include "sync/sim/idcard_device.h"
#include "sync/sim/serial_options.h"

namespace syncing::sim {

void add_idcard_commands(CLI::App& app) {
    const auto arguments = std::make_shared<SerialArguments>();
    const auto card = std::make_shared<std::string>();
    auto* idcard = app.add_subcommand("idcard", "an identity-card reader on a pseudo-terminal");
    add_serial_options(*idcard, arguments);
    idcard->add_option("--card", *card, "a card that lies on it from the start");
    add_word(*idcard, arguments, "place", "FILE", "put a card on the reader, see assets/demo/cards");
    add_word(*idcard, arguments, "remove", "", "take the card away");
    add_word(*idcard, arguments, "fault", "NAME", "break something until `fault none`: " + fault_names());
    idcard->callback([arguments, card, idcard] {
        if (!idcard->get_subcommands().empty()) return;
        IdcardDevice device;
        play(*arguments, device, card->empty() ? std::vector<std::string>{} : std::vector{"place " + *card});
    });
}

}  // namespace syncing::sim
