// What the center keeps, as three narrow interfaces: one for the process that answers terminals, one for the
// adjudicator, one for the operator's commands. sql_store.h opens them, on SQLite or PostgreSQL; all three
// may be open on the same state at once, from several processes.
//
// Threads: one object belongs to one thread at a time. Every function that writes is atomic by itself; where
// several belong together, run them inside one `Unit` of work. An error leaves nothing half stored.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"
#include "platform/clock/clock.h"
#include "platform/pki/pki.h"
#include "sync/record/entry.h"
#include "sync/seal/keys.h"
#include "sync/wire/packet.h"

namespace syncing::center {

enum class StoreError {
    busy,      // another process writes: try again
    full,      // no space left: nothing was stored
    conflict,  // a name, number or code that exists already
    failed,    // the medium or the database is damaged, or its file cannot be opened
};
std::string_view name_of(StoreError error);

template <class T>
using Stored = platform::Result<T, StoreError>;
using Done = Stored<void>;

struct Terminal {
    platform::TerminalId id{};
    std::string station;
    std::uint32_t number = 0;
    std::string prefix;  // of slip numbers
    bool revoked = false;
    bool provisioned = false;
    bool disputed = false;  // two machines hold its key: it waits for an operator
};

/// One ledger as held: 1..held_seq. After a fork it is closed and its successor goes on.
struct Ledger {
    LedgerId id{};
    platform::TerminalId terminal{};
    platform::SigningPublicKey key{};
    std::uint64_t held_seq = 0;
    platform::Hash held_hash{};
    char letter = 'A';  // of its slip numbers
    std::optional<LedgerId> predecessor{};
    std::optional<LedgerId> successor{};  // closed: takes nothing new
    std::uint64_t backed_up_seq = 0;      // the newest backup holds it to here
};

/// A piece of the updates stream: for one station's terminals, or for all when `station` is empty.
/// `slot` names what it is about: a newer piece in the same slot replaces the older one.
struct Piece {
    std::string station;
    platform::Hash slot{};
    platform::Bytes update;  // a wire Update without its cursor
};
struct PieceAt {
    std::uint64_t cursor = 0;
    platform::Bytes update;
};

struct ProvisioningCodeRow {
    Terminal terminal;
    platform::UtcMs expires = 0;
    std::optional<platform::Hash> request;  // hash of what it was redeemed with
    platform::Bytes answer;                 // the ProvisionAnswer given then
};
struct Redemption {
    platform::Hash code{};  // hash of the code's secret
    platform::Hash request{};
    platform::Bytes answer;
    platform::Bytes certificate;
    Ledger ledger;
    platform::SigningPublicKey slip_key{};
    platform::UtcMs at = 0;
};

/// What is held of an attachment: bytes from its start, sealed to the center.
struct AttachmentRow {
    platform::TerminalId terminal{};
    platform::Hash id{};
    RecordId record{};
    std::uint64_t size = 0;
    std::uint64_t held = 0;  // = size: whole and right
    bool backed_up = false;
};

/// What a station's rows are sealed to.
struct Desk {
    std::uint64_t key_id = 0;
    platform::SealingPublicKey public_key{};
};

/// A unit of work on any of the stores: rolled back unless commit() succeeds.
class Unit {
  public:
    virtual ~Unit() = default;
    virtual Done commit() = 0;
};

class ServeStore {
  public:
    virtual ~ServeStore() = default;
    virtual Stored<std::unique_ptr<Unit>> begin() = 0;

