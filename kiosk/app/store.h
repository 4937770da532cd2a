// What the flow asks of ledger, cache and keys, carried out. One thread at a time (StoreThread); every
// function may block on the disk, and deriving a card's key takes about 40 ms. Keys of the person (from their
// card) and of the desk (from badge and PIN) live here and nowhere else in the terminal; ForgetVisitor and
// SignOut wipe them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/pack_shelf.h"
#include "kiosk/flow/effect.h"
#include "kiosk/flow/event.h"
#include "platform/clock/clock.h"
#include "platform/device/health.h"
#include "sync/ledger/attachments.h"
#include "sync/ledger/cache.h"
#include "sync/ledger/documents_in_force.h"
#include "sync/ledger/ledger.h"
#include "sync/ledger/state_folder.h"
#include "sync/wire/desk_keys.h"
#include "sync/wire/file_codes.h"

namespace mutual_aid::v1 {
class Body;
class IndexRow;
}  // namespace mutual_aid::v1

namespace kiosk {

using StoreRequest = std::variant<LookUpCard, LookUpSlip, LookUpSlipRow, Submit, KeepPhotograph,
                                  DropPhotograph, FileClaim, SignIn, SignOut, TakeFilePart, LoadDeskDay,
                                  ConfirmPayments, Correct, Withdraw, ForgetVisitor, UsePack>;

enum class StoreOpenError { not_provisioned, state_damaged, ledger_broken, cache_broken };
std::string_view name_of(StoreOpenError error);

/// What the terminal's own files say, and what documents of the center may change.
struct StationFiles {
    config::StationSettings settings;
    std::optional<config::DirectoryFile> directory;
    bool operator==(const StationFiles&) const = default;
};

class Store {
  public:
    /// `clock` must outlive the store.
    static platform::Result<Store, StoreOpenError> open(const syncing::StateFolder& folder,
                                                        const platform::Clock& clock);

    /// Does what is asked; the answer to the flow, if the request has one.
    std::optional<Event> handle(const StoreRequest& request);

    /// For the top line and the desk. `running` is left false: the sync thread knows.
    SyncStatus sync_status();
    TimeReport time_report();
    /// Call once, before newer_pack: the pack to work with, `first` or a newer one from the center.
    SharedPack begin_with(config::Pack first);
    /// When the center has sent a pack that takes the place of the one answered last (pack_shelf.h). What is
    /// refused is logged.
    std::optional<PackOffered> newer_pack();
    /// Call once, before newer_files: `own`, with those settings laid over it and that directory in its place
    /// that the center sent or staff brought by codes. What is refused is logged and changes nothing.
    StationFiles begin_with_files(const StationFiles& own);
    /// When others are in force than those answered or offered last.
    std::optional<SettingsOffered> newer_files();
    /// Once a minute: lets the next boot know what time it was.
    void save_checkpoint();
    /// What the next heartbeat says of the devices, and of the documents in force: one row, written only when
    /// something has changed, so that a device that comes and goes fills nothing.
    void save_devices(const std::vector<platform::DeviceHealth>& devices);

  private:
    struct Desk {
        StaffMember staff;
        syncing::DeskKeyring keys;
        struct Decision {
            std::uint64_t version = 0;
            EnrollmentState state{};
            std::string reason;
            std::string note;
        };
        std::map<syncing::RecordId, Decision> decisions{};  // of the center, as far as they were opened
    };
    struct VisitorKey {
        PrivateText number;
        platform::SealingKeyPair key;
        std::uint32_t pepper_version = 0;
    };
    /// 0 = none, or a file that names none.
    struct DocumentVersions {
        std::int64_t settings = 0;
        std::int64_t station_settings = 0;
        std::int64_t directory = 0;
        bool operator==(const DocumentVersions&) const = default;
    };
    static DocumentVersions versions_of(const syncing::DocumentsInForce& in_force);
    /// A record about to be appended (store_draft.h).
    struct Draft;

    Store(syncing::Terminal terminal, syncing::Ledger ledger, syncing::Cache cache,
          const platform::Clock& clock);

    Event answer(const LookUpCard& request);
    Event answer(const LookUpSlip& request);
    Event answer(const LookUpSlipRow& request);
    Event answer(const Submit& request);
    Event answer(const KeepPhotograph& request);
    Event answer(const FileClaim& request);
    Event answer(const SignIn& request);
    Event answer(const TakeFilePart& request);
    Event answer(const LoadDeskDay& request);
    Event answer(const ConfirmPayments& request);
    Event answer(const Correct& request);
    Event answer(const Withdraw& request);

