#include "platform/font/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <array>
#include <string_view>

#include "platform/base/check.h"

namespace platform {

namespace {

constexpr char32_t kMissing = U'〓';

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

}  // namespace

struct Fonts::Library {
    FT_Library library = nullptr;
    std::array<FacePtr, 3> faces;
    std::array<int, 3> sizes{};

    Library() { check(FT_Init_FreeType(&library) == 0, "FreeType starts"); }
    ~Library() {
        for (FacePtr& face : faces) face.reset();
        FT_Done_FreeType(library);
    }
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    FT_Face at(Face face) const { return faces[static_cast<std::size_t>(face)].get(); }
    /// The face at that size with the character's outline loaded; null when that fails.
    FT_GlyphSlot load(Face face, int size, char32_t character) {
        check(size >= 1 && size <= 512, "a type size between 1 and 512 pixels");
        FT_Face font = at(face);
        int& now = sizes[static_cast<std::size_t>(face)];
        if (now != size) FT_Set_Pixel_Sizes(font, 0, static_cast<FT_UInt>(size));
        now = size;
        FT_UInt index = FT_Get_Char_Index(font, character);
        if (index == 0 && character > U' ') index = FT_Get_Char_Index(font, kMissing);
        return FT_Load_Glyph(font, index, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) == 0 ? font->glyph
                                                                                       : nullptr;
    }
};

FontFiles FontFiles::installed() {
    return {"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
            "/usr/share/fonts/truetype/materialdesignicons-webfont/materialdesignicons-webfont.ttf"};
}

Result<std::unique_ptr<Fonts>, FontError> Fonts::open(const FontFiles& files) {
    auto library = std::make_unique<Library>();
    constexpr std::string_view kFamily = "Noto Sans CJK SC";
    library->faces[0] = open_face(library->library, files.regular, kFamily);
    library->faces[1] = open_face(library->library, files.bold, kFamily);
    if (!library->faces[0] || !library->faces[1]) return fail(FontError::no_text_font);
    library->faces[2] = open_face(library->library, files.icons, {});
    if (!library->faces[2]) return fail(FontError::no_icon_font);
    return std::unique_ptr<Fonts>(new Fonts(std::move(library)));
}

Fonts::Fonts(std::unique_ptr<Library> library) : library_(std::move(library)) {}
Fonts::~Fonts() = default;

bool Fonts::has(Face face, char32_t character) const {
    return FT_Get_Char_Index(library_->at(face), character) != 0;
}

float Fonts::advance(Face face, int size, char32_t character) {
    const FT_GlyphSlot slot = library_->load(face, size, character);
    return slot == nullptr ? 0 : static_cast<float>(slot->linearHoriAdvance) / 65536.0F;
}

GlyphPicture Fonts::draw(Face face, int size, char32_t character) {
    GlyphPicture out;
    const FT_GlyphSlot slot = library_->load(face, size, character);
    if (slot == nullptr) return out;
    out.advance = static_cast<float>(slot->linearHoriAdvance) / 65536.0F;
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return out;
    const FT_Bitmap& bitmap = slot->bitmap;
    out.left = slot->bitmap_left;
    out.top = -slot->bitmap_top;
    out.width = static_cast<int>(bitmap.width);
    out.height = static_cast<int>(bitmap.rows);
    out.alpha.resize(std::size_t{bitmap.width} * bitmap.rows);
    for (int row = 0; row < out.height; ++row) {
        std::copy_n(bitmap.buffer + row * bitmap.pitch, out.width, out.alpha.begin() + row * out.width);
    }
    return out;
}

}  // namespace platform
