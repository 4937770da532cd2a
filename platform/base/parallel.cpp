#include "platform/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <system_error>
#include <thread>
#include <vector>

#include "platform/base/wipe.h"

namespace platform {

void in_parallel(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    const auto take_part = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> others;
    while (others.size() + 1 < std::min<std::size_t>(threads, count)) {
        try {
            others.emplace_back([&] { leaving_no_trace(take_part); });
        } catch (const std::system_error&) {
            break;  // no room for another thread: those that are there do its part
        }
    }
    take_part();
}

}  // namespace platform
