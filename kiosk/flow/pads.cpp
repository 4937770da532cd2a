#include <algorithm>

#include "kiosk/flow/flow_parts.h"

namespace kiosk {

std::size_t page_count(std::size_t items, int page_size) {
    const auto size = static_cast<std::size_t>(std::max(1, page_size));
    return std::max<std::size_t>(1, (items + size - 1) / size);
}

std::size_t turned(std::size_t page, std::size_t pages, int by) {
    if (by < 0) return page == 0 ? 0 : page - 1;
    return std::min(page + 1, pages - 1);
}

PhoneCheck check_phone(const std::string& digits) {
    const bool wrong_start = (!digits.empty() && digits[0] != '1') || (digits.size() > 1 && digits[1] < '3');
    if (wrong_start) return PhoneCheck::impossible;
    return digits.size() == 11 ? PhoneCheck::complete : PhoneCheck::incomplete;
}

bool type_digits(std::string& digits, std::size_t limit, const Event& event) {
    if (const auto* press = std::get_if<PressDigit>(&event)) {
        if (digits.size() < limit) digits.push_back(static_cast<char>('0' + press->digit));
    } else if (tapped(event, Tap::erase)) {
        if (!digits.empty()) digits.pop_back();
    } else if (tapped(event, Tap::clear)) {
        digits.clear();
    } else {
        return false;
    }
    return true;
}

}  // namespace kiosk
