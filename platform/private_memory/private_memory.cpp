#include "platform/private_memory/private_memory.h"

#include <malloc.h>
#include <sys/prctl.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "platform/base/check.h"

namespace platform {

void keep_memory_private() {
    check(::prctl(PR_SET_DUMPABLE, 0) == 0, "the process's memory is closed to others");
}

}  // namespace platform

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

// glibc's mallopt(M_PERTURB) does not serve: up to 2.36 it passes over blocks that go to the thread's cache,
// which is nearly all of them. Its own entry points are exported under these names.
extern "C" void __libc_free(void*);
extern "C" void* __libc_realloc(void*, std::size_t);

extern "C" void free(void* block) noexcept {
    if (block != nullptr) explicit_bzero(block, malloc_usable_size(block));
    __libc_free(block);
}

extern "C" void* realloc(void* block, std::size_t size) noexcept {
    if (block == nullptr) return std::malloc(size);
    if (size == 0) {
        std::free(block);
        return nullptr;
    }
    const std::size_t held = malloc_usable_size(block);
    if (size <= held) {
        // A block that shrinks stays where it is, and its rest is given back.
        explicit_bzero(static_cast<std::uint8_t*>(block) + size, held - size);
        return __libc_realloc(block, size);
    }
    void* larger = std::malloc(size);
    if (larger == nullptr) return nullptr;
    std::memcpy(larger, block, held);
    std::free(block);
    return larger;
}

#endif
