#include "config/scheme/eval.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/clock/clock.h"

namespace config {

namespace {

using Json = nlohmann::json;
using Answer = nlohmann::ordered_json;

constexpr std::size_t kMaxLine = 1 << 20;

/// A question that cannot be answered; never leaves eval_line.
struct BadLine {
    std::string what;
};

[[noreturn]] void bad(std::string_view key, std::string_view what) {
    throw BadLine{std::string(key) + " " + std::string(what)};
}

/// null stands for a missing key.
const Json* find(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

bool flag(const Json& object, const char* key) {
    const Json* value = find(object, key);
    if (value == nullptr) return false;
    if (!value->is_boolean()) bad(key, "must be true or false");
    return value->get<bool>();
}

std::int64_t whole(const Json& value, const char* key) {
    const bool fits = value.is_number_integer() &&
                      (!value.is_number_unsigned() || value.get<std::uint64_t>() <= std::uint64_t{INT64_MAX});
    if (!fits) bad(key, "must be a whole number of at most 64 bits");
    return value.get<std::int64_t>();
}

std::int64_t number(const Json& object, const char* key, std::int64_t otherwise) {
    const Json* value = find(object, key);
    return value == nullptr ? otherwise : whole(*value, key);
}

/// Numbers that cannot be a term or a grade stay numbers that cannot be one.
std::optional<int> small_number(const Json& object, const char* key) {
    const Json* value = find(object, key);
    if (value == nullptr) return std::nullopt;
    return static_cast<int>(std::clamp<std::int64_t>(whole(*value, key), -1, 1'000'000));
}

std::string text(const Json& object, const char* key, const std::string& otherwise) {
    const Json* value = find(object, key);
    if (value == nullptr) return otherwise;
    if (!value->is_string()) bad(key, "must be a text");
    return value->get<std::string>();
}

std::string text(const Json& object, const char* key) {
    if (find(object, key) == nullptr) bad(key, "is missing");
    return text(object, key, "");
}

Date date(const Json& object, const char* key) {
    const auto day = platform::parse_date(text(object, key));
    if (!day) bad(key, "must be a date like \"2014-06-30\"");
    return *day;
}

const Json& object_at(const Json& object, const char* key) {
    const Json* value = find(object, key);
    if (value == nullptr || !value->is_object()) bad(key, "must be an object");
    return *value;
}

/// The objects of a list; none when the key is missing.
std::vector<const Json*> objects(const Json& object, const char* key) {
    std::vector<const Json*> out;
    const Json* list = find(object, key);
    if (list == nullptr) return out;
    if (!list->is_array()) bad(key, "must be a list");
    for (const Json& item : *list) {
        if (!item.is_object()) bad(key, "must be a list of objects");
        out.push_back(&item);
    }
    return out;
}

template <class Named>
auto word(const Json& object, const char* key, Named named) {
    using Value = decltype(named(std::string_view()));
    if (find(object, key) == nullptr) return Value();
    const Value value = named(text(object, key));
    if (!value) bad(key, "is not a word that is known here");
    return value;
}

std::vector<Document> documents(const Json& applicant) {
    std::vector<Document> out;
    const Json* list = find(applicant, "documents");
    if (list == nullptr) return out;
    if (!list->is_array()) bad("documents", "must be a list");
    for (const Json& item : *list) {
        const auto document = item.is_string() ? document_named(item.get<std::string>()) : std::nullopt;
        if (!document) bad("documents", "must name only labour_contract and social_security_proof");
        out.push_back(*document);
    }
    return out;
}

Applicant applicant_of(const Json& from) {
    Applicant out;
    out.id_number = text(from, "id_number", "");
    out.employment = word(from, "employment", employment_named);
    out.documents = documents(from);
    out.union_member = flag(from, "union_member");
    out.basic_insurance = flag(from, "basic_insurance");
    for (const Json* held : objects(from, "enrolled")) {
        out.enrolled.push_back({text(*held, "plan"), {date(*held, "from"), date(*held, "to")}});
        if (out.enrolled.back().coverage.to < out.enrolled.back().coverage.from)
            bad("enrolled", "ends before it begins");
    }
    out.continuous = flag(from, "continuous");
    out.service_card_verified = flag(from, "service_card_verified");
    out.via = word(from, "via", via_named).value_or(Via::individual);
    return out;
}

QuoteRequest quote_request(const Json& line) {
    QuoteRequest out;
    out.on = date(line, "on");
    out.applicant = applicant_of(object_at(line, "applicant"));
    for (const Json* plan : objects(line, "plans")) {
        out.plans.push_back({text(*plan, "plan"), number(*plan, "units", 1), small_number(*plan, "years")});
        if (out.plans.back().units < 1) bad("units", "must be 1 or more");
    }
    if (out.plans.empty()) bad("plans", "must name at least one plan");
    out.payment = word(line, "payment", payment_named);
    return out;
}

Claim claim_of(const Json& from) {
    Claim out;
    out.kind = text(from, "kind");
    out.days = number(from, "days", 0);
    out.days_paid_before = number(from, "days_paid_before", 0);
    out.grade = small_number(from, "grade");
    out.amount_fen = number(from, "amount_fen", 0);
    out.paid_before_fen = number(from, "paid_before_fen", 0);
    out.pooled_share_fen = number(from, "pooled_share_fen", 0);
    out.large_share_fen = number(from, "large_share_fen", 0);
    out.disease = text(from, "disease", "");
    out.first_diagnosis = flag(from, "first_diagnosis");
    out.hospitalized = flag(from, "hospitalized");
    out.first_admission = flag(from, "first_admission");
    out.continuous = flag(from, "continuous");
    return out;
}

EstimateRequest estimate_request(const Json& line) {
    EstimateRequest out;
    out.plan = text(line, "plan");
    out.units = number(line, "units", 1);
    out.years = small_number(line, "years");
    if (find(line, "effective") != nullptr) out.effective = date(line, "effective");
    out.on = date(line, "on");
    out.claim = claim_of(object_at(line, "claim"));
    return out;
}

template <class Words>
Answer names_of(const Words& words) {
    Answer out = Answer::array();
    for (const auto& one : words) out.push_back(std::string(name_of(one)));
    return out;
}

Answer optional_number(const std::optional<std::int64_t>& value) {
    return value ? Answer(*value) : Answer(nullptr);
}

Answer steps_of(const std::vector<Text>& steps) {
    Answer out = Answer::array();
    for (const Text& step : steps) out.push_back({{"zh", step.zh}, {"en", step.en}});
    return out;
}

void put_quote(const Pack& pack, const Json& line, Explain explain, Answer& out) {
    const QuoteAnswer answer = quote(pack, quote_request(line), explain);
    out["ok"] = answer.ok;
    out["fee_fen"] = optional_number(answer.fee_fen);
    out["coverage"] = Answer::array();
    for (const CoverageRow& row : answer.coverage) {
        out["coverage"].push_back({{"plan", row.plan},
                                   {"from", platform::format_date(row.days.from)},
                                   {"to", platform::format_date(row.days.to)}});
    }
    out["refusals"] = names_of(answer.refusals);
    out["notes"] = names_of(answer.notes);
    if (explain == Explain::yes) out["steps"] = steps_of(answer.steps);
}

void put_estimate(const Pack& pack, const Json& line, Explain explain, Answer& out) {
    const auto answer = estimate(pack, estimate_request(line), explain);
    if (!answer) throw BadLine{std::string(message_of(answer.error()))};
    out["benefit_fen"] = optional_number(answer->benefit_fen);
    out["refusals"] = names_of(answer->refusals);
    out["route"] = std::string(name_of(answer->route));
    if (explain == Explain::yes) out["steps"] = steps_of(answer->steps);
}

void put_group(const Pack& pack, const Json& line, Explain explain, Answer& out) {
    for (const char* key : {"headcount", "joining"}) {
        if (find(line, key) == nullptr) bad(key, "is missing");
    }
    const auto answer = group(pack, {number(line, "headcount", 0), number(line, "joining", 0)}, explain);
    if (!answer) throw BadLine{std::string(message_of(answer.error()))};
    out["ok"] = answer->ok;
    out["required"] = optional_number(answer->required);
    out["refusals"] = names_of(answer->refusals);
    if (explain == Explain::yes) out["steps"] = steps_of(answer->steps);
}

/// A text, a number or null comes back as it came; anything else as null, so that no answer can be nested
/// deep.
Answer id_of(const Json& line) {
    if (!line.is_object()) return nullptr;
    const auto id = line.find("id");
    const bool plain = id != line.end() && (id->is_string() || id->is_number());
    return plain ? Answer(*id) : Answer(nullptr);
}

Answer answer_to(std::span<const Pack> packs, const Json& line, Explain explain) {
    const std::string op = text(line, "op");
    const std::string scheme = text(line, "scheme");
    if (op != "quote" && op != "estimate" && op != "group")
        bad("op", "must be one of quote, estimate, group");
    const auto pack =
        std::find_if(packs.begin(), packs.end(), [&](const Pack& other) { return other.id == scheme; });
    if (pack == packs.end()) bad("scheme", "is not the id of a pack that is loaded");
    Answer out;
    out["id"] = id_of(line);
    if (op == "quote") put_quote(*pack, line, explain, out);
    if (op == "estimate") put_estimate(*pack, line, explain, out);
    if (op == "group") put_group(*pack, line, explain, out);
    return out;
}

std::string error_line(const Json& line, const std::string& what) {
    Answer out;
    out["id"] = id_of(line);
    out["error"] = what;
    return out.dump();
}

}  // namespace

std::string eval_line(std::span<const Pack> packs, std::string_view line, Explain explain) {
    if (line.size() > kMaxLine) return error_line(nullptr, "the line is longer than 1 MiB");
    const Json parsed = Json::parse(line, nullptr, false);
    if (parsed.is_discarded()) return error_line(nullptr, "the line is not JSON");
    try {
        if (!parsed.is_object()) bad("the line", "must be a JSON object");
        const Json* id = find(parsed, "id");
        if (id != nullptr && !id->is_string() && !id->is_number()) bad("id", "must be a text or a number");
        return answer_to(packs, parsed, explain).dump();
    } catch (const BadLine& problem) {
        return error_line(parsed, problem.what);
    }
}

bool same_json(std::string_view a, std::string_view b) {
    const Json first = Json::parse(a, nullptr, false);
    const Json second = Json::parse(b, nullptr, false);
    return !first.is_discarded() && !second.is_discarded() && first == second;
}

}  // namespace config
