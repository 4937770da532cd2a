// Which numbers mean the same person. Pure. Source of the structures: GB 11643-1999 (citizens, residence
// permits, the foreigners' card of 2023) and the foreigners' card of 2017 (check digit 7-3-1).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace syncing {

/// Spaces around taken off, letters in upper case; nothing unless it is an 18-character number with a real
/// birth date and the right check character, or a 15-character number of the 2017 foreigners' card.
std::optional<std::string> normalise_number(std::string_view text);

/// The number that stands for the person: a 2023 foreigners' card that names the number it replaces means the
/// same person as the card of 2017. Nothing when `number` is none; a former number that is none is passed
/// over.
std::optional<std::string> lasting_number(std::string_view number, std::string_view former);

/// Every number that the person is known by: their own, and the one it replaces. Each once; none when
/// `number` is none.
std::vector<std::string> numbers_of(std::string_view number, std::string_view former);

}  // namespace syncing
