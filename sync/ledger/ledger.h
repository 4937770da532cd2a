// The terminal's append-only, hash-chained ledger (ledger.db). The terminal's store thread appends and reads;
// kiosk-sync reads from its own process, and hands over to a new ledger after a fork. One Ledger object
// belongs to one thread.
//
// A terminal has one ledger at a time. After a fork (docs/wire_format.md, "Hand-over") the old one is closed
// and its successor goes on in the same file: what the center lacks is appended again under the same record
// ids, so that everything known of an enrollment stays where it is. All Ledger objects of the file follow at
// their next call.
//
// An append is one transaction: the entry, its slip number, the sealed index row for the desk, the view
// sealed to the person's own keys. When append() returns without an error all of it is durable; with an error
// none of it is there. What is personal is sealed before it reaches the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <vector>

#include "platform/base/result.h"
#include "platform/database/database.h"
#include "sync/ledger/time_keeper.h"
#include "sync/record/entry.h"
#include "sync/seal/keys.h"
#include "sync/wire/code.h"
#include "sync/wire/packet.h"

namespace mutual_aid::v1 {
class Body;
class IndexRow;
}  // namespace mutual_aid::v1

namespace syncing {

enum class LedgerError {
    disk_full,
    busy,           // nothing was written; may be tried again
    broken,         // the disk failed, or the file is not a ledger of ours
    other_ledger,   // the file belongs to another ledger id
    already_there,  // this record id is in the ledger
    cannot_seal,    // body too large, or a degenerate public key
};
std::string_view name_of(LedgerError error);

/// A terminal's first ledger; from its identity (state_folder.h).
struct LedgerName {
    LedgerId id{};
    std::string slip_prefix;
    char letter = 'A';
};

struct SealTo {
    std::uint64_t key_id = 0;
    platform::SealingPublicKey key{};
};

/// Keeps the row a person's card number finds; HMAC under the terminal's local key.
platform::Hash person_tag(const platform::SymmetricKey& local_key, std::string_view number);

/// One record to be appended. Pointers are not owned and must live until append() returns.
struct LedgerAppend {
    RecordClass record_class = RecordClass::enrollment;
    RecordId record_id{};
    TimeInterval time;
    platform::Hash pack_hash{};
    /// This machine's clock, for the desk's list of a day; not evidence.
    std::int64_t wall_ms = 0;
    /// ledger_id and record_id are filled in; an enrollment's slip_number and a claim's claim_number too.
    mutual_aid::v1::Body* body = nullptr;
    /// Payment, correction, withdrawal: the enrollment's record id.
    std::optional<RecordId> about;
    /// For the desk: of the new enrollment or claim (record_id and slip_number are filled in), or replacing
    /// that of `about`. Left out while the station has no desk key.
    mutual_aid::v1::IndexRow* index_row = nullptr;
    /// Enrollment and claim only: finds earlier ones of the same person on this terminal.
    std::optional<platform::Hash> person;
    /// Enrollment and claim only: the card's and the slip's public key; each can open its own view of it.
    std::vector<platform::SealingPublicKey> readers;
};

struct Appended {
    LedgerId ledger{};
    std::uint64_t seq = 0;
    platform::Hash hash{};
    std::optional<SlipNumber> slip_number;  // of an enrollment or a claim
};

struct LedgerHead {
    std::uint64_t seq = 0;  // 0 = empty
    platform::Hash hash{};  // zeros when empty
    bool operator==(const LedgerHead&) const = default;
};

/// One of this terminal's ledgers.
struct OwnLedger {
    LedgerId id{};
    char letter = 'A';
    /// Signs the ledger's head. None for the first: its key is the state folder's.
    std::optional<platform::SigningSecretKey> key;
};

/// What closes a ledger and begins the next, once the center has agreed to it.
struct Succession {
    LedgerId successor{};          // as successor() gave it
    char letter = 'B';             // of slip numbers from now on
    std::uint64_t common_seq = 0;  // the center holds the closed ledger to here
    TimeInterval time;
    mutual_aid::v1::Body* statement = nullptr;  // the first record of the new ledger; ids are filled in
};

/// The first entry that does not follow from the one before it, or whose body is not its header's.
struct WrongEntry {
    char letter = 'A';
    std::uint64_t seq = 0;
    bool operator==(const WrongEntry&) const = default;
};

/// What has a slip and was written here, as far as it can be read without any key.
struct LocalSlip {
    RecordId record_id{};
    std::uint64_t seq = 0;  // in the ledger that is written now; 0 when the center holds it in a closed one
    SlipNumber number;
    std::int64_t saved_ms = 0;  // this machine's clock
    std::uint64_t desk_key_id = 0;
    platform::Bytes index_row;  // a sealed v1.IndexRow; empty when there was no desk key
};

struct LocalEnrollment : LocalSlip {
    bool paid = false;
    bool withdrawn = false;
};

struct LocalClaim : LocalSlip {
    bool filed_again = false;  // the same person filed another claim here later
};

/// Where two processes write to one file, the one that can wait commits this much at a time.
constexpr std::size_t kRowsPerCommit = 50;

/// The scheme pack that the terminal prices with.
struct PackInUse {
    std::string id;
    platform::Hash hash{};
    bool operator==(const PackInUse&) const = default;
};

class Ledger {
  public:
    /// Makes the file when it is missing. `max_pages` limits the file for tests (see DatabaseOptions).
    static platform::Result<Ledger, LedgerError> open(const std::filesystem::path& file,
                                                      const LedgerName& name, std::int64_t max_pages = 0);

