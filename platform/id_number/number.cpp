#include "platform/id_number/number.h"

#include <algorithm>
#include <array>

namespace platform {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return c >= 'A' && c <= 'Z';
}

}  // namespace

char check_character_11_2(std::string_view digits) {
    constexpr std::array kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    constexpr std::string_view kCheck = "10X98765432";
    if (digits.size() != kWeights.size()) return 0;
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) {
        if (!is_digit(digits[i])) return 0;
        sum += (digits[i] - '0') * kWeights[i];
    }
    return kCheck[static_cast<std::size_t>(sum % 11)];
}

bool is_citizen_number(std::string_view number) {
    return number.size() == 18 && number.back() != 0 &&
           check_character_11_2(number.substr(0, 17)) == number.back();
}

char check_digit_731(std::string_view body) {
    constexpr std::array kWeights{7, 3, 1};
    int sum = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        if (!is_digit(body[i]) && !is_letter(body[i])) return 0;
        const int value = is_digit(body[i]) ? body[i] - '0' : body[i] - 'A' + 10;
        sum += value * kWeights[i % kWeights.size()];
    }
    return static_cast<char>('0' + sum % 10);
}

bool is_foreigner_2017_number(std::string_view number) {
    return number.size() == 15 && std::all_of(number.begin(), number.begin() + 3, is_letter) &&
           std::all_of(number.begin() + 3, number.end(), is_digit) &&
           check_digit_731(number.substr(0, 14)) == number.back();
}

}  // namespace platform
