// A terminal of the fleet: the real ledger and sync on a simulated disk and clock, with the people who come.
// What the power takes it loses; it comes up again by itself.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sync/fleet/account.h"
#include "sync/fleet/world.h"
#include "sync/ledger/attachments.h"
#include "sync/ledger/cache.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/state_folder.h"
#include "sync/station/session.h"

namespace syncing::fleet {

/// A copy of a terminal's disk.
struct DiskImage {
    std::filesystem::path folder;
    Terminal terminal;
    std::set<RecordId> records;
    std::set<AttachmentId> papers;
    LedgerId ledger{};  // the one that was written
    LedgerHead head;
    std::size_t ledgers = 1;
};

class Machine {
  public:
    /// A new terminal, or one that starts from an image (another machine's disk, cloned).
    Machine(World& world, Account& account, std::filesystem::path folder, Terminal terminal);
    Machine(World& world, Account& account, std::filesystem::path folder, const DiskImage& image);

    const Terminal& terminal() const { return terminal_; }
    const std::filesystem::path& folder() const { return folder_; }
    bool has_power() const { return world_.disk.has_power(folder_); }

    /// Somebody comes: enrolls, pays, corrects, withdraws, files a claim.
    void serve_visitor(const platform::Hash& pack);
    SyncReport sync(const Transport& transport);
    /// How the last sync ended; nothing before the first.
    const std::optional<SyncReport>& last_sync() const { return last_sync_; }
    /// An operator has looked: the center's time counts at the next sync.
    void accept_time_jump() { accept_time_jump_ = true; }

    void reboot();
    MachineClock& clock() { return clock_; }

    /// The disk as it is now, copied to `to`.
    DiskImage copy_disk(const std::filesystem::path& to);
    /// The disk is dead; an old copy of it takes its place.
    void put_back(const DiskImage& image);
    /// Record ids that this disk holds.
    const std::set<RecordId>& records() const { return records_; }
    const std::set<AttachmentId>& papers() const { return papers_; }
    std::size_t ledgers();
    /// Whether what the center holds of the ledger written here is not what stands here.
    bool contradicts(const LedgerId& ledger, std::uint64_t seq, const platform::Hash& hash);
    /// Whether the chain and every body are right.
    bool sound();

  private:
    struct Draft;
    /// Opens the databases if they are not; false while that fails for lack of space.
    bool up();
    void close();
    void recover();
    void save_checkpoint();
    TimeInterval time_now();
    std::optional<SealTo> center_key();
    void append(std::vector<Draft>& drafts);
    void keep_what_is_there();
    void keep(const RecordId& record, const Captured& captured);
    Draft enrollment(const platform::Hash& pack);
    Draft claim(const platform::Hash& pack);
    Draft of_person(RecordClass record_class, std::string number, const platform::Hash& pack);
    void photograph(Draft& draft);
    Draft about(const RecordId& enrollment, RecordClass record_class, const platform::Hash& pack);

    World& world_;
    Account& account_;
    std::filesystem::path folder_;
    Terminal terminal_;
    MachineClock clock_;
    std::optional<Ledger> ledger_;
    std::optional<Cache> cache_;
    std::optional<Attachments> attachments_;
    std::set<RecordId> records_;
    std::set<AttachmentId> papers_;
    /// Appended without a yes: a power cut may have come before or after the commit.
    std::vector<std::pair<RecordId, Captured>> in_flight_;
    std::optional<SyncReport> last_sync_;
    bool accept_time_jump_ = false;
};

}  // namespace syncing::fleet
