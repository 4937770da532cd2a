#include "platform/display/glyph_atlas.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "platform/base/check.h"

namespace platform {

namespace {

constexpr char32_t kMissing = U'〓';
constexpr int kGap = 1;  // between characters, so that filtering never blends neighbours
constexpr int kWhiteBlock = 4;

struct FreeFace {
    void operator()(FT_Face face) const { FT_Done_Face(face); }
};
using FacePtr = std::unique_ptr<FT_FaceRec_, FreeFace>;

/// The face of a collection whose family is `family`, or the file's only one.
FacePtr open_face(FT_Library library, const std::filesystem::path& file, std::string_view family) {
    FT_Long count = 1;
    for (FT_Long index = 0; index < count; ++index) {
        FT_Face face = nullptr;
        if (FT_New_Face(library, file.c_str(), index, &face) != 0) return nullptr;
        FacePtr owned(face);
        count = face->num_faces;
        if (count == 1 || (face->family_name != nullptr && family == face->family_name)) return owned;
    }
    return nullptr;
}

std::uint64_t key_of(Face face, int size, char32_t character) {
    return static_cast<std::uint64_t>(face) << 48 | static_cast<std::uint64_t>(size) << 32 | character;
}

}  // namespace

struct GlyphAtlas::Fonts {
    FT_Library library = nullptr;
    std::array<FacePtr, 3> faces;
    std::array<int, 3> sizes{};

    Fonts() { check(FT_Init_FreeType(&library) == 0, "FreeType starts"); }
    ~Fonts() {
        for (FacePtr& face : faces) face.reset();
        FT_Done_FreeType(library);
    }
    Fonts(const Fonts&) = delete;
    Fonts& operator=(const Fonts&) = delete;

    FT_Face at(Face face) const { return faces[static_cast<std::size_t>(face)].get(); }
    FT_Face sized(Face face, int size) {
        int& now = sizes[static_cast<std::size_t>(face)];
        if (now != size) FT_Set_Pixel_Sizes(at(face), 0, static_cast<FT_UInt>(size));
        now = size;
        return at(face);
    }
};

struct GlyphAtlas::Store {
    std::unordered_map<std::uint64_t, Glyph> glyphs;
};

FontFiles FontFiles::installed() {
    return {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
            "/usr/share/fonts/truetype/materialdesignicons-webfont/materialdesignicons-webfont.ttf"};
}

Result<std::unique_ptr<GlyphAtlas>, FontError> GlyphAtlas::open(const FontFiles& files) {
    auto fonts = std::make_unique<Fonts>();
    constexpr std::string_view kFamily = "Noto Sans CJK SC";
    fonts->faces[0] = open_face(fonts->library, files.regular, kFamily);
    fonts->faces[1] = open_face(fonts->library, files.bold, kFamily);
    if (!fonts->faces[0] || !fonts->faces[1]) return fail(FontError::no_text_font);
    fonts->faces[2] = open_face(fonts->library, files.icons, {});
    if (!fonts->faces[2]) return fail(FontError::no_icon_font);
    return std::unique_ptr<GlyphAtlas>(new GlyphAtlas(std::move(fonts)));
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
    return FT_Get_Char_Index(fonts_->at(face), character) != 0;
}

const Glyph& GlyphAtlas::glyph(Face face, int size, char32_t character) {
    const std::uint64_t key = key_of(face, size, character);
    if (const auto found = store_->glyphs.find(key); found != store_->glyphs.end()) return found->second;
    return store_->glyphs.emplace(key, rasterise(face, size, character)).first->second;
}

Glyph GlyphAtlas::rasterise(Face face, int size, char32_t character) {
    check(size >= 1 && size <= 512, "a type size between 1 and 512 pixels");
    FT_Face font = fonts_->sized(face, size);
    FT_UInt index = FT_Get_Char_Index(font, character);
    if (index == 0 && character > U' ') index = FT_Get_Char_Index(font, kMissing);
    Glyph out;
    if (FT_Load_Glyph(font, index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0) return out;
    out.advance = static_cast<float>(font->glyph->linearHoriAdvance) / 65536.0F;
    if (FT_Render_Glyph(font->glyph, FT_RENDER_MODE_NORMAL) != 0) return out;
    const FT_Bitmap& bitmap = font->glyph->bitmap;
    const int width = static_cast<int>(bitmap.width);
    const int height = static_cast<int>(bitmap.rows);
    int x = 0;
    int y = 0;
    if (width == 0 || height == 0 || !place(width, height, x, y)) return out;
    Patch patch{x, y, width, height, std::vector<std::uint8_t>(bitmap.width * bitmap.rows)};
    for (int row = 0; row < height; ++row) {
        std::copy_n(bitmap.buffer + row * bitmap.pitch, width, patch.alpha.begin() + row * width);
    }
    patches_.push_back(std::move(patch));
    out.x0 = static_cast<float>(font->glyph->bitmap_left);
    out.y0 = static_cast<float>(-font->glyph->bitmap_top);
    out.x1 = out.x0 + static_cast<float>(width);
    out.y1 = out.y0 + static_cast<float>(height);
    out.u0 = static_cast<float>(x) / kSide;
    out.v0 = static_cast<float>(y) / kSide;
    out.u1 = static_cast<float>(x + width) / kSide;
    out.v1 = static_cast<float>(y + height) / kSide;
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
