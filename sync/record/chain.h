// Entries that follow each other and whose bodies are their headers'.
#pragma once

#include "sync/record/entry.h"

namespace syncing {

/// Given a ledger's stored entries in order; the next ledger begins with its seq 1.
class ChainCheck {
  public:
    /// False when it does not follow, or is not what it says. A purged (empty) body is not looked at.
    bool next(std::uint64_t seq, const LedgerId& ledger, platform::ByteView header_bytes,
              platform::ByteView hash, platform::ByteView sealed);

  private:
    std::uint64_t seq_ = 0;
    platform::Hash hash_{};
};

}  // namespace syncing