    virtual Stored<std::uint64_t> epoch() = 0;
    virtual Stored<std::string> center_name() = 0;
    /// Remembers where terminals reach the center.
    virtual Done set_url(std::string_view url) = 0;
    /// The least wire version that is taken (serve --least-wire), for whoever answers without serving.
    virtual Stored<std::uint32_t> least_wire() = 0;
    virtual Done set_least_wire(std::uint32_t version) = 0;
    virtual Stored<std::optional<Terminal>> terminal(const platform::TerminalId& id) = 0;
    /// DER; nothing for a terminal that is not provisioned.
    virtual Stored<std::optional<platform::Bytes>> certificate(const platform::TerminalId& id) = 0;
    virtual Done set_certificate(const platform::TerminalId& id, platform::ByteView der) = 0;
    virtual Stored<std::optional<Ledger>> ledger(const LedgerId& id) = 0;
    /// The hash of an entry that is held (1 <= seq <= held_seq).
    virtual Stored<platform::Hash> entry_hash(const LedgerId& id, std::uint64_t seq) = 0;
    /// Adds entries after held_seq and moves the head. Inside a unit.
    virtual Done append(const LedgerId& id, std::span<const RangeEntry> entries,
                        platform::UtcMs received) = 0;
    /// Entries first..last count only once an operator says so (adjudicator.h).
    virtual Done quarantine(const LedgerId& id, std::uint64_t first, std::uint64_t last) = 0;
    /// Into the log of what the center originates: nobody sends it again. `path` and `body` as terminals ask.
    virtual Done log_quarantine(std::string_view path, platform::ByteView body, platform::UtcMs at) = 0;

    virtual Stored<std::vector<Ledger>> ledgers_of(const platform::TerminalId& id) = 0;
    /// Closes the predecessor and adds the ledger, unless it is there already. Inside a unit.
    virtual Done hand_over(const Ledger& successor) = 0;
    virtual Done dispute(const platform::TerminalId& id) = 0;

    virtual Stored<std::optional<ProvisioningCodeRow>> provisioning_code(const platform::Hash& code) = 0;
    /// Inside a unit.
    virtual Done redeem(const Redemption& redemption, const platform::TerminalId& terminal) = 0;

    virtual Stored<std::optional<AttachmentRow>> attachment(const platform::TerminalId& terminal,
                                                            const platform::Hash& id) = 0;
    /// Adds `data` after what `row` says is held; a new row when nothing is. Inside a unit.
    virtual Done add_to_attachment(const AttachmentRow& row, platform::ByteView data,
                                   platform::UtcMs now) = 0;
    /// Of all that is held of it.
    virtual Stored<platform::Hash> attachment_hash(const platform::TerminalId& terminal,
                                                   const platform::Hash& id) = 0;
    virtual Done drop_attachment(const platform::TerminalId& terminal, const platform::Hash& id) = 0;

    virtual Done heartbeat(const platform::TerminalId& id, platform::ByteView heartbeat,
                           platform::UtcMs now) = 0;

