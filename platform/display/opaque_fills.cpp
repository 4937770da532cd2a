#include "platform/display/opaque_fills.h"

#include <imgui.h>
//
#include <GL/gl.h>

namespace platform {

void OpaqueFills::add(ImDrawList& list, int x0, int y0, int x1, int y1, std::uint32_t color) {
    if (x0 >= x1 || y0 >= y1) return;
    fills_.push_back({x0, y0, x1, y1, color});
    list.AddCallback(
        [](const ImDrawList*, const ImDrawCmd* command) {
            run(*static_cast<const Fill*>(command->UserCallbackData));
        },
        &fills_.back());
}

void OpaqueFills::run(const Fill& fill) {
    const auto channel = [&](int shift) { return static_cast<float>(fill.color >> shift & 0xFF) / 255.0F; };
    const int height = static_cast<int>(ImGui::GetIO().DisplaySize.y);
    glScissor(fill.x0, height - fill.y1, fill.x1 - fill.x0, fill.y1 - fill.y0);
    glClearColor(channel(16), channel(8), channel(0), 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace platform
