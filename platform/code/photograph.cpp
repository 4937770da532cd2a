#include "platform/code/photograph.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "platform/base/bytes.h"
#include "platform/code/decoder.h"

namespace platform {
namespace {

bool fits(int width, int height) {
    return width > 0 && height > 0 && width <= kMaxPictureSide && height <= kMaxPictureSide &&
           static_cast<std::size_t>(width) * static_cast<std::size_t>(height) <= kPictureBytesLimit;
}

/// Calls `io(bytes done, bytes left)`, which is pread() or pwrite(), until all of it is done.
template <class Io>
bool all_of(std::size_t size, Io io) {
    for (std::size_t done = 0; done < size;) {
        const ssize_t now = io(done, size - done);
        if (now < 0 && errno == EINTR) continue;
        if (now <= 0) return false;
        done += static_cast<std::size_t>(now);
    }
    return true;
}

bool write_at(int fd, std::size_t at, ByteView bytes) {
    return all_of(bytes.size(), [&](std::size_t done, std::size_t left) {
        return ::pwrite(fd, bytes.data() + done, left, static_cast<off_t>(at + done));
    });
}

void overwrite(int fd, std::size_t size) {
    const Bytes zeros(std::min<std::size_t>(size, 64 * 1024));
    for (std::size_t at = 0; at < size; at += zeros.size()) {
        if (!write_at(fd, at, ByteView(zeros).first(std::min(zeros.size(), size - at)))) return;
    }
}

}  // namespace

bool put_photograph(int shared_frame, const GrayView& picture) {
    if (!fits(picture.width, picture.height)) return false;
    const auto width = static_cast<std::size_t>(picture.width);
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
        const ByteView row(picture.pixels + y * static_cast<std::size_t>(picture.stride), width);
        if (!write_at(shared_frame, y * width, row)) return false;
    }
    return true;
}

std::optional<GrayPicture> take_photograph(int shared_frame, const PhotographNews& news) {
    if (!fits(news.width, news.height)) return std::nullopt;
    const std::size_t size = static_cast<std::size_t>(news.width) * static_cast<std::size_t>(news.height);
    GrayPicture picture{news.width, news.height, std::vector<std::uint8_t>(size)};
    const bool read = all_of(size, [&](std::size_t done, std::size_t left) {
        return ::pread(shared_frame, picture.pixels.data() + done, left, static_cast<off_t>(done));
    });
    overwrite(shared_frame, size);
    if (!read) return std::nullopt;
    return picture;
}

}  // namespace platform
