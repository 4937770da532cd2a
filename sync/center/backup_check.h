// What a center's database holds, read through and checked: in place, and in a dump of PostgreSQL's. Private
// to this folder.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "platform/crypto/hasher.h"
#include "sync/center/backup.h"
#include "sync/center/store.h"
#include "sync/record/chain.h"

namespace syncing::center {

struct HeldData {
    BackupReport report;
    std::vector<Ledger> ledgers;
    std::vector<AttachmentRow> new_attachments;  // as in AdminStore::new_attachments(), none damaged
};

/// Entries in any order against what the center says that it holds of each ledger. What came after that is
/// taken for itself: a center may take in entries while it is read.
class LedgersCheck {
  public:
    explicit LedgersCheck(std::span<const Ledger> ledgers);
    void see(const LedgerId& ledger, std::uint64_t seq, platform::ByteView header, platform::ByteView hash,
             platform::ByteView body);
    /// After the last one: how many there were, or `damaged`.
    platform::Result<std::uint64_t, BackupError> finish() const;

  private:
    struct Held {
        std::uint64_t seq = 0;
        platform::Hash hash{};
        ChainSet chain;
    };
    std::map<LedgerId, Held> held_;
    std::uint64_t entries_ = 0;
    bool right_ = true;
};

/// Attachments that are whole against their names, which are their hashes. Their pieces in any order; one
/// that comes before its turn is kept until then. Pieces of others are passed over.
class AttachmentsCheck {
  public:
    /// The same again changes nothing.
    void expect(const AttachmentRow& whole);
    void see(const platform::TerminalId& terminal, const platform::Hash& id, std::uint64_t start,
             platform::ByteView data);
    /// After the last one.
    std::vector<AttachmentRow> damaged() const;

  private:
    struct Expected {
        AttachmentRow row;
        std::uint64_t at = 0;
        std::unique_ptr<platform::Hasher> hasher = {};  // from the first piece to the last
        std::map<std::uint64_t, platform::Bytes> ahead = {};
        bool right = false;

        void take(platform::ByteView data);
    };
    std::map<std::pair<platform::TerminalId, platform::Hash>, Expected> expected_;
};

platform::Result<HeldData, BackupError> check_store(AdminStore& store);
platform::Result<HeldData, BackupError> check_dump(const std::filesystem::path& file);

}  // namespace syncing::center
