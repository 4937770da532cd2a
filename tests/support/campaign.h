// Long campaigns: `./dev soak` runs them in full over many seeds, the suite a small seeded part.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <random>

namespace tests {

/// SEED=N repeats a run; the seed is printed.
inline unsigned seed() {
    const char* wanted = std::getenv("SEED");
    const auto seed =
        wanted == nullptr ? 20260630U : static_cast<unsigned>(std::strtoul(wanted, nullptr, 10));
    std::printf("seed %u\n", seed);
    return seed;
}
inline std::mt19937 seeded() {
    return std::mt19937(seed());
}

inline int below(std::mt19937& random, int limit) {
    return std::uniform_int_distribution(0, limit - 1)(random);
}

/// How much of a campaign to run: `full` under ./dev soak, which sets SOAK, else `part`.
inline int rounds(int part, int full) {
    return std::getenv("SOAK") == nullptr ? part : full;
}

}  // namespace tests
