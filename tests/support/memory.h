// What this process holds in its memory, for tests of wiping.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <span>
#include <string>
#include <vector>

#include "platform/base/unique_fd.h"

namespace tests {

/// How often some 16 bytes of `secret` stand in the process's writable memory besides in `secret` itself and
/// in what this function reads into.
inline int copies_in_memory(std::span<const std::uint8_t> secret) {
    constexpr std::size_t kPiece = 16;
    std::ifstream maps("/proc/self/maps");
    const platform::UniqueFd memory(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC));
    std::vector<std::array<std::uint64_t, 2>> ranges;
    for (std::string line; std::getline(maps, line);) {
        const std::size_t dash = line.find('-');
        const std::size_t space = line.find(' ');
        if (line.compare(space + 1, 2, "rw") != 0 || line.find("[v") != std::string::npos) continue;
        ranges.push_back({std::stoull(line.substr(0, dash), nullptr, 16),
                          std::stoull(line.substr(dash + 1, space - dash - 1), nullptr, 16)});
    }
    const auto own = reinterpret_cast<std::uint64_t>(secret.data());
    static std::array<char, 1 << 16> window;  // static: its own range is known
    const auto windows = reinterpret_cast<std::uint64_t>(window.data());
    int found = 0;
    for (const auto& [begin, end] : ranges) {
        for (std::uint64_t at = begin; at < end; at += window.size() - secret.size()) {
            const auto size = std::min<std::uint64_t>(window.size(), end - at);
            // Not through a stream: its buffer would hold copies.
            if (::pread(memory.get(), window.data(), size, static_cast<off_t>(at)) !=
                static_cast<ssize_t>(size))
                continue;
            for (std::size_t from = 0; from + kPiece <= secret.size(); from += kPiece) {
                const auto* piece = reinterpret_cast<const char*>(secret.data()) + from;
                auto where = window.begin();
                const auto last = window.begin() + static_cast<std::ptrdiff_t>(size);
                while ((where = std::search(where, last, piece, piece + kPiece)) != last) {
                    const std::uint64_t address = at + static_cast<std::uint64_t>(where - window.begin());
                    const bool is_own = address >= own && address < own + secret.size();
                    const bool is_window = address >= windows && address < windows + window.size();
                    if (!is_own && !is_window) ++found;
                    ++where;
                }
            }
        }
    }
    return found;
}

}  // namespace tests
