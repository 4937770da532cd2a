// Questions with everything in order, to be spoiled one thing at a time.
#pragma once

#include <string>
#include <vector>

#include "config/scheme/rules.h"

namespace config::test {

/// 350299 and 1988-07-15: an unassigned area, so nobody's number. Men's and women's differ in the sequence.
constexpr const char* kManBornIn1988 = "350299198807150018";
constexpr const char* kWomanBornIn1988 = "350299198807150026";

/// An 18-character number with the right check character.
std::string id_number(int year, unsigned month, unsigned day, bool woman = false);

/// Somebody the pack takes, asking for one unit of each plan.
QuoteRequest good_request(const Pack& pack, Date on, const std::vector<std::string>& plans);

std::vector<std::string> names(const std::vector<Refusal>& refusals);

}  // namespace config::test
