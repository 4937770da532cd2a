// Any text as a recorded session: events in the order of time that are written and read back the same, or an
// error.
#include "platform/base/check.h"
#include "sync/sim/session_log.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto events = syncing::sim::parse_session({reinterpret_cast<const char*>(data), size});
    if (!events) return 0;
    std::string text;
    for (const auto& event : *events) text += format_event(event) + "\n";
    platform::check(syncing::sim::parse_session(text) == events, "round trip");
    return 0;
}
