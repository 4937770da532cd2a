// Work on independent values by several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace platform {

/// Calls work(0) … work(count - 1), each once, in no order, on up to `threads` threads, this one among them;
/// returns when all are done. With one thread: in order, and here. The other threads' stacks are overwritten.
void in_parallel(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& work);

}  // namespace platform
