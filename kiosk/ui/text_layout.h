// Breaks text into lines: between Chinese characters (but never a closing mark at the start of a line nor an
// opening one at its end), at spaces between words, and at '\n'. Pure but for the glyphs' widths.
#pragma once

#include <string_view>
#include <vector>

#include "platform/font/fonts.h"

namespace kiosk {

struct TextLine {
    std::string_view text;
    bool bold = false;  // as the line begins
    float width = 0;    // pixels
};

/// `size` in pixels; a line is at most `width` pixels wide unless one character alone is wider.
std::vector<TextLine> break_lines(platform::Advances& glyphs, std::string_view text, int size, bool bold,
                                  float width);

/// The same number of lines as break_lines gives, as even as possible (no word left alone on the last) and
/// rather after a sentence or a clause than within one. Each paragraph by itself; one of over six lines is
/// filled line by line.
std::vector<TextLine> balance_lines(platform::Advances& glyphs, std::string_view text, int size, bool bold,
                                    float width);

}  // namespace kiosk
