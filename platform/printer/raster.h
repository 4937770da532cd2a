// A page in dots, as thermal printers take it: one bit a dot, 1 = dark, eight to a byte, the leftmost in the
// highest bit. It may show a person's name and code, so it overwrites its memory when it goes.
#pragma once

#include "platform/base/bytes.h"
#include "platform/base/wipe.h"
#include "platform/code/gray.h"
#include "platform/code/qr.h"

namespace platform {

class Raster {
  public:
    /// All white; `width` is a multiple of 8.
    Raster(int width, int height);
    Raster(const Raster&) = default;
    Raster(Raster&&) = default;
    Raster& operator=(const Raster&) = delete;
    Raster& operator=(Raster&&) = default;
    ~Raster() { wipe(bits_); }

    int width() const { return width_; }
    int height() const { return height_; }
    int bytes_in_row() const { return width_ / 8; }

    /// Dots outside the page are white and stay so.
    bool dark(int x, int y) const;
    void darken(int x, int y);
    void darken(int x, int y, int width, int height);
    /// Keeps what stands above; new rows are white.
    void set_height(int height);

    /// `count` rows from `first` on, which exist.
    ByteView rows(int first, int count) const;
    /// The code without its quiet zone, `scale` dots a module.
    void draw_code(const QrMatrix& code, int x, int y, int scale);
    /// Dark is 0, paper 255.
    GrayPicture picture() const;

  private:
    int width_;
    int height_;
    Bytes bits_;
};

}  // namespace platform
