#include "platform/device/health.h"

#include "platform/base/check.h"

namespace platform {

std::string_view name_of(DeviceKind kind) {
    switch (kind) {
        case DeviceKind::id_reader:
            return "id_reader";
        case DeviceKind::scanner:
            return "scanner";
        case DeviceKind::camera:
            return "camera";
        case DeviceKind::printer:
            return "printer";
        case DeviceKind::speech:
            return "speech";
    }
    check(false, "closed enum");
    return {};
}

std::string_view name_of(DeviceState state) {
    switch (state) {
        case DeviceState::off:
            return "off";
        case DeviceState::starting:
            return "starting";
        case DeviceState::ready:
            return "ready";
        case DeviceState::needs_care:
            return "needs_care";
        case DeviceState::offline:
            return "offline";
        case DeviceState::out_of_service:
            return "out_of_service";
    }
    check(false, "closed enum");
    return {};
}

}  // namespace platform
