// Broken invariants: say where, then abort; the service manager restarts the program.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>

namespace platform {

/// Aborts when `holds` is false. `what` must not carry personal data.
inline void check(bool holds, const char* what, std::source_location at = std::source_location::current()) {
    if (holds) return;
    std::fprintf(stderr, "%s:%u: invariant broken: %s\n", at.file_name(), static_cast<unsigned>(at.line()), what);
    std::abort();
}

}  // namespace platform
