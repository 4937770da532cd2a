// The whole state of the terminal as a value. The view draws it and touches nothing else: what stands on
// screen is in `shell`, `screen`, `message`, `countdown` and the Context. `visitor` holds the person's own
// data while they are here; the view never reads it.
//
// Personal data lives in Visitor, in the screens' PrivateText and in EnrollmentForm only; leaving a screen
// destroys them and their destructors overwrite the memory.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/directory/search.h"
#include "config/scheme/pack.h"
#include "config/scheme/rules.h"
#include "kiosk/flow/inquiry.h"
#include "kiosk/flow/values.h"
#include "platform/code/code_source.h"
#include "platform/device/health.h"
#include "platform/idcard/card.h"
#include "platform/idcard/reader.h"
#include "platform/pinyin/pinyin.h"
#include "platform/printer/printer.h"

namespace kiosk {

// ------------------------------------------------------------------------------------------ what is given

/// A town, street or park a worker may work in.
struct Workplace {
    std::string id;  // goes into the record
    LocalText name;
    bool served_here = true;  // false: people working there belong to another station; staff decide
};

struct StationInfo {
    std::string code;  // "SM03"
    LocalText name;
    LocalText center;  // the district center that answers
    int terminal_number = 1;
    std::vector<Workplace> workplaces;  // this station's own first
};

struct FlowSettings {
    int idle_seconds = 60;         // no touch for so long starts the countdown
    int countdown_seconds = 15;    // then everything of the person is wiped
    int staff_idle_seconds = 180;  // the same for signed-in staff, who count money meanwhile
    int page_size = 8;             // rows or choices on one page, 1 or more
    Language default_language = Language::zh;
    std::string consent_version = "1";
    bool prints_slips = false;  // there is a printer
    bool voice = false;         // the screen can be read aloud
    bool headset = false;       // nobody else hears it: what is personal may be said
    int volume = 100;           // percent; every person begins with it
};

/// The city's stations, and what typed pinyin may mean. Never changes.
struct StationFinder {
    config::StationIndex index;
    std::unique_ptr<const platform::Pinyin> pinyin;  // not null
};

/// Lives as long as the app; the pack may be another one from one update to the next.
struct Context {
    const config::Pack& pack;
    const StationInfo& station;
    const FlowSettings& settings;
    const StationFinder* stations = nullptr;  // null: this city has no directory, and nobody is led there
};

/// The moment of an event. `wall` may be wrong (TimeReport says what is known), `boot` is steady.
struct Stamp {
    platform::UtcMs wall = 0;
    platform::BootMs boot = 0;
    bool operator==(const Stamp&) const = default;
};

// ------------------------------------------------------------------------------------------ shell

/// May a worker enroll now? `unconfirmed`: the clock is not trusted, so the terminal takes the enrollment and
/// the center judges the day.
enum class Intake { open, closed, unconfirmed };

/// The window that is open, or the next one; with `unconfirmed` the one on or after the last trusted day.
/// Dates are absent when the pack knows no such window.
struct Window {
    Intake intake = Intake::closed;
    std::optional<Date> opens;
    std::optional<Date> closes;    // last day
    std::optional<int> days_left;  // days after today, 0 on the last day; only while open
    std::optional<Date> coverage_from;
    std::optional<Date> coverage_to;
    std::optional<std::int64_t> fee_fen;  // of one unit for one period
    bool operator==(const Window&) const = default;
};

/// What every screen shows around itself.
struct Shell {
    Language language = Language::zh;
    platform::UtcMs minute = 0;  // best known time, floored to the minute
    bool time_trusted = false;
    bool clock_simulated = false;  // the screen says so
    Window window;
    SyncStatus sync;
    platform::ReaderState reader{};
    platform::CameraState camera = platform::CameraState::off;  // of what reads codes, the best
    platform::CodeDevices code_devices;
};

// ------------------------------------------------------------------------------------------ screens

/// Why no card was read, in terms of what the person does next.
enum class CardTrouble {
    place_again,     // lift it and lay it flat again
    not_an_id_card,  // another kind of card
    ask_staff,       // the card contradicts itself or fails its checks
    expired,         // out of date; renew it
    reader_missing,  // the reader is unplugged or silent; it may come back
    reader_defect,   // the reader says it must not be used; call staff
};

/// A plan with its price, from the pack.
struct Offer {
    std::string plan;
    std::int64_t units = 1;
    std::int64_t fee_fen = 0;
    Date coverage_from{};
    Date coverage_to{};
    bool operator==(const Offer&) const = default;
};

/// A device that staff try from the health page. What came of it, never whose card or code it was.
struct DeviceTry {
    enum class Phase {
        waiting,  // for somebody to do their part
        well,
        failed,  // may still go well
    };
    platform::DeviceKind device{};
    std::uint32_t successes_before = 0;
    Phase phase = Phase::waiting;
    std::optional<CardTrouble> trouble;         // with failed, of a card
    std::optional<platform::PrinterState> why;  // with failed, of the printer
    RequestId request = 0;                      // the test page that is being printed
};

/// The worker's questions, in order; one is skipped when the pack does not ask for it.
enum class Stage { work, phone, papers, join_union, plan, review };

/// What the read-back adds in small print.
struct ReviewNotes {
    bool time_unconfirmed = false;  // the center judges the day
    bool closed_meanwhile = false;  // the window closed after this person began; the center judges
    bool works_elsewhere = false;   // the workplace belongs to another station
};

/// The slip on its way to paper; the code on the screen says the same all the while.
struct SlipPrint {
    enum class Phase {
        off,  // this terminal has no printer
        printing,
        printed,
        failed,
    };
    static constexpr int kMostPapers = 3;  // of one slip

