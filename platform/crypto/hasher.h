// The hash of bytes that come one part after the other. Any thread, one at a time.
#pragma once

#include <array>
#include <cstddef>

#include "platform/crypto/crypto.h"

namespace platform {

/// BLAKE2b-256, as hash() gives it of the concatenation; with a key, of up to 64 bytes, keyed.
class Hasher {
  public:
    explicit Hasher(ByteView key = {});
    void add(ByteView part);
    /// Once, at the end.
    Hash finish();

  private:
    alignas(64) std::array<std::byte, 384> state_{};  // libsodium's
};

}  // namespace platform
