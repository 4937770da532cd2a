#include "platform/printer/raster.h"

#include <algorithm>

#include "platform/base/check.h"

namespace platform {

namespace {

std::size_t size_of(int width, int height) {
    return static_cast<std::size_t>(width / 8) * static_cast<std::size_t>(height);
}

}  // namespace

Raster::Raster(int width, int height) : width_(width), height_(height), bits_(size_of(width, height)) {
    check(width > 0 && width % 8 == 0 && height >= 0, "a page is a multiple of 8 dots wide");
}

bool Raster::dark(int x, int y) const {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return false;
    return (bits_[size_of(width_, y) + static_cast<std::size_t>(x / 8)] >> (7 - x % 8) & 1) != 0;
}

void Raster::darken(int x, int y) {
    if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
    auto& byte = bits_[size_of(width_, y) + static_cast<std::size_t>(x / 8)];
    byte = static_cast<std::uint8_t>(byte | 0x80U >> (x % 8));
}

void Raster::darken(int x, int y, int width, int height) {
    for (int row = y; row < y + height; ++row) {
        for (int column = x; column < x + width; ++column) darken(column, row);
    }
}

void Raster::set_height(int height) {
    check(height >= 0, "a page has no negative height");
    Bytes next(size_of(width_, height));
    std::copy_n(bits_.begin(), std::min(bits_.size(), next.size()), next.begin());
    wipe(bits_);
    bits_ = std::move(next);
    height_ = height;
}

ByteView Raster::rows(int first, int count) const {
    check(first >= 0 && count >= 0 && first + count <= height_, "rows of the page");
    return ByteView(bits_).subspan(size_of(width_, first), size_of(width_, count));
}

void Raster::draw_code(const QrMatrix& code, int x, int y, int scale) {
    for (int row = 0; row < code.size; ++row) {
        for (int column = 0; column < code.size; ++column) {
            if (code.at(column, row)) darken(x + column * scale, y + row * scale, scale, scale);
        }
    }
}

GrayPicture Raster::picture() const {
    GrayPicture out{width_, height_, {}};
    out.pixels.reserve(size_of(width_, height_) * 8);
    for (int y = 0; y < height_; ++y) {
        for (int x = 0; x < width_; ++x) out.pixels.push_back(dark(x, y) ? 0 : 255);
    }
    return out;
}

}  // namespace platform
