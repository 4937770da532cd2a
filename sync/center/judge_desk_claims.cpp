#include <algorithm>
#include <map>

#include "platform/log/log.h"
#include "sync/center/judge_desk_known.h"
#include "sync/seal/seal.h"
#include "sync/wire/packet.pb.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;
using nlohmann::json;

json view_json(const Tag& id, const wire::ClaimView& view) {
    json steps = json::array();
    for (const wire::ClaimStep& step : view.steps())
        steps.push_back({{"step", step.step()}, {"on", step.on()}, {"place", step.place()}});
    return {{"id", platform::to_hex(id)},
            {"number", view.claim_number()},
            {"kind", view.kind()},
            {"name", view.masked_name()},
            {"steps", steps},
            {"amount", view.amount_fen()},
            {"final", view.amount_is_final()},
            {"detail", view.detail()},
            {"due", view.answer_due()}};
}

json filed_json(const FiledClaim& filed) {
    json out{{"record", platform::to_hex(filed.record)},
             {"station", filed.station},
             {"state", filed.state},
             {"reason", filed.reason},
             {"since", filed.filed_ms},
             {"pages", filed.pages},
             {"other_person", filed.other_person}};
    if (filed.enrollment) out["enrollment"] = platform::to_hex(*filed.enrollment);
    return out;
}

json person_json(const wire::ClaimFiled& claim) {
    const wire::Person& person = claim.person();
    return {{"name", person.name().empty() ? person.english_name() : person.name()},
            {"number", person.number()},
            {"former_number", person.former_number()},
            {"birth", person.birth()},
            {"phone", claim.phone()}};
}

json claim_json(const wire::ClaimFiled& claim) {
    return {{"number", claim.claim_number()}, {"scheme", claim.scheme()},    {"plan", claim.plan()},
            {"kind", claim.kind()},           {"event", claim.event_date()}, {"staff", claim.staff_id()},
            {"typed_by", claim.typed_by()}};
}

json title_json(const config::Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

/// Each paper that the pack lists, then what was brought besides.
json papers_json(const wire::ClaimFiled& claim, const config::Pack* pack) {
    json papers = json::array();
    const std::size_t listed = pack == nullptr ? 0 : pack->claim_papers.size();
    for (std::size_t i = 0; i < listed; ++i) {
        papers.push_back({{"listed", i + 1},
                          {"title", title_json(pack->claim_papers[i])},
                          {"brought", false},
                          {"pages", json::array()}});
    }
    for (const wire::ClaimPaper& brought : claim.papers()) {
        const bool is_listed = brought.listed() >= 1 && brought.listed() <= listed;
        if (!is_listed) papers.push_back({{"listed", brought.listed()}, {"pages", json::array()}});
        json& paper = is_listed ? papers[brought.listed() - 1] : papers.back();
        paper["brought"] = true;
        for (const std::string& page : brought.pages()) {
            paper["pages"].push_back(platform::to_hex(platform::view_of(page)));
        }
    }
    return papers;
}

}  // namespace

json JudgeDesk::claims(const json& question) {
    const auto ids = ids_at(question, "ids");
    auto claims = store_.claims(ids);
    if (!claims) return error_json(name_of(claims.error()));
    std::map<Tag, ClaimRow> known;
    for (ClaimRow& row : *claims) known[row.id] = std::move(row);
    json rows = json::array();
    for (const Tag& id : ids) {
        const auto found = known.find(id);
        if (found == known.end()) continue;
        const ClaimRow& row = found->second;
        const platform::Bytes plain = rest_.unbox(row.box, id);
        wire::ClaimView view;
        if (!view.ParseFromArray(plain.data(), static_cast<int>(plain.size()))) continue;
        rows.push_back(view_json(id, view));
        if (row.filed) rows.back()["filed"] = filed_json(*row.filed);
    }
    return {{"rows", rows}};
}

json JudgeDesk::claim(const json& question) {
    const auto record = id_at<16>(question, "record");
    if (!record) return error_json("question");
    const auto facts = store_.facts_of(*record);
    if (!facts) return error_json(name_of(facts.error()));
    for (const Fact& fact : *facts) {
        const wire::Body body = body_of(fact);
        if (fact.record != *record || !body.has_claim_filed()) continue;
        // Beside the audit, which the asking process writes: this line it cannot leave out.
        platform::log::info("claim {} opened at the desk", platform::to_hex(*record));
        const wire::ClaimFiled& claim = body.claim_filed();
        const auto findings = findings_of(*record);
        if (!findings) return error_json(name_of(findings.error()));
        return {{"person", person_json(claim)},
                {"claim", claim_json(claim)},
                {"papers", papers_json(claim, pack(fact.header.pack_hash))},
                {"reviews", *findings},
                {"history", json::array({step_json(fact, body)})}};
    }
    return error_json("unreadable");
}

json JudgeDesk::paper(const json& question) {
    const auto record = id_at<16>(question, "record");
    const auto attachment = id_at<32>(question, "attachment");
    if (!record || !attachment) return error_json("question");
    const auto sealed = admin_.attachments_of(*record);
    if (!sealed) return error_json(name_of(sealed.error()));
    const auto found = std::ranges::find_if(
        *sealed, [&](const platform::Bytes& one) { return platform::hash(one) == *attachment; });
    if (found == sealed->end()) return error_json("not_arrived");
    platform::log::info("a paper of record {} opened at the desk", platform::to_hex(*record));
    auto opened = open_bytes(keys_.sealing.pair, *found);
    for (std::size_t i = 0; !opened && i < keys_.old_sealing.size(); ++i)
        opened = open_bytes(keys_.old_sealing[i].pair, *found);
    if (!opened) return error_json("unreadable");
    return {{"base64", platform::to_base64(*opened)}};
}

const config::Pack* JudgeDesk::pack(const platform::Hash& hash) {
    const auto loaded = packs_.find(hash);
    if (loaded != packs_.end()) return loaded->second ? &*loaded->second : nullptr;
    const auto rows = store_.packs();
    if (!rows) return nullptr;
    for (const PackRow& row : *rows) {
        if (row.hash != hash) continue;
        auto pack = config::load_pack(row.id + ".toml", row.toml);
        auto& kept = packs_[hash];
        if (pack) kept = std::move(*pack);
        return kept ? &*kept : nullptr;
    }
    return nullptr;
}

}  // namespace syncing::center
