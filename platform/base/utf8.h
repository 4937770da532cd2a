// Reading UTF-8 text. Pure.
#pragma once

#include <string_view>

namespace platform {

/// The next character of UTF-8 text; U+FFFD and one byte on for what is none.
char32_t next_character(std::string_view text, std::size_t& at);

/// Well-formed UTF-8 (no overlong forms, no surrogates) without control characters.
bool is_text(std::string_view text);

}  // namespace platform