    /// Inside a unit: the cursor is taken and used there.
    virtual Done publish(const Piece& piece) = 0;
    /// Pieces after `cursor` in order, at most `limit`.
    virtual Stored<std::vector<PieceAt>> pieces(std::string_view station, std::uint64_t cursor,
                                                std::size_t limit) = 0;
};

/// An entry that waits to be opened.
struct PendingEntry {
    std::uint64_t arrival = 0;  // the order in which the center stored entries
    EntryHeader header;
    platform::Bytes sealed_body;
    std::string station;
    platform::UtcMs received = 0;
    bool quarantine = false;  // from a revoked terminal's disk
};

/// An opened body, encrypted at rest; `target` is the enrollment it speaks of (its own record for others).
struct Fact {
    RecordId record{};
    RecordId target{};
    RecordClass record_class = RecordClass::enrollment;
    std::uint64_t arrival = 0;
    std::string station;
    EntryHeader header;
    platform::UtcMs received = 0;
    platform::Bytes box;
    bool quarantine = false;
};

using PersonTag = platform::Hash;  // HMAC of the normalised number

struct EnrollmentRow {
    RecordId record{};
    std::string station;
    std::optional<PersonTag> person;  // none when the body could not be opened
    std::string plan;
    std::string period;  // "2026-07-01/2027-06-30"
    std::string state;
    std::string reason;
    std::optional<RecordId> duplicate_of;
    std::int64_t decided_ms = 0;
    std::uint64_t version = 0;  // counts changes of state
    platform::Bytes box;        // the EnrollmentView, encrypted at rest
};

/// A public key that a person's rows are sealed to, at a station. An enrollment's slip opens that enrollment
/// and all claims, a claim's slip that claim.
struct PersonKey {
    PersonTag person{};
    platform::SealingPublicKey key{};
    std::string station;
    std::optional<RecordId> only_enrollment;  // or only claim: the record whose slip it is
    bool operator==(const PersonKey&) const = default;
};

/// What is known of a claim besides what its person sees when it was filed at a station.
struct FiledClaim {
    RecordId record{};
    platform::Hash number{};  // HMAC of the claim's number
    std::string station;
    std::string state;                   // a ClaimState by name (judge_claim.h)
    std::string reason;                  // a ClaimReason by name, or the word of a refusal
    std::optional<RecordId> enrollment;  // that it rests on
    std::int64_t filed_ms = 0;
    std::uint64_t pages = 0;    // photographs that it names
    bool other_person = false;  // an imported line gave its number to somebody else; that line was left out
    bool operator==(const FiledClaim&) const = default;
};

struct ClaimRow {
    Tag id{};
    PersonTag person{};
    std::uint64_t version = 0;
    platform::Hash
        content{};        // keyed hash of the view: an import that changes nothing is seen without opening
    platform::Bytes box;  // the ClaimView, encrypted at rest
    std::optional<FiledClaim> filed;
};

/// One imported line, sealed to the center until the adjudicator takes it up.
struct InboxClaim {
    std::uint64_t id = 0;
    platform::Bytes sealed;
};

/// One operator's finding, sealed to the center until the adjudicator takes it up.
struct InboxReview {
    std::uint64_t id = 0;
    platform::Bytes sealed;
};

/// One record of the log of what the center itself originates (origin.h).
struct OriginRow {
    std::uint64_t seq = 0;
    platform::Bytes record;
};

struct PackRow {
    platform::Hash hash{};
    std::string id;
    platform::Bytes toml;
};

/// The enrollment that stands for (person, plan, period).
struct PeriodRow {
    PersonTag person{};
    std::string plan;
    std::string period;
    RecordId enrollment{};
};
/// `alias` means `person` (a former number, say).
struct AliasRow {
    PersonTag alias{};
    PersonTag person{};
};
struct FindingRow {
    RecordId record{};
    platform::Bytes box;  // the v1.Review, encrypted at rest
};

/// Asked and told in sets: with a server, every call is a round trip. What is there of a set comes in one
/// answer; what is not there is not in it. What is written names nothing twice. working_set.h makes sets of
/// what is done one by one.
class JudgeStore {
  public:
    virtual ~JudgeStore() = default;
    /// Waits for the end of another process's unit, for about ten seconds (`busy`).
    virtual Stored<std::unique_ptr<Unit>> begin() = 0;
    /// How many entries are judged in one unit of work, so that others who write do not wait long.
    virtual std::size_t unit_size() const = 0;

    virtual Stored<std::vector<PendingEntry>> pending(std::size_t limit) = 0;
    /// `readable` false: kept for an operator, counted in the status.
    virtual Done mark_opened(std::span<const std::uint64_t> arrivals, bool readable) = 0;

    /// The ledger that this one follows.
    virtual Stored<std::optional<LedgerId>> predecessor(const LedgerId& ledger) = 0;

    /// Which of these records are facts.
    virtual Stored<std::vector<RecordId>> facts_among(std::span<const RecordId> records) = 0;
    virtual Done add_facts(std::span<const Fact> facts) = 0;
    /// All that speak of those enrollments; of one, in order of arrival.
    virtual Stored<std::vector<Fact>> facts_of(std::span<const RecordId> enrollments) = 0;

    virtual Stored<std::vector<EnrollmentRow>> enrollments(std::span<const RecordId> records) = 0;
    virtual Done put_enrollments(std::span<const EnrollmentRow> rows) = 0;
    virtual Stored<std::vector<RecordId>> enrollments_with_reason(std::string_view reason) = 0;
    virtual Stored<std::vector<EnrollmentRow>> enrollments_of(std::span<const PersonTag> people) = 0;

    virtual Stored<std::vector<PeriodRow>> periods_of(std::span<const PersonTag> people) = 0;
    /// `conflict` when another holds one of them.
    virtual Done hold_periods(std::span<const PeriodRow> rows) = 0;
    virtual Done release_periods(std::span<const RecordId> enrollments) = 0;

