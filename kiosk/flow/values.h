// Plain values that cross between the flow (main thread) and the store, devices and sync behind it. No
// protobuf, no ImGui, no handles: each may be copied, compared and sent through a queue.
// Money is fen, dates are civil days of Asia/Shanghai, times are milliseconds (platform/clock/clock.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/scheme/pack.h"
#include "platform/base/wipe.h"
#include "platform/clock/clock.h"
#include "platform/code/gray.h"
#include "platform/code/sharpness.h"
#include "platform/crypto/crypto.h"
#include "platform/idcard/card.h"
#include "sync/record/entry.h"

namespace kiosk {

/// Marks a question to the store; its answer carries the same id. Never 0, never reused in one run. An
/// answer whose id is no longer awaited is dropped: the person has walked on.
using RequestId = std::uint64_t;

using Date = std::chrono::year_month_day;

/// Text that belongs to a person or is a secret: it overwrites its memory when it goes or changes hands.
class PrivateText {
  public:
    PrivateText() = default;
    explicit PrivateText(std::string text) : text_(std::move(text)) {}
    PrivateText(const PrivateText&) = default;
    PrivateText(PrivateText&& other) noexcept : text_(std::move(other.text_)) { platform::wipe(other.text_); }
    PrivateText& operator=(const PrivateText& other) {
        if (this != &other) {
            platform::wipe(text_);
            text_ = other.text_;
        }
        return *this;
    }
    PrivateText& operator=(PrivateText&& other) noexcept {
        if (this != &other) {
            platform::wipe(text_);
            text_ = std::move(other.text_);
            platform::wipe(other.text_);
        }
        return *this;
    }
    ~PrivateText() { platform::wipe(text_); }

    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    std::size_t size() const { return text_.size(); }
    void push_back(char c) { text_.push_back(c); }
    /// Drops the last byte, if any.
    void pop_back() {
        if (!text_.empty()) text_.pop_back();
    }
    /// Drops the last character of UTF-8 text, if any.
    void pop_character() {
        while (!text_.empty() && (static_cast<unsigned char>(text_.back()) & 0xC0) == 0x80) text_.pop_back();
        pop_back();
    }
    void append(std::string_view more) { text_.append(more); }
    /// Drops so many bytes at the beginning.
    void drop_first(std::size_t bytes) { text_.erase(0, bytes); }
    void wipe() { platform::wipe(text_); }
    bool operator==(const PrivateText&) const = default;

