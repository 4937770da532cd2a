// A stranger's picture file, read and searched as kiosk-decoder does.
#include <cstddef>
#include <cstdint>

#include "platform/code/picture.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t kPixelsWorthSearching = 512 * 512;
    const auto picture = platform::read_picture({data, size});
    if (picture && picture->pixels.size() <= kPixelsWorthSearching) {
        platform::decode_gray(picture->view(), platform::Effort::thorough);
    }
    return 0;
}
