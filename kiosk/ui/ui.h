// The drawing surface of the screens: text, shapes and places to touch, in units of 1/1080 of the panel's
// short side. Every touchable place and every text drawn is recorded, so that tests and the demo find widgets
// by id and can check that no text is cut off. Main thread; one frame at a time; owns nothing of the screens.
//
//   ui.begin(1920, 1080, Language::zh);
//   if (ui.touch("home.start", box)) …
//   ui.end();
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/ui/strings.h"
#include "kiosk/ui/theme.h"
#include "platform/code/outline.h"
#include "platform/display/glyph_atlas.h"
#include "platform/display/opaque_fills.h"

struct ImDrawList;

namespace kiosk {

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    float right() const { return x + w; }
    float bottom() const { return y + h; }
    float center_x() const { return x + w / 2; }
    float center_y() const { return y + h / 2; }
    Rect inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
    Rect inset(float d) const { return inset(d, d); }
    /// Without its upper / left part.
    Rect below(float dy) const { return {x, y + dy, w, h - dy}; }
    Rect after(float dx) const { return {x + dx, y, w - dx, h}; }
    /// Its upper / lower part.
    Rect top(float height) const { return {x, y, w, height}; }
    Rect foot(float height) const { return {x, bottom() - height, w, height}; }
    /// Part i of n side by side / one above the other, with gaps between.
    Rect column(int i, int n, float gap) const {
        const float width = (w - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
        return {x + static_cast<float>(i) * (width + gap), y, width, h};
    }
    Rect row(int i, int n, float gap) const {
        const float height = (h - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
        return {x, y + static_cast<float>(i) * (height + gap), w, height};
    }
    bool operator==(const Rect&) const = default;
};

enum class Align { left, center, right };
enum class VAlign { top, middle, bottom };

struct Type {
    float size = type::kBody;
    bool bold = false;
    Color color = color::kInk;
    Align align = Align::left;
    VAlign valign = VAlign::top;
    float line = type::kTextLine;
    float smallest = type::kSmall;  // text too long for its box shrinks no further than this
};

/// A place to touch, in pixels of the window. `enabled` false: drawn, but a touch does nothing now.
struct Widget {
    std::string id;
    Rect pixels;
    bool enabled = true;
};

/// A text as drawn, in units. `fits` is false when it is larger than the box it was given.
struct DrawnText {
    std::string text;
    Rect ink;
    Rect box;
    bool fits = true;
};

/// Whoever holds something up follows a mirror; a paper must be readable.
enum class Facing { person, paper };

/// What the camera sees, for the screens that scan; `outlines`, of the codes found, in its pixels.
struct CameraPicture {
    std::uintptr_t texture = 0;
    int width = 0;  ///< 0: there is no picture
    int height = 0;
    std::vector<platform::Outline> outlines{};
};

class Ui {
  public:
    Ui(platform::GlyphAtlas& glyphs, const Strings& strings);

    /// Opens a frame inside one that ImguiSession or Display has begun.
    void begin(int width, int height, Language language);
    void end();
    /// Characters were left out because the glyph texture was full: draw another frame.
    bool must_redraw() const { return must_redraw_; }

    Rect screen() const {
        return {0, 0, static_cast<float>(width_) / scale_, static_cast<float>(height_) / scale_};
    }
    /// The length rounded down to whole pixels, at least one, in units.
    float whole_pixels(float units) const { return std::max(1.0F, std::floor(units * scale_)) / scale_; }
    bool portrait() const { return height_ > width_; }
    Language language() const { return language_; }
    /// The text of a key in the language of the frame.
    std::string t(std::string_view key, Strings::Arguments arguments = {}) const;
    bool has(std::string_view key) const { return strings_.has(key); }
    operator Wording() const { return {strings_, language_}; }

    // --- text: inside its box it wraps, then shrinks to fit; h == 0 means as high as it needs
    /// Returns the height used.
    float text(Rect box, std::string_view text, const Type& type = {});
    /// On one line, never wrapped; returns the width used.
    float line(Rect box, std::string_view text, const Type& type = {});
    float width_of(std::string_view text, const Type& type);
    float height_of(std::string_view text, const Type& type, float width);
    void icon(float center_x, float center_y, char32_t icon, float size, Color color);

    // --- shapes
    void fill(Rect box, Color color, float radius = 0);
    void outline(Rect box, Color color, float radius = 0, float thickness = 2);
    void stroke(float x0, float y0, float x1, float y1, Color color, float thickness);
    void disc(float x, float y, float radius, Color color);
    void ring(float x, float y, float radius, Color color, float thickness);
    void arc(float x, float y, float radius, float from_degrees, float to_degrees, Color color,
             float thickness);

    // --- the camera's picture
    void set_camera_picture(CameraPicture picture) { camera_ = std::move(picture); }
    bool has_camera_picture() const { return camera_.width > 0; }
    /// As large as the box allows, with the codes found outlined. Nothing when there is none.
    void camera_picture(Rect box, float radius, Facing facing = Facing::person);

    // --- touch
    struct Touch {
        bool tapped = false;  // pressed and released on it
        bool held = false;    // pressed now
    };
    /// Ids are unique in a frame and never change: tests and the demo know widgets by them.
    Touch touch(std::string_view id, Rect box, bool enabled = true);
    /// Until unblock(), everything is drawn as under a veil, and places are recorded but cannot be touched:
    /// something will lie over them.
    void block();
    void unblock() { blocked_ = false; }
    /// A press began in this frame that met no place to touch, of those drawn so far.
    bool pressed_elsewhere() const;

    const std::vector<Widget>& widgets() const { return widgets_; }
    const std::vector<DrawnText>& texts() const { return texts_; }

  private:
    struct Laid;
    Laid lay_out(std::string_view text, const Type& type, float width, float height, bool wrap);
    void draw_line(std::string_view text, bool bold, float x, float baseline, int size, Color color);
    void quad(const platform::Glyph& glyph, float x, float baseline, Color color);
    std::uint32_t ink(Color color) const;
    float record(std::string_view text, Rect box, const Laid& laid, const Type& type);

    platform::GlyphAtlas& glyphs_;
    const Strings& strings_;
    ImDrawList* list_ = nullptr;
    platform::OpaqueFills fills_;
    int width_ = 1;
    int height_ = 1;
    float scale_ = 1;
    Language language_ = Language::zh;
    bool blocked_ = false;
    bool must_redraw_ = false;
    CameraPicture camera_;
    std::vector<Widget> widgets_;
    std::vector<DrawnText> texts_;
};

}  // namespace kiosk