    /// All of them or none, in order.
    platform::Result<std::vector<Appended>, LedgerError> append(std::span<const LedgerAppend> records,
                                                                const SealTo& center,
                                                                const std::optional<SealTo>& desk);

    // ---- the ledger that is written now
    platform::Result<LedgerHead, LedgerError> head();
    /// The first entry after `seq` whose class (RecordClass by number) is none of these.
    platform::Result<std::optional<std::uint64_t>, LedgerError> first_beyond(
        std::uint64_t seq, const std::vector<std::uint16_t>& classes);
    /// Entry `seq`'s place in the chain; nothing beyond the head; zeros for 0.
    platform::Result<std::optional<platform::Hash>, LedgerError> hash_at(std::uint64_t seq);
    /// Entries from..: at most `count`, and no more than `bytes` of bodies unless the first alone is larger.
    /// A purged body is empty.
    platform::Result<std::vector<RangeEntry>, LedgerError> entries(std::uint64_t from, std::size_t count,
                                                                   std::size_t bytes);

    // ---- all of them
    platform::Result<bool, LedgerError> has(const RecordId& record);
    /// Oldest first; the last one is written.
    platform::Result<std::vector<OwnLedger>, LedgerError> ledgers();
    platform::Result<std::optional<platform::Hash>, LedgerError> hash_in(const LedgerId& ledger,
                                                                         std::uint64_t seq);
    /// The chain of any of them from its head back, ever more thinly, at most kMaxPlaces and always seq 1:
    /// what lets a center find where both agree.
    platform::Result<std::vector<ChainPlace>, LedgerError> places(const LedgerId& ledger);
    /// The ledger that would follow: made at the first call (id and key), the same until hand_over() uses it.
    platform::Result<OwnLedger, LedgerError> successor();
    /// True when successor() was asked for and has not been used: a fork that is not settled yet.
    platform::Result<bool, LedgerError> waits_for_hand_over();
    /// Closes the ledger that is written and begins the next: its statement, then again what the center
    /// lacks.
    platform::Result<void, LedgerError> hand_over(const Succession& succession, const SealTo& center);
    /// A center that lost entries of a closed ledger after `common_seq` gets them again: in the ledger that
    /// is written, where they are not there already.
    platform::Result<void, LedgerError> append_again(const LedgerId& closed, std::uint64_t common_seq);
    /// Deletes the bodies of the written ledger's entries to `seq`, and of all closed ledgers where seq > 0:
    /// the center and a backup of it hold them. The freed bytes are overwritten. kRowsPerCommit at a time;
    /// true when there are more.
    platform::Result<bool, LedgerError> purge(std::uint64_t seq);
    platform::Result<std::uint64_t, LedgerError> purged();
    /// Nothing when all is well. Purged bodies are not looked at, their headers are.
    platform::Result<std::optional<WrongEntry>, LedgerError> verify();

