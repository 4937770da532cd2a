#include "kiosk/view/previews.h"

#include "kiosk/view/preview_people.h"

namespace kiosk {

namespace {

using namespace preview;

class Collector {
  public:
    explicit Collector(const PreviewWorld& world) : base_(calm(world)) {}

    State& add(std::string name, Screen screen) {
        State state = base_;
        state.screen = std::move(screen);
        out_.push_back({std::move(name), std::move(state), {}});
        return out_.back().state;
    }
    State& add_staff(std::string name, Screen screen) {
        State& state = add(std::move(name), std::move(screen));
        state.staff = StaffMember{"S1", "周*"};
        return state;
    }
    std::vector<Preview> take() { return std::move(out_); }

  private:
    State base_;
    std::vector<Preview> out_;
};

void add_home(Collector& out) {
    out.add("home_open", screen::Home{});
    State& last = out.add("home_last_day", screen::Home{});
    last.shell.minute = *platform::parse_civil_time("2026-06-30T17:42");
    last.shell.window.days_left = 0;
    last.shell.sync.problem = SyncProblem::center_unreachable;
    State& demo = out.add("home_simulated", screen::Home{});
    demo.shell.clock_simulated = true;
    State& closed = out.add("home_closed", screen::Home{});
    closed.shell.minute = *platform::parse_civil_time("2026-09-04T10:20");
    closed.shell.window.intake = Intake::closed;
    closed.shell.window.opens = ymd(2027, 6, 1);
    closed.shell.window.closes = ymd(2027, 6, 30);
    closed.shell.window.coverage_from = ymd(2027, 7, 1);
    closed.shell.window.coverage_to = ymd(2028, 6, 30);
    closed.shell.window.days_left.reset();
    State& unsure = out.add("home_clock_unconfirmed", screen::Home{});
    unsure.shell.time_trusted = false;
    unsure.shell.window.intake = Intake::unconfirmed;
    unsure.shell.window.days_left.reset();
    unsure.shell.sync.as_of.reset();
    out.add("home_no_reader", screen::Home{}).shell.reader = platform::ReaderState::offline;
}

void add_arrival(Collector& out) {
    out.add("consent", screen::Consent{false});
    out.add("consent_agreed", screen::Consent{true});
    out.add("place_card", screen::PlaceCard{});
    out.add("place_card_again", screen::PlaceCard{CardTrouble::place_again});
    out.add("place_card_not_id", screen::PlaceCard{CardTrouble::not_an_id_card});
    out.add("place_card_ask_staff", screen::PlaceCard{CardTrouble::ask_staff});
    out.add("place_card_expired", screen::PlaceCard{CardTrouble::expired});
    out.add("place_card_no_reader", screen::PlaceCard{CardTrouble::reader_missing});
    out.add("place_card_defect", screen::PlaceCard{CardTrouble::reader_defect});
    out.add("confirm", screen::ConfirmPerson{resident()});
    out.add("confirm_waiting", screen::ConfirmPerson{resident(), true});
    out.add("confirm_rare_name", screen::ConfirmPerson{rare_name()});
    out.add("confirm_foreigner", screen::ConfirmPerson{foreigner()});
    out.add("perhaps_enrolled", screen::PerhapsEnrolled{ymd(2026, 7, 1), ymd(2027, 6, 30)});
}

void add_questions(Collector& out, const PreviewWorld& world) {
    screen::Work work;
    work.offered = {Employment::flexible, Employment::small_micro};
    work.pages = (world.station.workplaces.size() + 7) / 8;
    out.add("work", work);
    work.employment = Employment::flexible;
    work.workplace = 2;
    out.add("work_chosen", work);
    out.add("phone", screen::Phone{});
    out.add("phone_wrong", screen::Phone{PrivateText("12"), true, false});
    out.add("phone_complete", screen::Phone{PrivateText("13800006621"), false, true});
    out.add("papers", screen::Papers{{Document::labour_contract, Document::social_security_proof}});
    out.add("join_union", screen::JoinUnion{});
    out.add("plan", screen::Plan{offer()});
}

void add_submission(Collector& out) {
    out.add("review", review());
    screen::Review unsure = review();
    unsure.notes.time_unconfirmed = true;
    out.add("review_clock_unconfirmed", unsure).shell.time_trusted = false;
    screen::Review late = review();
    late.notes.closed_meanwhile = true;
    out.add("review_closed_meanwhile", late);
    screen::Review elsewhere = review();
    elsewhere.notes.works_elsewhere = true;
    elsewhere.person = foreigner();
    out.add("review_works_elsewhere", elsewhere);
    out.add("saving", screen::Saving{1});
    out.add("saved", screen::Saved{slip(), resident(), offer()});
    out.add("saved_offline", screen::Saved{slip(), resident(), offer()}).shell.sync.problem =
        SyncProblem::no_network;
    out.add("saved_clock_unconfirmed", screen::Saved{slip(), foreigner(), offer(), true}).shell.time_trusted =
        false;
    screen::Saved printing{slip(), resident(), offer()};
    printing.print.phase = SlipPrint::Phase::printing;
    out.add("saved_printing", printing);
    printing.print = {SlipPrint::Phase::printed, 0, {}, 1, true};
    out.add("saved_printed", printing);
    out.add("saved_printed_offline", printing).shell.sync.problem = SyncProblem::no_network;
    printing.print = {SlipPrint::Phase::failed, 0, platform::PrinterState::paper_out, 0, false};
    out.add("saved_paper_out", printing);
    printing.print.why = platform::PrinterState::missing;
    printing.print.duplicate = true;
    out.add("saved_not_printed_offline", printing).shell.sync.problem = SyncProblem::no_network;
    out.add("refused_too_young", screen::Refused{{config::Refusal::too_young}, {}, 16, {}});
    out.add("refused_missing_document",
            screen::Refused{{config::Refusal::missing_document}, {}, 0, Stage::papers});
    out.add("refused_not_member",
            screen::Refused{{config::Refusal::not_union_member}, {}, 0, Stage::join_union});
    out.add(
        "refused_already",
        screen::Refused{{config::Refusal::already_enrolled}, enrollment(EnrollmentState::accepted), 0, {}});
    out.add("refused_several",
            screen::Refused{{config::Refusal::window_closed, config::Refusal::wrong_employment,
                             config::Refusal::too_young},
                            {},
                            16,
                            Stage::work});
}

/// On the morning of that day, after the night's sync.
void on(State& state, const std::string& day) {
    state.shell.minute = *platform::parse_civil_time(day + "T09:00");
    state.shell.sync.as_of = platform::parse_civil_time(day + "T02:14");
}

void add_status(Collector& out) {
    out.add("ask_status", screen::AskStatus{});
    out.add("ask_status_looking", screen::AskStatus{{}, 5, resident()});
    out.add("ask_status_no_reader", screen::AskStatus{CardTrouble::reader_missing, 0, {}});
    Shell& broken = out.add("ask_status_no_camera", screen::AskStatus{}).shell;
    broken.camera = platform::CameraState::no_camera;
    broken.code_devices.camera = platform::CodeDevice::broken;
    out.add("ask_status_dark", screen::AskStatus{}).shell.camera = platform::CameraState::dark;
    out.add("ask_status_scanner", screen::AskStatus{}).shell.code_devices = {platform::CodeDevice::broken,
                                                                             platform::CodeDevice::works};
    out.add("ask_status_camera_and_scanner", screen::AskStatus{}).shell.code_devices.scanner =
        platform::CodeDevice::works;
    on(out.add("status_claim", screen::Status{with_claim(), resident(), false}), "2026-09-08");
    on(out.add("status_claim_paid", screen::Status{with_paid_claim(), resident(), false}), "2026-09-28");
    out.add("status_unpaid", screen::Status{only(EnrollmentState::stored_here), {}, false});
    out.add("status_received", screen::Status{only(EnrollmentState::received), resident(), false});
    out.add("status_refused",
            screen::Status{only(EnrollmentState::refused, "missing_document"), resident(), false});
    out.add("status_in_review", screen::Status{only(EnrollmentState::in_review), foreigner(), false});
    out.add("status_nothing", screen::Status{StatusView{}, resident(), false}).shell.sync.as_of.reset();
}

void add_stations(Collector& out, const PreviewWorld& world) {
    const config::StationIndex& index = world.stations->index;
    const auto row = [&](const char* code) {
        return static_cast<std::size_t>(config::find_station(index.directory(), code) -
                                        index.directory().data());
    };
    out.add("stations", screen::Districts{});
    out.add("stations_district", screen::Stations{0, 0, 2});
    out.add("stations_district_last", screen::Stations{0, 1, 2});
    out.add("stations_city", screen::Stations{6, 0, 1});
    out.add("stations_search", screen::StationSearch{});
    out.add("stations_search_pinyin", searched(*world.stations, "", "lianhua"));
    out.add("stations_search_mixed", searched(*world.stations, "莲花", "bei"));
    out.add("stations_search_many", searched(*world.stations, "", "gong"));
    out.add("stations_search_none", searched(*world.stations, "", "beijing"));
    out.add("stations_here", screen::StationDetail{row("SM03"), screen::Districts{}});
    out.add("stations_misprint", screen::StationDetail{row("SM09"), screen::Stations{0, 1, 2}});
    out.add("stations_two_phones", screen::StationDetail{row("SM08"), screen::Stations{0, 1, 2}});
    out.add("stations_center", screen::StationDetail{row("HL00"), screen::Stations{1, 0, 1}});
    out.add("stations_under_city", screen::StationDetail{row("XM01"), screen::Stations{6, 0, 1}});
}

void add_sign_in(Collector& out) {
    using Phase = screen::SignIn::Phase;
    out.add("sign_in", screen::SignIn{});
    screen::SignIn unknown;
    unknown.error = SignInError::unknown_badge;
    out.add("sign_in_unknown_badge", unknown);
    Shell& broken = out.add("sign_in_no_camera", screen::SignIn{}).shell;
    broken.camera = platform::CameraState::failed;
    broken.code_devices.camera = platform::CodeDevice::broken;
    out.add("sign_in_busy_camera", screen::SignIn{}).shell.camera = platform::CameraState::busy;
    out.add("sign_in_blurred", screen::SignIn{}).shell.camera = platform::CameraState::blurred;
    screen::SignIn typing;
    typing.phase = Phase::type_badge;
    typing.typed = PrivateText("ABCDEFGHIJ");
    out.add("sign_in_type", typing);
    typing.typed = PrivateText("ABCDEFGHIJKLMNOPQRSTUVWX23");
    typing.error = SignInError::unknown_badge;
    out.add("sign_in_unknown_typed", typing);
    screen::SignIn pin;
    pin.phase = Phase::enter_pin;
    out.add("sign_in_pin", pin);
    pin.pin = PrivateText("2468");
    out.add("sign_in_pin_typed", pin);
    pin.phase = Phase::checking;
    out.add("sign_in_checking", pin);
    screen::SignIn wrong;
    wrong.phase = Phase::enter_pin;
    wrong.error = SignInError::wrong_pin;
    out.add("sign_in_wrong_pin", wrong);
    wrong.wait_seconds = 29;
    out.add("sign_in_wait", wrong);
}

void add_desk_claims(Collector& out) {
    const char* then = "2026-06-11T15:40";
    DeskRow refused = claim_row(then, "hospitalization", EnrollmentState::refused, "missing_document");
    refused.note = "缺出院小结";
    const DeskRow asked =
        claim_row(then, "accidental_disability", EnrollmentState::in_review, "outside_coverage");
    const DeskRow tonight = claim_row("2026-06-15T08:55", "critical_illness", EnrollmentState::stored_here);
    screen::Desk desk;
    desk.rows = desk_rows();
    desk.rows.insert(desk.rows.begin(), {refused, asked, tonight});
    out.add_staff("desk_claims", desk);
    out.add_staff("entry_claim_refused", screen::DeskEntry{refused, false, false, true});
    out.add_staff("entry_claim_asked", screen::DeskEntry{asked});
    out.add_staff("entry_claim_tonight", screen::DeskEntry{tonight});
    refused.claim->filed_again = true;
    out.add_staff("entry_claim_filed_again", screen::DeskEntry{refused});
    const DeskRow waits = claim_row(then, "hospitalization", EnrollmentState::in_review, "not_enrolled");
    out.add_staff("entry_claim_waits", screen::DeskEntry{waits});
    const DeskRow useless = claim_row(then, "hospitalization", EnrollmentState::in_review, "bad_number");
    out.add_staff("entry_claim_anew", screen::DeskEntry{useless, false, false, true});
    DeskRow received = claim_row(then, "hospitalization", EnrollmentState::received);
    received.claim->papers = received.claim->photographs = 0;
    out.add_staff("entry_claim_received", screen::DeskEntry{received});
}

void add_desk(Collector& out) {
    screen::Desk desk;
    desk.rows = desk_rows();
    out.add_staff("desk", desk);
    desk.done = screen::DeskDone::payments_confirmed;
    for (std::size_t i = 0; i < 9; ++i) {
        desk.rows.push_back(desk.rows[i]);
        desk.rows.back().at -= 55 * 60 * 1000;
    }
    desk.pages = 2;
    out.add_staff("desk_full", desk);
    out.add_staff("desk_empty", screen::Desk{});
    screen::Desk loading;
    loading.request = 3;
    out.add_staff("desk_loading", loading);
    out.add_staff("entry_unpaid", screen::DeskEntry{desk_rows()[0], true, true});
    out.add_staff("entry_closed", screen::DeskEntry{desk_rows()[3], false, false});
    add_desk_claims(out);
    screen::PaySingle pay;
    pay.row = desk_rows()[0];
    out.add_staff("pay_single", pay);
    pay.papers_checked = true;
    pay.receipt = "0081234";
    pay.ready = true;
    pay.method = PayMethod::qr;
    out.add_staff("pay_single_ready", pay);
    pay.request = 4;
    out.add_staff("pay_single_storing", pay);
    out.add_staff("pay_run_empty", screen::PayRun{});
    out.add_staff("pay_run", pay_run(3, false));
    out.add_staff("pay_run_ready", pay_run(10, true));
}

void add_changes(Collector& out, const PreviewWorld& world) {
    screen::Correct correct;
    correct.row = desk_rows()[1];
    correct.pages = (world.station.workplaces.size() + 7) / 8;
    out.add_staff("correct", correct);
    correct.editing = CorrectionField::phone;
    correct.phone = PrivateText("1390000");
    out.add_staff("correct_phone", correct);
    correct.phone.wipe();
    correct.editing = CorrectionField::document;
    out.add_staff("correct_document", correct);
    correct.editing = CorrectionField::employment;
    correct.employment = Employment::small_micro;
    out.add_staff("correct_employment", correct);
    correct.editing = CorrectionField::workplace;
    correct.workplace = 1;
    correct.reason = CorrectionReason::mistyped;
    correct.ready = true;
    out.add_staff("correct_ready", correct);
    out.add_staff("withdraw", screen::Withdraw{desk_rows()[0], {}, 0});
    out.add_staff("withdraw_ready", screen::Withdraw{desk_rows()[0], WithdrawalReason::not_paid, 0});
}

void add_back_office(Collector& out) {
    out.add_staff("claim_look_up", screen::ClaimLookUp{});
    out.add_staff("claim_look_up_again", screen::ClaimLookUp{CardTrouble::place_again, 0, {}});
    on(out.add_staff("claim_status", screen::Status{with_claim(), resident(), true}), "2026-09-08");
    out.add_staff("sync_level", screen::Sync{});
    State& behind = out.add_staff("sync_waiting", screen::Sync{});
    behind.shell.sync.held = 309;
    State& running = out.add_staff("sync_running", screen::Sync{});
    running.shell.sync.running = true;
    running.shell.sync.held = 309;
    running.shell.sync.held_before = 304;
    for (int i = 0; i <= static_cast<int>(SyncProblem::terminal_outdated); ++i) {
        State& failed = out.add_staff("sync_problem_" + std::to_string(i), screen::Sync{});
        failed.shell.sync.problem = static_cast<SyncProblem>(i);
        failed.shell.sync.held = 290;
    }
}

/// A screen that the message comes up over.
State& below(Collector& out, const std::string& name, Message message) {
    switch (message) {
        case Message::card_changed:
            return out.add(name, screen::PlaceCard{});
        case Message::not_saved_disk_full:
        case Message::not_saved_busy:
        case Message::not_saved_broken:
            return out.add(name, review());
        case Message::code_not_ours:
        case Message::slip_unknown_here:
        case Message::look_up_failed:
            return out.add(name, screen::AskStatus{});
        case Message::typed_wrong:
            return out.add(name, screen::Home{});
        case Message::badge_not_ours:
            return out.add(name, screen::SignIn{});
        case Message::already_in_list:
        case Message::already_paid:
        case Message::already_withdrawn:
        case Message::center_said_no:
        case Message::nothing_to_pay:
            return out.add_staff(name, pay_run(3, false));
        case Message::already_done:
        case Message::row_not_found:
            return out.add_staff(name, screen::DeskEntry{desk_rows()[0], true, true});
    }
    return out.add(name, screen::Home{});
}

void add_overlays(Collector& out) {
    for (int i = 0; i <= static_cast<int>(Message::nothing_to_pay); ++i) {
        const auto message = static_cast<Message>(i);
        below(out, "message_" + std::to_string(i), message).message = message;
    }
    out.add("countdown", review()).countdown = 12;
}

}  // namespace

std::vector<Preview> previews(const PreviewWorld& world) {
    Collector out(world);
    add_home(out);
    add_arrival(out);
    add_questions(out, world);
    add_submission(out);
    add_status(out);
    add_stations(out, world);
    add_sign_in(out);
    add_desk(out);
    add_changes(out, world);
    add_back_office(out);
    add_overlays(out);
    std::vector<Preview> all = out.take();
    add_inquiries(world, all);
    add_staff_tools(world, all);
    return all;
}

}  // namespace kiosk
