// Inside of config/scheme: the steps of an answer in words.
#pragma once

#include "config/scheme/rules.h"

namespace config {

Text fee_step(const Plan& plan, const Term& term, std::int64_t units);
Text coverage_step(const Plan& plan, const Period& days);
Text note_step(const Pack& pack, Note note);
Text total_step(std::int64_t fen);

Text sum_step(std::int64_t fen, std::int64_t units);
Text days_step(const PerDay& formula, std::int64_t days, std::int64_t paid_before, std::int64_t paid);
Text grade_step(int grade, std::int64_t fen);
Text below_step(const Tier& first, std::int64_t amount_fen);
Text tier_step(const Tier& tier, std::int64_t amount_fen, std::int64_t fen);
Text slice_step(std::int64_t part_fen, int percent);
Text extra_step(const Extra& extra);
Text stage_step(const Stages& formula, std::int64_t day);
Text cap_step(std::int64_t cap_fen, std::int64_t left_fen);

Text group_step(const GroupRule& rule, const GroupRequest& request, std::int64_t required);

}  // namespace config
