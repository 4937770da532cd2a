// Pictures in memory and as PNG files. Values; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

namespace platform {

/// Opaque RGB, three bytes a pixel, top row first.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
    bool operator==(const Picture&) const = default;
};

/// False when the file cannot be written.
bool write_png(const std::filesystem::path& file, const Picture& picture);
/// Nothing when there is no such file or it is no PNG. For pictures of our own only.
std::optional<Picture> read_png(const std::filesystem::path& file);

/// Every 2 × 2 pixels become their mean; an odd last row or column is dropped.
Picture halved(const Picture& picture);

/// How far two pictures differ: the share of pixels with a channel that is off by more than `tolerance`.
/// Pictures of different size differ by 1.
double difference(const Picture& a, const Picture& b, int tolerance);

}  // namespace platform
