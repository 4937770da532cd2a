// A pack in words, for operators and for people who ask what a scheme is.
#pragma once

#include <vector>

#include "config/scheme/pack.h"

namespace config {

/// Line by line: who, when, what it costs, what it pays, who decides, what is not published.
std::vector<Text> describe_pack(const Pack& pack);

}  // namespace config
