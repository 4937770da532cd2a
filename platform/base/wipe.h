// Wiping personal data and secrets from memory. Blocks of the heap are overwritten as they are given back in
// programs that link platform/private_memory; this is for memory that is kept, and for the stack.
#pragma once

#include <sodium.h>

#include <string>
#include <type_traits>

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

/// Calls `work` and then overwrites the stack that it has used: short strings live there, not on the heap.
/// For the body of a thread's loop, just before it sleeps. Work that goes deeper than 128 KiB leaves the
/// deeper part.
template <class Work>
auto leaving_no_trace(Work&& work) {
    // A frame of its own, or the work's variables might stand in the caller's, which nothing overwrites.
    struct Below {
        [[gnu::noinline]] static auto call(Work& work) { return work(); }
    };
    constexpr std::size_t kReach = 128 * 1024;
    if constexpr (std::is_void_v<decltype(Below::call(work))>) {
        Below::call(work);
        sodium_stackzero(kReach);
    } else {
        auto result = Below::call(work);
        sodium_stackzero(kReach);
        return result;
    }
}

}  // namespace platform
