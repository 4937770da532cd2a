#include "platform/idcard/card_text.h"

#include <algorithm>
#include <utility>

#include "platform/base/wipe.h"
#include "platform/id_number/number.h"
#include "platform/idcard/card_check.h"

namespace platform {

namespace {

using std::chrono::year_month_day;

bool is_padding(char16_t unit) {
    return unit == u' ' || unit == u'\0';
}
bool is_high_surrogate(char16_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(char16_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}
bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c & 0xFFFE) == 0xFFFE;
}

void append_utf8(std::string& to, char32_t c) {
    const auto tail = [&](int shift) { to += static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        to += static_cast<char>(c);
    } else if (c < 0x800) {
        to += static_cast<char>(0xC0 | (c >> 6));
        tail(0);
    } else if (c < 0x10000) {
        to += static_cast<char>(0xE0 | (c >> 12));
        tail(6), tail(0);
    } else {
        to += static_cast<char>(0xF0 | (c >> 18));
        tail(12), tail(6), tail(0);
    }
}

/// Takes fields by their byte offset and size, as the layout tables give them; remembers whether one was bad.
class Fields {
  public:
    explicit Fields(ByteView text) : text_(text) {}

    bool good() const { return good_; }

    std::string text(std::size_t offset, std::size_t size, std::size_t more_at = 0,
                     std::size_t more_size = 0) {
        std::size_t first = 0;
        std::size_t count = (size + more_size) / 2;
        const auto unit = [&](std::size_t i) {
            return i < size / 2 ? unit_at(offset + 2 * i) : unit_at(more_at + 2 * (i - size / 2));
        };
        while (count > first && is_padding(unit(count - 1))) --count;
        while (first < count && is_padding(unit(first))) ++first;
        std::string out;
        out.reserve(4 * (count - first));  // growing would leave copies behind
        for (std::size_t i = first; i < count; ++i) {
            char32_t c = unit(i);
            if (is_high_surrogate(unit(i)) && i + 1 < count && is_low_surrogate(unit(i + 1))) {
                c = 0x10000 + ((c - 0xD800) << 10) + (unit(++i) - 0xDC00);
            }
            good_ = good_ && !is_control(c) && (c < 0xD800 || c > 0xDFFF);
            append_utf8(out, c);
        }
        return out;
    }

    std::string required(std::size_t offset, std::size_t size) {
        std::string out = text(offset, size);
        good_ = good_ && !out.empty();
        return out;
    }

    std::string sex(std::size_t offset) {
        std::string code = text(offset, 2);
        good_ = good_ && (code == "0" || code == "1" || code == "2" || code == "9");
        return code;
    }

    year_month_day date(std::size_t offset) {
        const std::string digits = text(offset, 16);
        const bool shaped = digits.size() == 8 && std::all_of(digits.begin(), digits.end(),
                                                              [](char c) { return c >= '0' && c <= '9'; });
        if (!shaped) return bad_date();
        const int number = std::stoi(digits);
        const year_month_day date{std::chrono::year(number / 10000),
                                  std::chrono::month(static_cast<unsigned>(number / 100 % 100)),
                                  std::chrono::day(static_cast<unsigned>(number % 100))};
        return date.ok() ? date : bad_date();
    }

    std::optional<year_month_day> date_or_for_ever(std::size_t offset) {
        if (text(offset, 16) == "长期") return std::nullopt;
        return date(offset);
    }

  private:
    char16_t unit_at(std::size_t at) const { return static_cast<char16_t>(read_u16(text_, at)); }
    year_month_day bad_date() {
        good_ = false;
        return {};
    }

    ByteView text_;
    bool good_ = true;
};

void read_resident_or_permit(Fields& fields, Card& card) {
    card.name = fields.required(0, 30);
    card.sex = fields.sex(30);
    card.birth = fields.date(36);
    card.address = fields.text(52, 70);
    card.number = fields.text(122, 36);
    card.authority = fields.text(158, 30);
    card.valid_from = fields.date(188);
    card.valid_to = fields.date_or_for_ever(204);
    if (card.kind == CardKind::resident) {
        card.nation = fields.text(32, 4);
        return;
    }
    card.permit_number = fields.text(220, 18);
    card.times_issued = fields.text(238, 4);
}

void read_foreigner_2017(Fields& fields, Card& card) {
    card.english_name = fields.required(0, 120);
    card.sex = fields.sex(120);
    card.number = fields.text(122, 30);
    card.nationality = fields.required(152, 6);
    card.name = fields.text(158, 30);
    card.valid_from = fields.date(188);
    card.valid_to = fields.date_or_for_ever(204);
    card.birth = fields.date(220);
    card.card_version = fields.text(236, 4);
    card.authority = fields.text(240, 8);
}

void read_foreigner_2023(Fields& fields, Card& card) {
    card.name = fields.text(0, 30);
    card.sex = fields.sex(30);
    card.times_issued = fields.text(32, 4);
    card.birth = fields.date(36);
    card.english_name = fields.text(52, 70, 220, 22);
    card.number = fields.text(122, 36);
    card.valid_from = fields.date(188);
    card.valid_to = fields.date_or_for_ever(204);
    card.nationality = fields.required(242, 6);
    const std::string link = fields.text(250, 6);
    if (link.size() != 3 || card.number.size() != 18) return;
    const std::string former = card.nationality + card.number.substr(1, 2) + link.substr(0, 2) +
                               card.number.substr(8, 6) + link.substr(2);
    const char check = check_digit_731(former);
    if (former.size() == 14 && check != 0) card.former_number = former + check;
}

std::optional<CardKind> kind_of(ByteView text) {
    switch (read_u16(text, 248)) {
        case u' ':
        case u'\0':
            return CardKind::resident;
        case u'J':
            return CardKind::hkmt_permit;
        case u'I':
            return CardKind::foreigner_2017;
        case u'Y':
            return CardKind::foreigner_2023;
        default:
            return std::nullopt;
    }
}

}  // namespace

Result<Card, CardError> parse_card_text(ByteView text) {
    if (text.size() != kCardTextSize) return fail(CardError::unknown_card_type);
    const std::optional<CardKind> kind = kind_of(text);
    if (!kind) return fail(CardError::unknown_card_type);

    Card card;
    card.kind = *kind;
    Fields fields(text);
    switch (card.kind) {
        case CardKind::resident:
        case CardKind::hkmt_permit:
            read_resident_or_permit(fields, card);
            break;
        case CardKind::foreigner_2017:
            read_foreigner_2017(fields, card);
            break;
        case CardKind::foreigner_2023:
            read_foreigner_2023(fields, card);
            break;
    }
    if (!fields.good()) return fail(CardError::bad_field);
    if (const auto fault = fault_in(card)) return fail(*fault);
    card.unusual_prefix = !prefix_is_usual(card);
    return card;
}

Result<std::string, CardError> parse_latest_address(ByteView text) {
    if (text.size() != kLatestAddressSize) return fail(CardError::bad_field);
    Fields fields(text);
    std::string address = fields.required(0, kLatestAddressSize);
    if (fields.good()) return address;
    wipe(address);
    return fail(CardError::bad_field);
}

}  // namespace platform
