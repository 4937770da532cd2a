// What screens, slips and index rows may show of a person: enough to recognise oneself, too little to be
// found. Pure; input is UTF-8 (broken bytes are taken one by one).
#pragma once

#include <string>
#include <string_view>

namespace syncing {

/// "林测强" -> "林*强", "周测" -> "周*"; Latin names keep the first word: "TEST, ALICE" -> "TEST, A."
std::string mask_name(std::string_view name);
/// "350299199001010018" -> "3502** ******** 0018"; other lengths keep the first and the last four characters.
std::string mask_number(std::string_view number);
/// The last four characters.
std::string number_tail(std::string_view number);
/// "13800001234" -> "138 **** 1234"
std::string mask_phone(std::string_view phone);

}  // namespace syncing
