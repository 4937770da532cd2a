// How much at a time, and how long to wait. Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

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

/// Bytes of attachments in one request: at 1 Mbit/s a request of the largest size takes 8 s, against which a
/// round trip of 0.2 s is little; a cut costs half of one.
class PieceSize {
  public:
    std::size_t bytes() const { return bytes_; }
    void succeeded();
    void failed();

  private:
    std::size_t bytes_ = 256UL * 1024;
};

/// 1 s, 2 s, 4 s … at most 60 s, of which a random half (`random` in [0, 1)) is left out, so that a thousand
/// terminals do not come back together. `attempt` counts from 0.
std::chrono::milliseconds wait_before_retry(int attempt, double random);

/// How long a running terminal waits until it syncs unasked. By day 20 to 40 minutes; sooner where its moment
/// of the night comes first: `nightly_at` (after midnight, Asia/Shanghai) and a part of `spread`. `random` in
/// [0, 1) tells terminals apart. `now`: this machine's clock, which may be wrong: then it is only another
/// time.
std::chrono::milliseconds pause_before_sync(std::int64_t now_ms, std::chrono::minutes nightly_at,
                                            std::chrono::minutes spread, double random);

}  // namespace syncing
