// Sealed rows into the updates stream: what a person may see, what a station's desk may see.
#pragma once

#include "sync/center/at_rest.h"
#include "sync/center/working_set.h"

namespace syncing::center {

class Publisher {
  public:
    Publisher(WorkingSet& store, const AtRest& rest) : store_(store), rest_(rest) {}

    /// To the station's desk and to every key of the person that may see it.
    /// `note`: what an operator wants staff to know.
    Done enrollment(const EnrollmentRow& row, std::string_view note = "");
    /// To every key of the person that may see it. One that came from a revoked terminal's disk: to none.
    Done claim(const ClaimRow& row);
    /// What became of a filed claim, to the desk of its station.
    Done claim_to_desk(const ClaimRow& row, std::string_view note = "");
    /// What was filed there cannot be read: it must be filed again.
    Done unreadable_claim(const RecordId& record, const std::string& station);
    /// Remembers the key; a new one gets all that it may see of the person.
    Done add_key(const PersonKey& key);

  private:
    struct News;
    Done to_desk(News news);
    void enrollment_to(const PersonKey& key, const EnrollmentRow& row);
    void claim_to(const PersonKey& key, const ClaimRow& row);

    WorkingSet& store_;
    const AtRest rest_;
};

}  // namespace syncing::center
