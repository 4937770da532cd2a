// A frame of any shape: three bytes of width, height and padding, then pixels, repeated to fill it.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "platform/code/qr.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) return 0;
    const int width = data[0];
    const int height = data[1];
    const int stride = width + data[2] % 16;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(stride) * static_cast<std::size_t>(height));
    for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = data[3 + i % (size - 3)];
    platform::decode_gray({pixels.data(), width, height, stride}, platform::Effort::thorough);
    return 0;
}