    /// Those that are there already stay as they are.
    virtual Done add_person_keys(std::span<const PersonKey> keys) = 0;
    virtual Stored<std::vector<PersonKey>> person_keys(std::span<const PersonTag> people) = 0;
    virtual Done put_aliases(std::span<const AliasRow> rows) = 0;
    virtual Stored<std::vector<AliasRow>> aliases(std::span<const PersonTag> tags) = 0;

    virtual Stored<std::vector<InboxClaim>> claim_inbox(std::size_t limit) = 0;
    virtual Done drop_from_claim_inbox(std::uint64_t id) = 0;
    virtual Stored<std::vector<ClaimRow>> claims(std::span<const Tag> ids) = 0;
    virtual Done put_claims(std::span<const ClaimRow> rows) = 0;
    virtual Stored<std::vector<ClaimRow>> claims_of(std::span<const PersonTag> people) = 0;
    /// Filed ones with that number.
    virtual Stored<std::vector<ClaimRow>> claims_numbered(const platform::Hash& number) = 0;
    /// Records of filed ones.
    virtual Stored<std::vector<RecordId>> claims_with_reason(std::string_view reason) = 0;

    virtual Stored<std::vector<InboxReview>> review_inbox(std::size_t limit) = 0;
    virtual Done drop_from_review_inbox(std::uint64_t id) = 0;
    virtual Done add_review(const FindingRow& row) = 0;
    /// Of one record, oldest first.
    virtual Stored<std::vector<FindingRow>> reviews_of(std::span<const RecordId> records) = 0;

    virtual Stored<std::vector<PackRow>> packs() = 0;
    virtual Stored<std::optional<Desk>> desk(std::string_view station) = 0;
    /// Inside a unit: cursors are taken, in this order, and used there.
    virtual Done publish(std::span<const Piece> pieces) = 0;

    // The same of one.
    Stored<std::optional<EnrollmentRow>> enrollment(const RecordId& record);
    Stored<std::vector<Fact>> facts_of(const RecordId& enrollment) { return facts_of({&enrollment, 1}); }
    Stored<std::vector<PersonKey>> person_keys(const PersonTag& person) { return person_keys({&person, 1}); }
};

struct StationRow {
    std::string code;
    Desk desk;
    platform::Bytes desk_secret_box;  // the station's desk keys, encrypted at rest (station_desk.h)
    std::uint64_t roster_version = 0;
};
struct StaffRow {
    std::string id;
    platform::Bytes entry;  // a wire Staff
};
/// An enrollment or a filed claim as an operator sees it without any key.
struct ReviewRow {
    RecordId record{};
    std::string station;
    std::string state;
    std::string reason;
    std::optional<RecordId> duplicate_of;
    std::int64_t decided_ms = 0;
    platform::Bytes box;       // the EnrollmentView or ClaimView, encrypted at rest
    std::optional<Tag> claim;  // of a claim: its row
};
struct Status {
    std::uint64_t epoch = 0;
    std::int64_t terminals = 0;
    std::int64_t provisioned = 0;
    std::int64_t entries = 0;
    std::int64_t pending = 0;
    std::int64_t unreadable = 0;
    std::int64_t claims = 0;
    std::int64_t disputed = 0;                                      // terminals
    std::vector<std::pair<std::string, std::int64_t>> enrollments;  // by state
};

class AdminStore {
  public:
    virtual ~AdminStore() = default;
    virtual Stored<std::unique_ptr<Unit>> begin() = 0;

    /// Once, in a new database.
    virtual Done set_up(std::string_view city, std::string_view name, std::uint64_t epoch) = 0;
    /// Where the center was last reached; "" when it never served.
    virtual Stored<std::string> url() = 0;

