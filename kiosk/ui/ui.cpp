#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "kiosk/ui/text_layout.h"
#include "platform/base/utf8.h"

namespace kiosk {

namespace {

constexpr float kSlack = 1.0F;       // units a text may exceed its box by rounding
constexpr float kShrinkStep = 2.0F;  // units

constexpr float kVeil = 0.7F;       // how much of what lies below a veil is hidden
constexpr int kLargeFill = 16'000;  // pixels; from here on a clear is cheaper than triangles

Color veiled(Color color) {
    const auto mix = [&](int shift) {
        const float below = static_cast<float>(color >> shift & 0xFF);
        const float veil = static_cast<float>(color::kInk >> shift & 0xFF);
        return static_cast<Color>(std::lround(below + (veil - below) * kVeil)) << shift;
    };
    return mix(16) | mix(8) | mix(0);
}

int whole(float pixels) {
    return static_cast<int>(std::lround(pixels));
}

}  // namespace

struct Ui::Laid {
    std::vector<TextLine> lines;
    float size = 0;  // units, after shrinking
    int pixels = 0;  // of the type
    float step = 0;  // pixels from line to line
    float width = 0;
    float height = 0;
};

Ui::Ui(platform::GlyphAtlas& glyphs, const Strings& strings) : glyphs_(glyphs), strings_(strings) {}

void Ui::begin(int width, int height, Language language) {
    width_ = width;
    height_ = height;
    scale_ = static_cast<float>(std::min(width, height)) / 1080.0F;
    language_ = language;
    blocked_ = false;
    fills_.clear();
    widgets_.clear();
    texts_ = {};  // its block goes: what was read on the last frame must not outlive it
    if (glyphs_.full()) glyphs_.clear();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({static_cast<float>(width), static_cast<float>(height)});
    ImGui::Begin("kiosk", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    list_ = ImGui::GetWindowDrawList();
}

void Ui::end() {
    must_redraw_ = glyphs_.full();
    ImGui::End();
}

void Ui::block() {
    blocked_ = true;
    fill(screen(), color::kPaper);
}

std::uint32_t Ui::ink(Color color) const {
    const Color shade = blocked_ ? veiled(color) : color;
    return IM_COL32(shade >> 16 & 0xFF, shade >> 8 & 0xFF, shade & 0xFF, 0xFF);
}

std::string Ui::t(std::string_view key, Strings::Arguments arguments) const {
    return strings_.get(language_, key, arguments);
}

// ------------------------------------------------------------------------------------------ text

Ui::Laid Ui::lay_out(std::string_view text, const Type& type, float width, float height, bool wrap) {
    Laid laid;
    for (laid.size = type.size;; laid.size -= kShrinkStep) {
        laid.pixels = std::max(1, static_cast<int>(std::lround(laid.size * scale_)));
        const float limit = wrap ? width * scale_ : 1e9F;
        laid.lines = balance_lines(glyphs_, text, laid.pixels, type.bold, limit);
        laid.step = static_cast<float>(laid.pixels) * type.line;
        laid.width = 0;
        for (const TextLine& line : laid.lines) laid.width = std::max(laid.width, line.width / scale_);
        // The last line needs no leading below it.
        const float steps = static_cast<float>(laid.lines.size() - 1);
        laid.height = (laid.step * steps + static_cast<float>(laid.pixels) * 1.2F) / scale_;
        const bool fits = laid.width <= width + kSlack && (height <= 0 || laid.height <= height + kSlack);
        if (fits || laid.size - kShrinkStep < type.smallest) return laid;
    }
}

float Ui::record(std::string_view text, Rect box, const Laid& laid, const Type& type) {
    const float height = box.h > 0 ? box.h : laid.height;
    float y = box.y;
    if (type.valign == VAlign::middle) y += (height - laid.height) / 2;
    if (type.valign == VAlign::bottom) y += height - laid.height;
    const float spare = box.w - laid.width;
    const float x = type.align == Align::left     ? box.x
                    : type.align == Align::center ? box.x + spare / 2
                                                  : box.x + spare;
    const Rect drawn{x, y, laid.width, laid.height};
    const Rect all = screen();
    const bool fits = laid.width <= box.w + kSlack && laid.height <= height + kSlack && drawn.x >= -kSlack &&
                      drawn.y >= -kSlack && drawn.right() <= all.w + kSlack &&
                      drawn.bottom() <= all.h + kSlack;
    texts_.push_back({std::string(text), drawn, {box.x, box.y, box.w, height}, fits});
    return y;
}

float Ui::text(Rect box, std::string_view text, const Type& type) {
    const Laid laid = lay_out(text, type, box.w, box.h, true);
    float top = record(text, box, laid, type) * scale_;
    for (const TextLine& line : laid.lines) {
        const float spare = box.w * scale_ - line.width;
        const float indent = type.align == Align::left ? 0 : type.align == Align::center ? spare / 2 : spare;
        // Chinese characters fill the em from 0.88 above the baseline to 0.12 below it.
        const float baseline = top + static_cast<float>(laid.pixels) * (0.1F + 0.88F);
        draw_line(line.text, line.bold, box.x * scale_ + indent, baseline, laid.pixels, type.color);
        top += laid.step;
    }
    return laid.height;
}

float Ui::line(Rect box, std::string_view text, const Type& type) {
    const Laid laid = lay_out(text, type, box.w, box.h, false);
    const float top = record(text, box, laid, type) * scale_;
    const TextLine& line = laid.lines.front();
    const float spare = box.w * scale_ - line.width;
    const float indent = type.align == Align::left ? 0 : type.align == Align::center ? spare / 2 : spare;
    draw_line(line.text, line.bold, box.x * scale_ + indent, top + static_cast<float>(laid.pixels) * 0.98F,
              laid.pixels, type.color);
    return laid.width;
}

float Ui::width_of(std::string_view text, const Type& type) {
    const int pixels = static_cast<int>(std::lround(type.size * scale_));
    return break_lines(glyphs_, text, pixels, type.bold, 1e9F).front().width / scale_;
}

float Ui::height_of(std::string_view text, const Type& type, float width) {
    return lay_out(text, type, width, 0, true).height;
}

void Ui::draw_line(std::string_view text, bool bold, float x, float baseline, int size, Color color) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = platform::next_character(text, at);
        if (c == static_cast<char32_t>(kBoldOn) || c == static_cast<char32_t>(kBoldOff)) {
            bold = c == static_cast<char32_t>(kBoldOn);
            continue;
        }
        if (c < U' ') continue;
        const platform::Face face = bold ? platform::Face::bold : platform::Face::regular;
        const platform::Glyph& glyph = glyphs_.glyph(face, size, c);
        quad(glyph, x, baseline, color);
        x += glyph.advance;
    }
}

