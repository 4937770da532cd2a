// Everything that can happen to the terminal. The view returns at most one event per frame; devices, store
// and sync push theirs through queues. Values only.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/scheme/pack.h"
#include "config/scheme/rules.h"
#include "kiosk/flow/values.h"
#include "platform/code/code_source.h"
#include "platform/device/health.h"
#include "platform/idcard/reader.h"
#include "platform/printer/printer.h"

namespace kiosk {

// ------------------------------------------------------------------------------------------ touches

/// Buttons without a value. A tap that means nothing on the current screen changes nothing.
enum class Tap {
    // everywhere
    back,
    home,     // leave and forget the person
    dismiss,  // close the message
    stay,     // "I am still here", on the countdown
    // home
    start,       // enroll
    ask_status,  // "what became of my application?"
    benefit,     // "what would I get?"
    can_join,    // "can I join?"
    group_way,   // how an employer's union enrolls its staff
    directory,   // "where is a service station?"
    staff,
    // worker
    toggle_consent,
    next,  // the screen's main button
    yes,   // "this is me"
    no,    // "this is not me"
    join,  // join the union
    not_join,
    no_papers,  // brought neither paper
    submit,
    done,
    retry,
    again,        // the same questions from the start
    today,        // types today's date
    voice,        // read this screen to me; again: louder
    print_again,  // the slip, once it is printed or has failed
    type_badge,   // no code can be scanned: type what stands below it
    // the station directory
    search,           // look for a station by typing
    more_candidates,  // other words for what was typed
    // a card typed in
    keep_letters,  // the letters stand for a character that is not found
    type_dot,
    type_space,
    type_comma,
    edit_from,
    edit_to,
    toggle_for_ever,
    // pads and keyboard
    erase,
    clear,
    // desk
    nav_today,
    nav_pay_run,
    nav_claims,
    nav_sync,
    nav_devices,
    nav_type_card,
    file_claim,
    type_claimant,  // their card cannot be read
    shoot,          // take the photograph
    keep,           // the photograph taken
    remove_page,    // the last one kept of this paper
    file_by_codes,  // bring a newer scheme pack or settings without a network
    sign_out,
    sync_now,
    pay,
    correct,
    withdraw,
    toggle_papers,  // "I have checked the paper", single payment
    confirm,
};

struct ChooseLanguage {
    Language language{};
};
struct ChooseEmployment {
    Employment employment{};
};
struct ChooseWorkplace {
    std::size_t index = 0;  // into StationInfo::workplaces
};
struct ChooseDocument {
    Document document{};
};
struct ChooseOption {
    std::size_t index = 0;  // of the answers a question offers; into Pack::kinds
};
struct PressDigit {
    int digit = 0;  // 0..9, on whichever pad is shown
};
struct TurnPage {
    int by = 1;  // -1 or +1
};
struct SelectRow {
    std::size_t index = 0;  // into Desk::rows
};
struct ChoosePayMethod {
    PayMethod method{};
};
struct TickPapers {
    std::size_t index = 0;  // into PayRun::items or ClaimDraft::papers
};
struct PhotographPaper {
    std::size_t index = 0;  // into ClaimDraft::papers
};
struct RemoveItem {
    std::size_t index = 0;  // into PayRun::items
};
struct ChooseField {
    CorrectionField field{};
};
struct ChooseCorrectionReason {
    CorrectionReason reason{};
};
struct ChooseWithdrawalReason {
    WithdrawalReason reason{};
};
struct ChooseDistrict {
    std::size_t index = 0;  // into StationIndex::districts()
};
struct ChooseStation {
    std::size_t index = 0;  // into StationIndex::directory()
};
struct PressKey {
    char key = 0;  // a–z, 0–9 or an apostrophe, on the keyboard
};
struct ChooseCandidate {
    std::size_t index = 0;  // into Typing::candidates
};
struct ChooseCardKind {
    platform::CardKind kind{};
};
struct TryDevice {  // begins a try, or ends the one of this device
    platform::DeviceKind device{};
};
/// A touch that met no button: somebody is there.
struct Touched {};

// ------------------------------------------------------------------------------------------ answers

struct PersonFound {  // to LookUpCard
    RequestId request = 0;
    StatusView status;
    /// What the center's filter seems to hold of the person: it may be wrong, and what is told of it must
    /// ask.
    std::vector<config::HeldPlan> perhaps_enrolled{};
};
struct SlipFound {  // to LookUpSlip
    RequestId request = 0;
    StatusView status;
    std::optional<DeskRow> claim{};  // to staff: the slip's own claim, where it was filed at this terminal
};
struct SlipRowFound {  // to LookUpSlipRow
    RequestId request = 0;
    DeskRow row;
};
struct LookUpFailed {  // to LookUpCard, LookUpSlip, LookUpSlipRow
    RequestId request = 0;
    LookUpError error{};
};
struct Submitted {  // to Submit, FileClaim: the enrollment or claim is committed
    RequestId request = 0;
    Slip slip;
};
struct PhotographKept {  // to KeepPhotograph: sealed and on the disk
    RequestId request = 0;
    platform::Hash page{};
};
struct SignedIn {  // to SignIn
    RequestId request = 0;
    StaffMember staff;
};
struct SignInFailed {  // to SignIn
    RequestId request = 0;
    SignInError error{};
};
struct DeskDayLoaded {  // to LoadDeskDay; what came back first, then newest first
    RequestId request = 0;
    std::vector<DeskRow> rows;
};
struct Stored {  // to ConfirmPayments, Correct, Withdraw: all of it is committed
    RequestId request = 0;
};
struct FilePartTaken {  // to TakeFilePart
    RequestId request = 0;
    std::vector<bool> here;        // which parts, in order
    std::optional<KeptFile> kept;  // that was the last; PackOffered or SettingsOffered follows
};
struct FilePartRefused {  // to TakeFilePart
    RequestId request = 0;
    FileTrouble trouble{};
};
struct StoreFailed {  // to Submit, KeepPhotograph, FileClaim, LoadDeskDay, ConfirmPayments, Correct,
                      // Withdraw: nothing of it is committed
    RequestId request = 0;
    StoreError error{};
};

struct DevicesSeen {  // to LookAtDevices
    std::vector<platform::DeviceHealth> devices;
};

struct PhotographTaken {  // to TakePhotograph
    RequestId request = 0;
    std::shared_ptr<const TakenPhotograph> photograph;  // null: the camera gave none
};

struct PrintDone {  // to PrintSlip: the printer says that all of it is on paper
    RequestId request = 0;
};
struct PrintFailed {  // to PrintSlip
    RequestId request = 0;
    platform::PrintFailure failure;
};

/// Another pack may be worked with from now on; the flow takes it up between two visitors.
struct PackOffered {
    std::shared_ptr<const config::Pack> pack;
};

/// Settings, or a station directory, other than those that the terminal began with; the flow starts anew when
/// nobody is there.
struct SettingsOffered {};

/// The moment a wake-up was due (next_wake), or nothing else happened.
struct Tick {};

using Event =
    std::variant<Tap, ChooseLanguage, ChooseEmployment, ChooseWorkplace, ChooseDocument, ChooseOption,
                 PressDigit, TurnPage, SelectRow, ChoosePayMethod, TickPapers, PhotographPaper, RemoveItem,
                 ChooseField, ChooseCorrectionReason, ChooseWithdrawalReason, ChooseDistrict, ChooseStation,
                 PressKey, ChooseCandidate, ChooseCardKind, TryDevice, Touched,             // touches
                 platform::ReaderEvent, platform::CodeEvent, DevicesSeen, PhotographTaken,  // devices
                 PersonFound, SlipFound, SlipRowFound, LookUpFailed, Submitted, PhotographKept, SignedIn,
                 SignInFailed, DeskDayLoaded, Stored, StoreFailed, FilePartTaken, FilePartRefused,  // store
                 PrintDone, PrintFailed,                                                            // printer
                 SyncStatus, TimeReport, PackOffered, SettingsOffered, Tick>;

/// True for what only a person can cause: touches, cards, codes.
bool shows_presence(const Event& event);

}  // namespace kiosk
