// What the adjudicator tells operators' pages, and does for them: the few things that need its keys.
// Questions and answers are JSON objects; a question that cannot be answered gets {"error": WORD}.
//
//   {"ask":"work"}
//       {}: new work was put into the database
//   {"ask":"names","records":[hex…]}
//       {"rows":[{record, slip, name, tail, fee, paid, coverage_from, coverage_to, scheme, workplace}…]}
//       names are masked; a record that cannot be read is left out
//   {"ask":"open","record":hex}
//       {"person":{…}, "enrollment":{…}, "history":[…]}: everything
//   {"ask":"claims","ids":[hex…]}
//       {"rows":[{id, number, kind, name, steps, amount, final, detail, due, filed?}…]}
//       filed: {record, station, state, reason, since, pages, enrollment?, other_person}
//   {"ask":"claim","record":hex}
//       {"person":{…}, "claim":{…}, "papers":[{listed, title?, brought, pages:[hex…]}…], "history":[…],
//       "reviews":[…]}: everything about a filed one
//   {"ask":"paper","record":hex,"attachment":hex}
//       {"base64":…}: one of its photographs, opened
//   {"ask":"register","station","number","prefix","url"}
//       {"code":"MAP1:…"}; the error is a name of OperateError
//
// One object belongs to one thread.
#pragma once

#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "config/scheme/pack.h"
#include "sync/center/at_rest.h"
#include "sync/center/folder.h"
#include "sync/center/store.h"

namespace mutual_aid::v1 {
class Body;
class Enrollment;
}  // namespace mutual_aid::v1

namespace syncing::center {

class JudgeDesk {
  public:
    JudgeDesk(JudgeStore& store, AdminStore& admin, const CenterFolder& folder, const JudgeKeys& keys,
              const platform::Clock& clock);

    nlohmann::json answer(const nlohmann::json& question);

  private:
    struct Known;

    nlohmann::json names(const nlohmann::json& question);
    nlohmann::json open(const nlohmann::json& question);
    nlohmann::json claims(const nlohmann::json& question);
    nlohmann::json claim(const nlohmann::json& question);
    nlohmann::json paper(const nlohmann::json& question);
    Stored<nlohmann::json> findings_of(const RecordId& record) const;
    /// Null when the center does not have it.
    const config::Pack* pack(const platform::Hash& hash);
    nlohmann::json register_terminal(const nlohmann::json& question);
    Known known(std::span<const Fact> facts) const;
    mutual_aid::v1::Body body_of(const Fact& fact) const;

    JudgeStore& store_;
    AdminStore& admin_;
    const CenterFolder& folder_;
    const platform::Clock& clock_;
    const JudgeKeys& keys_;
    const AtRest rest_;
    std::map<platform::Hash, std::optional<config::Pack>> packs_;  // none: does not load
};

}  // namespace syncing::center
