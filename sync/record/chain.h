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

/// The same of one ledger's entries in any order, in constant memory.
class ChainSet {
  public:
    /// False when it is not what it says.
    bool add(std::uint64_t seq, const LedgerId& ledger, platform::ByteView header, platform::ByteView hash,
             platform::ByteView sealed);
    std::uint64_t size() const { return count_; }
    /// Whether what was added is the whole chain from the ledger's first entry to this one.
    bool ends_with(std::uint64_t seq, const platform::Hash& hash) const;

  private:
    void toggle(std::uint64_t seq, const platform::Hash& hash);

    std::uint64_t count_ = 0;
    // The places of entries and those that entries say come before them, each as a hash, in one exclusive or:
    // all cancel out but the last and the one before the first. As many entries as the last one's number
    // says, and a chain back from it uses them all.
    platform::Hash open_ends_{};
};

}  // namespace syncing
