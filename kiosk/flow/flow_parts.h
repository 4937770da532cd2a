// Inside of the flow: what the screens' handlers share. Not for other folders.
#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "kiosk/flow/update.h"
#include "platform/base/result.h"

namespace kiosk {

/// One update under way.
struct Flow {
    const Context& context;
    State state;
    std::vector<Effect> effects;

    RequestId ask() { return ++state.last_request; }
    void want(Effect effect) { effects.push_back(std::move(effect)); }
    /// Destroys the screen shown until now: references into it are gone.
    void go(Screen next) { state.screen = std::move(next); }
};

// ---- reading events

inline bool tapped(const Event& event, Tap tap) {
    const Tap* found = std::get_if<Tap>(&event);
    return found != nullptr && *found == tap;
}
template <class T>
const T* reader_said(const Event& event) {
    const auto* said = std::get_if<platform::ReaderEvent>(&event);
    return said == nullptr ? nullptr : std::get_if<T>(said);
}
template <class T>
const T* camera_said(const Event& event) {
    const auto* said = std::get_if<platform::CodeEvent>(&event);
    return said == nullptr ? nullptr : std::get_if<T>(said);
}
/// The answer of type T to request `id`, when this event is it.
template <class T>
const T* answer_to(RequestId id, const Event& event) {
    const T* answer = std::get_if<T>(&event);
    return answer != nullptr && id != 0 && answer->request == id ? answer : nullptr;
}

// ---- time (intake.cpp)

platform::UtcMs best_known_time(const State& state);
void refresh_shell(Flow& flow);
/// The day that prices an enrollment begun now; with an untrusted clock the intake day on or after the last
/// trusted one.
std::optional<Date> intake_day(const Context& context, const State& state);
/// The first day from `floor` on when workers may enroll.
std::optional<Date> first_intake_day(const Context& context, Date floor);

// ---- idle.cpp

void watch_idleness(Flow& flow);
int sign_in_wait(const State& state);

// ---- voice.cpp

/// Asks for the screen to be read; louder when it has been.
void read_aloud(Flow& flow);
/// What was said belonged to a screen that is gone.
void hush(Flow& flow);

// ---- leaving (update.cpp)

/// Drops the visitor, here and in the store.
void forget_visitor(Flow& flow);
/// Forgets visitor and staff session; the language stays.
void return_home(Flow& flow);
/// The same for whoever comes next: default language.
void go_home(Flow& flow);

// ---- the worker's way

void show_stage(Flow& flow, Stage stage);
/// The first stage after `done` that this pack asks for.
void show_stage_after(Flow& flow, Stage done);
/// The stage before `stage`, or the card.
void show_stage_before(Flow& flow, Stage stage);

void show_place_card(Flow& flow);
/// The visitor is here (their card was read, or typed): are they that person, and have they enrolled before?
void show_confirm(Flow& flow);
/// Another card than the visitor's was laid on.
bool is_another_card(const State& state, const Event& event);
void send_away_swapped(Flow& flow);
/// Trouble as the reader's own state tells it.
std::optional<CardTrouble> reader_trouble(const Shell& shell);
/// Follows reader events on a screen that waits for a card; the card when one was read.
const platform::Card* card_for(const Flow& flow, const Event& event, std::optional<CardTrouble>& trouble);
MaskedPerson masked(const platform::Card& card);

// ---- questions to the pack (offer.cpp)

/// Refusals that no answer of the person could change: age, number, window, already enrolled.
std::vector<config::Refusal> early_refusals(const Context& context, const State& state);
/// What the visitor seems to be enrolled for at another station: the same plan, an overlapping time. Nothing
/// when this terminal knows of a withdrawal, which the center's filter may not have heard of yet.
std::optional<config::Period> perhaps_enrolled(const Context& context, const State& state);
bool asks_for_papers(const Context& context);
bool asks_for_union(const Context& context);
std::vector<Employment> offered_employments(const Context& context);
std::vector<Document> offered_documents(const Context& context);
/// The offer for the visitor as they answered; refusals when there is none.
platform::Result<Offer, std::vector<config::Refusal>> make_offer(const Context& context, const State& state);
void show_refusal(Flow& flow, std::vector<config::Refusal> reasons);

// ---- inquiries (questions.cpp)

void show_inquiry(Flow& flow, Inquiry inquiry);
/// From home, or from where it turned out that one may join; nothing happens while one cannot.
void begin_enrollment(Flow& flow);
void show_ask_status(Flow& flow);

// ---- pads and pages

std::size_t page_count(std::size_t items, int page_size);
/// Stays inside [0, pages).
std::size_t turned(std::size_t page, std::size_t pages, int by);
enum class PhoneCheck { incomplete, impossible, complete };
/// Mainland mobile numbers: 11 digits, 13… to 19….
PhoneCheck check_phone(const std::string& digits);

// ---- typing (typing.cpp)

/// Types on the keyboard. True when the event was meant for it; the candidates are then anew those of the
/// letters that `wanted` keeps.
bool type_words(Typing& typing, const platform::Pinyin& pinyin, const Event& event,
                const std::function<bool(const platform::PinyinCandidate&)>& wanted);

// ---- printing (printing.cpp)

/// What every slip says, from this station.
SlipPaper slip_paper(const Flow& flow, const Slip& slip, const MaskedPerson& person);
/// Asks for it on paper, if there is a printer.
void print(Flow& flow, SlipPrint& print, SlipPaper paper);
/// Follows the printer's answers.
void follow(SlipPrint& print, const Event& event);

// ---- the station directory

/// Nothing happens where the city has none.
void show_directory(Flow& flow);

// ---- the desk

/// Receipts are numbered with digits only; printed ones have 4 to 12.
constexpr std::size_t kReceiptMin = 4;
constexpr std::size_t kReceiptMax = 12;
/// Types on a pad of digits. True when the event was meant for it.
bool type_digits(std::string& digits, std::size_t limit, const Event& event);

void show_desk(Flow& flow, std::optional<screen::DeskDone> done);
/// One row with what may be done to it.
void show_entry(Flow& flow, DeskRow row);
void show_file_codes(Flow& flow);
/// With new settings, once the home screen has been left alone for a while.
void start_anew_when_alone(Flow& flow);
void show_devices(Flow& flow);
/// `for_claim`: whose claim is filed next.
void show_type_card(Flow& flow, bool for_claim);
void show_claim_look_up(Flow& flow);
void show_claim_card(Flow& flow);
/// The visitor is here: looks for what is known of them, then asks what their claim is about.
void look_for_claimant(Flow& flow);
void show_claim_papers(Flow& flow, ClaimDraft claim);
/// `paper`: into ClaimDraft::papers.
void show_photograph(Flow& flow, ClaimDraft claim, std::size_t paper);
void show_sign_in(Flow& flow);
/// Buttons of the desk's frame: the rail and signing out. True when the event was one of them.
bool follow_desk_frame(Flow& flow, const Event& event);
/// Decided against, or taken back: nothing more is to be done to it at the desk.
bool is_closed(const DeskRow& row);
Message message_for(StoreError error);
Message message_for(LookUpError error);

// ---- screens: each handler may replace the screen it is given, then must not touch it again

void on(Flow&, screen::Home&, const Event&);
void on(Flow&, screen::Consent&, const Event&);
void on(Flow&, screen::PlaceCard&, const Event&);
void on(Flow&, screen::ConfirmPerson&, const Event&);
void on(Flow&, screen::PerhapsEnrolled&, const Event&);
void on(Flow&, screen::Work&, const Event&);
void on(Flow&, screen::Phone&, const Event&);
void on(Flow&, screen::Papers&, const Event&);
void on(Flow&, screen::JoinUnion&, const Event&);
void on(Flow&, screen::Plan&, const Event&);
void on(Flow&, screen::Review&, const Event&);
void on(Flow&, screen::Saving&, const Event&);
void on(Flow&, screen::Saved&, const Event&);
void on(Flow&, screen::Refused&, const Event&);
void on(Flow&, screen::AskStatus&, const Event&);
void on(Flow&, screen::Status&, const Event&);
void on(Flow&, screen::Question&, const Event&);
void on(Flow&, screen::BenefitResult&, const Event&);
void on(Flow&, screen::ClaimWay&, const Event&);
void on(Flow&, screen::JoinResult&, const Event&);
void on(Flow&, screen::GroupWay&, const Event&);
void on(Flow&, screen::GroupResult&, const Event&);
void on(Flow&, screen::Districts&, const Event&);
void on(Flow&, screen::Stations&, const Event&);
void on(Flow&, screen::StationSearch&, const Event&);
void on(Flow&, screen::StationDetail&, const Event&);
void on(Flow&, screen::SignIn&, const Event&);
void on(Flow&, screen::Desk&, const Event&);
void on(Flow&, screen::DeskEntry&, const Event&);
void on(Flow&, screen::PaySingle&, const Event&);
void on(Flow&, screen::PayRun&, const Event&);
void on(Flow&, screen::Correct&, const Event&);
void on(Flow&, screen::Withdraw&, const Event&);
void on(Flow&, screen::ClaimLookUp&, const Event&);
void on(Flow&, screen::Sync&, const Event&);
void on(Flow&, screen::FileCodes&, const Event&);
void on(Flow&, screen::Devices&, const Event&);
void on(Flow&, screen::TypeCard&, const Event&);
void on(Flow&, screen::ClaimCard&, const Event&);
void on(Flow&, screen::ClaimFacts&, const Event&);
void on(Flow&, screen::ClaimPapers&, const Event&);
void on(Flow&, screen::ClaimPhotograph&, const Event&);
void on(Flow&, screen::ClaimReview&, const Event&);
void on(Flow&, screen::ClaimSaved&, const Event&);

}  // namespace kiosk