  private:
    std::string text_;
};

enum class Language { zh, en };
struct LocalText {
    std::string zh;
    std::string en;
    const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
    bool operator==(const LocalText&) const = default;
};

// ------------------------------------------------------------------------------------------ the person

/// As packs know them; config::name_of gives the wire's words. The terminal enrolls flexible and small_micro.
using config::Document;
using config::Employment;
enum class PayMethod { cash, qr };

/// What of a card may stand on a screen in a hall full of people.
struct MaskedPerson {
    std::string name;         // "林*强", "Test, A."
    std::string number;       // "3502** ******** 0018"
    std::string number_tail;  // "0018"
    platform::CardKind kind{};
    bool operator==(const MaskedPerson&) const = default;
};

/// One enrollment as read back and confirmed by the worker; what the store seals into the ledger.
struct EnrollmentForm {
    platform::Card card;   // wipes itself
    std::string typed_by;  // staff id of who typed the card in; "" = a reader read it
    Employment employment{};
    std::string workplace;             // Workplace::id
    PrivateText phone;                 // 11 digits
    std::optional<Document> document;  // nothing when the pack asks for no paper
    bool joins_union = false;
    bool consent = false;
    std::string consent_version;
    std::string scheme;  // pack id
    platform::Hash pack_hash{};
    std::string plan;
    std::int64_t units = 1;
    std::int64_t fee_fen = 0;
    Date coverage_from{};
    Date coverage_to{};
    Language language = Language::zh;
};

/// The receipt of a committed enrollment. `code` is the text of the signed QR code; it holds a secret that
/// opens the person's status.
struct Slip {
    syncing::RecordId record_id{};
    std::string number;  // "JL03-000313"
    PrivateText code;
    platform::UtcMs saved_at = 0;
    bool operator==(const Slip&) const = default;
};

/// What the printed slip says.
struct SlipPaper {
    Slip slip;
    MaskedPerson person;
    std::int64_t fee_fen = 0;
    Date coverage_from{};
    Date coverage_to{};
    LocalText station;
    int terminal_number = 1;
    Language language = Language::zh;
    bool time_unconfirmed = false;   // the center confirms the day
    bool duplicate = false;          // another paper says the same, or may
    std::optional<LocalText> claim;  // the slip of a claim: its kind. Fee and coverage are an enrollment's
    bool test = false;               // staff try the printer: nobody's slip
    bool operator==(const SlipPaper&) const = default;
};

// ------------------------------------------------------------------------------------------ status

/// How an enrollment stands. The first is this terminal's own, the others are the center's words.
enum class EnrollmentState {
    stored_here,  // committed, not yet at the center
    received,
    awaiting_payment,
    accepted,
    refused,
    in_review,
    withdrawn,
    duplicate
};

struct EnrollmentStatus {
    syncing::RecordId record_id{};
    std::string slip_number;
    EnrollmentState state{};
    std::string reason;  // key of the closed set in docs/wire_format.md; "" = none
    bool paid = false;   // payment confirmed at a desk of this station, or accepted
    std::string scheme;
    std::string plan;  // "" = found by its number alone: plan and coverage are not known here
    Date coverage_from{};
    Date coverage_to{};
    std::optional<platform::UtcMs> at;  // decided at the center, or else saved here
    bool operator==(const EnrollmentStatus&) const = default;
};

enum class ClaimStepKind { filed, received, reviewing, decided, paid };
struct ClaimStep {
    ClaimStepKind kind{};
    std::optional<Date> on;  // nothing while it has not happened
    std::string place;
    bool operator==(const ClaimStep&) const = default;
};
struct ClaimStatus {
    std::string number;  // "C-2027-0148"
    std::string kind;    // claim kind of the pack
    std::vector<ClaimStep> steps;
    std::int64_t amount_fen = 0;  // 0 = not known yet
    bool amount_is_final = false;
    std::string detail;
    std::optional<Date> answer_due;
    bool operator==(const ClaimStatus&) const = default;
};

/// Everything this terminal knows of the person whose card or slip was shown.
struct StatusView {
    std::string masked_name;                    // "" when a slip from another terminal says nothing of it
    std::vector<EnrollmentStatus> enrollments;  // newest first
    std::vector<ClaimStatus> claims;            // newest first
    std::optional<platform::UtcMs> as_of;       // last sync; nothing = never
    bool operator==(const StatusView&) const = default;
};

// ------------------------------------------------------------------------------------------ the desk

/// What the staff's list says of a claim beside its row.
struct DeskClaim {
    std::string kind;               // claim kind of the pack; "" where it names none
    std::optional<Date> event;      // nothing: filed by a release that kept neither this nor the papers
    std::uint32_t papers = 0;       // brought
    std::uint32_t photographs = 0;  // pages of them
    bool filed_again = false;       // the same person filed another claim here later
    bool operator==(const DeskClaim&) const = default;
};

/// One enrollment or claim on the staff's list. Masked; strings are empty for a slip of another terminal.
struct DeskRow {
    syncing::RecordId record_id{};
    std::string slip_number;
    platform::UtcMs at = 0;  // 0: a slip of another terminal
    std::string masked_name;
    std::string number_tail;
    std::string masked_phone;
    std::optional<DeskClaim> claim;  // nothing: an enrollment, whose are the seven below
    std::int64_t fee_fen = 0;
    std::optional<Employment> employment;
    std::optional<Document> document;
    std::string workplace;  // Workplace::id
    bool paid = false;
    std::string receipt_number;
    bool withdrawn = false;
    EnrollmentState state{};  // of a claim: stored_here, received, in_review or refused
    std::string reason;       // as EnrollmentStatus::reason, and the words for claims
    std::string note;         // from who reviewed it at the center
    /// The center sent it back: staff must mend it, withdraw it, file it again, or tell the person.
    bool task = false;
    bool earlier = false;  // not of the day that is listed, but a task
    bool operator==(const DeskRow&) const = default;
};

struct PaymentForm {
    syncing::RecordId enrollment{};
    std::int64_t amount_fen = 0;
    std::string receipt_number;
    PayMethod method{};
    bool papers_checked = false;
    bool operator==(const PaymentForm&) const = default;
};

enum class CorrectionField { phone, document, employment, workplace };
enum class CorrectionReason { mistyped, worker_asked, papers_differ };
struct CorrectionForm {  // names only what changes
    syncing::RecordId enrollment{};
    std::optional<PrivateText> phone;
    std::optional<std::string> workplace;
    std::optional<Document> document;
    std::optional<Employment> employment;
    CorrectionReason reason{};
    bool operator==(const CorrectionForm&) const = default;
};

enum class WithdrawalReason { worker_asked, not_paid, wrong_person, enrolled_elsewhere };
struct WithdrawalForm {
    syncing::RecordId enrollment{};
    WithdrawalReason reason{};
    bool operator==(const WithdrawalForm&) const = default;
};

// ------------------------------------------------------------------------------------------ a claim filed

/// A paper as it was photographed. Plain: it lives in memory only, until it is sealed or dropped.
struct TakenPhotograph {
    platform::Bytes jpeg;        // what is sealed to the center
    platform::GrayPicture seen;  // what staff judge it by, at most kSeenSide a side
    platform::PictureQuality quality{};

