// Text as pictures of characters: each character is drawn (platform/font) the first time a size needs it and
// kept in one alpha texture, so any character of any plane can be drawn and nothing is prepared in advance.
//
// The texture also holds one white block (kWhiteU, kWhiteV), so that shapes and text are one draw call.
// Single-threaded. Owns the fonts; holds no window: pixels wait in `take_patches` until somebody uploads
// them.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "platform/base/result.h"
#include "platform/font/fonts.h"

namespace platform {

/// A drawn character; pixels relative to the pen on the baseline, y down. No picture (a blank): x0 == x1.
struct Glyph {
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
    float advance = 0;
};

class GlyphAtlas final : public Advances {
  public:
    static constexpr int kSide = 2048;
    static constexpr float kWhiteU = 2.0F / kSide;
    static constexpr float kWhiteV = 2.0F / kSide;

    static Result<std::unique_ptr<GlyphAtlas>, FontError> open(const FontFiles& files);
    ~GlyphAtlas() override;
    GlyphAtlas(const GlyphAtlas&) = delete;
    GlyphAtlas& operator=(const GlyphAtlas&) = delete;

    /// `size` is the em in pixels, 1 to 512. The reference lasts until clear().
    const Glyph& glyph(Face face, int size, char32_t character);
    float advance(Face face, int size, char32_t character) override {
        return glyph(face, size, character).advance;
    }
    /// True when a font has it; false means 〓 is drawn.
    bool has(Face face, char32_t character) const;

    /// A rectangle of the texture that has changed, one byte of alpha a pixel.
    struct Patch {
        int x = 0, y = 0, width = 0, height = 0;
        std::vector<std::uint8_t> alpha;
    };
    std::vector<Patch> take_patches();

    /// A character did not fit and was left out: clear() and draw the frame again.
    bool full() const { return full_; }
    /// Forgets every character, also because a person's name may be among them.
    void clear();

    /// What the renderer calls the texture; 0 until there is one.
    std::uintptr_t texture = 0;

  private:
    explicit GlyphAtlas(std::unique_ptr<Fonts> fonts);
    Glyph rasterise(Face face, int size, char32_t character);
    bool place(int width, int height, int& x, int& y);

    struct Shelf {
        int y = 0, height = 0, used = 0;
    };
    struct Store;
    std::unique_ptr<Fonts> fonts_;
    std::unique_ptr<Store> store_;
    std::vector<Shelf> shelves_;
    std::vector<Patch> patches_;
    bool full_ = false;
};

}  // namespace platform
