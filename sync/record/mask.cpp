#include "sync/record/mask.h"

#include <algorithm>
#include <vector>

namespace syncing {

namespace {

std::size_t character_length(unsigned char lead) {
    if (lead >= 0xF0) return 4;
    if (lead >= 0xE0) return 3;
    if (lead >= 0xC0) return 2;
    return 1;
}

std::vector<std::string_view> characters(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const std::size_t length =
            std::min(character_length(static_cast<unsigned char>(text.front())), text.size());
        out.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return out;
}

/// "TEST, ALICE MAY" -> "TEST, A."
std::string mask_latin(std::string_view name) {
    const std::size_t space = name.find(' ');
    if (space == std::string_view::npos) return std::string(name.substr(0, 1)) + "***";
    std::string out(name.substr(0, space));
    const std::size_t next = name.find_first_not_of(' ', space);
    if (next == std::string_view::npos) return out;
    out += ' ';
    out += name[next];
    out += '.';
    return out;
}

std::string keep_ends(std::string_view text, std::size_t first, std::size_t last) {
    if (text.size() <= first + last) return std::string(text.size(), '*');
    return std::string(text.substr(0, first)) + std::string(text.size() - first - last, '*') +
           std::string(text.substr(text.size() - last));
}

}  // namespace

std::string mask_name(std::string_view name) {
    if (name.empty()) return {};
    if (static_cast<unsigned char>(name.front()) < 0x80) return mask_latin(name);
    const auto all = characters(name);
    if (all.size() == 1) return "*";
    std::string out(all.front());
    if (all.size() == 2) return out + "*";
    out.append(all.size() - 2, '*');
    return out.append(all.back());
}

std::string mask_number(std::string_view number) {
    if (number.size() != 18) return keep_ends(number, 1, 4);
    return std::string(number.substr(0, 4)) + "** ******** " + std::string(number.substr(14));
}

std::string number_tail(std::string_view number) {
    return std::string(number.size() <= 4 ? number : number.substr(number.size() - 4));
}

std::string mask_phone(std::string_view phone) {
    if (phone.size() != 11) return keep_ends(phone, 3, 4);
    return std::string(phone.substr(0, 3)) + " **** " + std::string(phone.substr(7));
}

}  // namespace syncing
