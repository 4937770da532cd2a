// The simulated reader:
//   kiosk-sim idcard --link PORT [--control SOCKET] [--card FILE] [--no-timing]    plays it until told to end
//   kiosk-sim idcard --control SOCKET place FILE | remove | unplug | replug | fault NAME    steers a running
//   one
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "sync/sim/commands.h"
#include "sync/sim/idcard_simulator.h"

namespace syncing::sim {

namespace {

struct Arguments {
    IdcardSimulatorOptions options;
    std::filesystem::path file;
    std::string fault;
};

void tell(const Arguments& arguments, const std::string& line) {
    const std::string answer = tell_simulator(arguments.options.control, line);
    (answer == "ok" ? std::cout : std::cerr) << answer << '\n';
    throw CLI::RuntimeError(answer == "ok" ? 0 : 1);
}

void add_steering(CLI::App& idcard, const std::shared_ptr<Arguments>& arguments) {
    auto* place = idcard.add_subcommand("place", "put a card on the reader");
    place->add_option("FILE", arguments->file, "a card as TOML, see assets/demo/cards")->required();
    place->callback(
        [arguments] { tell(*arguments, "place " + std::filesystem::absolute(arguments->file).string()); });
    auto* fault = idcard.add_subcommand("fault", "break something until `fault none`");
    fault
        ->add_option(
            "NAME", arguments->fault,
            "none silent slow cut unplug_mid_read bad_checksum junk garbled_once read_failed forgery "
            "unknown_type unauthorised self_test_failed")
        ->required();
    fault->callback([arguments] { tell(*arguments, "fault " + arguments->fault); });
    const auto add_plain = [&](const std::string& verb, const std::string& what) {
        idcard.add_subcommand(verb, what)->callback([arguments, verb] { tell(*arguments, verb); });
    };
    add_plain("remove", "take the card away");
    add_plain("unplug", "pull the reader's cable");
    add_plain("replug", "plug it in again");
}

}  // namespace

void add_idcard_commands(CLI::App& app) {
    const auto arguments = std::make_shared<Arguments>();
    auto* idcard = app.add_subcommand("idcard", "an identity-card reader on a pseudo-terminal");
    idcard->add_option("--link", arguments->options.link, "path under which the driver finds the port");
    idcard->add_option("--control", arguments->options.control,
                       "Unix socket that steers it; without: standard input");
    idcard->add_option("--card", arguments->options.card, "a card that lies on it from the start");
    idcard->add_flag("!--no-timing", arguments->options.timing, "answer at once, not at 115200 baud");
    idcard->require_subcommand(0, 1);
    add_steering(*idcard, arguments);
    idcard->callback([arguments, idcard] {
        if (!idcard->get_subcommands().empty()) return;
        if (arguments->options.link.empty()) throw CLI::RequiredError("--link");
        throw CLI::RuntimeError(run_idcard_simulator(arguments->options));
    });
}

}  // namespace syncing::sim
