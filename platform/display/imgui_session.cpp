#include <imgui.h>

#include "platform/display/display.h"

namespace platform {

ImguiSession::ImguiSession() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.Fonts->AddFontDefault();
    io.Fonts->Build();
    // All text comes from the glyph atlas; pointing ImGui's white pixel there keeps a frame one draw call.
    io.Fonts->TexUvWhitePixel = {GlyphAtlas::kWhiteU, GlyphAtlas::kWhiteV};
    ImGuiStyle& style = ImGui::GetStyle();
    style.AntiAliasedLinesUseTex = false;
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
}

ImguiSession::~ImguiSession() {
    ImGui::DestroyContext();
}

void ImguiSession::begin_frame(int width, int height, const Pointer& pointer, std::uintptr_t texture) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DeltaTime = 1.0F / 60.0F;  // nothing on screen depends on it
    io.MousePos = pointer.present ? ImVec2{pointer.x, pointer.y} : ImVec2{-FLT_MAX, -FLT_MAX};
    io.MouseDown[0] = pointer.down;
    io.Fonts->SetTexID(reinterpret_cast<ImTextureID>(texture));
    ImGui::NewFrame();
}

void ImguiSession::end_frame() {
    ImGui::Render();
}

}  // namespace platform
