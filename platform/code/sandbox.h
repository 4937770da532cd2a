// The cage of kiosk-decoder. From the call on the process may read descriptor 0, write descriptor 1, manage
// its own memory and exit: any other system call kills it at once (seccomp, SIGSYS). It cannot grow beyond
// its memory, run on for minutes of processor time should nobody watch it, dump core, or gain privileges.
#pragma once

#include <cstddef>

namespace platform {

/// To be called once, with one thread running. False when the kernel refuses: do not go on.
bool enter_sandbox(std::size_t memory_limit_bytes);

}  // namespace platform
