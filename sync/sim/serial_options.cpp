#include "sync/sim/serial_options.h"

#include <CLI/CLI.hpp>
#include <iostream>

#include "sync/sim/pass_through.h"
#include "sync/sim/session_log.h"

namespace syncing::sim {

namespace {

[[noreturn]] void tell(const SerialArguments& arguments, const std::string& line) {
    if (arguments.options.control.empty()) throw CLI::RequiredError("--control");
    const std::string answer = tell_simulator(arguments.options.control, line);
    (answer == "ok" ? std::cout : std::cerr) << answer << '\n';
    throw CLI::RuntimeError(answer == "ok" ? 0 : 1);
}

[[noreturn]] void refuse(const std::string& why) {
    std::cerr << "kiosk-sim: " << why << '\n';
    throw CLI::RuntimeError(1);
}

}  // namespace

CLI::App* add_word(CLI::App& device, const std::shared_ptr<SerialArguments>& arguments,
                   const std::string& verb, const std::string& argument, const std::string& help) {
    auto* word = device.add_subcommand(verb, help);
    if (!argument.empty()) word->add_option(argument, arguments->rest)->required();
    return word->callback([arguments, verb, argument] {
        std::string line = verb;
        // The simulator may stand in another folder.
        if (argument == "FILE") arguments->rest = std::filesystem::absolute(arguments->rest).string();
        if (!argument.empty()) line += " " + arguments->rest;
        tell(*arguments, line);
    });
}

void add_serial_options(CLI::App& device, const std::shared_ptr<SerialArguments>& arguments) {
    SerialSimulatorOptions& options = arguments->options;
    device.add_option("--link", options.link, "path under which the driver finds the port");
    device.add_option("--control", options.control, "Unix socket that steers it; without: standard input");
    device.add_option("--script", options.script,
                      "a file of words obeyed in order, also wait MS, wait_bytes N");
    device.add_option("--record", options.record,
                      "write down every byte and when it went; sample cards only");
    device.add_option("--replay", arguments->replay, "play the device's side of a recorded session");
    device.add_option("--device", arguments->device,
                      "stand between the driver and this real port, to record it");
    device.add_option("--baud", options.baud, "the device's own speed")->capture_default_str();
    device.add_flag("!--no-timing", options.timing, "answer at once, not at the speed of the line");
    device.add_option("--seed", options.seed, "of the noise")->capture_default_str();
    device.require_subcommand(0, 1);
    add_word(device, arguments, "unplug", "", "pull the cable");
    add_word(device, arguments, "replug", "", "plug it in again");
    add_word(device, arguments, "unplug_after", "BYTES",
             "pull the cable when so many more bytes have gone out");
    add_word(device, arguments, "noise", "PER_MILLE", "damage so many bytes on their way to the host");
    add_word(device, arguments, "delay", "MS", "answer so much later");
    add_word(device, arguments, "baud", "SPEED", "change the device's own speed");
}

void play(const SerialArguments& arguments, SimulatedDevice& device, const std::vector<std::string>& first) {
    if (arguments.options.link.empty()) throw CLI::RequiredError("--link");
    SerialSimulatorOptions own_pace = arguments.options;
    own_pace.timing = false;
    if (!arguments.replay.empty()) {
        auto session = load_session(arguments.replay);
        if (!session) refuse(arguments.replay.string() + ": " + std::string(name_of(session.error())));
        SessionPlayer player(std::move(*session));
        throw CLI::RuntimeError(run_serial_simulator(own_pace, player));
    }
    if (!arguments.device.empty()) {
        auto real = PassThrough::open(arguments.device, arguments.options.baud);
        if (!real) refuse(arguments.device.string() + ": not a serial port that may be opened at this speed");
        throw CLI::RuntimeError(run_serial_simulator(own_pace, *real));
    }
    throw CLI::RuntimeError(run_serial_simulator(arguments.options, device, first));
}

}  // namespace syncing::sim
