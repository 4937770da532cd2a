// The questions behind "what would I get?", "can I join?" and "do enough of us join?": which comes next, and
// what the pack answers once all are answered. Which questions there are follows from the pack alone: an
// estimate asks for just what its formula reads, joining for just what the pack checks. Pure; any thread.
//
// Nothing of it belongs to a named person: no card is read, and the replies go when the screen does.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/scheme/pack.h"
#include "config/scheme/rules.h"

namespace kiosk {

enum class Inquiry { benefit, joining, group };

/// One question; how it is answered is form_of().
enum class Ask {
    // benefit
    topic,  // which plan and kind of claim
    disease,
    term,       // how many years the enrollment runs
    effective,  // the day the plan took effect
    event_day,  // the day of the diagnosis
    units,
    first_diagnosis,
    hospitalized,
    first_admission,
    continuous,
    days,
    days_paid_before,
    grade,
    amount,
    pooled_share,
    large_share,
    paid_before,
    // joining
    employment,
    of_age,
    sex,
    basic_insurance,
    union_member,
    document,      // has one of the papers
    service_card,  // verified, where a gift hangs on it
    // group
    headcount,
    joining,
};

enum class AskForm {
    choice,  // value: index of the option
    yes_no,  // 1 or 0
    number,
    money,  // typed in whole yuan; value: fen
    date,   // typed as YYYYMMDD; value: days since 1970-01-01
};
AskForm form_of(Ask ask);

struct Reply {
    Ask ask{};
    std::int64_t value = 0;
    bool operator==(const Reply&) const = default;
};
using Replies = std::vector<Reply>;
/// The reply to a question, nothing when it was not asked.
std::optional<std::int64_t> told(const Replies& replies, Ask ask);

/// What one may claim for: a kind that a plan covers. A plan whose benefits are not published is one topic
/// without a kind.
struct Topic {
    std::size_t plan = 0;  // into Pack::plans
    std::string kind;
    bool operator==(const Topic&) const = default;
};
std::vector<Topic> topics_of(const config::Pack& pack);
/// The topic chosen, or the only one; nothing while it is open.
std::optional<Topic> topic_of(const config::Pack& pack, const Replies& replies);

/// The diseases a topic names, in the pack's order. One more option stands behind them: none of these.
std::vector<const config::Disease*> diseases_of(const config::Pack& pack, const Topic& topic);

/// The question that comes after these replies; nothing when the pack can answer. The replies must have been
/// given in this order and to this pack.
std::optional<Ask> next_ask(const config::Pack& pack, Inquiry inquiry, const Replies& replies,
                            config::Date today);

/// A choice shows so many options at once.
constexpr std::size_t kOptionsOnPage = 10;
/// How many options a choice has.
std::size_t options_of(const config::Pack& pack, Ask ask, const Replies& replies);
/// So many digits are the most one can type.
std::size_t digits_of(Ask ask);
/// What the digits mean; nothing while they are no answer (empty, not a day, more joining than there are).
std::optional<std::int64_t> value_typed(Ask ask, const std::string& digits, const Replies& replies);
/// The digits that a value was typed with.
std::string digits_for(Ask ask, std::int64_t value);

/// Nothing is assumed but this: with fixed coverage that has not begun, the event falls on its first day.
config::EstimateRequest estimate_request(const config::Pack& pack, const Replies& replies,
                                         config::Date today);
/// One answer a plan of the pack, in order; questions not asked yet count as answered well.
std::vector<config::QuoteAnswer> join_quotes(const config::Pack& pack, const Replies& replies,
                                             config::Date today);
config::GroupRequest group_request(const Replies& replies);

}  // namespace kiosk
