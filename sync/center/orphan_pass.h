// Deletes attachments that nobody will ever look at, once a civil day, in the adjudicator's process: those
// whose record has not come 30 days after their last piece, and what a revoked terminal began and will not
// finish. One whose record is here is never touched. A terminal that still has one it sends it again when the
// record does come: the center never says that a backup holds one without its record (backup.h).
#pragma once

#include <functional>
#include <string>

#include "platform/clock/clock.h"
#include "sync/center/store.h"

namespace syncing::center {

constexpr std::int64_t kOrphanMs = 30LL * 24 * 3600 * 1000;

class OrphanPass {
  public:
    /// `pause` is called between two units of work, outside both.
    OrphanPass(
        AdminStore& store, const platform::Clock& clock, std::function<void()> pause = [] {})
        : store_(store), clock_(clock), pause_(std::move(pause)) {}

    /// With the first call, and the first of each day (Asia/Shanghai) after it.
    Done run_when_due();

  private:
    Stored<std::size_t> drop_all(const std::function<Stored<std::vector<AttachmentRow>>()>& next);

    AdminStore& store_;
    const platform::Clock& clock_;
    const std::function<void()> pause_;
    std::string last_day_;
};

}  // namespace syncing::center
