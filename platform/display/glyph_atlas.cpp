#include "platform/display/glyph_atlas.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace platform {

namespace {

constexpr int kGap = 1;  // between characters, so that filtering never blends neighbours
constexpr int kWhiteBlock = 4;

std::uint64_t key_of(Face face, int size, char32_t character) {
    return static_cast<std::uint64_t>(face) << 48 | static_cast<std::uint64_t>(size) << 32 | character;
}

}  // namespace

struct GlyphAtlas::Store {
    std::unordered_map<std::uint64_t, Glyph> glyphs;
};

Result<std::unique_ptr<GlyphAtlas>, FontError> GlyphAtlas::open(const FontFiles& files) {
    auto fonts = Fonts::open(files);
    if (!fonts) return fail(fonts.error());
    return std::unique_ptr<GlyphAtlas>(new GlyphAtlas(std::move(*fonts)));
}

GlyphAtlas::GlyphAtlas(std::unique_ptr<Fonts> fonts)
    : fonts_(std::move(fonts)), store_(std::make_unique<Store>()) {
    clear();
}

GlyphAtlas::~GlyphAtlas() = default;

void GlyphAtlas::clear() {
    store_->glyphs.clear();
    shelves_.clear();
    patches_.clear();
    full_ = false;
    // The whole texture is overwritten, so that nothing of a name stays in it.
    Patch blank{0, 0, kSide, kSide, std::vector<std::uint8_t>(std::size_t{kSide} * kSide)};
    for (int y = 0; y < kWhiteBlock; ++y) std::fill_n(blank.alpha.begin() + y * kSide, kWhiteBlock, 0xFF);
    patches_.push_back(std::move(blank));
    shelves_.push_back({0, kWhiteBlock + kGap, kSide});
}

bool GlyphAtlas::has(Face face, char32_t character) const {
    return fonts_->has(face, character);
}

const Glyph& GlyphAtlas::glyph(Face face, int size, char32_t character) {
    const std::uint64_t key = key_of(face, size, character);
    if (const auto found = store_->glyphs.find(key); found != store_->glyphs.end()) return found->second;
    return store_->glyphs.emplace(key, rasterise(face, size, character)).first->second;
}

Glyph GlyphAtlas::rasterise(Face face, int size, char32_t character) {
    GlyphPicture drawn = fonts_->draw(face, size, character);
    Glyph out;
    out.advance = drawn.advance;
    int x = 0;
    int y = 0;
    if (drawn.alpha.empty() || !place(drawn.width, drawn.height, x, y)) return out;
    out.x0 = static_cast<float>(drawn.left);
    out.y0 = static_cast<float>(drawn.top);
    out.x1 = out.x0 + static_cast<float>(drawn.width);
    out.y1 = out.y0 + static_cast<float>(drawn.height);
    out.u0 = static_cast<float>(x) / kSide;
    out.v0 = static_cast<float>(y) / kSide;
    out.u1 = static_cast<float>(x + drawn.width) / kSide;
    out.v1 = static_cast<float>(y + drawn.height) / kSide;
    patches_.push_back({x, y, drawn.width, drawn.height, std::move(drawn.alpha)});
    return out;
}

/// Shelves of like height, so that small type does not waste the rows of large type.
bool GlyphAtlas::place(int width, int height, int& x, int& y) {
    const int shelf_height = (height + kGap + 7) / 8 * 8;
    for (Shelf& shelf : shelves_) {
        if (shelf.height != shelf_height || shelf.used + width + kGap > kSide) continue;
        x = shelf.used;
        y = shelf.y;
        shelf.used += width + kGap;
        return true;
    }
    const int top = shelves_.back().y + shelves_.back().height;
    if (top + shelf_height > kSide || width + kGap > kSide) {
        full_ = true;
        return false;
    }
    shelves_.push_back({top, shelf_height, width + kGap});
    x = 0;
    y = top;
    return true;
}

std::vector<GlyphAtlas::Patch> GlyphAtlas::take_patches() {
    return std::exchange(patches_, {});
}

}  // namespace platform
