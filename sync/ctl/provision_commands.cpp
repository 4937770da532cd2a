// kioskctl provision: makes this machine a terminal.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "platform/crypto/crypto.h"
#include "sync/ctl/commands.h"
#include "sync/station/provision.h"

namespace syncing::ctl {

namespace {

struct ProvisionOptions {
    std::string code;
    std::string state;
};

const char* advice(ProvisionError error) {
    switch (error) {
        case ProvisionError::already_provisioned:
            return "this state folder belongs to a terminal already; use another folder for a new terminal";
        case ProvisionError::store:
            return "check that the state folder can be read and written and is not full";
        case ProvisionError::unreachable:
            return "check the network and that the center is running, then run this again";
        case ProvisionError::not_the_center:
            return "what answers at the code's address is not the center that made the code; a login page of "
                   "the "
                   "network may be in between";
        case ProvisionError::refused:
            return "ask the center's operator for a new code";
    }
    return "";
}

void run(const ProvisionOptions& options) {
    platform::init_crypto();
    const Code parsed = parse_code(options.code);
    const auto* code = std::get_if<ProvisioningCode>(&parsed);
    if (code == nullptr) {
        std::cerr << "--code: not a provisioning code (it starts with MAP1:)\n";
        throw CLI::RuntimeError(2);
    }
    const auto identity = provision(*code, StateFolder(options.state));
    if (!identity) {
        const auto& [error, detail] = identity.error();
        std::cout << nlohmann::json{{"error", name_of(error)}, {"detail", detail}}.dump() << '\n';
        std::cerr << "not provisioned: " << advice(error) << '\n';
        throw CLI::RuntimeError(1);
    }
    std::cout << nlohmann::json{{"terminal_id", platform::to_hex(identity->terminal_id)},
                                {"ledger_id", platform::to_hex(identity->ledger.id)},
                                {"station", identity->station_code},
                                {"terminal", identity->terminal_number},
                                {"slip_prefix", identity->ledger.slip_prefix},
                                {"center", identity->district_center}}
                     .dump()
              << '\n';
}

}  // namespace

void add_provision_commands(CLI::App& app) {
    auto options = std::make_shared<ProvisionOptions>();
    CLI::App* command = app.add_subcommand("provision", "make this machine a terminal with a one-time code");
    command->add_option("--code", options->code, "text of the code the center's operator made")->required();
    command->add_option("--state", options->state, "state folder, made when it is missing")->required();
    command->callback([options] { run(*options); });
}

}  // namespace syncing::ctl
