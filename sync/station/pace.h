// How much at a time, and how long to wait. Pure.
#pragma once

#include <chrono>
#include <cstddef>

namespace syncing {

/// Entries per range: halved when it was too much (413 or a time-out), doubled after a success.
class BulkSize {
  public:
    std::size_t entries() const { return entries_; }
    void succeeded();
    /// False when it was a single entry already.
    bool too_much();

  private:
    std::size_t entries_ = 128;
};

/// 1 s, 2 s, 4 s … at most 60 s, of which a random half (`random` in [0, 1)) is left out, so that a thousand
/// terminals do not come back together. `attempt` counts from 0.
std::chrono::milliseconds wait_before_retry(int attempt, double random);

}  // namespace syncing
