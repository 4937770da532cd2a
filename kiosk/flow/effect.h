// What the flow asks of the world. The app carries effects out in order, off the main thread where they
// block, and answers those with a request id by the event named beside them.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "config/scheme/pack.h"
#include "kiosk/flow/values.h"

namespace kiosk {

struct PollReader {  // start_reading() / stop_reading()
    bool on = false;
};
struct Scan {  // start() / stop() of the code source
    bool on = false;
};

/// Derive the card's key, find what is cached or written here for it. → PersonFound, LookUpFailed
struct LookUpCard {
    RequestId request = 0;
    platform::Card card;
    bool by_staff = false;  // the look-up is written to the audit trail
    bool typed = false;     // no key can be made of the card: only what was written here is found
};
/// → SlipFound, LookUpFailed
struct LookUpSlip {
    RequestId request = 0;
    PrivateText code;  // text as scanned, not yet judged
    bool by_staff = false;
};
/// The enrollment a slip names, for payment; a slip of another terminal of the station gives a row with its
/// number, fee and record id only. → SlipRowFound, LookUpFailed
struct LookUpSlipRow {
    RequestId request = 0;
    PrivateText code;
};
/// Commit an enrollment. → Submitted, StoreFailed
struct Submit {
    RequestId request = 0;
    EnrollmentForm form;
};
/// The next sharp picture of the camera, while Scan is on. → PhotographTaken
struct TakePhotograph {
    RequestId request = 0;
};
/// Seal a photograph to the center and keep it for the claim that is being filled in. → PhotographKept,
/// StoreFailed
struct KeepPhotograph {
    RequestId request = 0;
    std::shared_ptr<const TakenPhotograph> photograph;  // not null
};
/// Delete one of them again.
struct DropPhotograph {
    platform::Hash page{};
};
/// Commit the claim, with the photographs kept for it. → Submitted, StoreFailed
struct FileClaim {
    RequestId request = 0;
    ClaimForm form;
};
/// → SignedIn, SignInFailed
struct SignIn {
    RequestId request = 0;
    PrivateText badge;
    PrivateText pin;
};
/// Drop the desk key.
struct SignOut {};
/// One of the codes that make up a pack or settings. → FilePartTaken, FilePartRefused
struct TakeFilePart {
    RequestId request = 0;
    std::string code;  // text as scanned, not yet judged
};
/// The enrollments of the civil day of `at`. → DeskDayLoaded, StoreFailed
struct LoadDeskDay {
    RequestId request = 0;
    platform::UtcMs at = 0;
};
/// All or nothing. → Stored, StoreFailed
struct ConfirmPayments {
    RequestId request = 0;
    std::vector<PaymentForm> payments;
};
/// → Stored, StoreFailed
struct Correct {
    RequestId request = 0;
    CorrectionForm form;
};
/// → Stored, StoreFailed
struct Withdraw {
    RequestId request = 0;
    WithdrawalForm form;
};
/// → PrintDone, PrintFailed
struct PrintSlip {
    RequestId request = 0;
    SlipPaper paper;
};
/// Say what the screen says, as the state after this event has it.
struct ReadAloud {
    int volume = 100;  // percent
};
/// Break off what is being said.
struct Hush {};
/// How every device does. → DevicesSeen, at once
struct LookAtDevices {};
/// Start a sync unless one runs; SyncStatus events follow.
struct SyncNow {};
/// The person has gone: drop derived keys and anything else held for them, and the photographs of a claim
/// that was not filed.
struct ForgetVisitor {};

/// Nobody is being served: from the next update on, Context has this pack.
struct UsePack {
    std::shared_ptr<const config::Pack> pack;
};

/// End in order and begin again with the settings that are in force now. Nobody is there.
struct StartAnew {};

using Effect = std::variant<PollReader, Scan, LookUpCard, LookUpSlip, LookUpSlipRow, Submit, TakePhotograph,
                            KeepPhotograph, DropPhotograph, FileClaim, SignIn, SignOut, TakeFilePart,
                            LoadDeskDay, ConfirmPayments, Correct, Withdraw, PrintSlip, ReadAloud, Hush,
                            LookAtDevices, SyncNow, ForgetVisitor, UsePack, StartAnew>;

}  // namespace kiosk
