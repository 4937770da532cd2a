#include "tests/kiosk/flow/freed_memory.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <string_view>

#include "tests/kiosk/flow/story.h"

namespace kiosk::test {

namespace {

std::atomic<bool> watching{false};
std::atomic<int> freed{0};
std::atomic<int> dirty{0};

void give_back(void* block) {
    if (block != nullptr && watching) {
        ++freed;
        const std::string_view memory(static_cast<const char*>(block), malloc_usable_size(block));
        if (belongs_to_somebody(memory)) ++dirty;
    }
    std::free(block);
}

}  // namespace

FreedMemoryWatch::FreedMemoryWatch() {
    freed = dirty = 0;
    watching = true;
}
FreedMemoryWatch::~FreedMemoryWatch() {
    watching = false;
}
int FreedMemoryWatch::dirty_blocks() const {
    return dirty;
}
int FreedMemoryWatch::blocks() const {
    return freed;
}

}  // namespace kiosk::test

void* operator new(std::size_t size) {
    if (void* block = std::malloc(size)) return block;
    throw std::bad_alloc();
}
void operator delete(void* block) noexcept {
    kiosk::test::give_back(block);
}
void operator delete(void* block, std::size_t) noexcept {
    kiosk::test::give_back(block);
}
