#include "platform/code/picture.h"

#include <cstdlib>
#include <limits>
#include <memory>
#include <numeric>

// Zeroed: a JPEG may use Huffman tables that it never defined, and stb_image 2.27 then indexes memory with
// whatever stood there.
#define STBI_MALLOC(size) std::calloc(1, size)
#define STBI_REALLOC(memory, size) std::realloc(memory, size)
#define STBI_FREE(memory) std::free(memory)
// Static: another folder may carry its own copy.
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
#define STBI_NO_PSD
#define STBI_NO_PIC
#define STBI_NO_TGA
#define STBI_MAX_DIMENSIONS 8192
#include <stb/stb_image.h>
#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO
#include <stb/stb_image_write.h>

namespace platform {
namespace {

static_assert(STBI_MAX_DIMENSIONS == kMaxPictureSide);

struct Free {
    void operator()(void* memory) const { std::free(memory); }
};

/// A pixel of 1 (grey), 2 (grey, alpha), 3 (red, green, blue) or 4 bytes on white paper.
std::uint8_t luma_on_white(const stbi_uc* pixel, int channels) {
    const int luma = channels < 3 ? pixel[0] : (77 * pixel[0] + 150 * pixel[1] + 29 * pixel[2]) >> 8;
    const int alpha = channels % 2 == 0 ? pixel[channels - 1] : 255;
    return static_cast<std::uint8_t>((luma * alpha + 255 * (255 - alpha)) / 255);
}

/// One table of a DHT segment, from its class and id on; its length, 0 when it is none.
std::size_t huffman_table(ByteView rest) {
    constexpr std::size_t kHead = 17;
    constexpr std::size_t kMostCodes = 256;
    if (rest.size() < kHead) return 0;
    const std::size_t codes = std::accumulate(rest.begin() + 1, rest.begin() + kHead, std::size_t{0});
    return codes <= kMostCodes && rest.size() >= kHead + codes ? kHead + codes : 0;
}

/// stb_image 2.27 writes beyond its tables when a DHT segment names more than 256 codes. These bytes stand in
/// a JPEG nowhere else: in the picture's own data 0xFF is followed by 0 or a restart mark.
bool huffman_tables_fit(ByteView file) {
    for (std::size_t at = 0; at + 4 <= file.size(); ++at) {
        if (file[at] != 0xFF || file[at + 1] != 0xC4) continue;
        const std::size_t length = static_cast<std::size_t>(file[at + 2]) << 8U | file[at + 3];
        if (length < 2 || at + 2 + length > file.size()) return false;
        for (ByteView tables = file.subspan(at + 4, length - 2); !tables.empty();) {
            const std::size_t size = huffman_table(tables);
            if (size == 0) return false;
            tables = tables.subspan(size);
        }
    }
    return true;
}

/// As stb_image takes it: any number of 0xFF may stand before the mark of its start.
bool may_be_jpeg(ByteView file) {
    return !file.empty() && file[0] == 0xFF;
}

}  // namespace

Result<GrayPicture, PictureError> read_picture(ByteView file) {
    int width = 0;
    int height = 0;
    int channels = 0;
    if (file.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return fail(PictureError::too_large);
    if (may_be_jpeg(file) && !huffman_tables_fit(file)) return fail(PictureError::unreadable);
    const int size = static_cast<int>(file.size());
    if (stbi_info_from_memory(file.data(), size, &width, &height, &channels) == 0)
        return fail(PictureError::unreadable);
    if (width > kMaxPictureSide || height > kMaxPictureSide) return fail(PictureError::too_large);
    // All channels as they are: asked to convert, stb_image reads beyond the end of a 16-bit PNM.
    const std::unique_ptr<stbi_uc, Free> pixels(
        stbi_load_from_memory(file.data(), size, &width, &height, &channels, 0));
    if (!pixels || width <= 0 || height <= 0) return fail(PictureError::unreadable);
    GrayPicture picture{width, height, {}};
    const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    picture.pixels.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        picture.pixels.push_back(
            luma_on_white(pixels.get() + i * static_cast<std::size_t>(channels), channels));
    }
    return picture;
}

std::optional<Bytes> write_png(const GrayView& picture) {
    Bytes file;
    const auto collect = [](void* to, void* bytes, int size) {
        append(*static_cast<Bytes*>(to),
               {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)});
    };
    if (stbi_write_png_to_func(collect, &file, picture.width, picture.height, 1, picture.pixels,
                               picture.stride) == 0) {
        return std::nullopt;
    }
    return file;
}

GrayPicture paint_code(const QrMatrix& matrix, int scale) {
    const int side = (matrix.size + 2 * kQuietZone) * scale;
    GrayPicture picture{
        side, side,
        std::vector<std::uint8_t>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 255)};
    for (int y = 0; y < matrix.size * scale; ++y) {
        for (int x = 0; x < matrix.size * scale; ++x) {
            if (!matrix.at(x / scale, y / scale)) continue;
            picture
                .pixels[static_cast<std::size_t>((y + kQuietZone * scale) * side + x + kQuietZone * scale)] =
                0;
        }
    }
    return picture;
}

}  // namespace platform
