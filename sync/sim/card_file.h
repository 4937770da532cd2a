// A made-up identity card as a small TOML file (assets/demo/cards), and the 256 bytes such a card would
// carry. Fields are written as people read them and encoded as they stand, mistakes included: the point of
// some cards is to be wrong.
//
//   kind = "resident" | "hkmt_permit" | "foreigner_2017" | "foreigner_2023"
//   name, sex ("1"), nation ("01"), birth ("1988-07-15"), address, number, authority, valid_from,
//   valid_to (a date or "长期"), english_name, nationality, permit_number, times_issued, card_version, link
//   latest_address      in a file of its own on the card: resident
//   type_flag = "Z"     only to carry another type than the kind's
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

namespace syncing::sim {

struct CardFile {
    std::string kind;
    std::map<std::string, std::string> fields;
};

enum class CardFileError : std::uint8_t { unreadable, not_toml, unknown_kind, unknown_field, too_long };
std::string_view name_of(CardFileError error);

platform::Result<CardFile, CardFileError> parse_card_file(std::string_view toml);
platform::Result<CardFile, CardFileError> load_card_file(const std::filesystem::path& path);
/// What lies on the reader. Both texts are UTF-16 little-endian, padded with spaces.
struct CardImage {
    platform::Bytes text;                           // 256 bytes
    std::optional<platform::Bytes> latest_address;  // 70 bytes
};
platform::Result<CardImage, CardFileError> encode_card(const CardFile& card);

}  // namespace syncing::sim
