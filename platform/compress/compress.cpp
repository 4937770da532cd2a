#include "platform/compress/compress.h"

#include <zstd.h>

#include "platform/base/check.h"

namespace platform {

Bytes compress(ByteView plain) {
    Bytes out(ZSTD_compressBound(plain.size()));
    const std::size_t size =
        ZSTD_compress(out.data(), out.size(), plain.data(), plain.size(), ZSTD_maxCLevel());
    check(ZSTD_isError(size) == 0, "zstd compresses into a buffer of its own size");
    out.resize(size);
    return out;
}

std::optional<Bytes> decompress(ByteView packed, std::size_t limit) {
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > limit)
        return std::nullopt;
    if (ZSTD_findFrameCompressedSize(packed.data(), packed.size()) != packed.size()) return std::nullopt;
    Bytes out(size);
    if (ZSTD_decompress(out.data(), out.size(), packed.data(), packed.size()) != size) return std::nullopt;
    return out;
}

}  // namespace platform
