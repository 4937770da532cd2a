// What the already-enrolled filter is made from and what was published of it. Contract as in store.h.
#pragma once

#include <map>

#include "sync/center/store.h"

namespace syncing::center {

/// Who stands for a period. `period`: "2026-07-01/2027-06-30".
struct StandingRow {
    PersonTag person{};
    std::string plan;
    std::string period;
    RecordId enrollment{};
    platform::Bytes elements;  // encrypted at rest; empty: not made yet
};

struct PublishedShard {
    std::string plan;
    std::string period;
    std::uint64_t shard = 0;
    platform::Hash content{};
};

class FilterStore {
  public:
    virtual ~FilterStore() = default;
    /// Inside a unit nobody begins or ceases to stand.
    virtual Stored<std::unique_ptr<Unit>> begin() = 0;

    /// Of periods that end on `today` ("2026-06-15") or later, by enrollment, after `after`.
    virtual Stored<std::vector<StandingRow>> standing(const RecordId& after, std::string_view today,
                                                      std::size_t limit) = 0;
    /// The enrollments' own bodies, encrypted at rest; those that are not here (again) yet are left out.
    virtual Stored<std::map<RecordId, platform::Bytes>> body_boxes(std::span<const RecordId> enrollments) = 0;
    /// Of rows that stand. Inside the unit that read them.
    virtual Done put_elements(std::span<const StandingRow> rows) = 0;

    /// Those of one plan and period together, by number.
    virtual Stored<std::vector<PublishedShard>> published() = 0;
    virtual Done put_published(const PublishedShard& shard) = 0;
    virtual Done forget_published(std::string_view plan, std::string_view period) = 0;
    /// Inside a unit: the cursor is taken and used there.
    virtual Done publish(const Piece& piece) = 0;

    /// The civil day of the latest pass; "" before the first.
    virtual Stored<std::string> last_pass() = 0;
    virtual Done set_last_pass(std::string_view day) = 0;
};

}  // namespace syncing::center