    // store_people.cpp
    const VisitorKey* key_of(const platform::Card& card);
    platform::Result<StatusView, LookUpError> views_for(const platform::SealingKeyPair& key);
    void mark_paid(StatusView& status);
    /// "" unless staff are signed in who may read it.
    std::string kind_of(const syncing::LocalClaim& claim) const;
    /// What this terminal wrote for that number, also before it had the pepper of the card's key.
    bool add_own(StatusView& status, const PrivateText& number);
    /// What the center's filter of who is enrolled already says of the card's holder.
    std::vector<config::HeldPlan> perhaps_enrolled(const platform::Card& card);
    platform::Result<syncing::SlipCode, LookUpError> checked_slip(const PrivateText& code);

    // store_desk.cpp
    platform::Result<KeptFile, FileTrouble> keep_file();
    platform::Result<KeptFile, FileTrouble> keep_pack(const syncing::CachedPack& pack,
                                                      const syncing::KeyList& keys);
    platform::Result<DeskRow, StoreError> desk_row(const syncing::LocalEnrollment& local);
    platform::Result<DeskRow, StoreError> desk_row(const syncing::LocalClaim& local);
    /// How far what `local` says came: kept here, held by the center, judged.
    platform::Result<void, StoreError> add_state(DeskRow& row, const syncing::LocalSlip& local);
    /// What the center said of the row.
    platform::Result<void, StoreError> add_decision(DeskRow& row);
    enum class Listing { all, only_tasks };
    /// Adds rows of enrollments or claims: all, or those of earlier days that the center sent back.
    template <class Local>
    platform::Result<void, StoreError> list(
        const platform::Result<std::vector<Local>, syncing::LedgerError>& found, Listing which,
        std::vector<DeskRow>& rows);
    platform::Result<mutual_aid::v1::IndexRow, StoreError> index_row(const syncing::LocalSlip& local) const;
    platform::Result<syncing::LocalEnrollment, StoreError> changeable(const syncing::RecordId& record);
    void audit(const char* action);

    // store_documents.cpp
    platform::Result<KeptFile, FileTrouble> keep_document(const syncing::CachedDocument& document,
                                                          const syncing::KeyList& keys);
    /// Nothing when they cannot be read.
    std::optional<syncing::DocumentsInForce> documents_in_force();

    // store_claims.cpp
    /// Opens attachments.db and deletes what belongs to claims that were never filed. Without it all else
    /// goes on.
    void open_attachments(const syncing::StateFolder& folder);
    void drop(const platform::Hash& page);
    /// The photographs of the claim that is being filled in.
    void drop_claim();

    // store_records.cpp
    Draft draft(syncing::RecordClass record_class);
    platform::Result<std::vector<syncing::Appended>, StoreError> append(std::vector<Draft> drafts);
    platform::Result<syncing::Appended, StoreError> append_one(Draft draft);
    /// The center's, at this moment.
    platform::Result<syncing::SealTo, StoreError> center_key(const syncing::TimeInterval& now);
    /// Makes `message`, the draft's own, readable with a new slip and with the card, when that was read; the
    /// slip's secret.
    template <class Message>
    platform::ByteArray<16> add_readers(Draft& draft, Message& message, const platform::Card& card,
                                        const std::string& typed_by);
    /// Commits what has a slip, and answers with it.
    Event append_with_slip(RequestId request, Draft draft, const platform::ByteArray<16>& secret,
                           std::int64_t fee_fen);
    std::optional<syncing::SealTo> desk_key();
    syncing::TimeInterval interval();
    /// This machine's clock, kept within what is known of the true time.
    platform::UtcMs best_known_time();
    std::optional<platform::UtcMs> center_last_heard(const syncing::Acknowledgement& held,
                                                     const std::optional<syncing::LastRun>& run);

    syncing::Terminal terminal_;
    syncing::Ledger ledger_;
    syncing::Cache cache_;
    const platform::Clock* clock_;
    // In blocks of their own, which are overwritten when these go.
    std::unique_ptr<Desk> desk_;
    std::unique_ptr<VisitorKey> visitor_;
    std::optional<syncing::Attachments> attachments_;
    std::optional<syncing::RecordId> claim_;  // being filled in: photographs are kept for it
    std::optional<PackShelf> packs_;
    syncing::FileParts file_parts_;  // of what signed-in staff bring by codes
    std::int64_t judged_arrival_ = 0;
    std::uint64_t judged_keys_ = 0;          // version of the key list
    std::optional<StationFiles> own_files_;  // of the terminal alone
    StationFiles files_;                     // as answered or offered last
    syncing::DocumentsInForce in_force_;
    std::int64_t judged_documents_ = 0;  // last arrival
    std::uint64_t judged_document_keys_ = 0;
    std::set<std::string> said_of_documents_;
    DocumentVersions versions_;                      // of what the terminal works with
    std::optional<DocumentVersions> versions_told_;  // as last saved
    std::vector<platform::DeviceHealth> devices_;    // as last saved
};

}  // namespace kiosk
