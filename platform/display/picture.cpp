#include "platform/display/picture.h"

#include <stb/stb_image.h>
#include <stb/stb_image_write.h>

#include <cstdlib>

namespace platform {

bool write_png(const std::filesystem::path& file, const Picture& picture) {
    return stbi_write_png(file.c_str(), picture.width, picture.height, 3, picture.rgb.data(),
                          picture.width * 3) != 0;
}

std::optional<Picture> read_png(const std::filesystem::path& file) {
    Picture out;
    int channels = 0;
    std::uint8_t* pixels = stbi_load(file.c_str(), &out.width, &out.height, &channels, 3);
    if (pixels == nullptr) return std::nullopt;
    out.rgb.assign(pixels, pixels + std::ptrdiff_t{3} * out.width * out.height);
    stbi_image_free(pixels);
    return out;
}

Picture halved(const Picture& picture) {
    Picture out{picture.width / 2, picture.height / 2, {}};
    out.rgb.reserve(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height) * 3);
    const auto at = [&](int x, int y, int channel) {
        return int{picture.rgb[static_cast<std::size_t>((y * picture.width + x) * 3 + channel)]};
    };
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) {
            for (int c = 0; c < 3; ++c) {
                const int sum = at(2 * x, 2 * y, c) + at(2 * x + 1, 2 * y, c) + at(2 * x, 2 * y + 1, c) +
                                at(2 * x + 1, 2 * y + 1, c);
                out.rgb.push_back(static_cast<std::uint8_t>((sum + 2) / 4));
            }
        }
    }
    return out;
}

double difference(const Picture& a, const Picture& b, int tolerance) {
    if (a.width != b.width || a.height != b.height || a.rgb.size() != b.rgb.size()) return 1;
    if (a.rgb.empty()) return 0;
    std::size_t off = 0;
    for (std::size_t i = 0; i + 2 < a.rgb.size(); i += 3) {
        bool differs = false;
        for (std::size_t c = 0; c < 3; ++c) {
            differs = differs || std::abs(int{a.rgb[i + c]} - int{b.rgb[i + c]}) > tolerance;
        }
        if (differs) ++off;
    }
    return static_cast<double>(off) * 3 / static_cast<double>(a.rgb.size());
}

}  // namespace platform
