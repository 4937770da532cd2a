#include "sync/center/person.h"

#include <algorithm>
#include <cctype>

#include "platform/clock/clock.h"

namespace syncing::center {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// ISO 7064 MOD 11-2 over 17 digits.
char check_character(std::string_view digits) {
    constexpr int kWeights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (digits[i] - '0') * kWeights[i];
    return "10X98765432"[sum % 11];
}

/// Weights 7, 3, 1 repeating; A = 10 … Z = 35.
char check_digit_731(std::string_view text) {
    constexpr int kWeights[3] = {7, 3, 1};
    int sum = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int value = is_digit(text[i]) ? text[i] - '0' : text[i] - 'A' + 10;
        sum += value * kWeights[i % 3];
    }
    return static_cast<char>('0' + sum % 10);
}

bool is_real_date(std::string_view yyyymmdd) {
    const std::string date = std::string(yyyymmdd.substr(0, 4)) + "-" + std::string(yyyymmdd.substr(4, 2)) +
                             "-" + std::string(yyyymmdd.substr(6));
    return platform::parse_date(date).has_value();
}

bool is_18(std::string_view number) {
    return number.size() == 18 && all_digits(number.substr(0, 17)) && number[17] == check_character(number) &&
           is_real_date(number.substr(6, 8));
}

bool is_former(std::string_view number) {
    return number.size() == 15 && std::all_of(number.begin(), number.begin() + 3, is_upper) &&
           all_digits(number.substr(3)) && number[14] == check_digit_731(number.substr(0, 14));
}

}  // namespace

std::optional<std::string> normalise_number(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::string number(text);
    std::transform(number.begin(), number.end(), number.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (!is_18(number) && !is_former(number)) return std::nullopt;
    return number;
}

std::optional<std::string> lasting_number(std::string_view number, std::string_view former) {
    auto own = normalise_number(number);
    if (!own || own->size() != 18 || own->front() != '9') return own;
    const auto replaced = normalise_number(former);
    return replaced && replaced->size() == 15 ? replaced : own;
}

}  // namespace syncing::center
