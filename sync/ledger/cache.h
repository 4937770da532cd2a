// What the center told this terminal (cache.db). kiosk-sync writes, at most kRowsPerCommit rows in one commit
// so that the terminal is never stalled; the terminal reads, and writes one row when staff bring a pack
// or settings by codes. One Cache object belongs to one thread. Rows
// stay sealed: persons' rows open with their card or slip, desk rows with the desk key.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/result.h"
#include "platform/database/database.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/time_keeper.h"
#include "sync/seal/keys.h"
#include "sync/wire/wire_version.h"

namespace mutual_aid::v1 {
class EnrolledFilter;
class PackFile;
class SignedDocument;
class Update;
class UpdatesPage;
}  // namespace mutual_aid::v1

namespace syncing {

using RowId = platform::ByteArray<16>;

struct SealedRow {
    RowId row_id{};
    std::uint64_t version = 0;
    std::uint64_t desk_key_id = 0;  // desk rows only
    platform::Bytes sealed;
};

/// What the center last said it holds, signature verified.
struct Acknowledgement {
    std::uint64_t epoch = 0;
    std::uint64_t seq = 0;
    platform::Hash hash{};
    std::int64_t center_ms = 0;
    bool operator==(const Acknowledgement&) const = default;
};

/// How the last attempt ended; shown in the top line and at the desk.
enum class SyncOutcome {
    ok,
    no_network,
    center_unreachable,
    answer_not_from_center,
    center_refused,
    records_disagree,  // fork: an operator must decide
    clock_jumped,      // center time contradicts elapsed time: an operator must decide
    center_busy,       // the center asked to come back later
    store_failed,
    center_outdated,    // the center does not take some of the records yet: they wait until it is updated
    terminal_outdated,  // the center no longer takes what this terminal speaks
};
std::string_view name_of(SyncOutcome outcome);
std::optional<SyncOutcome> sync_outcome_of(std::string_view name);

struct LastRun {
    SyncOutcome outcome = SyncOutcome::ok;
    std::int64_t at_wall_ms = 0;
};

struct CachedPack {
    std::string id;
    platform::Bytes toml;
    platform::Bytes signature;
    std::uint64_t key_id = 0;
};
CachedPack cached(const mutual_aid::v1::PackFile& pack);

/// As it came, not judged.
struct CachedDocument {
    std::string kind;  // what its signature is for, platform::purpose_name
    platform::Bytes content;
    platform::Bytes signature;
    std::uint64_t key_id = 0;
};
CachedDocument cached(const mutual_aid::v1::SignedDocument& document);

/// Bodies stay at least this long after the center said that a backup holds them.
constexpr std::int64_t kBodiesKeptMs = 7LL * 24 * 3600 * 1000;

/// The packet that went out on a stick last: what its answer must carry, and what opens it.
struct PacketOut {
    platform::ByteArray<16> nonce{};
    platform::SealingSecretKey answer_key;
};

/// Position in the updates stream.
struct Cursor {
    std::uint64_t epoch = 0;
    std::uint64_t cursor = 0;
    bool operator==(const Cursor&) const = default;
};

/// For what somebody seems to be enrolled already.
struct EnrolledElsewhere {
    std::string plan;
    std::string coverage_from;  // "2026-07-01"
    std::string coverage_to;
    bool operator==(const EnrolledElsewhere&) const = default;
};

class Cache {
  public:
    using Error = platform::DatabaseError;
    template <class T>
    using Result = platform::Result<T, Error>;

    static Result<Cache> open(const std::filesystem::path& file);

    // ---- what the terminal reads
    Result<std::vector<SealedRow>> person_rows(const Tag& recipient);
    Result<std::optional<SealedRow>> desk_row(const RowId& row);
    Result<std::optional<platform::Bytes>> roster();    // a v1.StaffRoster
    Result<std::optional<platform::Bytes>> key_list();  // a v1.SignedKeyList, newer than provisioning's
    Result<std::vector<Pepper>> peppers();              // newest first
    /// Every pack that ever came, in the order of arrival: an older one that comes later takes no newer away.
    Result<std::vector<CachedPack>> packs();
    /// Grows with each pack that comes, also with one that came before; 0 = none.
    Result<std::int64_t> last_pack_arrival();
    /// Every document of that kind that ever came, in the order of arrival.
    Result<std::vector<CachedDocument>> signed_documents(platform::Purpose kind);
    /// Grows with each document that comes, of whatever kind; 0 = none.
    Result<std::int64_t> last_document_arrival();
    /// Of a terminal of this station, by the prefix of its slips.
    Result<std::optional<platform::SigningPublicKey>> slip_key(std::string_view prefix);
    /// What the center's filter says of a person's numbers (numbers_of, sync/record/person.h): whoever it
    /// holds is named, and one in a hundred others.
    Result<std::vector<EnrolledElsewhere>> perhaps_enrolled(const std::vector<std::string>& numbers);
    Result<Acknowledgement> acknowledgement();  // zeros before the first
    Result<std::optional<SignedTime>> signed_time();
    Result<std::optional<LastRun>> last_run();

    // ---- what kiosk-sync writes
    Result<Cursor> cursor();
    /// Pieces in order; the cursor moves in the same commit as the last piece before it. A piece of a kind
    /// this release does not know is passed over.
    Result<void> apply(const mutual_aid::v1::UpdatesPage& page);
    /// As if it had come in a page; the terminal calls this for a pack that came by codes.
    Result<void> save_pack(const CachedPack& pack);
    /// The same for a document.
    Result<void> save_signed_document(const CachedDocument& document);
    /// A newer epoch is read from the start, and its rows replace what is here.
    Result<void> restart_updates(std::uint64_t epoch);
    /// A newer v1.SignedKeyList, verified; until the stream brings a newer one still.
    Result<void> save_key_list(platform::ByteView signed_list);
    Result<void> save_acknowledgement(const Acknowledgement& acknowledgement);
    /// The center said at `center_ms` that a backup of it holds the written ledger's entries to `seq`.
    Result<void> note_backup(std::uint64_t seq, std::int64_t center_ms);
    /// Backups said at or before `center_ms` hold entries to here.
    Result<std::uint64_t> backed_up_by(std::int64_t center_ms);
    /// Another ledger, or a center that was itself restored: what was said of backups is void.
    Result<void> forget_backups();
    /// The one before is forgotten: an answer to it is believed no more.
    Result<void> save_packet(const PacketOut& packet);
    Result<std::optional<PacketOut>> packet();
    /// What the center last said that it takes: a packet cannot ask before it goes.
    Result<void> save_wire(const WireTaken& taken);
    Result<std::optional<WireTaken>> wire();
    Result<void> save_signed_time(const SignedTime& time);
    Result<void> save_last_run(const LastRun& run);

  private:
    explicit Cache(platform::Database database) : database_(std::move(database)) {}
    Result<void> apply_one(const mutual_aid::v1::Update& update);
    Result<void> save_filter(const mutual_aid::v1::EnrolledFilter& filter);
    Result<std::optional<platform::Bytes>> document(std::string_view name);
    Result<void> save_document(std::string_view name, std::uint64_t version, platform::ByteView data);

    platform::Database database_;
};

}  // namespace syncing