    virtual Done add_pack(const PackRow& pack) = 0;
    virtual Stored<std::optional<StationRow>> station(std::string_view code) = 0;
    virtual Done put_station(const StationRow& station) = 0;
    virtual Stored<std::vector<StaffRow>> staff_of(std::string_view station) = 0;
    virtual Done put_staff(std::string_view station, const StaffRow& staff) = 0;
    virtual Done remove_staff(std::string_view station, std::string_view id) = 0;
    /// Registers the terminal or, when (station, number) is there and not yet provisioned, gives it a new
    /// code.
    virtual Done register_terminal(const Terminal& terminal, const platform::Hash& code,
                                   platform::UtcMs expires) = 0;
    virtual Stored<std::optional<Terminal>> terminal_at(std::string_view station, std::uint32_t number) = 0;
    virtual Done revoke(const platform::TerminalId& id) = 0;
    /// Ends a dispute: closed ledgers take entries again, and may be handed over once more.
    virtual Done settle(const platform::TerminalId& id) = 0;
    virtual Done add_to_claim_inbox(platform::ByteView sealed) = 0;
    /// In review, the longest wait first; at most `limit`.
    virtual Stored<std::vector<ReviewRow>> review_queue(std::size_t limit) = 0;
    virtual Stored<std::optional<ReviewRow>> review_row(const RecordId& record) = 0;
    /// Records of what is known of an enrollment.
    virtual Stored<std::vector<RecordId>> known_of(const RecordId& enrollment) = 0;
    virtual Done add_to_review_inbox(platform::ByteView sealed) = 0;
    /// 0 when nothing was ever logged.
    virtual Stored<std::uint64_t> last_origin() = 0;
    virtual Stored<std::vector<OriginRow>> origin_after(std::uint64_t seq, std::size_t limit) = 0;
    /// Inside a unit: the cursor is taken and used there.
    virtual Done publish(const Piece& piece) = 0;
    /// The update in that slot of the stream, if anything was published there.
    virtual Stored<std::optional<platform::Bytes>> published(const platform::Hash& slot) = 0;
    virtual Stored<Status> status() = 0;

    /// SQLite only: a copy of everything as of one moment, in a new file. Others may go on meanwhile.
    virtual Done copy_to(const std::filesystem::path& file) = 0;
    virtual Stored<std::vector<Ledger>> ledgers() = 0;
    /// A backup holds these ledgers to where they say (held_seq).
    virtual Done set_backed_up(std::span<const Ledger> ledgers) = 0;
    /// Those to which no piece was added since `before` and whose records are here are awaited no more; those
    /// of before that was noted begin to wait `now`.
    virtual Done settle_attachments(platform::UtcMs now, platform::UtcMs before) = 0;
    /// To which no piece was added since `before` and whose record no entry has; at most `limit`.
    virtual Stored<std::vector<AttachmentRow>> orphans(platform::UtcMs before, std::size_t limit) = 0;
    virtual Stored<std::vector<AttachmentRow>> unfinished_of_revoked(std::size_t limit) = 0;
    /// Inside a unit.
    virtual Done drop(std::span<const AttachmentRow> attachments) = 0;
    /// Whole ones whose record is here, that no backup is known to hold yet; only their names. set: a backup
    /// holds them.
    virtual Stored<std::vector<AttachmentRow>> new_attachments() = 0;
    virtual Done set_backed_up(std::span<const AttachmentRow> attachments) = 0;
    /// The sealed bytes of a record's attachments that are whole, in order of their names.
    virtual Stored<std::vector<platform::Bytes>> attachments_of(const RecordId& record) = 0;
    virtual Done set_epoch(std::uint64_t epoch) = 0;
    /// SQLite only: false when the file is damaged beneath its tables.
    virtual Stored<bool> sound() = 0;
    /// Every entry, ledger by ledger in order; others may go on meanwhile. The views are valid until the call
    /// returns.
    using EntrySeen = std::function<void(const LedgerId& ledger, std::uint64_t seq, platform::ByteView header,
                                         platform::ByteView hash, platform::ByteView body)>;
    virtual Done each_entry(const EntrySeen& seen) = 0;
    /// Every piece of every attachment that is whole, in order; one that lost all of its pieces comes with an
    /// empty one. Otherwise as each_entry().
    using PieceSeen =
        std::function<void(const AttachmentRow& whole, std::uint64_t start, platform::ByteView data)>;
    virtual Done each_piece(const PieceSeen& seen) = 0;
};

}  // namespace syncing::center
