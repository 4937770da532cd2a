#include "platform/idcard/card_check.h"

#include <string>

#include "platform/id_number/number.h"

namespace platform {

namespace {

using std::chrono::year_month_day;

std::string digits_of(year_month_day date) {
    const int number =
        static_cast<int>(date.year()) * 10000 +
        static_cast<int>(static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day()));
    const std::string digits = std::to_string(number);
    return std::string(8 - std::min<std::size_t>(8, digits.size()), '0') + digits;
}

bool contradicts(const Card& card) {
    if (card.valid_to && *card.valid_to <= card.valid_from) return true;
    const std::string birth = digits_of(card.birth);
    if (card.kind == CardKind::foreigner_2017) return card.number.substr(7, 6) != birth.substr(2);
    const bool odd = (card.number[16] - '0') % 2 == 1;
    return card.number.substr(6, 8) != birth || (card.sex == "1" && !odd) || (card.sex == "2" && odd);
}

}  // namespace

std::optional<CardError> fault_in(const Card& card) {
    if (card.name.empty() && card.english_name.empty()) return CardError::bad_field;
    const bool number_holds = card.kind == CardKind::foreigner_2017 ? is_foreigner_2017_number(card.number)
                                                                    : is_citizen_number(card.number);
    if (!number_holds) return CardError::bad_number;
    if (contradicts(card)) return CardError::fields_contradict;
    return std::nullopt;
}

bool prefix_is_usual(const Card& card) {
    const std::string& number = card.number;
    const bool of_permit = number.starts_with("81") || number.starts_with("82") || number.starts_with("83");
    switch (card.kind) {
        case CardKind::resident:
            return !of_permit && !number.starts_with("9");
        case CardKind::hkmt_permit:
            return of_permit;
        case CardKind::foreigner_2017:
            return number.starts_with(card.nationality);
        case CardKind::foreigner_2023:
            return number.starts_with("9");
    }
    return false;
}

}  // namespace platform