void Ui::quad(const platform::Glyph& glyph, float x, float baseline, Color color) {
    if (glyph.x1 <= glyph.x0) return;
    x = std::round(x);
    baseline = std::round(baseline);
    list_->PrimReserve(6, 4);
    list_->PrimRectUV({x + glyph.x0, baseline + glyph.y0}, {x + glyph.x1, baseline + glyph.y1},
                      {glyph.u0, glyph.v0}, {glyph.u1, glyph.v1}, ink(color));
}

void Ui::icon(float center_x, float center_y, char32_t icon, float size, Color color) {
    const int pixels = std::max(1, static_cast<int>(std::lround(size * scale_)));
    const platform::Glyph& glyph = glyphs_.glyph(platform::Face::icons, pixels, icon);
    quad(glyph, center_x * scale_ - (glyph.x0 + glyph.x1) / 2, center_y * scale_ - (glyph.y0 + glyph.y1) / 2,
         color);
}

// ------------------------------------------------------------------------------------------ shapes

void Ui::fill(Rect box, Color color, float radius) {
    const int x0 = whole(box.x * scale_);
    const int y0 = whole(box.y * scale_);
    const int x1 = whole(box.right() * scale_);
    const int y1 = whole(box.bottom() * scale_);
    const int r = std::min({whole(radius * scale_), (x1 - x0) / 2, (y1 - y0) / 2});
    const auto at = [](int x, int y) { return ImVec2{static_cast<float>(x), static_cast<float>(y)}; };
    if ((x1 - x0 - 2 * r) * (y1 - y0) < kLargeFill) {
        list_->AddRectFilled(at(x0, y0), at(x1, y1), ink(color), static_cast<float>(r));
        return;
    }
    const Color shade = blocked_ ? veiled(color) : color;
    fills_.add(*list_, x0 + r, y0, x1 - r, y1, shade);
    if (r == 0) return;
    fills_.add(*list_, x0, y0 + r, x0 + r, y1 - r, shade);
    fills_.add(*list_, x1 - r, y0 + r, x1, y1 - r, shade);
    for (const ImVec2 corner :
         {at(x0 + r, y0 + r), at(x1 - r, y0 + r), at(x0 + r, y1 - r), at(x1 - r, y1 - r)}) {
        list_->AddCircleFilled(corner, static_cast<float>(r), ink(color));
    }
}

