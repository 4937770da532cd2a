// A simulation's own chances: the same seed gives the same throws on every machine (the standard library's
// distributions do not promise that).
#pragma once

#include <cstdint>
#include <random>

namespace platform {

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : random_(seed) {}
    /// 0 … limit - 1; `limit` at least 1. The bias of the remainder is far below what a simulation can see.
    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    std::int64_t between(std::int64_t from, std::int64_t to) {
        return from + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(to - from) + 1));
    }
    bool chance(unsigned per_thousand) { return below(1000) < per_thousand; }
    std::uint64_t number() { return random_(); }

  private:
    std::mt19937_64 random_;
};

}  // namespace platform
