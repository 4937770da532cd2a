#include "platform/printer/printer.h"

#include "platform/base/check.h"

namespace platform {

std::string_view name_of(PrinterState state) {
    switch (state) {
        case PrinterState::ready:
            return "ready";
        case PrinterState::paper_low:
            return "paper_low";
        case PrinterState::paper_out:
            return "paper_out";
        case PrinterState::cover_open:
            return "cover_open";
        case PrinterState::offline:
            return "offline";
        case PrinterState::fault:
            return "fault";
        case PrinterState::silent:
            return "silent";
        case PrinterState::missing:
            return "missing";
    }
    check(false, "closed enum");
    return {};
}

}  // namespace platform
