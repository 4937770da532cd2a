#include "sync/center/judge_desk.h"

#include <map>
#include <nlohmann/json.hpp>

#include "platform/base/check.h"
#include "platform/log/log.h"
#include "sync/center/judge_desk_known.h"
#include "sync/center/operate.h"
#include "sync/record/mask.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using nlohmann::json;

std::string_view class_name(RecordClass record_class) {
    switch (record_class) {
        case RecordClass::enrollment:
            return "enrollment";
        case RecordClass::payment:
            return "payment";
        case RecordClass::correction:
            return "correction";
        case RecordClass::withdrawal:
            return "withdrawal";
        case RecordClass::claim_filed:
            return "claim_filed";
        case RecordClass::card_key_seen:
            return "card_key_seen";
        case RecordClass::staff_action:
            return "staff_action";
        case RecordClass::hand_over:
            return "hand_over";
    }
    return "unknown";
}

std::string_view basis_name(TimeBasis basis) {
    switch (basis) {
        case TimeBasis::unknown:
            return "unknown";
        case TimeBasis::signed_time:
            return "signed_time";
        case TimeBasis::after_reboot:
            return "after_reboot";
        case TimeBasis::simulated:
            return "simulated";
    }
    return "unknown";
}

}  // namespace

json step_json(const Fact& fact, const wire::Body& body) {
    json step{{"class", class_name(fact.record_class)},
              {"station", fact.station},
              {"received", fact.received},
              {"earliest", fact.header.time.earliest_ms},
              {"latest", std::min<std::int64_t>(fact.header.time.latest_ms, fact.received)},
              {"basis", basis_name(fact.header.time.basis)},
              {"seq", fact.header.seq},
              {"quarantine", fact.quarantine}};
    if (body.has_payment()) {
        step["amount"] = body.payment().amount_fen();
        step["receipt"] = body.payment().receipt_number();
        step["method"] = body.payment().method();
        step["papers"] = body.payment().papers_checked();
        step["staff"] = body.payment().staff_id();
    }
    if (body.has_correction()) {
        const wire::Correction& change = body.correction();
        json changes = json::object();
        if (change.has_phone()) changes["phone"] = mask_phone(change.phone());
        if (change.has_workplace()) changes["workplace"] = change.workplace();
        if (change.has_document()) changes["document"] = change.document();
        if (change.has_employment()) changes["employment"] = change.employment();
        step["changes"] = changes;
        step["staff"] = change.staff_id();
        step["reason"] = change.reason();
    }
    if (body.has_withdrawal()) {
        step["staff"] = body.withdrawal().staff_id();
        step["reason"] = body.withdrawal().reason();
    }
    if (body.has_enrollment()) step["staff"] = body.enrollment().typed_by();
    if (body.has_claim_filed()) step["staff"] = body.claim_filed().staff_id();
    return step;
}

namespace {

std::string name_in(const wire::Person& person) {
    return person.name().empty() ? person.english_name() : person.name();
}

json person_json(const wire::Enrollment& enrollment) {
    const wire::Person& person = enrollment.person();
    return {{"name", name_in(person)},      {"number", person.number()},
            {"card", person.card_kind()},   {"sex", person.sex()},
            {"birth", person.birth()},      {"former_number", person.former_number()},
            {"phone", enrollment.phone()},  {"workplace", enrollment.workplace()},
            {"valid_to", person.valid_to()}};
}

json enrollment_json(const wire::Enrollment& enrollment) {
    return {{"slip", enrollment.slip_number()},
            {"scheme", enrollment.scheme()},
            {"plan", enrollment.plan()},
            {"units", enrollment.units()},
            {"employment", enrollment.employment()},
            {"document", enrollment.document()},
            {"joins_union", enrollment.joins_union()},
            {"consent", enrollment.consent()},
            {"fee", enrollment.fee_fen()},
            {"coverage_from", enrollment.coverage_from()},
            {"coverage_to", enrollment.coverage_to()},
            {"typed_by", enrollment.typed_by()}};
}

}  // namespace

/// One enrollment with everything that speaks of it.
struct JudgeDesk::Known {
    wire::Enrollment enrollment;  // as it was written
    std::int64_t paid_fen = 0;
    json history = json::array();
    bool readable = false;
};

JudgeDesk::JudgeDesk(JudgeStore& store, AdminStore& admin, const CenterFolder& folder, const JudgeKeys& keys,
                     const platform::Clock& clock)
    : store_(store), admin_(admin), folder_(folder), clock_(clock), keys_(keys), rest_(keys.data) {}

