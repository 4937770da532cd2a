#include "sync/sim/idcard_device.h"

#include "sync/sim/card_file.h"

namespace syncing::sim {

std::vector<Act> IdcardDevice::power_up() {
    module_.restart();
    return {};
}

std::optional<Obeyed> IdcardDevice::obey(std::string_view verb, const std::string& rest) {
    if (verb == "place") {
        auto card = load_card_file(rest).and_then(encode_card);
        if (!card) return Obeyed{"error: " + rest + ": " + std::string(name_of(card.error()))};
        module_.place(std::move(*card));
        return Obeyed{};
    }
    if (verb == "remove") {
        module_.remove();
        return Obeyed{};
    }
    if (verb == "fault") {
        const auto fault = fault_named(rest);
        if (!fault) return Obeyed{"error: no fault \"" + rest + "\"; there are " + fault_names()};
        module_.set_fault(*fault);
        return Obeyed{};
    }
    return std::nullopt;
}

}  // namespace syncing::sim
