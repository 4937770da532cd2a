// Randomness that a seed repeats, for everything in this process that asks libsodium or OpenSSL: keys,
// nonces, record ids, sealed bodies, certificates. While one lives no secret made here is secret. One at a
// time, made and used on one thread, after init_crypto().
#pragma once

#include <cstdint>

namespace platform {

class SeededRandom {
  public:
    explicit SeededRandom(std::uint64_t seed);
    ~SeededRandom();
    SeededRandom(const SeededRandom&) = delete;
    SeededRandom& operator=(const SeededRandom&) = delete;
};

}  // namespace platform
