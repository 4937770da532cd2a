// A scheme pack: one mutual-aid scheme as data. Who may join, what it costs, when, what it pays, who decides,
// and the words for it. Packs are TOML files (docs/scheme_packs.md says every key); no scheme's figures or
// names stand in C++. Values only; a Pack never changes once loaded and may be read from any thread.
// Units: money in fen (1 yuan = 100 fen), dates are civil days in Asia/Shanghai, both ends of a period belong
// to it (以上, 以下, 以内 include the number: Civil Code art. 1259).
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "config/toml/toml.h"
#include "platform/base/result.h"
#include "platform/crypto/crypto.h"

namespace config {

using Date = std::chrono::year_month_day;

/// Words for people, in Simplified Chinese and English; neither is empty.
struct Text {
    std::string zh;
    std::string en;
    bool operator==(const Text&) const = default;
};

/// First and last day, both included.
struct Period {
    Date from{};
    Date to{};
    bool operator==(const Period&) const = default;
    bool contains(Date day) const { return from <= day && day <= to; }
    bool overlaps(const Period& other) const { return from <= other.to && other.from <= to; }
};

enum class Employment : std::uint8_t { flexible, small_micro, employee, retired };
enum class Document : std::uint8_t { labour_contract, social_security_proof };
enum class Payment : std::uint8_t { cash, transfer, bank_deposit, cheque, qr };
enum class Via : std::uint8_t { individual, group };
enum class Sex : std::uint8_t { male, female };
/// What a claim may have to show, beyond the kind and the disease.
enum class Condition : std::uint8_t { first_diagnosis, hospitalized, first_admission, continuous };
/// Who decides a claim.
enum class Route : std::uint8_t { district, city, society, unpublished };
/// Where an amount of a claim comes from.
enum class Measure : std::uint8_t { amount, pooled_share, large_share };

/// The words of the contract, as in packs and in `kioskctl scheme eval`: "small_micro", "bank_deposit" …
std::string_view name_of(Employment value);
std::string_view name_of(Document value);
std::string_view name_of(Payment value);
std::string_view name_of(Via value);
std::string_view name_of(Route value);
std::optional<Employment> employment_named(std::string_view name);
std::optional<Document> document_named(std::string_view name);
std::optional<Payment> payment_named(std::string_view name);
std::optional<Via> via_named(std::string_view name);

// ------------------------------------------------------------------------------------------ plans

/// When people may enroll. A yearly window comes every year and lies inside one calendar year.
struct YearlyWindow {
    std::chrono::month_day from{};
    std::chrono::month_day to{};
};
struct IntakeWindow {
    std::variant<Period, YearlyWindow> days;
    bool makeup = false;  // for those who missed it for special reasons
};

/// When an enrollment counts.
struct FixedCoverage {  // these days for everybody
    Period days;
};
struct YearlyCoverage {  // from..to, begun in the enrollment's calendar year or `years_later`
    std::chrono::month_day from{};
    std::chrono::month_day to{};
    int years_later = 0;
};
struct WholeYears {};  // from the enrollment day, as many years as the term has
using Coverage = std::variant<FixedCoverage, YearlyCoverage, WholeYears>;

struct Term {
    int years = 1;
    std::optional<std::int64_t> fee_fen;  // of one unit; nothing = unpublished
};

/// Another plan that this one brings with it, for each unit.
struct Part {
    std::string plan;
    std::int64_t units = 1;
};

// ------------------------------------------------------------------------------------------ benefits

struct PerDay {
    std::int64_t amount_fen = 0;
    std::int64_t max_days = 0;  // paid days per coverage period, over all stays
};
struct Grades {  // disability grade 1..10 → amount
    std::array<std::int64_t, 10> amount_fen{};
};
/// The whole amount falls into one tier, the last whose bound it reaches, and the tier pays a sum or a share
/// of the whole amount.
struct Tier {
    std::int64_t bound_fen = 0;
    bool above = false;                    // true: over the bound (超过); false: from the bound on (以上)
    std::variant<std::int64_t, int> pays;  // fen, or percent
};
struct Tiers {
    std::vector<Tier> tiers;  // bounds ascending
};
/// Shares of slices, added up and rounded once.
struct Slice {
    Measure of = Measure::amount;
    std::int64_t above_fen = 0;
    std::optional<std::int64_t> up_to_fen;
    int percent = 0;
    std::optional<Condition> when;    // counts only if the claim says so
    std::optional<Condition> unless;  // counts only if it does not
};
struct Extra {
    Condition when{};
    std::int64_t amount_fen = 0;
};
struct Slices {
    std::vector<Slice> slices;
    std::vector<Extra> extras;
};
/// Sums by days since the plan took effect (that day is day 0): the last stage whose from_day is reached
/// pays; before the first is the waiting period.
struct Stage {
    std::int64_t from_day = 0;
    std::int64_t amount_fen = 0;
    bool per_unit = false;
    std::vector<Condition> needs;
};
struct Stages {
    std::vector<Stage> stages;  // from_day ascending
};
struct Sum {
    std::int64_t amount_fen = 0;
    bool per_unit = false;
};
using Formula = std::variant<Sum, PerDay, Grades, Tiers, Slices, Stages>;

struct Benefit {
    std::string kind;                   // a ClaimKind::id
    std::vector<std::string> diseases;  // Disease ids; empty = whatever disease
    std::vector<Condition> needs;       // refused in this order
    Formula pays;
    std::optional<std::int64_t> cap_fen;  // per person and coverage period, over all claims
    std::optional<Text> counts;           // which money or days it goes by, for the person who is asked
    std::optional<Text> highlight;        // one short line for the home screen
};

struct Plan {
    std::string id;
    Text name;
    std::vector<Employment> employment;
    std::optional<Sex> only_sex;
    std::int64_t max_units = 1;
    std::vector<Term> terms;           // years ascending, so the first is the shortest
    std::vector<IntakeWindow> intake;  // in order, not overlapping; empty = no dates published, always open
    Coverage coverage;
    std::vector<Part> parts;
    std::vector<std::string> conflicts;  // plans that cannot be bought with this one
    std::vector<Benefit> benefits;
    bool benefits_unpublished = false;
};

/// One unit free with another plan, for those with a verified service card; it counts toward the limit.
struct Gift {
    std::string plan;
    std::int64_t units = 1;
    std::string with_plan;
};

/// How many of an employer's staff must join.
struct GroupRule {
    int share_percent = 0;            // rounded up to a whole person; 0 = none stated
    std::int64_t everyone_up_to = 0;  // a group of up to so many must join whole
};

// ------------------------------------------------------------------------------------------ words

struct ClaimKind {
    std::string id;
    Text name;
    Route route = Route::unpublished;
};
struct Disease {
    std::string id;
    Text name;
};
/// A step on a claim's way: filed, received, reviewing, decided, paid.
struct ClaimStepName {
    std::string id;
    Text name;
};

// ------------------------------------------------------------------------------------------ the pack

struct Pack {
    std::string id;            // also the file's name
    std::int64_t edition = 1;  // a higher one replaces a lower one of the same id
    Text name;
    Text audience;              // whom it is for, one line
    Text source;                // where its facts come from
    platform::Hash hash{};      // BLAKE2b-256 of the file's bytes
    Via via = Via::individual;  // the only way to enroll
    bool needs_union_member = false;
    std::vector<Document> documents;  // one of them; empty = none asked
    bool needs_basic_insurance = false;
    int minimum_age = 0;
    std::optional<std::vector<Payment>> payments;  // nothing = any
    std::optional<int>
        payment_days_after_intake;  // payment counts so many days after the window; nothing = unpublished
    std::optional<std::int64_t> membership_fee_fen;  // once, from those who are not members yet
    std::optional<Gift> gift;
    GroupRule group;
    std::vector<Plan> plans;  // the first is the one a terminal offers
    std::vector<ClaimKind> kinds;
    Route other_route = Route::unpublished;  // kinds that are not listed
    std::vector<Disease> diseases;
    std::vector<Text> enroll_steps;
    std::vector<ClaimStepName> claim_steps;
    std::vector<Text> claim_papers;
    std::optional<int> claim_promise_months;  // a claim is answered so many months after it was received
    std::vector<Text> facts;                  // published, but nothing computes with it
    std::vector<Text> unpublished;            // what the source is silent about

    const Plan* find_plan(std::string_view plan_id) const;
    const ClaimKind* find_kind(std::string_view kind_id) const;
    const ClaimStepName* find_claim_step(std::string_view step_id) const;
};

/// Names file, line and key; describe() makes one line of it.
using PackError = FileError;

/// Reads, checks and runs the pack's own test vectors; a pack that fails any of this is none.
/// `file` names it in errors. Files over 1 MiB are refused.
platform::Result<Pack, PackError> load_pack(std::string_view file, platform::ByteView bytes);
platform::Result<Pack, PackError> load_pack_file(const std::string& path);

/// Every *.toml of a folder, by id; file names must be ID.toml.
platform::Result<std::vector<Pack>, PackError> load_packs(const std::string& folder);

}  // namespace config
