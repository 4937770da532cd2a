// What came from a revoked terminal's disk.
#include <algorithm>
#include <map>

#include "platform/base/check.h"
#include "sync/center/adjudicator.h"
#include "sync/center/adjudicator_known.h"

namespace syncing::center {

namespace {

namespace wire = mutual_aid::v1;

/// What was said of each record; of one record the last word stands.
std::map<RecordId, bool> verdicts_of(const std::vector<wire::Review>& reviews) {
    std::map<RecordId, bool> verdicts;
    for (const wire::Review& review : reviews) {
        if (review.question() != name_of(Reason::quarantine)) continue;
        for (const std::string& seen : review.seen()) {
            if (const auto record = platform::array_of<16>(platform::view_of(seen)))
                verdicts[*record] = review.accepted();
        }
    }
    return verdicts;
}

}  // namespace

Stored<Adjudicator::Counted> Adjudicator::counted(const RecordId& enrollment, std::vector<Fact> facts) {
    Counted out;
    if (std::ranges::none_of(facts, &Fact::quarantine)) {
        out.facts = std::move(facts);
        return out;
    }
    const auto boxes = store_.reviews_of(enrollment);
    if (!boxes) return platform::fail(boxes.error());
    std::vector<wire::Review> reviews;
    for (const platform::Bytes& box : *boxes) {
        const platform::Bytes plain = rest_.unbox(box, enrollment);
        platform::check(reviews.emplace_back().ParseFromArray(plain.data(), static_cast<int>(plain.size())),
                        "a review at rest cannot be read");
    }
    const auto verdicts = verdicts_of(reviews);
    for (Fact& fact : facts) {
        const auto said = verdicts.find(fact.record);
        const bool counts = !fact.quarantine || (said != verdicts.end() && said->second);
        const bool itself = fact.record == enrollment;
        if (!counts && said == verdicts.end()) out.quarantine = Quarantine::asks;
        if (!counts && itself) {
            out.own = true;
            if (out.quarantine == Quarantine::none) out.quarantine = Quarantine::refused;
        }
        if (counts || itself) out.facts.push_back(std::move(fact));
    }
    return out;
}

}  // namespace syncing::center
