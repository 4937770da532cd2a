#include "sync/center/commands.h"

namespace syncing::center {

int refuse(std::string_view why) {
    std::fprintf(stderr, "kiosk-center: %.*s\n", static_cast<int>(why.size()), why.data());
    return 1;
}

std::unique_ptr<platform::Clock> Common::clock() const {
    if (clock_text.empty()) return std::make_unique<platform::SystemClock>();
    const auto start = platform::parse_civil_time(clock_text);
    return start ? std::make_unique<platform::SimulatedClock>(*start) : nullptr;
}

}  // namespace syncing::center
