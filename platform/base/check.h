// Broken invariants: say where, then abort; the service manager restarts the program.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace platform {

/// Aborts when `holds` is false. `what` must not carry personal data.
// The builtins and not std::source_location: clang 14, which builds the fuzz targets, lacks it.
inline void check(bool holds, const char* what, const char* file = __builtin_FILE(),
                  int line = __builtin_LINE()) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: invariant broken: %s\n", file, line, what);
    std::abort();
}

}  // namespace platform
