// The health page: how every device does, and a try of each.
#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

namespace {

using platform::DeviceKind;
using Phase = DeviceTry::Phase;

const platform::DeviceHealth* find(const screen::Devices& screen, DeviceKind kind) {
    const auto found =
        std::find_if(screen.devices.begin(), screen.devices.end(),
                     [&](const platform::DeviceHealth& health) { return health.kind == kind; });
    return found == screen.devices.end() ? nullptr : &*found;
}

RequestId print_test(Flow& flow) {
    PrintSlip print{flow.ask(), {}};
    print.paper.station = flow.context.station.name;
    print.paper.terminal_number = flow.context.station.terminal_number;
    print.paper.language = flow.state.shell.language;
    print.paper.test = true;
    flow.want(print);
    return print.request;
}

void toggle(Flow& flow, screen::Devices& screen, DeviceKind kind) {
    const auto* health = find(screen, kind);
    const bool ends = screen.trying && screen.trying->device == kind;
    screen.trying.reset();
    if (health == nullptr || ends) return;
    DeviceTry& trying = screen.trying.emplace();
    trying.device = kind;
    trying.successes_before = health->successes;
    if (kind == DeviceKind::printer) trying.request = print_test(flow);
    if (kind == DeviceKind::speech) {
        read_aloud(flow);
        trying.phase = Phase::well;
    }
}

/// A card that lies on the reader that is tried.
void follow_reader(const Flow& flow, DeviceTry& trying, const Event& event) {
    std::optional<CardTrouble> trouble;
    if (card_for(flow, event, trouble) != nullptr) {
        trying.phase = Phase::well;
        trying.trouble.reset();
    } else if (trouble) {
        trying.phase = Phase::failed;
        trying.trouble = trouble;
    }
}

void follow_printer(DeviceTry& trying, const Event& event) {
    if (answer_to<PrintDone>(trying.request, event) != nullptr) {
        trying.phase = Phase::well;
    } else if (const auto* failed = answer_to<PrintFailed>(trying.request, event)) {
        trying.phase = Phase::failed;
        trying.why = failed->failure.why;
    }
}

/// Codes do not say which of camera and scanner they came from; the devices' counters do.
void follow_counters(screen::Devices& screen) {
    if (!screen.trying || screen.trying->phase == Phase::well) return;
    DeviceTry& trying = *screen.trying;
    if (trying.device != DeviceKind::camera && trying.device != DeviceKind::scanner) return;
    const auto* health = find(screen, trying.device);
    if (health != nullptr && health->successes > trying.successes_before) trying.phase = Phase::well;
}

}  // namespace

void show_devices(Flow& flow) {
    flow.go(screen::Devices{});
    flow.want(LookAtDevices{});
}

void on(Flow& flow, screen::Devices& screen, const Event& event) {
    if (follow_desk_frame(flow, event)) return;
    if (const auto* seen = std::get_if<DevicesSeen>(&event)) {
        screen.devices = seen->devices;
        return follow_counters(screen);
    }
    if (const auto* tried = std::get_if<TryDevice>(&event)) {
        toggle(flow, screen, tried->device);
    } else if (screen.trying && screen.trying->phase != Phase::well) {
        if (screen.trying->device == DeviceKind::id_reader) follow_reader(flow, *screen.trying, event);
        follow_printer(*screen.trying, event);
    }
    const bool from_a_device = std::holds_alternative<platform::ReaderEvent>(event) ||
                               std::holds_alternative<platform::CodeEvent>(event) ||
                               std::holds_alternative<PrintDone>(event) ||
                               std::holds_alternative<PrintFailed>(event);
    if (from_a_device || std::holds_alternative<Tick>(event)) flow.want(LookAtDevices{});
}

}  // namespace kiosk
