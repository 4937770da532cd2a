// Makes the already-enrolled filter (sync/wire/enrolled_filter.h) once a civil day, in the adjudicator's
// process, and publishes the shards that have changed. Everything is compared with what was published, so a
// pass that was cut short, a withdrawal and a restored center all come right with the next one.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "platform/clock/clock.h"
#include "sync/center/filter_store.h"
#include "sync/center/folder.h"
#include "sync/wire/enrolled_filter.h"

namespace syncing::center {

class FilterPass {
  public:
    /// `pause` is called between two units of work, outside both.
    FilterPass(
        FilterStore& store, const JudgeKeys& keys, const platform::Clock& clock,
        std::function<void()> pause = [] {});

    /// With the first call of each day (Asia/Shanghai): terminals fetch at night what the day has changed.
    Done run_when_due();

  private:
    using PlanPeriod = std::pair<std::string, std::string>;
    using Standing = std::map<PlanPeriod, std::vector<FilterElement>>;
    using Contents = std::map<std::uint32_t, platform::Hash>;  // of shards, as published

    platform::SymmetricKey key_of(const PlanPeriod& of) const;
    /// Of everybody who stands for a period that has not ended.
    Stored<Standing> gather(const std::string& today);
    /// Of the next rows that stand, each with its elements.
    Stored<std::vector<StandingRow>> next_rows(const RecordId& after, const std::string& today);
    /// From the enrollments themselves, for those that have none yet, and kept for the nights that follow.
    Done make_elements(std::vector<StandingRow>& rows);
    platform::Bytes elements_of(const StandingRow& row, platform::ByteView box) const;
    Done publish(const PlanPeriod& of, std::vector<FilterElement> elements, const Contents& published);
    Done publish_shard(const PlanPeriod& of, const mutual_aid::v1::EnrolledFilter& shard,
                       const Contents& published);

    FilterStore& store_;
    const JudgeKeys& keys_;
    const platform::Clock& clock_;
    const std::function<void()> pause_;
};

}  // namespace syncing::center