    Phase phase = Phase::off;
    RequestId request = 0;                      // the one awaited
    std::optional<platform::PrinterState> why;  // with failed
    int papers = 0;                             // printed so far
    bool duplicate = false;                     // the next one is, or may be, a second paper
    bool may_print() const {
        return phase == Phase::failed || (phase == Phase::printed && papers < kMostPapers);
    }
};

/// Chinese being typed by pinyin on the keyboard.
struct Typing {
    PrivateText words;                                  // characters chosen already
    PrivateText letters;                                // pinyin not yet turned into characters, digits
    std::vector<platform::PinyinCandidate> candidates;  // what the letters may mean
    std::size_t page = 0;                               // of the candidates
    static constexpr std::size_t kCandidatesPerPage = 6;

    bool empty() const { return words.empty() && letters.empty(); }
    std::string text() const { return words.text() + letters.text(); }
};

/// A claim as far as staff have filled it in. The claimant is the Visitor.
struct ClaimDraft {
    MaskedPerson person;
    std::optional<EnrollmentStatus> enrollment;  // that it would rest on; nothing: none is known here
    std::string kind;                            // ClaimKind::id
    std::optional<Date> event;                   // admission, diagnosis, accident
    bool uncovered = false;                      // the event lies outside of what that enrollment covers
    PrivateText phone;                           // 11 digits, or none
    std::vector<ClaimPaper> papers;              // as the pack lists them, then another one
};

namespace screen {

struct Home {};

struct Consent {
    bool agreed = false;  // never pre-ticked
};

struct PlaceCard {
    std::optional<CardTrouble> trouble;
};

struct ConfirmPerson {
    MaskedPerson person;
    bool waiting = false;  // said yes; earlier enrollments are still being looked up
};

/// The person seems to be enrolled already, at another station. It may be wrong: they ask staff or go on.
struct PerhapsEnrolled {
    Date coverage_from{};
    Date coverage_to{};
};

struct Work {
    std::vector<Employment> offered;
    std::optional<Employment> employment;
    std::optional<std::size_t> workplace;  // into StationInfo::workplaces
    std::size_t page = 0;
    std::size_t pages = 1;
};

struct Phone {
    PrivateText digits;       // at most 11
    bool impossible = false;  // what is typed cannot be a mobile number
    bool complete = false;    // `next` works
};

struct Papers {
    std::vector<Document> offered;
};

struct JoinUnion {};

struct Plan {
    Offer offer;
};

struct Review {
    MaskedPerson person;
    Employment employment{};
    LocalText workplace;
    std::optional<Document> document;  // nothing when the pack asks for none
    bool joins_union = false;
    std::string masked_phone;  // "138 **** 6621"
    Offer offer;
    ReviewNotes notes;
};

/// Shown until Submitted or StoreFailed; nothing can be tapped.
struct Saving {
    RequestId request = 0;
};

/// The only screen that says "saved": built from Submitted.
struct Saved {
    Slip slip;
    MaskedPerson person;
    Offer offer;
    bool time_unconfirmed = false;
    SlipPrint print{};
};

/// Why this person cannot enroll now, in the pack's order. No reasons: the scheme does not publish what is
/// needed, and staff help.
struct Refused {
    std::vector<config::Refusal> reasons;
    std::optional<EnrollmentStatus> earlier;  // with already_enrolled: which one
    int minimum_age = 0;                      // with too_young
    std::optional<Stage> change;              // where Tap::back leads, when another answer would help
};

/// Lay the card on the reader or show the slip's code.
struct AskStatus {
    std::optional<CardTrouble> trouble;
    RequestId request = 0;               // not 0: being looked up
    std::optional<MaskedPerson> person;  // whose card that was
};

struct Status {
    StatusView status;
    std::optional<MaskedPerson> person;  // when a card was read
    bool by_staff = false;
};

/// One question of an inquiry; no card is read for it.
struct Question {
    Inquiry inquiry{};
    Replies replies;  // to the questions before
    Ask ask{};
    std::string typed;   // digits, where the answer is typed
    bool ready = false;  // `next` works: what is typed is an answer
    std::size_t page = 0;
    std::size_t pages = 1;
};

/// What the pack would pay.
struct BenefitResult {
    Replies replies;
    config::EstimateRequest request;
    config::EstimateAnswer answer;
};

/// Who decides such a claim, and the way it goes.
struct ClaimWay {
    BenefitResult result;  // back leads there
};

/// Whether this person could join, plan by plan.
struct JoinResult {
    Replies replies;
    std::vector<config::QuoteAnswer> quotes;  // one a plan of the pack, in order
};

/// How an employer's union enrolls its staff.
struct GroupWay {};

struct GroupResult {
    Replies replies;
    config::GroupRequest request;
    config::GroupAnswer answer;
};

/// The city's districts, and this station itself.
struct Districts {
    std::size_t page = 0;
    std::size_t pages = 1;
};

/// The center and the stations of one district.
struct Stations {
    std::size_t district = 0;  // into StationIndex::districts()
    std::size_t page = 0;
    std::size_t pages = 1;
};

/// Stations whose name, address or phone holds what is typed.
struct StationSearch {
    Typing typing;
    std::vector<std::size_t> found;  // into StationIndex::directory(), best first
    std::size_t page = 0;
    std::size_t pages = 1;
};

struct StationDetail {
    std::size_t station = 0;                                // into StationIndex::directory()
    std::variant<Districts, Stations, StationSearch> from;  // where Tap::back leads
};

struct SignIn {
    enum class Phase { scan_badge, type_badge, enter_pin, checking };
    static constexpr std::size_t kTyped = 26;  // letters and digits below the badge's code
    Phase phase = Phase::scan_badge;
    PrivateText badge;
    PrivateText typed;  // the badge's secret as far as it is typed, A–Z 2–7
    PrivateText pin;    // shown as dots
    std::optional<SignInError> error;
    int wait_seconds = 0;  // not 0: too many wrong PINs; nothing is accepted until it reaches 0
    RequestId request = 0;
};

enum class DeskDone { payments_confirmed, corrected, withdrawn };

struct Desk {
    std::vector<DeskRow> rows;  // what came back first, then newest first
    RequestId request = 0;      // not 0: being loaded
    std::size_t page = 0;
    std::size_t pages = 1;
    std::optional<DeskDone> done;  // what has just been stored
};

/// One row with what may be done to it.
struct DeskEntry {
    DeskRow row;
    bool can_pay = false;
    bool can_change = false;      // correct or withdraw
    bool can_file_again = false;  // a claim that the center does not go on with
};

struct PaySingle {
    DeskRow row;
    PayMethod method = PayMethod::cash;
    bool papers_checked = false;
    std::string receipt;  // digits
    bool ready = false;   // `confirm` works
    RequestId request = 0;
};

struct PayItem {
    DeskRow row;
    bool papers_checked = false;
    std::string receipt;  // first_receipt + its place in the list; "" until that is complete
};
struct PayRun {
    std::vector<PayItem> items;
    PayMethod method = PayMethod::cash;
    std::string first_receipt;
    std::int64_t total_fen = 0;
    std::size_t page = 0;
    std::size_t pages = 1;
    bool ready = false;
    RequestId looking = 0;  // a scanned slip being looked up
    RequestId request = 0;  // being stored
};

/// Only fields with a value change.
struct Correct {
    DeskRow row;
    std::optional<CorrectionField> editing;
    PrivateText phone;  // the new one, "" = unchanged
    std::optional<Employment> employment;
    std::optional<Document> document;
    std::optional<std::size_t> workplace;
    std::optional<CorrectionReason> reason;
    std::size_t page = 0;  // of workplaces
    std::size_t pages = 1;
    bool ready = false;
    RequestId request = 0;
};

struct Withdraw {
    DeskRow row;
    std::optional<WithdrawalReason> reason;
    RequestId request = 0;
};

struct ClaimLookUp {
    std::optional<CardTrouble> trouble;
    RequestId request = 0;
    std::optional<MaskedPerson> person;
};

/// Draws Shell::sync.
struct Sync {};

/// A newer scheme pack or settings, brought as a series of codes.
struct FileCodes {
    std::vector<bool> here;              // which parts, in order; empty before the first
    std::optional<FileTrouble> trouble;  // of the latest code, or of the whole
    std::optional<KeptFile> kept;        // applies once staff have signed out; nothing is scanned any more
};

/// A card that no reader can read, typed in by staff part by part.
struct TypeCard {
    enum class Part {
        kind,
        number,
        birth,  // of the 2017 foreigners' card only: its number says neither century nor sex
        name,
        valid,
        check,
    };
    enum class Fault {
        number,  // no such number: the check character, or the birth date in it
        from,    // no such day, or one to come
        to,      // no such day, or not after `from`
        expired,
        contradiction,  // the parts do not fit together
    };
    bool for_claim = false;  // their claim is filed next; otherwise they go on from the consent
    Part part = Part::kind;
    platform::CardKind kind{};
    PrivateText number;     // an X only in the last place; of the 2017 foreigners' card 3 letters, 12 digits
    Typing name;            // a Latin name stands in its words
    PrivateText from;       // YYYYMMDD as far as typed
    PrivateText to;         // the same
    bool for_ever = false;  // the card has no last day
    bool on_to = false;     // which of the two dates is being typed
    // What follows from that:
    std::optional<Fault> fault;   // of this part
    bool ready = false;           // `next` works
    bool unusual_prefix = false;  // as Card::unusual_prefix
    MaskedPerson shown;
    std::optional<Date> birth;  // once the number is right
    bool male = false;
    // What the number of the 2017 foreigners' card leaves open:
    struct Born {
        Date on{};
        bool male = false;
    };
    std::vector<Date> births;  // that its number may mean: 1988, and 2088 once that is past
    std::optional<Born> born;  // as staff have said
};

/// Whose claim is filed: a card, read or typed.
struct ClaimCard {
    std::optional<CardTrouble> trouble;
    RequestId request = 0;  // not 0: being looked up
};

/// What the claim is about.
struct ClaimFacts {
    enum class Part { kind, event, phone };
    ClaimDraft claim;
    Part part = Part::kind;
    std::string digits;  // of the day as far as typed, YYYYMMDD
    bool wrong = false;  // what is typed is no such day, or one to come; no mobile number
    bool ready = false;  // `next` works
};

/// The papers one by one.
struct ClaimPapers {
    ClaimDraft claim;
    std::size_t page = 0;
    std::size_t pages = 1;

