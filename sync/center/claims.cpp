#include "sync/center/claims.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "platform/base/utf8.h"
#include "sync/record/person.h"

namespace syncing::center {

namespace {

using platform::fail;

constexpr std::string_view kHeader =
    "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due";
constexpr std::size_t kColumns = 10;
constexpr std::size_t kMaxText = 200;

/// RFC 4180 fields of one line; nothing for a quote that does not end or has something after it.
std::optional<std::vector<std::string>> split(std::string_view line) {
    std::vector<std::string> fields(1);
    for (std::size_t i = 0; i < line.size();) {
        if (line[i] == ',') {
            fields.emplace_back();
            ++i;
        } else if (line[i] == '"' && fields.back().empty()) {
            for (++i;; ++i) {
                if (i >= line.size()) return std::nullopt;
                if (line[i] != '"') {
                    fields.back() += line[i];
                } else if (i + 1 < line.size() && line[i + 1] == '"') {
                    fields.back() += line[i++];
                } else {
                    break;
                }
            }
            if (++i < line.size() && line[i] != ',') return std::nullopt;
        } else {
            fields.back() += line[i++];
        }
    }
    return fields;
}

template <class Allowed>
bool is_word(std::string_view text, const Allowed& allowed) {
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), allowed);
}

bool is_claim_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '/' || c == '-';
}

bool is_date_or_empty(std::string_view text) {
    return text.empty() || platform::parse_date(text);
}

/// Digits only, at most 10^12 fen.
bool read_amount(std::string_view text, std::optional<std::int64_t>& amount) {
    if (text.empty()) return true;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 0 || value > 1'000'000'000'000)
        return false;
    amount = value;
    return true;
}

}  // namespace

std::string_view error_text(ClaimLineError error) {
    switch (error) {
        case ClaimLineError::not_utf8:
            return "the line is not UTF-8 text";
        case ClaimLineError::columns:
            return "the line does not have the ten columns of the header";
        case ClaimLineError::claim_number:
            return "claim_number must have 1 to 40 characters A-Z a-z 0-9 . _ / -";
        case ClaimLineError::id_number:
            return "id_number is not a valid number";
        case ClaimLineError::kind:
            return "kind must be a word of a-z and _";
        case ClaimLineError::step:
            return "step must be filed, received, reviewing, decided or paid";
        case ClaimLineError::date:
            return "date must be YYYY-MM-DD or empty";
        case ClaimLineError::text_too_long:
            return "place and detail may have 200 bytes";
        case ClaimLineError::amount:
            return "amount_fen must be a whole number of fen or empty";
        case ClaimLineError::final_word:
            return "final must be yes, no or empty";
        case ClaimLineError::due:
            return "due must be YYYY-MM-DD or empty";
        case ClaimLineError::header:
            return "the first line must be "
                   "claim_number,id_number,kind,step,date,place,amount_fen,final,detail,due";
    }
    return "";
}

std::string_view name_of(ClaimLineError error) {
    switch (error) {
        case ClaimLineError::not_utf8:
            return "not_utf8";
        case ClaimLineError::columns:
            return "columns";
        case ClaimLineError::claim_number:
            return "claim_number";
        case ClaimLineError::id_number:
            return "id_number";
        case ClaimLineError::kind:
            return "kind";
        case ClaimLineError::step:
            return "step";
        case ClaimLineError::date:
            return "date";
        case ClaimLineError::text_too_long:
            return "text_too_long";
        case ClaimLineError::amount:
            return "amount";
        case ClaimLineError::final_word:
            return "final_word";
        case ClaimLineError::due:
            return "due";
        case ClaimLineError::header:
            return "header";
    }
    return "unknown";
}

platform::Result<ClaimLine, ClaimLineError> parse_claim_line(std::string_view line) {
    constexpr std::array<std::string_view, 5> kSteps{"filed", "received", "reviewing", "decided", "paid"};
    if (!platform::is_text(line)) return fail(ClaimLineError::not_utf8);
    const auto fields = split(line);
    if (!fields || fields->size() != kColumns) return fail(ClaimLineError::columns);
    const auto& at = *fields;
    if (!is_word(at[0], is_claim_character)) return fail(ClaimLineError::claim_number);
    const auto number = normalise_number(at[1]);
    if (!number) return fail(ClaimLineError::id_number);
    if (!is_word(at[2], [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }))
        return fail(ClaimLineError::kind);
    if (std::find(kSteps.begin(), kSteps.end(), at[3]) == kSteps.end()) return fail(ClaimLineError::step);
    if (!is_date_or_empty(at[4])) return fail(ClaimLineError::date);
    if (at[5].size() > kMaxText || at[8].size() > kMaxText) return fail(ClaimLineError::text_too_long);
    ClaimLine claim{at[0], *number, at[2], at[3], at[4], at[5], {}, {}, at[8], at[9]};
    if (!read_amount(at[6], claim.amount_fen)) return fail(ClaimLineError::amount);
    if (at[7] != "yes" && at[7] != "no" && !at[7].empty()) return fail(ClaimLineError::final_word);
    if (!at[7].empty()) claim.is_final = at[7] == "yes";
    if (!is_date_or_empty(at[9])) return fail(ClaimLineError::due);
    return claim;
}

Operated<ImportReport> import_claims(AdminStore& store, const CenterFolder& folder, std::string_view csv,
                                     platform::UtcMs now) {
    const auto key = folder.sealing_public_key(now);
    if (!key) return fail(OperateError::key_files);
    const auto unit = store.begin();
    if (!unit) return fail(operate_error(unit.error()));
    if (csv.starts_with("\xEF\xBB\xBF")) csv.remove_prefix(3);
    ImportReport report;
    for (std::size_t number = 1; !csv.empty(); ++number) {
        const std::size_t end = csv.find('\n');
        std::string_view line = csv.substr(0, end);
        csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (number == 1) {
            if (line == kHeader) continue;
            report.bad.push_back({1, ClaimLineError::header});
            return report;
        }
        if (line.empty()) continue;
        const auto claim = parse_claim_line(line);
        if (!claim) {
            report.bad.push_back({number, claim.error()});
            continue;
        }
        const Done added = store.add_to_claim_inbox(platform::seal(*key, platform::view_of(line)));
        if (!added) return fail(operate_error(added.error()));
        ++report.loaded;
    }
    const Done committed = (*unit)->commit();
    if (!committed) return fail(operate_error(committed.error()));
    return report;
}

}  // namespace syncing::center