    static constexpr int kSeenSide = 1600;  // pixels; no panel shows more of it
};

/// One of the papers of a claim.
struct ClaimPaper {
    std::uint32_t listed = 0;           // its place in Pack::claim_papers, from 1; 0 = another one
    bool brought = false;               // seen by staff, photographed or not
    std::vector<platform::Hash> pages;  // photographed: attachment ids, in order
    bool operator==(const ClaimPaper&) const = default;

    static constexpr std::size_t kMostPages = 12;
};

/// A claim as read back; what the store seals into the ledger.
struct ClaimForm {
    platform::Card card;
    std::string typed_by;                         // as EnrollmentForm's
    std::optional<syncing::RecordId> enrollment;  // that it rests on; nothing when none is known here
    std::string scheme;                           // pack id
    platform::Hash pack_hash{};
    std::string plan;   // "" when not known
    std::string kind;   // "" where the pack names none
    std::string place;  // the station's name, in the city's own language
    Date event{};       // admission, diagnosis, accident
    PrivateText phone;
    std::vector<ClaimPaper> papers;  // those that were brought
};

struct StaffMember {
    std::string staff_id;
    std::string masked_name;  // "周*"
    bool operator==(const StaffMember&) const = default;
};

// ------------------------------------------------------------------------------------------ failures

enum class StoreError {
    disk_full,     // nothing was written
    busy,          // nothing was written; may be tried again
    broken,        // the disk or the file fails; call for help
    not_found,     // that enrollment is not known here
    already_done,  // already paid, or already withdrawn
};

enum class LookUpError {
    not_ours,      // not a code of this system, or its signature fails
    unknown_here,  // a good code, but nothing of it is known here (another station's)
    store_failed,
};

enum class SignInError {
    unknown_badge,  // not a badge of this station
    wrong_pin,
    store_failed,
};

/// Why a code, or the pack that the codes make up, was not taken.
enum class FileTrouble {
    not_a_part,        // some other code
    damaged,           // the parts do not fit together: scan them all again
    other_scheme,      // a pack of a scheme that this terminal does not offer
    other_station,     // settings for another station
    not_signed,        // not by the city
    broken,            // signed, but no pack, or its own answers are wrong
    broken_settings,   // signed, but a value is out of its range, or this release does not know it
    broken_directory,  // signed, but no station directory
    not_newer,         // in force already, or older
    store_failed,
};

/// What staff brought by codes.
struct KeptFile {
    enum class What { pack, settings, directory };
    What what = What::pack;
    std::int64_t number = 0;  // the pack's edition, the version of settings or station directory
    bool operator==(const KeptFile&) const = default;
};

// ------------------------------------------------------------------------------------------ sync and time

enum class SyncProblem {
    no_network,
    center_unreachable,
    answer_not_from_center,  // a captive portal, a proxy, a forged answer
    center_refused,          // certificate revoked or unknown
    records_disagree,        // fork: an operator must decide
    clock_jumped,            // center time contradicts elapsed time: an operator must decide
    center_busy,             // asked to come back later
    not_provisioned,
    store_failed,
    center_outdated,    // it does not take some records yet: they wait
    terminal_outdated,  // the center no longer takes what this terminal speaks
};

struct SyncStatus {
    bool running = false;
    std::uint64_t written = 0;             // entries in this terminal's ledger
    std::uint64_t held = 0;                // of these, acknowledged by the center
    std::uint64_t held_before = 0;         // the same when the sync that runs began
    std::optional<platform::UtcMs> as_of;  // when the center last answered; nothing = never
    std::optional<SyncProblem> problem;    // how the last attempt failed, if it did
    bool operator==(const SyncStatus&) const = default;
};

/// What is known of the true time, at the moment of the report.
struct TimeReport {
    bool trusted = false;    // rests on a signed center time (or on a simulated clock)
    bool simulated = false;  // the screen says so
    platform::UtcMs earliest = 0;
    platform::UtcMs latest = INT64_MAX;
    bool operator==(const TimeReport&) const = default;
};

}  // namespace kiosk
