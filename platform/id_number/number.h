// Check characters of identity numbers. Pure.
#pragma once

#include <string_view>

namespace platform {

/// 17 digits and the ISO 7064 MOD 11-2 check character (0-9 or X), as GB 11643-1999 has it; the permits and
/// the 2023 foreigner card use the same.
bool is_citizen_number(std::string_view number);

/// The MOD 11-2 check character of 17 digits, '0'..'9' or 'X'; 0 for anything else than 17 digits.
char check_character_11_2(std::string_view digits);

/// 3 letters, 11 digits, and a check digit with weights 7 3 1 modulo 10 (2017 foreigner card).
bool is_foreigner_2017_number(std::string_view number);

/// The check digit '0'..'9' over digits and upper-case letters with weights 7 3 1; 0 for any other character.
char check_digit_731(std::string_view body);

}  // namespace platform