    static constexpr std::size_t kOnPage = 8;  // papers
};

/// One paper before the camera.
struct ClaimPhotograph {
    ClaimDraft claim;
    std::size_t paper = 0;                         // into ClaimDraft::papers
    RequestId taking = 0;                          // not 0: the camera is asked
    bool none_came = false;                        // the camera gave none
    std::shared_ptr<const TakenPhotograph> taken;  // to be kept, or taken again
    RequestId keeping = 0;                         // not 0: being sealed
};

/// The claim read back.
struct ClaimReview {
    ClaimDraft claim;
    RequestId request = 0;  // being stored
};

/// The claim is committed.
struct ClaimSaved {
    Slip slip;
    MaskedPerson person;
    std::string kind;
    std::size_t photographs = 0;
    SlipPrint print{};
};

/// Every device that is fitted, as it was at most a second ago.
struct Devices {
    std::vector<platform::DeviceHealth> devices;
    std::optional<DeviceTry> trying;
};

}  // namespace screen

using Screen =
    std::variant<screen::Home, screen::Consent, screen::PlaceCard, screen::ConfirmPerson,
                 screen::PerhapsEnrolled, screen::Work, screen::Phone, screen::Papers, screen::JoinUnion,
                 screen::Plan, screen::Review, screen::Saving, screen::Saved, screen::Refused,
                 screen::AskStatus, screen::Status, screen::Question, screen::BenefitResult, screen::ClaimWay,
                 screen::JoinResult, screen::GroupWay, screen::GroupResult, screen::Districts,
                 screen::Stations, screen::StationSearch, screen::StationDetail, screen::SignIn, screen::Desk,
                 screen::DeskEntry, screen::PaySingle, screen::PayRun, screen::Correct, screen::Withdraw,
                 screen::ClaimLookUp, screen::Sync, screen::FileCodes, screen::Devices, screen::TypeCard,
                 screen::ClaimCard, screen::ClaimFacts, screen::ClaimPapers, screen::ClaimPhotograph,
                 screen::ClaimReview, screen::ClaimSaved>;

/// A message over the screen with what to do next; closed by Tap::dismiss.
enum class Message {
    card_changed,         // another card was laid on: start again with your own
    not_saved_disk_full,  // not saved: call staff
    not_saved_busy,       // not saved: try again
    not_saved_broken,     // not saved: call staff
    code_not_ours,        // this code is not a slip of ours
    badge_not_ours,       // this code is not a staff badge
    slip_unknown_here,    // a good slip of which nothing is known here yet
    look_up_failed,       // the terminal could not look: try again, else call staff
    already_in_list,      // this slip is in the run already
    already_paid,
    already_withdrawn,
    center_said_no,  // refused or a duplicate: take no money
    already_done,    // paid or withdrawn meanwhile, perhaps at another terminal
    row_not_found,   // the record is not at this terminal: use the terminal that printed the slip
    typed_wrong,     // the typed card is not this person's: staff type it once more
    nothing_to_pay,  // the slip of a claim
};

// ------------------------------------------------------------------------------------------ behind it

/// The person being served. Never drawn.
struct Visitor {
    platform::Card card;
    MaskedPerson shown;
    std::string typed_by;   // staff id, when the card was typed in; "" = it was read
    RequestId look_up = 0;  // not 0: earlier enrollments still awaited
    std::optional<StatusView> known;
    std::vector<config::HeldPlan> perhaps_enrolled;  // as PersonFound says
    bool was_asked = false;                          // whether they are enrolled already, and went on
    bool confirmed = false;
    std::optional<Employment> employment;
    std::optional<std::size_t> workplace;
    PrivateText phone;
    std::optional<Document> document;
    std::optional<bool> joins_union;
    std::optional<Offer> offer;
};

/// Wrong PINs make the next try wait; survives leaving the screen.
struct SignInGuard {
    int failures = 0;
    platform::BootMs locked_until = 0;
};

struct State {
    Shell shell;
    Screen screen;
    std::optional<Message> message;
    std::optional<int> countdown;  // seconds left before the person is forgotten

    std::optional<Visitor> visitor;
    std::optional<StaffMember> staff;
    SignInGuard guard;
    TimeReport time;
    Stamp time_reported;  // when `time` came
    Stamp now;            // of the latest event
    platform::BootMs last_presence = 0;
    std::optional<Date> began_on;  // the day that prices and judges this person, fixed when they began
    RequestId last_request = 0;
    std::shared_ptr<const config::Pack> next_pack;  // waits for the home screen; null = none
    bool new_settings = false;                      // wait until nobody is there
    bool reader_on = false;
    bool camera_on = false;
    int volume = 100;         // percent; louder each time the same screen is read again
    bool read_aloud = false;  // this screen has been
};

/// Where a worker is on the way to "saved"; nothing on other screens.
struct Progress {
    int step = 1;
    int of = 5;
};
std::optional<Progress> progress_of(const Screen& screen);

/// Whether Tap::back does anything; the bottom bar shows it then.
bool can_go_back(const State& state);

/// Whether the camera can take a page of the paper before it now.
bool may_photograph(const State& state);

/// True while nobody but the terminal itself may act (a commit runs).
bool is_busy(const Screen& screen);

}  // namespace kiosk
