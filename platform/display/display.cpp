#include "platform/display/display.h"

#include <imgui.h>
//
#include <GL/gl.h>
#include <GL/glext.h>
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>

#include <algorithm>

namespace platform {

namespace {

PointerQueue& queue_of(GLFWwindow* window) {
    return *static_cast<PointerQueue*>(glfwGetWindowUserPointer(window));
}

GLFWwindow* open_window(const DisplayOptions& options) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_VISIBLE, options.visible ? GLFW_TRUE : GLFW_FALSE);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE);
    if (options.width > 0 && options.height > 0) {
        return glfwCreateWindow(options.width, options.height, options.title.c_str(), nullptr, nullptr);
    }
    GLFWmonitor* monitor = glfwGetPrimaryMonitor();
    if (monitor == nullptr) return nullptr;
    const GLFWvidmode* mode = glfwGetVideoMode(monitor);
    GLFWwindow* window = glfwCreateWindow(mode->width, mode->height, options.title.c_str(), monitor, nullptr);
    if (window != nullptr) glfwSetInputMode(window, GLFW_CURSOR, GLFW_CURSOR_HIDDEN);
    return window;
}

std::uint32_t create_texture(GLint filter) {
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    return texture;
}

std::uint32_t create_glyph_texture() {
    const GLuint texture = create_texture(GL_NEAREST);
    // One byte a pixel, read by the shader as white of that opacity.
    constexpr GLint kSwizzle[] = {GL_ONE, GL_ONE, GL_ONE, GL_RED};
    glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, kSwizzle);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, GlyphAtlas::kSide, GlyphAtlas::kSide, 0, GL_RED, GL_UNSIGNED_BYTE,
                 nullptr);
    return texture;
}

}  // namespace

Result<std::unique_ptr<Display>, DisplayError> Display::open(const DisplayOptions& options,
                                                             ImguiSession& session) {
    if (glfwInit() != GLFW_TRUE) return fail(DisplayError::no_display);
    GLFWwindow* window = open_window(options);
    if (window == nullptr) {
        glfwTerminate();
        return fail(DisplayError::no_opengl);
    }
    glfwMakeContextCurrent(window);
    glfwSwapInterval(options.vsync ? 1 : 0);
    if (!ImGui_ImplOpenGL3_Init("#version 330")) {
        glfwDestroyWindow(window);
        glfwTerminate();
        return fail(DisplayError::no_opengl);
    }
    return std::unique_ptr<Display>(new Display(window, session));
}

Display::Display(GLFWwindow* window, ImguiSession& session) : window_(window), session_(session) {
    ImGui_ImplOpenGL3_NewFrame();  // creates shaders and ImGui's own font texture, which nothing draws
    ImGui::GetIO().Fonts->ClearTexData();
    texture_ = create_glyph_texture();
    glfwGetFramebufferSize(window_, &width_, &height_);
    listen();
}

Display::~Display() {
    drop_picture();
    glDeleteTextures(1, &texture_);
    ImGui_ImplOpenGL3_Shutdown();
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Display::listen() {
    glfwSetWindowUserPointer(window_, &pointer_);
    glfwSetCursorPosCallback(window_, [](GLFWwindow* window, double x, double y) {
        queue_of(window).move(static_cast<float>(x), static_cast<float>(y));
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* window, int button, int action, int) {
        if (button != GLFW_MOUSE_BUTTON_LEFT) return;
        action == GLFW_PRESS ? queue_of(window).press() : queue_of(window).release();
    });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* window, int entered) {
        if (entered == GLFW_FALSE) queue_of(window).cancel();
    });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* window, int focused) {
        if (focused == GLFW_FALSE) queue_of(window).cancel();
    });
}

bool Display::close_requested() const {
    return glfwWindowShouldClose(window_) == GLFW_TRUE;
}

void Display::wait_events(std::chrono::milliseconds timeout) {
    if (timeout <= std::chrono::milliseconds::zero()) {
        glfwPollEvents();
    } else {
        glfwWaitEventsTimeout(std::chrono::duration<double>(timeout).count());
    }
}

void Display::wake() {
    glfwPostEmptyEvent();
}

void Display::begin_frame(GlyphAtlas& glyphs) {
    glfwGetFramebufferSize(window_, &width_, &height_);
    glyphs.texture = texture_;
    session_.begin_frame(std::max(width_, 1), std::max(height_, 1), pointer_.next(), glyphs.texture);
}

void Display::upload(GlyphAtlas& glyphs) {
    glBindTexture(GL_TEXTURE_2D, texture_);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    for (const GlyphAtlas::Patch& patch : glyphs.take_patches()) {
        glTexSubImage2D(GL_TEXTURE_2D, 0, patch.x, patch.y, patch.width, patch.height, GL_RED,
                        GL_UNSIGNED_BYTE, patch.alpha.data());
    }
}

void Display::draw(GlyphAtlas& glyphs, std::uint32_t background) {
    ImGui::Render();
    upload(glyphs);
    const auto channel = [&](int shift) { return static_cast<float>(background >> shift & 0xFF) / 255.0F; };
    glViewport(0, 0, width_, height_);
    glClearColor(channel(16), channel(8), channel(0), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Display::show() {
    glfwSwapBuffers(window_);
}

std::uintptr_t Display::keep_picture(int width, int height, const std::uint8_t* grey) {
    if (picture_ == 0) {
        picture_ = create_texture(GL_LINEAR);
        constexpr GLint kSwizzle[] = {GL_RED, GL_RED, GL_RED, GL_ONE};
        glTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_SWIZZLE_RGBA, kSwizzle);
    }
    glBindTexture(GL_TEXTURE_2D, picture_);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, width, height, 0, GL_RED, GL_UNSIGNED_BYTE, grey);
    return picture_;
}

void Display::drop_picture() {
    if (picture_ != 0) glDeleteTextures(1, &picture_);
    picture_ = 0;
}

Picture Display::read_pixels() {
    Picture out{width_, height_, {}};
    const std::size_t row = static_cast<std::size_t>(width_) * 3;
    out.rgb.resize(row * static_cast<std::size_t>(height_));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadBuffer(GL_BACK);
    glReadPixels(0, 0, width_, height_, GL_RGB, GL_UNSIGNED_BYTE, out.rgb.data());
    for (int y = 0; y < height_ / 2; ++y) {
        const auto top = out.rgb.begin() + static_cast<std::ptrdiff_t>(row) * y;
        const auto bottom = out.rgb.begin() + static_cast<std::ptrdiff_t>(row) * (height_ - 1 - y);
        std::swap_ranges(top, top + static_cast<std::ptrdiff_t>(row), bottom);
    }
    return out;
}

}  // namespace platform
