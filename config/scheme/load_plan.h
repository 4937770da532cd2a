// Inside of config/scheme: the plans of a pack file.
#pragma once

#include "config/scheme/pack.h"

namespace config {

Text read_text(TomlReader from);
std::vector<Text> read_texts(TomlReader& from, std::string_view key);
Plan read_plan(TomlReader from, const std::vector<Employment>& employment);
constexpr std::string_view kEmploymentWords = "flexible, small_micro, employee, retired";
constexpr std::int64_t kMaxFen = 1'000'000'000'000;  // ten thousand million yuan: more is a slip of the pen

}  // namespace config
