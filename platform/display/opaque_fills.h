// Large opaque rectangles as scissored clears instead of blended, textured triangles: with software OpenGL a
// full-screen rectangle costs some 12 ms as triangles and well under 1 ms as a clear. Keeps its place in the
// order of drawing. Without a renderer (tests with no window) nothing happens.
#pragma once

#include <cstdint>
#include <deque>

struct ImDrawList;

namespace platform {

class OpaqueFills {
  public:
    /// Pixels, the upper left and the lower right corner; 0xRRGGBB. To be drawn before the next clear().
    void add(ImDrawList& list, int x0, int y0, int x1, int y1, std::uint32_t color);
    /// At the start of a frame.
    void clear() { fills_.clear(); }

  private:
    struct Fill {
        int x0, y0, x1, y1;
        std::uint32_t color;
    };
    static void run(const Fill& fill);
    std::deque<Fill> fills_;  // their addresses stay
};

}  // namespace platform