void Ui::outline(Rect box, Color color, float radius, float thickness) {
    list_->AddRect({std::round(box.x * scale_), std::round(box.y * scale_)},
                   {std::round(box.right() * scale_), std::round(box.bottom() * scale_)}, ink(color),
                   radius * scale_, 0, std::max(1.0F, thickness * scale_));
}

void Ui::stroke(float x0, float y0, float x1, float y1, Color color, float thickness) {
    list_->AddLine({x0 * scale_, y0 * scale_}, {x1 * scale_, y1 * scale_}, ink(color),
                   std::max(1.0F, thickness * scale_));
}

void Ui::disc(float x, float y, float radius, Color color) {
    list_->AddCircleFilled({x * scale_, y * scale_}, radius * scale_, ink(color));
}

void Ui::ring(float x, float y, float radius, Color color, float thickness) {
    list_->AddCircle({x * scale_, y * scale_}, radius * scale_, ink(color), 0, thickness * scale_);
}

void Ui::arc(float x, float y, float radius, float from_degrees, float to_degrees, Color color,
             float thickness) {
    constexpr float kDegree = std::numbers::pi_v<float> / 180;
    list_->PathArcTo({x * scale_, y * scale_}, radius * scale_, from_degrees * kDegree, to_degrees * kDegree);
    list_->PathStroke(ink(color), 0, thickness * scale_);
    for (const float degrees : {from_degrees, to_degrees}) {
        disc(x + radius * std::cos(degrees * kDegree), y + radius * std::sin(degrees * kDegree),
             thickness / 2, color);
    }
}

// ------------------------------------------------------------------------------------------ camera

void Ui::camera_picture(Rect box, float radius, Facing facing) {
    if (!has_camera_picture()) return;
    const auto width = static_cast<float>(camera_.width);
    const auto height = static_cast<float>(camera_.height);
    const float size = std::min(box.w / width, box.h / height) * scale_;  // of one of its pixels
    const float left = std::round(box.center_x() * scale_ - width * size / 2);
    const float top = std::round(box.center_y() * scale_ - height * size / 2);
    const ImVec2 corner{std::round(left + width * size), std::round(top + height * size)};
    const bool mirrored = facing == Facing::person;
    list_->AddImageRounded(reinterpret_cast<ImTextureID>(camera_.texture), {left, top}, corner,
                           {mirrored ? 1.0F : 0.0F, 0}, {mirrored ? 0.0F : 1.0F, 1}, ink(color::kWhite),
                           radius * scale_);
    for (const platform::Outline& outline : camera_.outlines) {
        for (const platform::PicturePoint& point : outline) {
            const float across = (static_cast<float>(point.x) + 0.5F) * size;
            list_->PathLineTo({mirrored ? corner.x - across : left + across,
                               top + (static_cast<float>(point.y) + 0.5F) * size});
        }
        list_->PathStroke(ink(color::kFound), ImDrawFlags_Closed, 6 * scale_);
    }
}

// ------------------------------------------------------------------------------------------ touch

bool Ui::pressed_elsewhere() const {
    return ImGui::IsMouseClicked(0) && !ImGui::IsAnyItemActive();
}

Ui::Touch Ui::touch(std::string_view id, Rect box, bool enabled) {
    const Rect pixels{box.x * scale_, box.y * scale_, box.w * scale_, box.h * scale_};
    const bool live = enabled && !blocked_;
    widgets_.push_back({std::string(id), pixels, live});
    if (!live) return {};
    ImGui::SetCursorScreenPos({pixels.x, pixels.y});
    const bool tapped = ImGui::InvisibleButton(widgets_.back().id.c_str(), {pixels.w, pixels.h});
    return {tapped, ImGui::IsItemActive() && ImGui::IsItemHovered()};
}

}  // namespace kiosk
