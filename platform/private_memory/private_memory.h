// For programs that handle what belongs to people. Linking this folder and calling keep_memory_private()
// gives a program a heap that forgets: every block is overwritten when it is given back, whoever gives it
// back - std::string, Protobuf, SQLite, OpenSSL, FreeType, the window system. It stands before the C
// library's free() and realloc(), which all of these end in; malloc() and its kin are the C library's own.
//
// What it cannot reach: memory that is kept for later use instead of being given back (hold what belongs to a
// person in blocks of its own, and drop them), and the stack (platform/base/wipe.h, leaving_no_trace).
#pragma once

namespace platform {

/// False under sanitizers, which bring a heap of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kHeapForgets = false;
#else
inline constexpr bool kHeapForgets = true;
#endif

/// First thing in main(): no other process of the same user may look into this one's memory, and no core dump
/// is written of it (prctl PR_SET_DUMPABLE). Root still can; programs that this one starts must ask for
/// themselves.
void keep_memory_private();

}  // namespace platform