    platform::Result<std::optional<LocalEnrollment>, LedgerError> enrollment(const RecordId& record);
    platform::Result<std::vector<LocalEnrollment>, LedgerError> enrollments_between(std::int64_t from_ms,
                                                                                    std::int64_t to_ms);
    /// Neither paid nor withdrawn, oldest first.
    platform::Result<std::vector<LocalEnrollment>, LedgerError> unpaid();
    platform::Result<std::vector<LocalEnrollment>, LedgerError> enrollments_of(const platform::Hash& person);
    platform::Result<std::optional<LocalClaim>, LedgerError> claim(const RecordId& record);
    platform::Result<std::vector<LocalClaim>, LedgerError> claims_between(std::int64_t from_ms,
                                                                          std::int64_t to_ms);
    /// Newest first.
    platform::Result<std::vector<LocalClaim>, LedgerError> claims_of(const platform::Hash& person);
    /// Sealed v1.PersonViews (an enrollment "stored_here", a claim "filed") that this card's or slip's key
    /// opens, newest first.
    platform::Result<std::vector<platform::Bytes>, LedgerError> views_for(const Tag& recipient);

    /// Once a minute, so that a reboot does not lose the time (time_keeper.h).
    platform::Result<void, LedgerError> save_checkpoint(const TimeCheckpoint& checkpoint);
    platform::Result<std::optional<TimeCheckpoint>, LedgerError> checkpoint();

    /// What the heartbeat says; nothing before the terminal's first start.
    platform::Result<void, LedgerError> save_pack_in_use(const PackInUse& pack);
    platform::Result<std::optional<PackInUse>, LedgerError> pack_in_use();
    /// What else the heartbeat says: a v1.Heartbeat with the terminal's devices. The latest stands.
    platform::Result<void, LedgerError> save_telemetry(platform::ByteView heartbeat);
    platform::Result<std::optional<platform::Bytes>, LedgerError> telemetry();

  private:
    Ledger(platform::Database database, LedgerName name)
        : database_(std::move(database)), name_(std::move(name)) {}
    /// A ledger's row. Its entry `seq` stands at place base + seq of the file.
    struct Chain {
        std::int64_t ordinal = 1;
        LedgerId id{};
        char letter = 'A';
        std::uint64_t base = 0;
    };
    platform::Result<Chain, LedgerError> chain(std::string_view condition,
                                               std::initializer_list<platform::SqlValue> values);
    platform::Result<Chain, LedgerError> current();
    platform::Result<LedgerHead, LedgerError> head_of(const Chain& chain);
    platform::Result<Appended, LedgerError> append_one(const LedgerAppend& record, const Chain& chain,
                                                       const LedgerHead& head, const SealTo& center,
                                                       const std::optional<SealTo>& desk);
    platform::Result<Appended, LedgerError> insert_entry(const Chain& chain, const EntryHeader& header,
                                                         const std::optional<RecordId>& about,
                                                         platform::ByteView sealed);
    platform::Result<void, LedgerError> move_missing(const Chain& closed, std::uint64_t common_seq);
    platform::Result<SlipNumber, LedgerError> next_slip_number(char letter);
    platform::Result<void, LedgerError> insert_slip(const LedgerAppend& record, std::uint64_t place,
                                                    const SlipNumber& number,
                                                    const std::optional<SealTo>& desk);
    platform::Result<void, LedgerError> replace_index_row(const LedgerAppend& record, const SealTo& desk);
    LocalSlip slip_of(const platform::SqlRow& row, const Chain& written) const;
    platform::Result<std::vector<LocalEnrollment>, LedgerError> select(
        std::string_view condition, std::initializer_list<platform::SqlValue> values);
    platform::Result<std::vector<LocalClaim>, LedgerError> select_claims(
        std::string_view condition, std::initializer_list<platform::SqlValue> values);

    platform::Database database_;
    LedgerName name_;
};

}  // namespace syncing
