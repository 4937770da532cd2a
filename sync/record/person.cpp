#include "sync/record/person.h"

#include <algorithm>
#include <cctype>

#include "platform/clock/clock.h"
#include "platform/id_number/number.h"

namespace syncing {

namespace {

bool is_real_date(std::string_view yyyymmdd) {
    const std::string date = std::string(yyyymmdd.substr(0, 4)) + "-" + std::string(yyyymmdd.substr(4, 2)) +
                             "-" + std::string(yyyymmdd.substr(6));
    return platform::parse_date(date).has_value();
}

bool is_18(std::string_view number) {
    return platform::is_citizen_number(number) && is_real_date(number.substr(6, 8));
}

}  // namespace

std::optional<std::string> normalise_number(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    std::string number(text);
    std::transform(number.begin(), number.end(), number.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (!is_18(number) && !platform::is_foreigner_2017_number(number)) return std::nullopt;
    return number;
}

std::optional<std::string> lasting_number(std::string_view number, std::string_view former) {
    auto own = normalise_number(number);
    if (!own || own->size() != 18 || own->front() != '9') return own;
    const auto replaced = normalise_number(former);
    return replaced && replaced->size() == 15 ? replaced : own;
}

std::vector<std::string> numbers_of(std::string_view number, std::string_view former) {
    const auto own = normalise_number(number);
    if (!own) return {};
    const std::string lasting = *lasting_number(number, former);
    if (lasting == *own) return {*own};
    return {*own, lasting};
}

}  // namespace syncing