json JudgeDesk::answer(const json& question) {
    const std::string ask = question.is_object() ? text_at(question, "ask") : "";
    if (ask == "work") return json::object();
    if (ask == "names") return names(question);
    if (ask == "open") return open(question);
    if (ask == "claims") return claims(question);
    if (ask == "claim") return claim(question);
    if (ask == "paper") return paper(question);
    if (ask == "register") return register_terminal(question);
    return error_json("question");
}

wire::Body JudgeDesk::body_of(const Fact& fact) const {
    const platform::Bytes plain = rest_.unbox(fact.box, fact.record);
    wire::Body body;
    platform::check(body.ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                    "a fact cannot be read");
    return body;
}

JudgeDesk::Known JudgeDesk::known(std::span<const Fact> facts) const {
    Known known;
    for (const Fact& fact : facts) {
        const wire::Body body = body_of(fact);
        known.history.push_back(step_json(fact, body));
        if (body.has_enrollment()) {
            known.enrollment = body.enrollment();
            known.readable = true;
        }
        if (body.has_payment()) known.paid_fen += body.payment().amount_fen();
    }
    return known;
}

json JudgeDesk::names(const json& question) {
    const auto records = ids_at(question, "records");
    auto facts = store_.facts_of(records);
    if (!facts) return error_json(name_of(facts.error()));
    std::map<RecordId, std::vector<Fact>> by_record;
    for (Fact& fact : *facts) by_record[fact.target].push_back(std::move(fact));
    json rows = json::array();
    for (const RecordId& record : records) {
        const Known found = known(by_record[record]);
        if (!found.readable) continue;
        const wire::Enrollment& enrollment = found.enrollment;
        rows.push_back({{"record", platform::to_hex(record)},
                        {"slip", enrollment.slip_number()},
                        {"name", mask_name(name_in(enrollment.person()))},
                        {"tail", number_tail(enrollment.person().number())},
                        {"fee", enrollment.fee_fen()},
                        {"paid", found.paid_fen},
                        {"scheme", enrollment.scheme()},
                        {"workplace", enrollment.workplace()},
                        {"typed_by", enrollment.typed_by()},
                        {"coverage_from", enrollment.coverage_from()},
                        {"coverage_to", enrollment.coverage_to()}});
    }
    return {{"rows", rows}};
}

json JudgeDesk::open(const json& question) {
    const auto record = id_at<16>(question, "record");
    if (!record) return error_json("question");
    const auto facts = store_.facts_of(*record);
    if (!facts) return error_json(name_of(facts.error()));
    const Known found = known(*facts);
    if (!found.readable) return error_json("unreadable");
    // Beside the audit, which the asking process writes: this line it cannot leave out.
    platform::log::info("enrollment {} opened at the desk", platform::to_hex(*record));
    const auto findings = findings_of(*record);
    if (!findings) return error_json(name_of(findings.error()));
    return {{"person", person_json(found.enrollment)},
            {"reviews", *findings},
            {"enrollment", enrollment_json(found.enrollment)},
            {"paid", found.paid_fen},
            {"history", found.history}};
}

Stored<json> JudgeDesk::findings_of(const RecordId& record) const {
    json findings = json::array();
    const auto reviews = store_.reviews_of({&record, 1});
    if (!reviews) return platform::fail(reviews.error());
    for (const FindingRow& finding : *reviews) {
        const platform::Bytes plain = rest_.unbox(finding.box, record);
        wire::Review review;
        platform::check(review.ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                        "a review cannot be read");
        findings.push_back({{"question", review.question()},
                            {"accepted", review.accepted()},
                            {"reason", review.reason()},
                            {"note", review.note()},
                            {"operator", review.operator_id()},
                            {"at", review.at_ms()}});
    }
    return findings;
}

json JudgeDesk::register_terminal(const json& question) {
    Registration registration{text_at(question, "station"), 0, text_at(question, "prefix"),
                              text_at(question, "url")};
    const auto number = question.find("number");
    if (number != question.end() && number->is_number_unsigned())
        registration.number = number->get<std::uint32_t>();
    const auto code = center::register_terminal(admin_, folder_, registration, clock_.wall());
    if (!code) return {{"error", name_of(code.error())}, {"why", error_text(code.error())}};
    return {{"code", *code}};
}

}  // namespace syncing::center
