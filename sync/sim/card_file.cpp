#include "sync/sim/card_file.h"

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <vector>

namespace syncing::sim {

namespace {

using platform::Bytes;
using platform::fail;
using platform::Result;

constexpr std::size_t kTextSize = 256;
constexpr std::size_t kFlagAt = 248;
constexpr std::string_view kLatestAddress = "latest_address";
constexpr std::size_t kLatestAddressSize = 70;

Bytes blank(std::size_t size) {
    Bytes text;
    for (std::size_t i = 0; i < size; i += 2) platform::append_u16(text, u' ');
    return text;
}

/// Where a field stands, in bytes; a second place takes what does not fit into the first.
struct Place {
    std::string_view field;
    std::size_t at;
    std::size_t size;
    std::size_t more_at = 0;
    std::size_t more_size = 0;
};
struct Layout {
    std::string_view kind;
    std::string_view flag;
    std::vector<Place> places;
};

const std::array<Layout, 4>& layouts() {
    static const std::array<Layout, 4> all{{
        {"resident",
         "",
         {{"name", 0, 30},
          {"sex", 30, 2},
          {"nation", 32, 4},
          {"birth", 36, 16},
          {"address", 52, 70},
          {"number", 122, 36},
          {"authority", 158, 30},
          {"valid_from", 188, 16},
          {"valid_to", 204, 16}}},
        {"hkmt_permit",
         "J",
         {{"name", 0, 30},
          {"sex", 30, 2},
          {"birth", 36, 16},
          {"address", 52, 70},
          {"number", 122, 36},
          {"authority", 158, 30},
          {"valid_from", 188, 16},
          {"valid_to", 204, 16},
          {"permit_number", 220, 18},
          {"times_issued", 238, 4}}},
        {"foreigner_2017",
         "I",
         {{"english_name", 0, 120},
          {"sex", 120, 2},
          {"number", 122, 30},
          {"nationality", 152, 6},
          {"name", 158, 30},
          {"valid_from", 188, 16},
          {"valid_to", 204, 16},
          {"birth", 220, 16},
          {"card_version", 236, 4},
          {"authority", 240, 8}}},
        {"foreigner_2023",
         "Y",
         {{"name", 0, 30},
          {"sex", 30, 2},
          {"times_issued", 32, 4},
          {"birth", 36, 16},
          {"english_name", 52, 70, 220, 22},
          {"number", 122, 36},
          {"valid_from", 188, 16},
          {"valid_to", 204, 16},
          {"nationality", 242, 6},
          {"link", 250, 6}}},
    }};
    return all;
}

/// `utf8` is valid (the TOML reader saw to it).
std::u16string to_utf16(std::string_view utf8) {
    std::u16string out;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t c = size == 1 ? lead : lead & (0x7FU >> size);
        for (std::size_t k = 1; k < size; ++k) c = c << 6 | (static_cast<unsigned char>(utf8[i + k]) & 0x3FU);
        i += size;
        if (c < 0x10000) {
            out += static_cast<char16_t>(c);
        } else {
            out += static_cast<char16_t>(0xD800 + ((c - 0x10000) >> 10));
            out += static_cast<char16_t>(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return out;
}

std::string as_on_card(const std::string& field, std::string value) {
    const bool is_date = field == "birth" || field == "valid_from" || field == "valid_to";
    if (is_date) std::erase(value, '-');
    return value;
}

/// False when it does not fit.
bool put(Bytes& text, const Place& place, const std::u16string& units) {
    if (units.size() * 2 > place.size + place.more_size) return false;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const std::size_t at = 2 * i < place.size ? place.at + 2 * i : place.more_at + 2 * i - place.size;
        text[at] = static_cast<std::uint8_t>(units[i] & 0xFF);
        text[at + 1] = static_cast<std::uint8_t>(units[i] >> 8);
    }
    return true;
}

}  // namespace

std::string_view name_of(CardFileError error) {
    switch (error) {
        case CardFileError::unreadable:
            return "cannot read the card file";
        case CardFileError::not_toml:
            return "the card file is not a TOML table of strings";
        case CardFileError::unknown_kind:
            return "kind must be resident, hkmt_permit, foreigner_2017 or foreigner_2023";
        case CardFileError::unknown_field:
            return "this kind of card has no such field";
        case CardFileError::too_long:
            return "a field is longer than its place on the card";
    }
    return "";
}

Result<CardFile, CardFileError> parse_card_file(std::string_view toml) {
    CardFile card;
    try {
        for (const auto& [key, value] : toml::parse(toml)) {
            const auto text = value.value_exact<std::string>();
            if (!text) return fail(CardFileError::not_toml);
            if (key == "kind") {
                card.kind = *text;
            } else {
                card.fields.emplace(key.str(), *text);
            }
        }
    } catch (const toml::parse_error&) {
        return fail(CardFileError::not_toml);
    }
    return card;
}

Result<CardFile, CardFileError> load_card_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return fail(CardFileError::unreadable);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return parse_card_file(text);
}

Result<CardImage, CardFileError> encode_card(const CardFile& card) {
    const auto layout = std::find_if(layouts().begin(), layouts().end(),
                                     [&](const Layout& one) { return one.kind == card.kind; });
    if (layout == layouts().end()) return fail(CardFileError::unknown_kind);

    Bytes text = blank(kTextSize);
    std::optional<Bytes> latest_address;
    put(text, {"type_flag", kFlagAt, 2}, to_utf16(layout->flag));
    for (const auto& [field, value] : card.fields) {
        if (field == kLatestAddress && card.kind == "resident") {
            latest_address = blank(kLatestAddressSize);
            if (!put(*latest_address, {field, 0, kLatestAddressSize}, to_utf16(value)))
                return fail(CardFileError::too_long);
            continue;
        }
        Place place{"type_flag", kFlagAt, 2};
        if (field != place.field) {
            const auto found = std::find_if(
                layout->places.begin(), layout->places.end(),
                [&, name = std::string_view(field)](const Place& one) { return one.field == name; });
            if (found == layout->places.end()) return fail(CardFileError::unknown_field);
            place = *found;
        }
        if (!put(text, place, to_utf16(as_on_card(field, value)))) return fail(CardFileError::too_long);
    }
    return CardImage{std::move(text), std::move(latest_address)};
}

}  // namespace syncing::sim
