// The window: full screen or of a given size, on X11 by GLFW, drawn with OpenGL 3.3 (software is enough).
// One at a time, main thread only, except wake(). Needs the ImguiSession to exist and outlives no frame of
// it.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "platform/base/result.h"
#include "platform/display/glyph_atlas.h"
#include "platform/display/picture.h"
#include "platform/display/pointer_queue.h"

struct GLFWwindow;

namespace platform {

/// Dear ImGui's context, set up so that shapes and text share the glyph atlas. One at a time.
class ImguiSession {
  public:
    ImguiSession();
    ~ImguiSession();
    ImguiSession(const ImguiSession&) = delete;
    ImguiSession& operator=(const ImguiSession&) = delete;

    /// Starts a frame of that size without any window; a window calls it itself.
    void begin_frame(int width, int height, const Pointer& pointer, std::uintptr_t texture);
    /// Ends a frame that nobody draws.
    void end_frame();
};

struct DisplayOptions {
    std::string title;
    int width = 0;  // 0 × 0: full screen, without a cursor
    int height = 0;
    bool visible = true;
    bool vsync = true;
};

enum class DisplayError { no_display, no_opengl };

class Display {
  public:
    static Result<std::unique_ptr<Display>, DisplayError> open(const DisplayOptions& options,
                                                               ImguiSession& session);
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;

    int width() const { return width_; }
    int height() const { return height_; }
    bool close_requested() const;

    /// Returns on input, on wake(), or after `timeout`.
    void wait_events(std::chrono::milliseconds timeout);
    /// Makes wait_events return. Any thread, while a Display is open.
    static void wake();
    /// Input has come of which a frame must still be drawn.
    bool input_waiting() const { return pointer_.waiting(); }

    void begin_frame(GlyphAtlas& glyphs);
    /// Ends ImGui's frame and draws it over `background` (0xRRGGBB).
    void draw(GlyphAtlas& glyphs, std::uint32_t background);
    /// What has been drawn; between draw() and show().
    Picture read_pixels();
    void show();

    /// Keeps a grey picture, one byte a pixel, for ImGui to draw; its texture. There is one at a time.
    std::uintptr_t keep_picture(int width, int height, const std::uint8_t* grey);
    void drop_picture();

  private:
    Display(GLFWwindow* window, ImguiSession& session);
    void listen();
    void upload(GlyphAtlas& glyphs);

    GLFWwindow* window_;
    ImguiSession& session_;
    PointerQueue pointer_;
    std::uint32_t texture_ = 0;
    std::uint32_t picture_ = 0;
    int width_ = 0;
    int height_ = 0;
};

}  // namespace platform
