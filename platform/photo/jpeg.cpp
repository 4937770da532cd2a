#include "platform/photo/jpeg.h"

#include <turbojpeg.h>

#include <memory>
#include <utility>

namespace platform {
namespace {

// 85 shows no difference on printed text; below 50 small type falls apart, and a smaller picture reads
// better.
constexpr int kQualities[] = {85, 70, 50};
constexpr int kSmallestSide = 64;

struct Destroy {
    void operator()(void* compressor) const { tjDestroy(compressor); }
};

/// Nothing when the library fails.
std::optional<Bytes> compress(void* compressor, const GrayView& picture, int quality) {
    Bytes out(tjBufSize(picture.width, picture.height, TJSAMP_GRAY));
    unsigned char* into = out.data();
    unsigned long size = out.size();
    if (tjCompress2(compressor, picture.pixels, picture.width, picture.stride, picture.height, TJPF_GRAY,
                    &into, &size, TJSAMP_GRAY, quality, TJFLAG_NOREALLOC) != 0) {
        return std::nullopt;
    }
    out.resize(size);
    return out;
}

}  // namespace

std::optional<Bytes> write_jpeg(const GrayView& picture, std::size_t limit) {
    const std::unique_ptr<void, Destroy> compressor(tjInitCompress());
    if (!compressor) return std::nullopt;
    GrayPicture smaller;
    GrayView view = picture;
    while (true) {
        for (const int quality : kQualities) {
            auto file = compress(compressor.get(), view, quality);
            if (!file || file->size() <= limit) return file;
        }
        if (view.width < 2 * kSmallestSide || view.height < 2 * kSmallestSide) return std::nullopt;
        smaller = halved(view);
        view = smaller.view();
    }
}

}  // namespace platform
