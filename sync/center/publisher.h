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
    Done claim(const ClaimRow& row);
    /// Remembers the key; a new one gets all that it may see of the person.
    Done add_key(const PersonKey& key);

  private:
    Done to_desk(const EnrollmentRow& row, std::string_view note);
    void enrollment_to(const PersonKey& key, const EnrollmentRow& row);
    void claim_to(const PersonKey& key, const ClaimRow& row);

    WorkingSet& store_;
    const AtRest rest_;
};

}  // namespace syncing::center
