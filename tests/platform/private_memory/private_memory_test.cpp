// Blocks are looked at after they are given back, the way another process would: through the kernel.
#include "platform/private_memory/private_memory.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>

#include "platform/base/bounded_queue.h"
#include "platform/base/wipe.h"

namespace platform {
namespace {

constexpr char kMark = '\x5A';

/// The heap writes random words of its own into free blocks, and one byte of them may look like the mark.
constexpr std::ptrdiff_t kByChance = 4;

/// Marks in memory that may be no one's any more, in runs longer than chance makes them; memory the kernel
/// took back holds none.
std::size_t marks_at(std::uintptr_t address, std::size_t size) {
    // Not on the heap, where it might take the place of what it is to show.
    static std::array<char, 2'000'000> seen;
    const iovec to{seen.data(), std::min(size, seen.size())};
    const iovec from{reinterpret_cast<void*>(address), size};
    const ssize_t count = ::process_vm_readv(::getpid(), &to, 1, &from, 1, 0);
    const auto end = seen.begin() + std::max<ssize_t>(count, 0);
    std::size_t marks = 0;
    for (auto at = std::find(seen.begin(), end, kMark); at != end; at = std::find(at, end, kMark)) {
        const auto run_end = std::find_if(at, end, [](char byte) { return byte != kMark; });
        if (run_end - at > kByChance) marks += static_cast<std::size_t>(run_end - at);
        at = run_end;
    }
    return marks;
}

class Heap : public testing::TestWithParam<std::size_t> {
  protected:
    void SetUp() override {
        if (!kHeapForgets) GTEST_SKIP() << "a sanitizer's heap";
    }
    /// A block full of marks; remembers where it is, for a look when it is gone.
    void* marked() {
        void* block = std::malloc(GetParam());
        held_ = malloc_usable_size(block);
        std::memset(block, kMark, held_);
        address_ = reinterpret_cast<std::uintptr_t>(block);
        return block;
    }
    std::size_t left() const { return marks_at(address_, held_); }

    std::uintptr_t address_ = 0;
    std::size_t held_ = 0;
};

TEST_P(Heap, a_block_is_seen_while_it_is_held) {
    void* block = marked();
    EXPECT_EQ(left(), held_);
    std::free(block);
}

TEST_P(Heap, a_freed_block_is_overwritten) {
    std::free(marked());
    EXPECT_EQ(left(), 0U);
}

TEST_P(Heap, a_block_freed_by_another_thread_is_overwritten) {
    void* block = marked();
    std::thread([block] { std::free(block); }).join();
    EXPECT_EQ(left(), 0U);
}

TEST_P(Heap, a_block_that_grows_leaves_nothing_where_it_was) {
    void* block = marked();
    void* larger = std::realloc(block, held_ * 8);
    ASSERT_NE(larger, nullptr);
    EXPECT_EQ(marks_at(reinterpret_cast<std::uintptr_t>(larger), held_), held_);
    const bool moved = reinterpret_cast<std::uintptr_t>(larger) != address_;
    EXPECT_EQ(left(), moved ? 0U : held_);
    std::free(larger);
}

TEST_P(Heap, a_block_that_shrinks_gives_its_rest_back_overwritten) {
    void* smaller = std::realloc(marked(), 8);
    ASSERT_NE(smaller, nullptr);
    EXPECT_EQ(marks_at(reinterpret_cast<std::uintptr_t>(smaller), 8), 8U);
    EXPECT_LE(left(), 8U);
    std::free(smaller);
}

TEST_P(Heap, aligned_blocks_are_overwritten) {
    void* block = std::aligned_alloc(64, (GetParam() + 63) / 64 * 64);
    held_ = malloc_usable_size(block);
    address_ = reinterpret_cast<std::uintptr_t>(block);
    std::memset(block, kMark, held_);
    std::free(block);
    EXPECT_EQ(left(), 0U);
}

// From the thread's cache over its bins to blocks of their own mapping.
INSTANTIATE_TEST_SUITE_P(Sizes, Heap, testing::Values(24, 200, 1024, 5000, 100'000, 1'000'000),
                         testing::PrintToStringParamName());

TEST(HeapOf, strings_and_vectors_is_the_same) {
    if (!kHeapForgets) GTEST_SKIP() << "a sanitizer's heap";
    auto* text = new std::string(300, kMark);
    const auto address = reinterpret_cast<std::uintptr_t>(text->data());
    delete text;
    EXPECT_EQ(marks_at(address, 300), 0U);
}

TEST(HeapOf, the_c_library_is_the_same) {
    if (!kHeapForgets) GTEST_SKIP() << "a sanitizer's heap";
    // getline() allocates and grows the line inside the C library.
    char* line = nullptr;
    std::size_t size = 0;
    std::FILE* file = ::fmemopen(nullptr, 4096, "w+");
    const std::string text(900, kMark);
    std::fputs(text.c_str(), file);
    std::rewind(file);
    ASSERT_EQ(::getline(&line, &size, file), 900);
    const auto address = reinterpret_cast<std::uintptr_t>(line);
    std::free(line);
    std::fclose(file);
    EXPECT_EQ(marks_at(address, 900), 0U);
}

TEST(HeapOf, a_queue_forgets_what_was_taken) {
    if (!kHeapForgets) GTEST_SKIP() << "a sanitizer's heap";
    struct Value {
        char text[8] = {kMark, kMark, kMark, kMark, kMark, kMark, kMark, kMark};
        const Value** seen;
        explicit Value(const Value** where) : seen(where) { *seen = this; }
        Value(Value&& other) noexcept : seen(other.seen) { *seen = this; }
    };
    const Value* inside = nullptr;
    BoundedQueue<Value> queue(4);
    ASSERT_TRUE(queue.try_push(Value(&inside)));
    const auto address = reinterpret_cast<std::uintptr_t>(inside);
    const auto taken = queue.try_pop();
    EXPECT_EQ(taken->text[0], kMark);
    EXPECT_EQ(marks_at(address, sizeof(Value)), 0U);
}

/// Where a deep call left its marks on the stack.
[[gnu::noinline]] std::uintptr_t write_on_the_stack() {
    volatile char deep[4096];
    for (volatile char& byte : deep) byte = kMark;
    return reinterpret_cast<std::uintptr_t>(&deep[0]);
}

TEST(Stack, keeps_what_a_call_left_there) {
    EXPECT_GT(marks_at(write_on_the_stack(), 1024), 500U);
}

TEST(Stack, is_overwritten_after_work_that_leaves_no_trace) {
    const std::uintptr_t address = leaving_no_trace([] { return write_on_the_stack(); });
    EXPECT_EQ(marks_at(address, 4096), 0U);
}

TEST(Stack, work_without_a_result_leaves_no_trace_either) {
    std::uintptr_t address = 0;
    leaving_no_trace([&] { address = write_on_the_stack(); });
    EXPECT_EQ(marks_at(address, 4096), 0U);
}

TEST(Process, is_closed_to_others) {
    keep_memory_private();
    EXPECT_EQ(::prctl(PR_GET_DUMPABLE), 0);
}

TEST(Process, writes_no_core_dump) {
    const pid_t child = ::fork();
    if (child == 0) {
        keep_memory_private();
        std::abort();
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status));
    EXPECT_FALSE(WCOREDUMP(status));
}

}  // namespace
}  // namespace platform
