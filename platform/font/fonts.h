// The terminal's fonts: any character of any plane as a small grey picture, drawn by FreeType when it is
// asked for. A character that no font has becomes 〓, the printers' mark for a missing type; never an empty
// box. Screens draw through GlyphAtlas, which keeps what was drawn; paper is drawn straight from here.
// Single-threaded; each thread that draws opens its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "platform/base/result.h"

namespace platform {

enum class Face : std::uint8_t { regular, bold, icons };

struct FontFiles {
    std::filesystem::path regular;
    std::filesystem::path bold;
    std::filesystem::path icons;
    /// Where Debian's fonts-noto-cjk and fonts-materialdesignicons-webfont put them.
    static FontFiles installed();
};

enum class FontError { no_text_font, no_icon_font };

/// Whoever knows how wide characters are: enough to break lines.
class Advances {
  public:
    virtual ~Advances() = default;
    /// How far the pen moves, in pixels; `size` is the em in pixels, 1 to 512.
    virtual float advance(Face face, int size, char32_t character) = 0;
};

/// A drawn character. `left` and `top` are pixels from the pen on the baseline to the picture's first, y
/// down; a blank has no pixels.
struct GlyphPicture {
    float advance = 0;
    int left = 0;
    int top = 0;
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> alpha;  // width * height
};

class Fonts final : public Advances {
  public:
    static Result<std::unique_ptr<Fonts>, FontError> open(const FontFiles& files);
    ~Fonts() override;

    float advance(Face face, int size, char32_t character) override;
    GlyphPicture draw(Face face, int size, char32_t character);
    /// True when a font has it; false means 〓 is drawn.
    bool has(Face face, char32_t character) const;

  private:
    struct Library;
    explicit Fonts(std::unique_ptr<Library> library);
    std::unique_ptr<Library> library_;
};

}  // namespace platform
