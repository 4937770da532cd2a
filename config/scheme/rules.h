// The rule engine: answers from a pack. Pure functions, no clock, no I/O, no floating point; any thread.
// The contract of questions and answers is docs/scheme_packs.md ("Answers"); `kioskctl scheme eval` speaks
// it. Arithmetic saturates at INT64_MAX fen and never goes below 0, whatever the input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/scheme/pack.h"

namespace config {

/// Why an answer is no. Each answer lists all that apply, in this order.
enum class Refusal : std::uint8_t {
    // quote
    unknown_plan,
    window_closed,
    group_only,
    individual_only,
    not_union_member,
    missing_document,
    wrong_employment,
    no_basic_insurance,
    wrong_sex,
    too_young,
    bad_id_number,
    too_many_units,
    plan_conflict,
    already_enrolled,
    payment_not_accepted,
    // estimate
    benefit_unpublished,
    outside_coverage,
    not_covered,
    waiting_period,
    not_first_diagnosis,
    below_threshold,
    cap_reached,
    // group
    below_participation,
};
std::string_view name_of(Refusal refusal);

enum class Note : std::uint8_t { makeup, gift_critical, fee_unpublished, membership_fee_included };
std::string_view name_of(Note note);

/// Whether answers carry their steps in words; without is faster.
enum class Explain : std::uint8_t { no, yes };

// ------------------------------------------------------------------------------------------ quote

struct Identity {
    Date birth{};
    Sex sex{};
};
/// Checks an 18-character number (GB 11643-1999): digits, a real birth date not after `on`, check character
/// (`x` or `X`). Resident cards, HK/Macao/Taiwan permits and 2023 foreigner cards have such numbers.
std::optional<Identity> identity_of(std::string_view id_number, Date on);

struct HeldPlan {
    std::string plan;
    Period coverage;
};

struct Applicant {
    std::string id_number;
    std::optional<Identity> identity;  // from the card, where its number is not an 18-character one
    std::optional<Employment> employment;
    std::vector<Document> documents;
    bool union_member = false;
    bool basic_insurance = false;
    std::vector<HeldPlan> enrolled;
    bool continuous = false;
    bool service_card_verified = false;
    Via via = Via::individual;
};

struct PlanChoice {
    std::string plan;
    std::int64_t units = 1;
    std::optional<int> years;  // nothing = the shortest term
};

struct QuoteRequest {
    Date on{};
    Applicant applicant;
    std::vector<PlanChoice> plans;
    std::optional<Payment> payment;  // nothing = not checked
};

struct CoverageRow {
    std::string plan;
    Period days;
    bool operator==(const CoverageRow&) const = default;
};

struct QuoteAnswer {
    bool ok = false;
    std::optional<std::int64_t> fee_fen;  // nothing when refused, or when unpublished (then with that note)
    std::vector<CoverageRow> coverage;    // one a chosen plan, in order; empty when refused
    std::vector<Refusal> refusals;
    std::vector<Note> notes;
    std::vector<Text> steps;
    bool operator==(const QuoteAnswer&) const = default;
};

/// No plan chosen is an unknown_plan; units under 1 are refused as too_many_units.
QuoteAnswer quote(const Pack& pack, const QuoteRequest& request, Explain explain = Explain::no);

/// What a terminal says about enrolling in `plan` on a day.
struct WindowState {
    bool open = false;
    std::optional<Period> window;    // the open one, or the next; nothing = none published, or none left
    std::optional<Period> coverage;  // what enrolling in that window gives; nothing when no window is left
    bool makeup = false;
};
WindowState window_on(const Plan& plan, Date on);
/// The same for the pack's first plan.
WindowState window_on(const Pack& pack, Date on);

/// The term of so many years, nothing = the shortest; null when the plan has none such.
const Term* find_term(const Plan& plan, std::optional<int> term_years);

/// What enrolling in the plan on that day covers, window open or not.
Period coverage_from(const Plan& plan, Date on, int term_years);
/// The term of an enrollment that took effect on that day.
Period term_from(const Plan& plan, Date effective, int term_years);

// ------------------------------------------------------------------------------------------ estimate

struct Claim {
    std::string kind;
    std::int64_t days = 0;
    std::int64_t days_paid_before = 0;
    std::optional<int> grade;  // 1..10
    std::int64_t amount_fen = 0;
    std::int64_t paid_before_fen = 0;
    std::int64_t pooled_share_fen = 0;
    std::int64_t large_share_fen = 0;
    std::string disease;
    bool first_diagnosis = false;
    bool hospitalized = false;
    bool first_admission = false;
    bool continuous = false;
};

struct EstimateRequest {
    std::string plan;
    std::int64_t units = 1;
    std::optional<int> years;
    std::optional<Date> effective;
    Date on{};  // the day of the event
    Claim claim;
};

struct EstimateAnswer {
    std::optional<std::int64_t> benefit_fen;  // nothing = unpublished
    std::vector<Refusal> refusals;            // never empty when benefit_fen is 0
    Route route = Route::unpublished;
    std::vector<Text> steps;
    bool operator==(const EstimateAnswer&) const = default;
};

/// Where a claim's benefit stands: in the plan itself, or in one of its parts with the units it brings.
/// Null: the plan does not cover that kind and disease.
struct FoundBenefit {
    const Benefit* benefit = nullptr;
    std::int64_t units = 1;
};
FoundBenefit find_benefit(const Pack& pack, const Plan& plan, std::int64_t units, std::string_view kind,
                          std::string_view disease);
/// Whether an estimate needs the day the plan took effect.
bool counts_days(const Pack& pack, const Plan& plan);
/// Whether the claim says so.
bool says(const Claim& claim, Condition condition);
/// How much of the claim's money a slice takes; nothing when its condition leaves it out.
std::optional<std::int64_t> part_of(const Slice& slice, const Claim& claim);
/// The tier that an amount falls into, the stage of a day since the plan took effect; null before the first.
const Tier* reached_tier(const Tiers& formula, std::int64_t amount_fen);
const Stage* reached_stage(const Stages& formula, std::int64_t day);

/// Questions that have no answer.
enum class RequestError : std::uint8_t {
    units_out_of_range,   // outside 1..max
    grade_out_of_range,   // outside 1..10, or missing where the benefit goes by it
    effective_missing,    // the plan counts days from it
    headcount_too_small,  // under 1
    joining_out_of_range  // under 0 or over the headcount
};
std::string_view message_of(RequestError error);

platform::Result<EstimateAnswer, RequestError> estimate(const Pack& pack, const EstimateRequest& request,
                                                        Explain explain = Explain::no);

// ------------------------------------------------------------------------------------------ group

struct GroupRequest {
    std::int64_t headcount = 0;
    std::int64_t joining = 0;
};
struct GroupAnswer {
    bool ok = false;
    std::optional<std::int64_t> required;  // nothing when the scheme takes individuals only
    std::vector<Refusal> refusals;
    std::vector<Text> steps;
    bool operator==(const GroupAnswer&) const = default;
};
platform::Result<GroupAnswer, RequestError> group(const Pack& pack, const GroupRequest& request,
                                                  Explain explain = Explain::no);

/// The day by which a claim received on `received` is to be answered; nothing = no promise published.
std::optional<Date> claim_due(const Pack& pack, Date received);

/// Money for people: "36 元" / "36 yuan", "1,036.50 元".
Text yuan(std::int64_t fen);
/// Why an answer is no, in one sentence.
Text reason(Refusal refusal);

}  // namespace config
