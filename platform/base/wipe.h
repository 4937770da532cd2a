// Wiping personal data and secrets from memory.
#pragma once

#include <sodium.h>

#include <string>

#include "platform/base/bytes.h"

namespace platform {

/// Overwrites the whole capacity, then empties. Not optimised away.
inline void wipe(std::string& text) {
    text.resize(text.capacity());
    sodium_memzero(text.data(), text.size());
    text.clear();
}
inline void wipe(Bytes& bytes) {
    bytes.resize(bytes.capacity());
    sodium_memzero(bytes.data(), bytes.size());
    bytes.clear();
}
template <std::size_t N>
void wipe(ByteArray<N>& bytes) {
    sodium_memzero(bytes.data(), bytes.size());
}

}  // namespace platform
