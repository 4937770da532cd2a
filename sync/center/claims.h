// Progress of claims, loaded from a CSV file (UTF-8, comma, RFC 4180 quotes, one line a record, header
// first):
//
//   claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due
//
//   claim_number  1 to 40 characters A-Z a-z 0-9 . _ / -
//   id_number     of the person; must be a valid number (sync/record/person.h)
//   kind          the pack's word for it, a-z and _
//   step          filed, received, reviewing, decided or paid
//   date          YYYY-MM-DD, or empty: expected, has not happened
//   place         where the step is or was done; may be empty
//   amount_fen    digits, or empty
//   final         yes or no (or empty): whether the amount is decided
//   detail        for the person; may be empty
//   due           YYYY-MM-DD when an answer is promised, or empty
//
// A claim's lines add up: each states one step, and what a line leaves empty stays as it was. The same line
// again changes nothing. Between import and judging a line rests sealed to the center's key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/center/operate.h"
#include "sync/center/store.h"

namespace syncing::center {

enum class ClaimLineError {
    not_utf8,
    columns,  // not ten, or a quote that does not end
    claim_number,
    id_number,
    kind,
    step,
    date,
    text_too_long,  // place or detail over 200 bytes
    amount,
    final_word,
    due,
    header,  // the first line is not the header above
};
/// Never says what stood in the line.
std::string_view error_text(ClaimLineError error);
std::string_view name_of(ClaimLineError error);

struct ClaimLine {
    std::string claim_number;
    std::string id_number;  // normalised
    std::string kind;
    std::string step;
    std::string date;
    std::string place;
    std::optional<std::int64_t> amount_fen;
    std::optional<bool> is_final;
    std::string detail;
    std::string due;
};
platform::Result<ClaimLine, ClaimLineError> parse_claim_line(std::string_view line);

struct BadLine {
    std::size_t line = 0;  // from 1, the header being 1
    ClaimLineError error = ClaimLineError::columns;
};
struct ImportReport {
    std::size_t loaded = 0;
    std::vector<BadLine> bad;
};
/// Puts every good line into the adjudicator's inbox, all in one transaction.
Operated<ImportReport> import_claims(AdminStore& store, const CenterFolder& folder, std::string_view csv,
                                     platform::UtcMs now);

}  // namespace syncing::center
